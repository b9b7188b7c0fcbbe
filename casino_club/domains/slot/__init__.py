"""Slot machines: data, the rules that play them, and the exact odds of both."""
