"""The exact worth of every way to hold: what the hint says, what optimal play returns.

A hold's worth is the mean pay over all draws from the 47 cards unseen. Over the common
denominator `WORTH_SCALE` every worth is an integer, so the best of 32 is found without rounding.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb, lcm
from typing import Final

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.videopoker.contracts import DECK_SIZE, HAND_SIZE, HANDS, HOLDS, Cards
from casino_club.domains.videopoker.enumeration import Ints, SubsetCounts, deals, number_of, subset_counts

UNSEEN: Final = DECK_SIZE - HAND_SIZE
DRAWS: Final = tuple(comb(UNSEEN, HAND_SIZE - mask.bit_count()) for mask in range(HOLDS))
"""How many draws each hold mask can meet, all equally likely."""
WORTH_SCALE: Final = lcm(*DRAWS)


@dataclass(frozen=True, slots=True)
class HoldWorth:
    """One way to hold: places kept, and the exact mean pay as a multiple of the stake."""

    hold: tuple[int, ...]
    worth: Fraction


@dataclass(frozen=True, slots=True)
class OptimalPlay:
    """A paytable played perfectly, exactly. `frequencies[k]` is P(the hand ends as `HANDS[k]`)."""

    rtp: Fraction
    variance: Fraction
    frequencies: tuple[Fraction, ...]


def places_of(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(HAND_SIZE) if mask >> place & 1)


def hold_counts(hands: Ints) -> NDArray[np.int64]:
    """For each hand (cards ascending) and each mask, how many draws end as each kind: shape (hands, 32, kinds).

    Inclusion and exclusion over the cards thrown away: hands that contain the held cards, less those
    that also contain a thrown one, and so on, which is a Möbius transform over the five places.
    """
    counts = subset_counts()
    result = np.empty((len(hands), HOLDS, len(HANDS)), dtype=np.int64)
    for mask in range(HOLDS):
        result[:, mask] = _containing(counts, hands[:, list(places_of(mask))])
    for place in range(HAND_SIZE):
        bit = 1 << place
        for mask in range(HOLDS):
            if not mask & bit:
                result[:, mask] -= result[:, mask | bit]
    return result


def _containing(counts: SubsetCounts, sets: Ints) -> NDArray[np.int64]:
    size: int = sets.shape[1]
    numbers = number_of(sets)
    if size == HAND_SIZE:
        return np.eye(len(HANDS), dtype=np.int64)[counts.kinds[numbers]]
    rows = np.take(counts.of[size], numbers, axis=0)
    return np.asarray(rows, dtype=np.int64)


def worths(counts: NDArray[np.int64], pays: tuple[int, ...]) -> NDArray[np.int64]:
    """Mean pay of each hold times `WORTH_SCALE`, from `hold_counts`: shape (hands, 32)."""
    scales = np.array([WORTH_SCALE // draws for draws in DRAWS], dtype=np.int64)
    return counts @ np.array(pays, dtype=np.int64) * scales


def rank_holds(cards: Cards, pays: tuple[int, ...]) -> list[HoldWorth]:
    """All 32 ways to hold a hand as it was dealt, best first; of equals the one that keeps more cards."""
    order = sorted(range(HAND_SIZE), key=lambda place: cards[place])
    counts = hold_counts(np.array([[cards[place] for place in order]], dtype=np.int64))
    values = worths(counts, pays)[0]
    ranked = sorted(range(HOLDS), key=lambda mask: (-int(values[mask]), -mask.bit_count(), mask))
    return [
        HoldWorth(tuple(sorted(order[place] for place in places_of(mask))), Fraction(int(values[mask]), WORTH_SCALE))
        for mask in ranked
    ]


def best_holds(counts: NDArray[np.int64], pays: tuple[int, ...]) -> NDArray[np.intp]:
    """The mask to hold for each hand, from `hold_counts`; of equals the one that keeps more cards."""
    kept = np.array([mask.bit_count() for mask in range(HOLDS)], dtype=np.int64)
    return np.argmax(worths(counts, pays) * (HAND_SIZE + 1) + kept, axis=1)


@cache
def optimal_play(pays: tuple[int, ...]) -> OptimalPlay:
    """Every deal of the deck with each of its 32 holds, and the best of them played: exact, about two seconds."""
    every = deals()
    totals = [0] * len(HANDS)
    for begin in range(0, len(every.cards), 1 << 14):
        chunk = slice(begin, begin + (1 << 14))
        counts = hold_counts(every.cards[chunk])
        best = best_holds(counts, pays)
        scales = np.array([WORTH_SCALE // draws for draws in DRAWS], dtype=np.int64)[best]
        chosen = counts[np.arange(len(best)), best] * (scales * every.weights[chunk])[:, None]
        totals = [total + int(more) for total, more in zip(totals, chosen.sum(axis=0), strict=True)]
    whole = sum(totals)
    frequencies = tuple(Fraction(total, whole) for total in totals)
    mean = sum((p * pay for p, pay in zip(frequencies, pays, strict=True)), Fraction(0))
    square = sum((p * pay * pay for p, pay in zip(frequencies, pays, strict=True)), Fraction(0))
    return OptimalPlay(mean, square - mean**2, frequencies)
