"""Crash points off the hash chain: the tail P(M ≥ m) = 0.99 / m at every m, round after round, and no preview."""

import hashlib
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.rng import checks
from bench.rng.checks import Verdict, suspicious
from casino_club.domains.crash import plugin, rules
from casino_club.domains.crash.contracts import Table
from casino_club.kernel.rng import Draw

ROUNDS = 40_000
SALT = "the night's public salt"
GRID = (100, 101, 102, 105, 110, 120, 135, 150, 175, 200, 250, 300, 400, 500, 700, 1000, 2000, 5000, 10_000, 50_000)
Point = Callable[[Table, Draw], int]


@cache
def chain() -> list[bytes]:
    """Hashes in the order of play: each is SHA-256 of the one after it."""
    hashes = [b"the chain's terminal seed".ljust(32)]
    for _ in range(ROUNDS):
        hashes.append(hashlib.sha256(hashes[-1]).digest())
    return hashes[::-1]


@cache
def table() -> Table:
    game = plugin.PLUGIN.game
    return game.parse(game.shipped()[0].body)


def points(kind: type[Draw], point: Point) -> NDArray[np.int64]:
    """Crash points of rounds 1, 2, …; round n is drawn from hash n, hash 0 is public before."""
    return np.array([point(table(), kind(chain()[n], SALT, n)) for n in range(1, ROUNDS + 1)])


def promised_tail(x100: int) -> float:
    """The published law, written once more: 0.99 / m, and every round reaches 1.00."""
    return 1.0 if x100 <= 100 else 99 / x100


def judge_points(found: NDArray[np.int64]) -> list[Verdict]:
    """Tails, cells between them, the next round, and the gaps between great ones."""
    tails = np.array([promised_tail(m) for m in GRID] + [0.0])
    cells = np.bincount(np.digitize(found, GRID) - 1, minlength=len(GRID))
    verdicts = [checks.fit("cells", cells, -np.diff(tails) * len(found))]
    verdicts += [
        checks.share_z(f"at least {m / 100:.2f}", int((found >= m).sum()), len(found), promised_tail(m))
        for m in GRID[1:]
    ]
    ranks = np.digitize(found, [110, 125, 150, 200, 300, 600])
    verdicts.append(checks.serial("next round", ranks, 7))
    verdicts.append(checks.serial("round after next", ranks, 7, lag=2))
    verdicts.append(checks.gaps("gaps between tens", found >= 1000, promised_tail(1000)))
    # 99 / M is uniform above 1.00, but for the steps of the grid: far below what this sample resolves.
    above = found[found > 100]
    source = np.random.default_rng(1)
    spread = 99 / (above + source.random(len(above)))
    scaled = spread / (99 / 101)
    verdicts.append(checks.ks_uniform("the whole law", scaled))
    return verdicts


def names_of(kind: type[Draw], point: Point) -> set[str]:
    return {one.name for one in suspicious(judge_points(points(kind, point)))}


def test_crash_points_follow_the_published_tail() -> None:
    assert not suspicious(judge_points(points(Draw, rules.crash_point)))


def test_the_return_is_the_same_at_every_target() -> None:
    """Leaving at m pays m with 0.99 / m."""
    found = points(Draw, rules.crash_point)
    for m in (101, 150, 200, 500, 2000):
        won = int((found >= m).sum())
        assert checks.share(f"{m}", won, ROUNDS, 0.99 / (m / 100)).p > 1e-4


def rounded(law: Table, draw: Draw) -> int:
    """A float, rounded to the nearest hundredth in place of down."""
    return max(100, round(99 / (1 - draw.word() / 2**32)))


def no_edge(law: Table, draw: Draw) -> int:
    """The house's percent forgotten."""
    return 100 * 2**32 // (2**32 - draw.word())


def seven_bits(law: Table, draw: Draw) -> int:
    """Too few bits: the tail is a staircase."""
    return max(100, 99 * 2**7 // (2**7 - (draw.word() >> 25)))


def capped_quietly(law: Table, draw: Draw) -> int:
    """Nobody ever gets beyond two hundred."""
    return min(20_000, rules.crash_point(law, draw))


def doubled_instant(law: Table, draw: Draw) -> int:
    """One more round in a hundred ends at once."""
    return 100 if draw.below(100) == 0 else rules.crash_point(law, draw)


@pytest.mark.parametrize(
    ("point", "found_by"),
    [
        (rounded, "at least 1.01"),
        (no_edge, "at least 1.01"),
        (seven_bits, "cells"),
        (capped_quietly, "at least 500.00"),
        (doubled_instant, "at least 1.01"),
    ],
)
def test_a_bent_tail_is_found(point: Point, found_by: str) -> None:
    found = names_of(Draw, point)
    assert found_by in found, found


def test_rounds_that_follow_each_other_are_found() -> None:
    """Now and then a round ends where the one before it did."""
    found = points(Draw, rules.crash_point)
    found[1::25] = found[::25][: len(found[1::25])]
    assert "next round" in {one.name for one in suspicious(judge_points(found))}


def repeated_point_chance() -> float:
    """The chance that two independent rounds crash at the same hundredth."""
    highest = table().multiplier_max_x100
    m = np.arange(100, min(highest, 200_000) + 1)
    tails = np.append(np.where(m <= 100, 1.0, 99 / m), 0.0)
    return float((np.diff(tails) ** 2).sum())


def judge_preview(kind: type[Draw]) -> list[Verdict]:
    """Guesses from what is public before round n: hash n - 1, its own hash, the salt."""
    hashes, law = chain(), table()
    guesses: dict[str, Callable[[int], bytes]] = {
        "the hash before": lambda n: hashes[n - 1],
        "the hash of the hash before": lambda n: hashlib.sha256(hashes[n - 1]).digest(),
        "the hash two before": lambda n: hashes[max(n - 2, 0)],
        "the salt": lambda _: SALT.encode(),
    }
    rounds = range(1, ROUNDS // 2)
    played = {n: rules.crash_point(law, kind(hashes[n], SALT, n)) for n in rounds}
    chance = repeated_point_chance()
    return [
        checks.share_z(
            name,
            sum(rules.crash_point(law, Draw(guess(n), SALT, n)) == played[n] for n in rounds),
            len(rounds),
            chance,
        )
        for name, guess in guesses.items()
    ]


def test_the_public_end_of_the_chain_tells_nothing() -> None:
    assert not suspicious(judge_preview(Draw))


class DrawnFromTheHashBefore(Draw):
    """Keyed by SHA-256 of the round's hash: exactly what everybody was shown before."""

    __slots__ = ()

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        super().__init__(hashlib.sha256(server_seed).digest(), client_seed, nonce)


def test_a_round_drawn_from_its_commitment_is_found() -> None:
    assert [one.name for one in suspicious(judge_preview(DrawnFromTheHashBefore))] == ["the hash before"]
    assert not suspicious(judge_points(points(DrawnFromTheHashBefore, rules.crash_point))), "and looks perfectly random"
