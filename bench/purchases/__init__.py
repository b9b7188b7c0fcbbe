"""Purchases for money in the sandbox by many players at once."""
