"""Shuffles of a deck: where cards go, who follows whom, and what a bad shuffle leaves behind."""

from functools import cache
from math import exp, factorial

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.rng import checks
from bench.rng.checks import Verdict, suspicious
from bench.rng.pvalues import chi_square_p
from casino_club.kernel.rng import Draw
from tests.statistics import faults

CARDS = 52
SHUFFLES = 20_000
SEED = b"the decks' own seed".ljust(32)


@cache
def decks(kind: type[Draw]) -> NDArray[np.int64]:
    """One shuffled deck a nonce."""
    found = np.empty((SHUFFLES, CARDS), np.int64)
    for nonce in range(SHUFFLES):
        deck = list(range(CARDS))
        kind(SEED, "deck", nonce).shuffle(deck)
        found[nonce] = deck
    return found


def matrix(name: str, shuffled: NDArray[np.int64]) -> Verdict:
    """Card by position, 52 x 52.

    Rows and columns all add up to the number of shuffles, so Pearson's sum has (n - 1)^2 degrees of freedom and is
    n / (n - 1) too large: its expectation is n(n - 1).
    """
    counts = np.zeros((CARDS, CARDS))
    for place in range(CARDS):
        counts[:, place] = np.bincount(shuffled[:, place], minlength=CARDS)
    wanted = len(shuffled) / CARDS
    statistic = float(((counts - wanted) ** 2 / wanted).sum()) * (CARDS - 1) / CARDS
    return Verdict(name, chi_square_p(statistic, (CARDS - 1) ** 2))


def odd(order: NDArray[np.int64]) -> bool:
    """The parity of a permutation, by its cycles."""
    left, cycles = set(range(len(order))), 0
    while left:
        at = next(iter(left))
        cycles += 1
        while at in left:
            left.remove(at)
            at = int(order[at])
    return (len(order) - cycles) % 2 == 1


def judge_decks(shuffled: NDArray[np.int64]) -> list[Verdict]:
    """Every test on one set of shuffled decks."""
    places = np.argsort(shuffled, axis=1)
    stayed = np.count_nonzero(shuffled == np.arange(CARDS), axis=1)
    followed = np.count_nonzero(np.diff(shuffled, axis=1) == 1, axis=1)
    matches = np.array([exp(-1) / factorial(k) for k in range(9)])
    matches = np.append(matches, 1 - matches.sum()) * len(shuffled)
    pair_of_suits = {(a, b): (12 if a == b else 13) / 204 for a in range(4) for b in range(4)}
    red = places[:, ::2] < CARDS // 2
    return [
        matrix("card by position", shuffled),
        # The number of cards that stayed is Poisson's with mean 1, to one part in 52!.
        checks.fit("cards that stayed", np.bincount(np.minimum(stayed, 9), minlength=10), matches),
        checks.mean("followers", float(followed.sum()), len(followed), (CARDS - 1) / CARDS, follower_variance()),
        checks.serial("top card of the next shuffle", shuffled[:, 0] // 4, 13),
        checks.law("first two suits", zip(*(shuffled[:, :2].T // 13).tolist(), strict=True), pair_of_suits),
        checks.runs("parity", [odd(order) for order in shuffled[:6000]]),
        checks.share("odd orders", sum(odd(order) for order in shuffled[:6000]), 6000, 0.5),
        checks.mean("reds on top", float(red.sum()), red.size, 0.5, hypergeometric_factor()),
    ]


def follower_variance() -> float:
    """Of the number of i with i + 1 right behind it: sum over pairs of the joint chances (n = 52).

    n - 1 indicators with chance 1/n; two of them hold together with chance 1 / (n(n - 1)), overlapping or not.
    """
    n = CARDS
    one, both = 1 / n, 1 / (n * (n - 1))
    return (n - 1) * one + (n - 1) * (n - 2) * both - ((n - 1) * one) ** 2


def hypergeometric_factor() -> float:
    """Variance a card of the number of 26 chosen cards in the upper half: 26 * 1/4 * 26/51 over 26 cards."""
    return 0.25 * (CARDS / 2) / (CARDS - 1)


def test_shuffled_decks_pass() -> None:
    assert not suspicious(judge_decks(decks(Draw)))


def test_an_honest_other_source_passes_too() -> None:
    source = np.random.default_rng(52)
    assert not suspicious(judge_decks(source.permuted(np.tile(np.arange(CARDS), (SHUFFLES, 1)), axis=1)))


@pytest.mark.parametrize(
    ("kind", "found_by"),
    [
        (faults.NaiveShuffleDraw, "card by position"),
        (faults.SattoloDraw, "cards that stayed"),
        (faults.SattoloDraw, "odd orders"),
        (faults.ShortShuffleDraw, "card by position"),
        (faults.RoundedDraw, "card by position"),
        (faults.ByteModuloDraw, "card by position"),
        (faults.CutDraw, "followers"),
        (faults.StandingNonceDraw, "top card of the next shuffle"),
        (faults.StickyDraw, "card by position"),
    ],
)
def test_a_bad_shuffle_is_found(kind: type[Draw], found_by: str) -> None:
    found = suspicious(judge_decks(decks(kind)))
    assert found_by in {one.name for one in found}, found


def test_a_cut_hides_from_the_matrix() -> None:
    """Why one test is not enough."""
    assert "card by position" not in {one.name for one in suspicious(judge_decks(decks(faults.CutDraw))[:1])}


def small_orders(kind: type[Draw]) -> list[Verdict]:
    """All 120 orders of five items."""
    found = [0] * 120
    for nonce in range(30_000):
        items = list(range(5))
        kind(SEED, "five", nonce).shuffle(items)
        code = 0
        for left in range(5):
            code = code * (5 - left) + sum(items[right] < items[left] for right in range(left + 1, 5))
        found[code] += 1
    return [checks.uniform("orders", found)]


def test_every_order_of_five_is_as_likely() -> None:
    assert not suspicious(small_orders(Draw))
    for kind in (faults.NaiveShuffleDraw, faults.SattoloDraw, faults.ShortShuffleDraw, faults.RoundedDraw):
        assert suspicious(small_orders(kind)), kind
