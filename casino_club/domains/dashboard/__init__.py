"""The home screen in one call, and the state a live socket starts from."""
