"""Plays hands by the million with the best hold of each, and compares with the exact odds.

Cards come from NumPy's generator, not the product's draw: the law is what is tested here. The hold
is the strategy's, the finished hand is read by `enumeration.kinds_of`.
"""

from math import sqrt
from typing import Final

import numpy as np

from casino_club.domains.games.contracts import Comparison
from casino_club.domains.videopoker.catalog import VARIANT, shipped_table
from casino_club.domains.videopoker.contracts import DECK_SIZE, HAND_SIZE, HANDS
from casino_club.domains.videopoker.enumeration import Ints, kinds_of
from casino_club.domains.videopoker.odds import facts_of
from casino_club.domains.videopoker.strategy import best_holds, hold_counts

CHUNK: Final = 1 << 14
SEEN_MIN: Final = 100
"""Rarer hands are shown but decide nothing: their count is too small for a normal error."""


def run(variant: str, rounds: int, seed: int) -> list[Comparison]:
    """`rounds` hands on the shipped table; `variant` is the one table there is."""
    if variant != VARIANT:
        raise ValueError(f"no table {variant}")
    table = shipped_table()
    generator = np.random.default_rng(seed)
    seen = np.zeros(len(HANDS), dtype=np.int64)
    left = rounds
    while left:
        count = min(left, CHUNK)
        seen += np.bincount(_play(generator, count, table.pays), minlength=len(HANDS))
        left -= count
    sheet = facts_of(table).sheet
    exact = {row["label_key"]: row["probability"] for row in sheet["rows"]}
    returned = float(seen @ np.array(table.pays)) / rounds
    return [
        Comparison("return to player", returned, sheet["rtp"], sheet["sigma"] / sqrt(rounds)),
        *(
            Comparison(
                name,
                int(number) / rounds,
                exact[name],
                sqrt(exact[name] * (1 - exact[name]) / rounds),
                decides=exact[name] * rounds >= SEEN_MIN,
            )
            for name, number in zip(HANDS, seen, strict=True)
        ),
    ]


def _play(generator: np.random.Generator, count: int, pays: tuple[int, ...]) -> Ints:
    """Kinds of `count` finished hands."""
    decks = np.argsort(generator.random((count, DECK_SIZE)), axis=1)[:, : 2 * HAND_SIZE].astype(np.int64)
    hands = np.sort(decks[:, :HAND_SIZE], axis=1)
    masks = best_holds(hold_counts(hands), pays)
    kept = (masks[:, None] >> np.arange(HAND_SIZE)) & 1
    final = np.where(kept == 1, hands, decks[:, HAND_SIZE:])
    return kinds_of(np.sort(final, axis=1)).astype(np.int64)
