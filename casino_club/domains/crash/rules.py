"""The law of crash: pure. A draw gives the crash point, the clock gives the curve, and nothing else goes in.

The crash point takes 52 random bits `r` from two words (all 32 bits of the first, the upper 20 of the second) and is
`M = max(1, floor(100 * 0.99 / (1 - U)) / 100)` with `U = r / 2^52`, capped; all of it in integers, so every port gives
the same. On the grid of hundredths `P(M >= m) = 0.99 / m` (source: economy, crash).

**What is shown.** At time t the multiplier is the hundredth the curve is climbing to, `floor(100 * e^(g t)) + 1`. A
round crashes when the curve reaches M, so whoever leaves at a shown m wins exactly when `M >= m`: every way to play,
by hand or automatic, returns exactly 99 %. Paying the hundredth below would keep up to one more percent of each stake.
"""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil, exp, log
from typing import Any, Final

from casino_club.domains.crash.contracts import AUTO_MIN_X100, STAKE_UNIT, Table
from casino_club.kernel.money import AMOUNT_MAX
from casino_club.kernel.rng import Draw

BITS: Final = 52
OUTCOMES: Final = 1 << BITS
"""Equally likely values of `r`."""

_SHOWN_ODDS: Final = (101, 110, 120, 150, 200, 300, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000)
_RETURN_MIN_PERCENT: Final = 90
_MICROSECONDS: Final = 1_000_000


def random_bits(draw: Draw) -> int:
    """`r`, uniform on 0 … 2^52 - 1: the next two words."""
    high = draw.word()
    return high << 20 | draw.word() >> 12


def point_of(table: Table, r: int) -> int:
    """The crash point of `r` in hundredths, 100 … the table's maximum."""
    return min(max(100, table.return_percent * OUTCOMES // (OUTCOMES - r)), table.multiplier_max_x100)


def crash_point(table: Table, draw: Draw) -> int:
    """The crash point of a round in hundredths."""
    return point_of(table, random_bits(draw))


def reaching(table: Table, multiplier_x100: int) -> int:
    """How many of the 2^52 values of `r` have a crash point of at least `multiplier_x100`. Exact."""
    if multiplier_x100 <= 100:  # noqa: PLR2004 - the smallest crash point
        return OUTCOMES
    if multiplier_x100 > table.multiplier_max_x100:
        return 0
    return min(OUTCOMES, table.return_percent * OUTCOMES // multiplier_x100)


def shown_x100(table: Table, elapsed: timedelta) -> int:
    """What is shown and paid `elapsed` after the start: 1.01 at once, the table's maximum at most."""
    seconds = max(0.0, elapsed.total_seconds())
    exponent = min(table.growth_ppm / _MICROSECONDS * seconds, log(table.multiplier_max_x100))
    return min(int(100 * exp(exponent)) + 1, table.multiplier_max_x100)


def time_to(table: Table, multiplier_x100: int) -> timedelta:
    """When the curve reaches a multiplier: from then on it is more than that which is shown."""
    seconds = log(multiplier_x100 / 100) / (table.growth_ppm / _MICROSECONDS)
    return timedelta(microseconds=ceil(seconds * _MICROSECONDS))


def payout(stake: int, multiplier_x100: int) -> int:
    """What a stake pays at a multiplier, exactly."""
    return stake // STAKE_UNIT * multiplier_x100


def problems_of(table: Table) -> Sequence[tuple[str, str]]:
    """What keeps a table from being played: (where, what)."""
    limits, found = table.limits, list[tuple[str, str]]()
    if limits.step < 1 or limits.step % STAKE_UNIT:
        found.append(("limits.step", f"must be a multiple of {STAKE_UNIT}: payouts are exact"))
    elif limits.min < limits.step or limits.min % limits.step or limits.max % limits.step:
        found.append(("limits", "must be multiples of the step"))
    if limits.max < limits.min:
        found.append(("limits.max", "is below the smallest stake"))
    elif payout(limits.max, table.multiplier_max_x100) > AMOUNT_MAX:
        found.append(("multiplier_max_x100", "the largest win is more than a balance holds"))
    if found:
        return found
    if not table.presets or any(not limits.allows(stake) for stake in table.presets):
        found.append(("presets", "must be stakes of this table"))
    bounds = {
        "return_percent": (_RETURN_MIN_PERCENT, 99),
        "multiplier_max_x100": (AUTO_MIN_X100, 100_000_000),
        "growth_ppm": (1_000, 10_000_000),
        "betting_ms": (100, 120_000),
        "pause_ms": (0, 120_000),
    }
    for name, (low, high) in bounds.items():
        if not low <= getattr(table, name) <= high:
            found.append((name, f"must be {low} to {high}"))
    return found


def odds(table: Table) -> dict[str, Any]:
    """The odds sheet: exact probabilities, counted over all 2^52 values. `rtp` is that of every target."""
    shown = [m for m in _SHOWN_ODDS if m <= table.multiplier_max_x100]
    rtp = table.return_percent / 100
    return {
        "rtp": rtp,
        "house_edge": round(1 - rtp, 6),
        "instant_crash_probability": 1 - reaching(table, AUTO_MIN_X100) / OUTCOMES,
        "multiplier_max": table.multiplier_max_x100 / 100,
        "growth_per_s": table.growth_ppm / _MICROSECONDS,
        "formula": f"M = max(1, floor({table.return_percent} / (1 - U)) / 100), U = r / 2^{BITS}",
        "rows": [
            {
                "label_key": "reaches",
                "multiplier": m / 100,
                "probability": reaching(table, m) / OUTCOMES,
                "pays": m / 100,
            }
            for m in shown
        ],
    }
