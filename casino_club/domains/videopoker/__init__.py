"""Video poker: 9/6 Jacks or Better."""
