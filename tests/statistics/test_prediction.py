"""What is public before a bet tells nothing about it: not the commitment, not the client's seed, not what was before.

A source can be perfectly uniform and still be known in advance. Here every prediction from public facts is tried,
and must be right as often as a guess.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bench.rng import checks
from bench.rng.checks import Verdict, suspicious
from casino_club.kernel.rng import Draw, commit
from tests.statistics import faults

BETS = 20_000
POCKETS = 37
BETS_A_SEED = 20


@dataclass(frozen=True)
class Shown:
    """What a player sees before the bet."""

    server_seed_hash: str
    next_server_seed_hash: str
    revealed_server_seed: bytes
    client_seed: str
    nonce: int
    last_outcome: int


Predictor = Callable[[Shown], int]


def seed_of(number: int) -> bytes:
    return hashlib.sha256(f"prediction {number}".encode()).digest()


def keyed(key: Callable[[Shown], bytes]) -> Predictor:
    return lambda shown: Draw(key(shown), shown.client_seed, shown.nonce).below(POCKETS)


PREDICTORS: dict[str, Predictor] = {
    "the commitment's bytes": keyed(lambda shown: bytes.fromhex(shown.server_seed_hash)),
    "the commitment's text": keyed(lambda shown: shown.server_seed_hash.encode()),
    "the next commitment": keyed(lambda shown: bytes.fromhex(shown.next_server_seed_hash)),
    "the seed revealed last": keyed(lambda shown: shown.revealed_server_seed),
    "the hash of the seed revealed last": keyed(lambda shown: hashlib.sha256(shown.revealed_server_seed).digest()),
    "the client's seed": keyed(lambda shown: shown.client_seed.encode()),
    "no key": keyed(lambda _: b""),
    "the commitment as a number": lambda shown: int(shown.server_seed_hash, 16) % POCKETS,
    "the nonce": lambda shown: shown.nonce % POCKETS,
    "the last outcome": lambda shown: shown.last_outcome,
    "the last outcome's opposite": lambda shown: POCKETS - 1 - shown.last_outcome,
}


def judge_predictions(kind: type[Draw]) -> list[Verdict]:
    """How often each prediction is right."""
    right = dict.fromkeys(PREDICTORS, 0)
    last = 0
    for bet in range(BETS):
        number, nonce = divmod(bet, BETS_A_SEED)
        shown = Shown(
            commit(seed_of(number)), commit(seed_of(number + 1)), seed_of(number - 1), f"player {number}", nonce, last
        )
        last = kind(seed_of(number), shown.client_seed, nonce).below(POCKETS)
        for name, predict in PREDICTORS.items():
            right[name] += predict(shown) == last
    return [checks.share(name, hits, BETS, 1 / POCKETS) for name, hits in right.items()]


def test_nothing_public_predicts_an_outcome() -> None:
    assert not suspicious(judge_predictions(Draw))


class KeyedByPlayerDraw(Draw):
    """The key is the player's own seed."""

    __slots__ = ()

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        super().__init__(client_seed.encode(), client_seed, nonce)


@pytest.mark.parametrize(
    ("kind", "found_by"),
    [
        (faults.CommitmentDraw, "the commitment's bytes"),
        (faults.StandingNonceDraw, "the last outcome"),
        (KeyedByPlayerDraw, "the client's seed"),
    ],
)
def test_an_outcome_known_in_advance_is_found(kind: type[Draw], found_by: str) -> None:
    assert [one.name for one in suspicious(judge_predictions(kind))] == [found_by]


def test_the_fault_is_invisible_to_tests_of_uniformity() -> None:
    """Which is why prediction is a test of its own."""
    counts = [0] * POCKETS
    for nonce in range(BETS):
        counts[faults.CommitmentDraw(seed_of(0), "player", nonce).below(POCKETS)] += 1
    assert not suspicious([checks.uniform("pockets", counts)])


def test_one_bit_of_any_input_changes_half_the_bits() -> None:
    """Avalanche: flip a bit of the seed, a character, or the nonce, and count the bits that differ."""
    flipped = [0, 0, 0]
    for number in range(4000):
        seed = seed_of(number)
        word = Draw(seed, f"c{number}", number).word()
        place = number % 256
        near = (int.from_bytes(seed) ^ 1 << place).to_bytes(32)
        others = (
            Draw(near, f"c{number}", number),
            Draw(seed, f"d{number}", number),
            Draw(seed, f"c{number}", number + 1),
        )
        for at, other in enumerate(others):
            flipped[at] += (word ^ other.word()).bit_count()
    names = ("seed", "client seed", "nonce")
    found = [checks.share_z(name, bits, 4000 * 32, 0.5) for name, bits in zip(names, flipped, strict=True)]
    assert not suspicious(found)
