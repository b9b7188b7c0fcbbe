"""A whole game as small as it gets: heads or tails. CONTRIBUTING walks through it; a test plays it over HTTP."""
