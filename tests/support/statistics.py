"""Tests of fit, small enough to read."""

from collections.abc import Sequence
from math import sqrt


def chi_square_z(counts: Sequence[int], expected: Sequence[float]) -> float:
    """Pearson's statistic as a standard normal deviate (Wilson and Hilferty's cube root)."""
    statistic = sum((seen - wanted) ** 2 / wanted for seen, wanted in zip(counts, expected, strict=True))
    freedom = len(counts) - 1
    spread = 2 / (9 * freedom)
    return ((statistic / freedom) ** (1 / 3) - (1 - spread)) / sqrt(spread)


def uniform_z(counts: Sequence[int]) -> float:
    """`chi_square_z` against equal shares."""
    return chi_square_z(counts, [sum(counts) / len(counts)] * len(counts))
