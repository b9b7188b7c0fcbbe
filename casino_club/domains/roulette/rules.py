"""European roulette: the law, whole. Pure, and blind to who plays.

One of 37 pockets, each equally likely. The shipped table pays a chip on k numbers 36/k - 1 to 1, so every bet returns
36/37 of its stake and the house keeps exactly 1/37, wherever the chip lies. No half-back on zero, no surrender.
"""

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from math import sqrt
from typing import Any, Final, NamedTuple

from casino_club.domains.games.errors import StakeOutOfRangeError
from casino_club.domains.roulette.contracts import BET_TYPES, POCKETS, RED, BetType, Chip, Colour, Paid, Table
from casino_club.domains.roulette.errors import IllegalSpotError
from casino_club.domains.roulette.layout import COVERS, GROUPS, Numbers, find_spot
from casino_club.kernel.rng import Draw

TIME_MS_MIN: Final = 100
TIME_MS_MAX: Final = 300_000


class Wanted(NamedTuple):
    """A chip as a player asks for it; see `layout.find_spot` for what `numbers` may leave out."""

    type: BetType
    numbers: Sequence[int]
    amount: int


def place(table: Table, wanted: Sequence[Wanted]) -> tuple[Chip, ...]:
    """The chips of one bet: legal spots, each once, inside the table's limits.

    Raises `IllegalSpotError` or `StakeOutOfRangeError`, with the place of the first bad chip in the call.
    """
    amounts: dict[tuple[BetType, Numbers], int] = {}
    for index, one in enumerate(wanted):
        spot = find_spot(one.type, one.numbers)
        if spot is None:
            raise IllegalSpotError({"index": index, "type": one.type})
        limits = table.limits(one.type)
        amounts[one.type, spot] = amount = amounts.get((one.type, spot), 0) + one.amount
        if not (limits.allows(one.amount) and limits.allows(amount)):
            raise StakeOutOfRangeError({"index": index, "type": one.type, **asdict(limits)})
    if not 1 <= len(amounts) <= table.spots_max or sum(amounts.values()) > table.round_max:
        raise StakeOutOfRangeError({"min": table.min, "max": table.round_max, "step": table.step})
    return tuple(Chip(kind, numbers, amount) for (kind, numbers), amount in amounts.items())


def spin(draw: Draw) -> int:
    """The pocket of a wheel round: one number below 37."""
    return draw.below(POCKETS)


def colour(pocket: int) -> Colour:
    """Zero is green."""
    if pocket == 0:
        return "green"
    return "red" if pocket in RED else "black"


def settle(table: Table, chips: Sequence[Chip], pocket: int) -> tuple[Paid, ...]:
    """What each chip returns when the ball lies in `pocket`, in gold."""
    return tuple(
        Paid(chip, chip.amount * (table.pays[chip.type] + 1) if pocket in chip.numbers else 0) for chip in chips
    )


def staked(chips: Sequence[Chip]) -> int:
    """The stake of all chips together, in gold."""
    return sum(chip.amount for chip in chips)


def best_payout(table: Table, chips: Sequence[Chip]) -> int:
    """The most these chips can return, in gold: the best pocket's payout, not the sum of every chip's."""
    return max(sum(paid.payout for paid in settle(table, chips, pocket)) for pocket in range(POCKETS))


def problems_of(table: Table) -> list[tuple[str, str]]:
    """Why a table cannot be played, as (where, what); empty when it can."""
    if table.step < 1:
        return [("step", "at least 1")]
    found: list[tuple[str, str]] = []
    if table.min < table.step or table.min % table.step:
        found.append(("min", "a multiple of step"))
    for kind in BET_TYPES:
        if kind not in table.max_of or kind not in table.pays:
            found.append((f"pays.{kind}", "every kind of bet has its pay and its limit"))
            continue
        if not table.min <= table.max_of[kind] <= table.round_max or table.max_of[kind] % table.step:
            found.append((f"max_of.{kind}", "from min to round_max, a multiple of step"))
        if table.pays[kind] < 1 or exact_return(table, kind)[0] > 1:
            found.append((f"pays.{kind}", "the house would pay more than it takes"))
    if not table.chips or any(chip % table.step or chip < table.min for chip in table.chips):
        found.append(("chips", "at least min, multiples of step"))
    if not 1 <= table.spots_max <= sum(map(len, GROUPS.values())):
        found.append(("spots_max", "from 1 to the spots of the layout"))
    times = {"betting_ms": table.betting_ms, "spin_ms": table.spin_ms, "pause_ms": table.pause_ms}
    wrong = [name for name, time_ms in times.items() if not TIME_MS_MIN <= time_ms <= TIME_MS_MAX]
    return [*found, *((name, f"{TIME_MS_MIN} to {TIME_MS_MAX} ms") for name in wrong)]


def exact_return(table: Table, kind: BetType) -> tuple[Fraction, Fraction]:
    """Mean and variance of payout / stake of one chip of a kind, counted over all pockets."""
    back = table.pays[kind] + 1
    mean = Fraction(COVERS[kind] * back, POCKETS)
    return mean, Fraction(COVERS[kind] * back**2, POCKETS) - mean**2


def odds(table: Table) -> dict[str, Any]:
    """The exact odds sheet. On top stand the return of the least generous bet and the variance of the wildest."""
    laws = [exact_return(table, kind) for kind in BET_TYPES]
    lowest = min(mean for mean, _ in laws)
    widest = max(variance for _, variance in laws)
    return {
        "rtp": float(lowest),
        "house_edge": float(1 - lowest),
        "variance": float(widest),
        "sigma": sqrt(widest),
        "max_win": float(max(table.pays.values()) + 1),
        "rows": [_odds_row(table, kind) for kind in BET_TYPES],
    }


def _odds_row(table: Table, kind: BetType) -> dict[str, Any]:
    mean, variance = exact_return(table, kind)
    return {
        "label_key": kind,
        "covers": COVERS[kind],
        "spots": len(GROUPS[kind]),
        "probability": float(Fraction(COVERS[kind], POCKETS)),
        "pays": table.pays[kind] + 1,
        "pays_to_one": table.pays[kind],
        "rtp": float(mean),
        "house_edge": float(1 - mean),
        "sigma": sqrt(variance),
        "max": table.max_of[kind],
    }
