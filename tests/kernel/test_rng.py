"""The draw: the bytes of docs/fairness.md, no bias, nothing but its three inputs."""

import hashlib
import hmac
import json
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.kernel.rng import WORD_RANGE, Draw, commit
from tests.support.statistics import uniform_z

GOLDEN: dict[str, list[dict[str, Any]]] = json.loads((Path(__file__).parents[1] / "golden" / "draw.json").read_text())
SEED = bytes(range(32))
Z_MAX = 4.0


def reference_words(server_seed: bytes, client_seed: str, nonce: int, count: int) -> list[int]:
    """The stream read off the document, a byte at a time."""
    words: list[int] = []
    cursor = 0
    while len(words) < count:
        message = b":".join([client_seed.encode("utf-8"), str(nonce).encode(), str(cursor).encode()])
        block = hmac.new(server_seed, message, hashlib.sha256).digest()
        for a, b, c, d in zip(*[iter(block)] * 4, strict=True):
            words += [(a << 24) + (b << 16) + (c << 8) + d]
        cursor += 1
    return words[:count]


class WordsDraw(Draw):
    """A draw whose words are given."""

    def __init__(self, words: list[int]) -> None:
        super().__init__(b"", "", 0)
        self._given = iter(words)

    def word(self) -> int:
        return next(self._given)


class ModuloDraw(Draw):
    """The classic mistake."""

    def below(self, n: int) -> int:
        return self.word() % n


def golden_draw(case: dict[str, Any]) -> Draw:
    return Draw(bytes.fromhex(case["server_seed"]), case["client_seed"], case["nonce"])


@pytest.mark.parametrize("case", GOLDEN["commitments"])
def test_commitment_is_the_hash_of_the_seed_bytes(case: dict[str, Any]) -> None:
    assert commit(bytes.fromhex(case["server_seed"])) == case["server_seed_hash"]
    assert hashlib.sha256(bytes.fromhex(case["server_seed"])).hexdigest() == case["server_seed_hash"]


@pytest.mark.parametrize("case", GOLDEN["words"])
def test_golden_words(case: dict[str, Any]) -> None:
    draw = golden_draw(case)
    assert [draw.word() for _ in case["words"]] == case["words"]
    seed = bytes.fromhex(case["server_seed"])
    assert reference_words(seed, case["client_seed"], case["nonce"], len(case["words"])) == case["words"]


@pytest.mark.parametrize("case", GOLDEN["below"])
def test_golden_integers(case: dict[str, Any]) -> None:
    draw = golden_draw(case)
    assert [draw.below(n) for n in case["n"]] == case["values"]


def test_golden_integers_hold_a_rejection() -> None:
    consumed = []
    for case in GOLDEN["below"]:
        draw, plain = golden_draw(case), golden_draw(case)
        for n in case["n"]:
            draw.below(n)
            plain.word()
        consumed.append(draw.word() != plain.word())
    assert any(consumed)


@pytest.mark.parametrize("case", GOLDEN["shuffles"])
def test_golden_shuffle(case: dict[str, Any]) -> None:
    items = list(range(case["items"]))
    golden_draw(case).shuffle(items)
    assert items == case["order"]


@given(st.binary(min_size=1, max_size=64), st.text(max_size=40), st.integers(0, 2**63), st.integers(1, 40))
def test_words_are_the_documented_bytes(server_seed: bytes, client_seed: str, nonce: int, count: int) -> None:
    draw = Draw(server_seed, client_seed, nonce)
    assert [draw.word() for _ in range(count)] == reference_words(server_seed, client_seed, nonce, count)


@given(st.integers(1, WORD_RANGE), st.lists(st.integers(0, WORD_RANGE - 1), min_size=1))
def test_below_rejects_the_tail_and_divides(n: int, words: list[int]) -> None:
    size = WORD_RANGE // n
    kept = next((word for word in words if word < size * n), None)
    draw = WordsDraw([*words, 0])
    assert draw.below(n) == (0 if kept is None else kept // size)


def test_below_divides_and_never_takes_a_remainder() -> None:
    assert WordsDraw([5]).below(2) == 0
    assert WordsDraw([WORD_RANGE - 1]).below(2) == 1


def test_below_drops_the_word_past_the_last_range() -> None:
    assert WordsDraw([WORD_RANGE - 1, 7]).below(3) == 0
    assert WordsDraw([WORD_RANGE - 2]).below(3) == 2


def test_below_at_its_limits() -> None:
    assert WordsDraw([WORD_RANGE - 1]).below(1) == 0
    assert WordsDraw([123]).below(WORD_RANGE) == 123
    for n in (0, -1, WORD_RANGE + 1):
        with pytest.raises(ValueError, match="outside"):
            Draw(SEED, "c", 0).below(n)


def test_each_of_the_three_inputs_changes_the_stream() -> None:
    streams = [Draw(SEED, "c", 0), Draw(SEED[::-1], "c", 0), Draw(SEED, "d", 0), Draw(SEED, "c", 1)]
    assert len({tuple(draw.word() for _ in range(8)) for draw in streams}) == len(streams)


def test_a_colon_in_the_client_seed_makes_no_second_name_for_a_stream() -> None:
    assert Draw(SEED, "a:1", 2).word() != Draw(SEED, "a", 1).word()
    assert Draw(SEED, "a:1", 2).word() != Draw(SEED, "a", 12).word()


def draw_many(kind: type[Draw], n: int, count: int, buckets: int) -> list[int]:
    draw = kind(SEED, "uniform", 0)
    counts = [0] * buckets
    for _ in range(count):
        counts[draw.below(n) * buckets // n] += 1
    return counts


@pytest.mark.parametrize("n", [3, 24, 32, 37, 52, 3 << 30])
def test_integers_are_uniform(n: int) -> None:
    assert abs(uniform_z(draw_many(Draw, n, 60_000, min(n, 64)))) < Z_MAX


def test_a_modulo_would_be_caught() -> None:
    assert uniform_z(draw_many(ModuloDraw, 3 << 30, 60_000, 64)) > 10 * Z_MAX


def orders(shuffle: Any) -> list[int]:
    seen: Counter[tuple[int, ...]] = Counter()
    for nonce in range(12_000):
        items = list(range(4))
        shuffle(Draw(SEED, "shuffle", nonce), items)
        seen[tuple(items)] += 1
    return [seen[order] for order in permutations(range(4))]


def test_every_order_is_as_likely() -> None:
    assert abs(uniform_z(orders(Draw.shuffle))) < Z_MAX


def test_a_naive_shuffle_would_be_caught() -> None:
    def naive(draw: Draw, items: list[int]) -> None:
        for i in range(len(items)):
            j = draw.below(len(items))
            items[i], items[j] = items[j], items[i]

    assert uniform_z(orders(naive)) > 3 * Z_MAX
