"""Claims of streaks, VIP points and missions by many players at once."""
