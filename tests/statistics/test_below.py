"""Integers from words: every n a game asks for, the largest ones, and the ways to get it wrong."""

from fractions import Fraction

import pytest

from bench.rng import checks
from bench.rng.checks import Verdict, suspicious
from casino_club.kernel.rng import WORD_RANGE, Draw
from tests.statistics import faults

SEED = b"the integers' own seed".ljust(32)
NUMBERS = (2, 3, 13, 24, 37, 52, 312, 1_000_000, 3 << 30)
COUNT = 60_000


def judge_below(kind: type[Draw]) -> list[Verdict]:
    """Shares of equal cells, neighbours in one draw and the next nonce, for every n."""
    found: list[Verdict] = []
    for n in NUMBERS:
        cells = min(n, 60)
        draw = kind(SEED, "below", n)
        # `below` of a multiple of the cells, so that every cell has the same share.
        values = (
            [draw.below(n - n % cells) for _ in range(COUNT)] if n > cells else [draw.below(n) for _ in range(COUNT)]
        )
        size = (n - n % cells) // cells
        cut = [value // size for value in values]
        found.append(checks.uniform(f"below {n}", [cut.count(cell) for cell in range(cells)]))
        found.append(checks.serial(f"below {n}, neighbours", cut, cells))
        across = [kind(SEED, "across", nonce).below(n - n % cells) // size for nonce in range(COUNT // 3)]
        found.append(checks.uniform(f"below {n}, by nonce", [across.count(cell) for cell in range(cells)]))
    return found


def test_integers_are_uniform() -> None:
    assert not suspicious(judge_below(Draw))


@pytest.mark.parametrize(
    ("kind", "found_by"),
    [
        (faults.ModuloDraw, f"below {3 << 30}"),
        (faults.ByteModuloDraw, "below 37"),
        (faults.RoundedDraw, "below 24"),
        (faults.StickyDraw, "below 52, neighbours"),
        (faults.FewSeedsDraw, "below 37, by nonce"),
    ],
)
def test_a_wrong_mapping_is_found(kind: type[Draw], found_by: str) -> None:
    found = suspicious(judge_below(kind))
    assert found_by in {one.name for one in found}, found


@pytest.mark.parametrize("n", [*NUMBERS, 5, 6, 7, 1000, WORD_RANGE - 1, WORD_RANGE // 2 + 1, WORD_RANGE])
def test_the_bias_is_exactly_zero(n: int) -> None:
    """No statistic sees a modulo of 52: words that give each result are counted instead, by their edges."""
    size = WORD_RANGE // n
    for value in {0, 1 % n, n // 2, n - 1}:
        first, last = value * size, (value + 1) * size - 1
        assert [_below(n, word) for word in (first, last)] == [value, value]
        if value:
            assert _below(n, first - 1) == value - 1
    assert size * n <= WORD_RANGE < size * n + n
    if size * n < WORD_RANGE:
        assert _below(n, size * n, 0) == 0, "the first word past the last range is dropped"
    assert modulo_bias(n) == (WORD_RANGE % n != 0)


def _below(n: int, *words: int) -> int:
    draw = Draw(b"", "", 0)
    draw._words, draw._at = words, 0
    return draw.below(n)


def modulo_bias(n: int) -> bool:
    """Whether `word % n` would favour small results."""
    most, least = -(-WORD_RANGE // n), WORD_RANGE // n
    return Fraction(most, WORD_RANGE) != Fraction(least, WORD_RANGE)
