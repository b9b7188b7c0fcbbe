"""Cards, their values, and the shoe they come from."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw

DECK: Final = 52
RANKS: Final = "A23456789TJQK"
SUITS: Final = "cdhs"
BEST: Final = 21
SOFT: Final = 10
"""What an ace adds to its 1 while the total allows."""


class CardSource(Protocol):
    """Where the next card comes from. `taken` are those that left, in order."""

    taken: list[int]

    def take(self) -> int: ...


class Shoe:
    """A fresh shoe of whole decks, dealt from the end of `Draw.shuffle` of the cards 0 … 52·decks - 1 (modulo 52).

    The shuffle settles the last place first, so each card is drawn when it is dealt: after n cards, n numbers of the
    draw are used and the rest of the shoe is not decided by anything that anybody could see.
    """

    def __init__(self, decks: int, draw: Draw) -> None:
        self._cards = list(range(DECK * decks))
        self._draw = draw
        self.taken: list[int] = []

    def take(self) -> int:
        """The next card."""
        cards = self._cards
        chosen = self._draw.below(len(cards))
        cards[chosen], cards[-1] = cards[-1], cards[chosen]
        card = cards.pop() % DECK
        self.taken.append(card)
        return card


class Recorded:
    """Cards that were dealt before, in the same order. Raises `InvariantError` when there are too few."""

    def __init__(self, cards: Iterable[int]) -> None:
        self._cards = iter(cards)
        self.taken: list[int] = []

    def take(self) -> int:
        """The next card."""
        card = next(self._cards, None)
        if card is None:
            raise InvariantError("a recorded deal misses cards")
        self.taken.append(card)
        return card


def card_name(card: int) -> str:
    """A card as the API writes it: rank and suit, `As`, `Td`, `2c`."""
    rank, suit = card % len(RANKS), card // len(RANKS)
    return RANKS[rank] + SUITS[suit]


def card_value(card: int) -> int:
    """1 for an ace, 10 for ten, jack, queen and king, else its number."""
    return min(card % len(RANKS) + 1, 10)


def total_of(cards: Sequence[int]) -> tuple[int, bool]:
    """The best total and whether an ace counts 11 in it."""
    values = [card_value(card) for card in cards]
    total = sum(values)
    soft = 1 in values and total + SOFT <= BEST
    return total + SOFT if soft else total, soft


def is_natural(cards: Sequence[int]) -> bool:
    """An ace with a ten-valued card."""
    return len(cards) == 2 and total_of(cards)[0] == BEST  # noqa: PLR2004
