"""What the club is doing now, from real data only."""
