"""A player's account from sign-up to deletion: composes who they are, what they own and how they get in."""
