"""What stands on a roulette table: its pockets, its kinds of bet, and the figures an operator may change. Data only."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from casino_club.domains.games.contracts import Limits

POCKETS: Final = 37
"""0 … 36, each equally likely."""

WHEEL: Final = (
    *(0, 32, 15, 19, 4, 21, 2, 25, 17, 34, 6, 27, 13, 36, 11, 30, 8, 23, 10),
    *(5, 24, 16, 33, 1, 20, 14, 31, 9, 22, 18, 29, 7, 28, 12, 35, 3, 26),
)
"""The single-zero wheel, clockwise. It decides nothing: the pocket is drawn, the wheel shows it."""

RED: Final = frozenset({1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36})

Colour = Literal["red", "black", "green"]
BetType = Literal[
    "straight",
    "split",
    "street",
    "trio",
    "corner",
    "first_four",
    "six_line",
    "column",
    "dozen",
    "red",
    "black",
    "odd",
    "even",
    "low",
    "high",
]
BET_TYPES: Final[tuple[BetType, ...]] = get_args(BetType)


@dataclass(frozen=True, slots=True)
class Table:
    """One table's law. Times in milliseconds.

    `pays` is x to 1: a winning chip returns `amount * (x + 1)`. One chip spot of one bet holds `min` to `max_of` its
    kind in steps of `step`; one bet covers at most `spots_max` spots; all bets of a player on one wheel round together
    hold at most `round_max`.
    """

    step: int
    min: int
    max_of: dict[BetType, int]
    pays: dict[BetType, int]
    round_max: int
    spots_max: int
    chips: tuple[int, ...]
    betting_ms: int
    spin_ms: int
    pause_ms: int

    def limits(self, kind: BetType) -> Limits:
        return Limits(self.min, self.max_of[kind], self.step)


@dataclass(frozen=True, slots=True)
class Chip:
    """A stake on one spot: `numbers` ascending, as the layout knows the spot."""

    type: BetType
    numbers: tuple[int, ...]
    amount: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A chip after the ball fell: what came back, stake included; 0 when it lost."""

    chip: Chip
    payout: int
