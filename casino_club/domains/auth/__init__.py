"""Proof of who is calling: passwords, sessions, tokens, and their end."""
