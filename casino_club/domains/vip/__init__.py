"""VIP points and tiers: the daily claim, what a tier brings, how one is reached and lost."""
