"""The shop: what is sold, at which price, and every purchase from its first click to its receipt."""
