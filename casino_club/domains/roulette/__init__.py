"""European roulette: one wheel round for everybody."""
