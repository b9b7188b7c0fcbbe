"""Feats with badges, judged by evaluators over a player's tallies."""
