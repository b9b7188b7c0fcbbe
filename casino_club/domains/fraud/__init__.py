"""Fraud: rules over what is known of an attempt to buy, a score with its reasons, and a queue for review."""
