"""Payments: the port to providers, what was asked of them, and the webhooks they send."""
