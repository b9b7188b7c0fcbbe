"""Every five-card hand of the deck, by counting: the ground of exact odds and of the hint.

Sets of cards are numbered in colexicographic order: cards c0 < c1 < … have the number
`sum C(c_j, j + 1)`. `SubsetCounts.of[k][number]` says how many of the five-card hands that contain
those k cards are of each kind. From it, by inclusion and exclusion over the cards thrown away, the
exact law of any hold of any hand is 32 look-ups and no enumeration.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement, pairwise, permutations, product
from math import comb
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.videopoker.contracts import (
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
)

HAND_COUNT: Final = comb(DECK_SIZE, HAND_SIZE)
_CHOOSE: Final = np.array(
    [[comb(card, size) for size in range(HAND_SIZE + 1)] for card in range(DECK_SIZE)], dtype=np.int64
)
_JACK: Final = 9
_TEN: Final = 8
_SUITS: Final = 4
_RANKS: Final = 13
_counting: Final = Lock()

Ints = NDArray[np.int64]
Kinds = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SubsetCounts:
    """`of[k]` for k = 0 … 4 has a row of counts by kind for every set of k cards; `kinds` is the kind of every hand."""

    of: tuple[NDArray[np.uint32], ...]
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Deals:
    """One hand of each class that differs by more than a renaming of suits, and how many hands it stands for."""

    cards: NDArray[np.int64]
    weights: Ints


def number_of(cards: Ints) -> Ints:
    """Numbers of sets of cards; the last axis holds each set, ascending."""
    total = np.zeros(cards.shape[:-1], dtype=np.int64)
    for place in range(cards.shape[-1]):
        total += _CHOOSE[cards[..., place], place + 1]
    return total


def all_sets(size: int) -> NDArray[np.int64]:
    """Every set of `size` cards; row i is the set with the number i."""
    sets = np.empty((1, 0), dtype=np.int64)
    for have in range(size):
        parts: list[Ints] = []
        for top in range(DECK_SIZE):
            below = sets[: comb(top, have)]
            parts.append(np.column_stack([below, np.full(len(below), top, dtype=np.int64)]))
        sets = np.concatenate(parts)
    return sets


def kinds_of(hands: Ints) -> Kinds:
    """The kind of each five-card hand (cards ascending), as its place in `HANDS`."""
    ranks, suits = hands // _SUITS, hands % _SUITS
    same = ranks[:, 1:] == ranks[:, :-1]
    pairs = same.sum(axis=1)
    flush = (suits == suits[:, :1]).all(axis=1)
    low, high = ranks[:, 0], ranks[:, -1]
    wheel = (ranks == np.array([0, 1, 2, 3, 12])).all(axis=1)
    straight = ((pairs == 0) & (high - low == HAND_SIZE - 1)) | wheel
    quads = same[:, :3].all(axis=1) | same[:, 1:].all(axis=1)
    triple = (same[:, 1:] & same[:, :-1]).any(axis=1)
    high_pair = (same & (ranks[:, 1:] >= _JACK)).any(axis=1)
    conditions = [
        (straight & flush & (low == _TEN), ROYAL),
        (straight & flush, STRAIGHT_FLUSH),
        (quads, QUADS),
        ((pairs == 3) & triple, FULL_HOUSE),  # noqa: PLR2004 - three neighbours alike
        (flush, FLUSH),
        (straight, STRAIGHT),
        (triple, TRIPS),
        (pairs == 2, TWO_PAIR),  # noqa: PLR2004 - two neighbours alike, apart
        (high_pair, JACKS),
    ]
    kinds = np.select([where for where, _ in conditions], [kind for _, kind in conditions], NOTHING)
    return kinds.astype(np.uint8)


def subset_counts() -> SubsetCounts:
    """The counts of the whole deck: about a second once a process, 16 MB kept. Threads wait for the first."""
    with _counting:
        return _count_subsets()


@cache
def _count_subsets() -> SubsetCounts:
    hands = all_sets(HAND_SIZE)
    kinds = kinds_of(hands)
    width = len(HANDS)
    sets = comb(DECK_SIZE, HAND_SIZE - 1)
    total = np.zeros(sets * width, dtype=np.int64)
    for place in range(HAND_SIZE):
        rest = number_of(np.delete(hands, place, axis=1))
        total += np.bincount(rest * width + kinds, minlength=sets * width)
    counts = [total.reshape(sets, width)]
    for size in range(HAND_SIZE - 2, -1, -1):
        counts.append(_drop_one(counts[-1], size))
    return SubsetCounts(tuple(table.astype(np.uint32) for table in reversed(counts)), kinds)


def _drop_one(larger: Ints, size: int) -> Ints:
    """Counts of sets of `size` from those one larger: each hand was seen once for each card it has more."""
    sets = all_sets(size + 1)
    total = np.zeros((comb(DECK_SIZE, size), larger.shape[1]), dtype=np.int64)
    for place in range(size + 1):
        np.add.at(total, number_of(np.delete(sets, place, axis=1)), larger)
    return total // (HAND_SIZE - size)


@cache
def deals() -> Deals:
    """The 134 459 classes of hands under renaming of the suits, found from rank patterns and the suits they allow."""
    cards: list[list[int]] = []
    weights: list[int] = []
    patterns: dict[tuple[bool, ...], list[tuple[tuple[int, ...], int]]] = {}
    for ranks in combinations_with_replacement(range(_RANKS), HAND_SIZE):
        same = tuple(a == b for a, b in pairwise(ranks))
        if all(same):
            continue
        if same not in patterns:
            patterns[same] = _suit_classes(same)
        for suits, weight in patterns[same]:
            cards.append([rank * _SUITS + suit for rank, suit in zip(ranks, suits, strict=True)])
            weights.append(weight)
    return Deals(np.array(cards, dtype=np.int64), np.array(weights, dtype=np.int64))


def _suit_classes(same: tuple[bool, ...]) -> list[tuple[tuple[int, ...], int]]:
    """Suits for ranks that repeat where `same`, one of each class with its size; equal ranks have ascending suits."""
    sizes: dict[tuple[int, ...], int] = {}
    for suits in product(range(_SUITS), repeat=HAND_SIZE):
        if any(alike and a >= b for alike, a, b in zip(same, suits, suits[1:], strict=False)):
            continue
        first = min(_renamed(suits, same, names) for names in permutations(range(_SUITS)))
        sizes[first] = sizes.get(first, 0) + 1
    return list(sizes.items())


def _renamed(suits: tuple[int, ...], same: tuple[bool, ...], names: tuple[int, ...]) -> tuple[int, ...]:
    groups: list[list[int]] = [[]]
    for place, suit in enumerate(suits):
        if place and not same[place - 1]:
            groups.append([])
        groups[-1].append(names[suit])
    return tuple(suit for group in groups for suit in sorted(group))
