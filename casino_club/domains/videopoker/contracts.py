"""What video poker is played on and what a hand of it gives. Data only.

A card is an integer `rank * 4 + suit`, ranks 0 … 12 for 2 … ace, suits 0 … 3 for spades, hearts,
diamonds, clubs; people and the API see two letters, `As`. A kind of hand is its place in `HANDS`.
"""

from dataclasses import dataclass
from typing import Final, Literal

from casino_club.domains.games.contracts import Limits

HandName = Literal[
    "nothing",
    "jacks_or_better",
    "two_pair",
    "three_of_a_kind",
    "straight",
    "flush",
    "full_house",
    "four_of_a_kind",
    "straight_flush",
    "royal_flush",
]
HANDS: Final[tuple[HandName, ...]] = (
    "nothing",
    "jacks_or_better",
    "two_pair",
    "three_of_a_kind",
    "straight",
    "flush",
    "full_house",
    "four_of_a_kind",
    "straight_flush",
    "royal_flush",
)
"""Weakest first. A pair below jacks is nothing."""

NOTHING, JACKS, TWO_PAIR, TRIPS, STRAIGHT, FLUSH, FULL_HOUSE, QUADS, STRAIGHT_FLUSH, ROYAL = range(len(HANDS))

HAND_SIZE: Final = 5
DECK_SIZE: Final = 52
HOLDS: Final = 1 << HAND_SIZE
"""Ways to hold: bit i of a mask is the card at place i of the hand."""
COINS: Final = 5
"""A stake is five coins of equal value, so it is a multiple of five."""

Cards = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PokerTable:
    """A paytable and its stakes. `pays[k]` is what hand `HANDS[k]` pays for each unit of the whole stake."""

    pays: tuple[int, ...]
    limits: Limits
    presets: tuple[int, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class PokerOutcome:
    """A finished hand: five dealt, the places held, the five it ended with. `payout = stake * pay`, gold."""

    dealt: Cards
    hold: tuple[int, ...]
    cards: Cards
    hand: int
    pay: int
    payout: int
