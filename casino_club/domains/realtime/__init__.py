"""The live stream of a player: who may open it, what it starts from, and which events become which messages."""
