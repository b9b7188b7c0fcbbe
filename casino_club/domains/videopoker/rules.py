"""The game from a shuffled deck to a paid hand, byte for byte as the verifier repeats it.

The 52 cards lie in order of their numbers and are shuffled once by the bet's draw. The first five
are dealt; each card thrown away, from the left, is replaced by the next one of the same deck.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from casino_club.domains.videopoker.contracts import (
    COINS,
    DECK_SIZE,
    FLUSH,
    FULL_HOUSE,
    HAND_SIZE,
    HANDS,
    JACKS,
    NOTHING,
    QUADS,
    ROYAL,
    STRAIGHT,
    STRAIGHT_FLUSH,
    TRIPS,
    TWO_PAIR,
    Cards,
    PokerOutcome,
    PokerTable,
)
from casino_club.kernel.rng import Draw

RANKS: Final = "23456789TJQKA"
SUITS: Final = "shdc"
_JACK: Final = RANKS.index("J")
_TEN: Final = RANKS.index("T")
_WHEEL: Final = [0, 1, 2, 3, 12]
"""Ranks of A 2 3 4 5: the one straight in which the ace is low."""


def code_of(card: int) -> str:
    """A card's two letters: 51 is `Ac`."""
    return RANKS[card // 4] + SUITS[card % 4]


def card_of(code: str) -> int:
    """The card of two letters. Raises ValueError for anything else."""
    if len(code) != 2:  # noqa: PLR2004 - rank and suit
        raise ValueError(f"{code!r} is no card")
    return RANKS.index(code[0]) * 4 + SUITS.index(code[1])


def codes(cards: Iterable[int]) -> list[str]:
    return [code_of(card) for card in cards]


def rank_hand(cards: Sequence[int]) -> int:
    """The kind of a five-card hand, as its place in `HANDS`."""
    ranks = sorted(card // 4 for card in cards)
    counts = sorted((ranks.count(rank) for rank in set(ranks)), reverse=True)
    if counts[0] > 1:
        return _rank_matched(ranks, counts)
    flush = len({card % 4 for card in cards}) == 1
    if ranks[-1] - ranks[0] == HAND_SIZE - 1 or ranks == _WHEEL:
        if not flush:
            return STRAIGHT
        return ROYAL if ranks[0] == _TEN else STRAIGHT_FLUSH
    return FLUSH if flush else NOTHING


def _rank_matched(ranks: list[int], counts: list[int]) -> int:
    match counts:
        case [4, 1]:
            return QUADS
        case [3, 2]:
            return FULL_HOUSE
        case [3, *_]:
            return TRIPS
        case [2, 2, 1]:
            return TWO_PAIR
        case _:
            paired = next(rank for rank in ranks if ranks.count(rank) > 1)
            return JACKS if paired >= _JACK else NOTHING


def shuffle(draw: Draw) -> Cards:
    """The deck of a bet, top card first."""
    deck = list(range(DECK_SIZE))
    draw.shuffle(deck)
    return tuple(deck)


def deal(deck: Cards) -> Cards:
    """The five cards a player sees before choosing."""
    return deck[:HAND_SIZE]


def finish(table: PokerTable, stake: int, deck: Cards, hold: Sequence[int]) -> PokerOutcome:
    """The hand after the draw. `hold` names places 0 … 4 to keep, each once."""
    if not table.limits.allows(stake) or stake % COINS:
        raise ValueError(f"the table does not take a stake of {stake}")
    kept = tuple(sorted(set(hold)))
    if len(kept) != len(hold) or not all(0 <= place < HAND_SIZE for place in kept):
        raise ValueError(f"{list(hold)} names no places to hold")
    stub = iter(deck[HAND_SIZE:])
    cards = tuple(deck[place] if place in kept else next(stub) for place in range(HAND_SIZE))
    hand = rank_hand(cards)
    pay = table.pays[hand]
    return PokerOutcome(deal(deck), kept, cards, hand, pay, stake * pay)


def stored(outcome: PokerOutcome) -> dict[str, Any]:
    """What the round keeps: the facts, from which `present` shows the hand again."""
    return {
        "dealt": codes(outcome.dealt),
        "hold": list(outcome.hold),
        "cards": codes(outcome.cards),
        "hand": HANDS[outcome.hand],
        "pay": outcome.pay,
    }
