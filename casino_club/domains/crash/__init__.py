"""Crash: one shared round for everybody, cashed out by server time."""
