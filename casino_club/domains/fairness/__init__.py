"""Provable fairness: seeds committed before play, revealed by rotation, verified by anyone."""
