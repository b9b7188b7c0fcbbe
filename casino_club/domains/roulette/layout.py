"""The betting layout: every legal spot, from the geometry of the cloth. Nothing else may be bet on.

Three columns of twelve rows: number n stands in row (n - 1) // 3 and column (n - 1) % 3; zero lies above row 0 and
touches 1, 2 and 3.
"""

from collections.abc import Sequence
from typing import Final

from casino_club.domains.roulette.contracts import RED, BetType

Numbers = tuple[int, ...]

_ALL: Final = range(1, 37)
_ROWS: Final = range(1, 37, 3)
"""The first number of each row."""

GROUPS: Final[dict[BetType, tuple[Numbers, ...]]] = {
    "straight": tuple((n,) for n in range(37)),
    "split": (
        *((0, n) for n in (1, 2, 3)),
        *((n, n + 1) for n in _ALL if n % 3),
        *((n, n + 3) for n in range(1, 34)),
    ),
    "street": tuple((n, n + 1, n + 2) for n in _ROWS),
    "trio": ((0, 1, 2), (0, 2, 3)),
    "corner": tuple((n, n + 1, n + 3, n + 4) for n in range(1, 33) if n % 3),
    "first_four": ((0, 1, 2, 3),),
    "six_line": tuple(tuple(range(n, n + 6)) for n in _ROWS[:-1]),
    "column": tuple(tuple(range(n, 37, 3)) for n in (1, 2, 3)),
    "dozen": tuple(tuple(range(n, n + 12)) for n in (1, 13, 25)),
    "red": (tuple(n for n in _ALL if n in RED),),
    "black": (tuple(n for n in _ALL if n not in RED),),
    "odd": (tuple(range(1, 37, 2)),),
    "even": (tuple(range(2, 37, 2)),),
    "low": (tuple(range(1, 19)),),
    "high": (tuple(range(19, 37)),),
}
"""All 157 spots by kind of bet; numbers ascend."""

COVERS: Final[dict[BetType, int]] = {kind: len(groups[0]) for kind, groups in GROUPS.items()}
"""How many pockets a spot of a kind covers."""

_THIRDS: Final = frozenset({"column", "dozen"})
_EVEN_MONEY: Final = frozenset({"red", "black", "odd", "even", "low", "high"})
_LEGAL: Final = {kind: frozenset(groups) for kind, groups in GROUPS.items()}


def find_spot(kind: BetType, numbers: Sequence[int]) -> Numbers | None:
    """The numbers a bet covers, ascending; None when the layout has no such spot.

    Inside bets name their numbers, in any order. Even-money bets need name none. A column or dozen is named by its
    twelve numbers or by 1, 2 or 3.
    """
    groups = GROUPS[kind]
    if not numbers and kind in _EVEN_MONEY:
        return groups[0]
    if len(numbers) == 1 and kind in _THIRDS:
        return groups[numbers[0] - 1] if 1 <= numbers[0] <= len(groups) else None
    spot = tuple(sorted(numbers))
    return spot if spot in _LEGAL[kind] else None
