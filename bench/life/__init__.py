"""A month in the club: simulated players, a moved clock, killed processes, and everything counted again."""
