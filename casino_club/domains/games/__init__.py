"""What every game shares: configurations, the batched bet lane, rounds, statistics, sessions."""
