"""Shared rounds: hash chains, schedules and the leader that drives them."""
