"""A statistical battery over the product's draw: the suite runs it short, `python -m bench.rng` long."""
