"""Plays rounds by the million and compares with the exact law.

The random bits come from NumPy's generator, not the product's draw: the law is what is tested here. The mean of the
crash point diverges, so tails and strategies are compared, never the mean.
"""

from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.crash.contracts import VARIANT, Table
from casino_club.domains.crash.rules import BITS, OUTCOMES, reaching
from casino_club.domains.crash.service import CrashGame
from casino_club.domains.games.contracts import Comparison

CHUNK: Final = 1 << 20
TAILS_X100: Final = (101, 200, 1_000, 10_000)
SEEN_MIN: Final = 100
"""Rarer tails are shown but decide nothing: their count is too small for a normal error."""


def run(variant: str, rounds: int, seed: int) -> list[Comparison]:
    """`rounds` crash points of the shipped table; `variant` is the one table there is."""
    if variant != VARIANT:
        raise ValueError(f"no table {variant}")
    game = CrashGame()
    table = game.parse(game.shipped()[0].body)
    generator = np.random.default_rng(seed)
    seen = dict.fromkeys(TAILS_X100, 0)
    left = rounds
    while left:
        count = min(left, CHUNK)
        points = points_of(table, generator.integers(0, OUTCOMES, size=count, dtype=np.uint64))
        for target in TAILS_X100:
            seen[target] += int(np.count_nonzero(points >= target))
        left -= count
    return [one for target in TAILS_X100 for one in _compare(table, target, seen[target], rounds)]


def points_of(table: Table, r: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """`rules.point_of` for many values at once: `return_percent * 2^52` needs 59 bits, so 64 hold it exactly."""
    points = np.uint64(table.return_percent << BITS) // (np.uint64(OUTCOMES) - r)
    return np.minimum(np.maximum(points, np.uint64(100)), np.uint64(table.multiplier_max_x100))


def _compare(table: Table, target: int, seen: int, rounds: int) -> list[Comparison]:
    exact, times = reaching(table, target) / OUTCOMES, target / 100
    error = sqrt(exact * (1 - exact) / rounds)
    decides = exact * rounds >= SEEN_MIN
    return [
        Comparison(f"reaches {times:g}x", seen / rounds, exact, error, decides),
        Comparison(f"return of {times:g}x", seen / rounds * times, exact * times, error * times, decides),
    ]
