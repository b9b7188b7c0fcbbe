"""Leaderboards per game, period and metric, and seasons."""
