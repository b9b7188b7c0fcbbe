"""The words of the draw through the whole battery, and faulty words that must not pass it."""

import hmac
from collections.abc import Iterator

import numpy as np
import pytest

from bench.rng.battery import WordBattery, judge
from bench.rng.checks import suspicious
from bench.rng.stream import CHUNK_WORDS, Words, first_blocks, matches_draw, one_draw
from casino_club.kernel.rng import WORD_RANGE

SEED = b"the words' own seed".ljust(32)
WORDS = CHUNK_WORDS


def test_the_bulk_words_are_the_words_of_the_draw() -> None:
    assert matches_draw(SEED, "statistics", nonces=64)


@pytest.mark.parametrize("stream", [first_blocks, one_draw])
def test_the_words_pass(stream: object) -> None:
    assert not suspicious(judge(list(stream(SEED, "statistics", words=WORDS))))  # type: ignore[operator]


def test_neighbouring_seeds_make_unrelated_words() -> None:
    """Seeds that differ in one bit: the words of both, one after the other, and their difference."""
    near = bytes([SEED[0] ^ 1]) + SEED[1:]
    left, right = (np.concatenate(list(first_blocks(seed, "statistics", words=WORDS // 2))) for seed in (SEED, near))
    woven = np.empty(WORDS, np.uint32)
    woven[::2], woven[1::2] = left, right
    assert not suspicious(judge([woven]) + judge([left ^ right]))


def lcg() -> Words:
    """RANDU: fine in one dimension, planes in three."""
    words = np.empty(WORDS, np.uint32)
    state = 1
    for at in range(WORDS):
        state = state * 65539 % 2**31
        words[at] = state << 1
    return words


def fair() -> Words:
    return np.random.default_rng(1).integers(0, WORD_RANGE, WORDS, dtype=np.uint32)


def counter() -> Words:
    """Too even: a counter stepped by the golden ratio fills every cell alike."""
    return (np.arange(WORDS, dtype=np.uint64) * np.uint64(2654435769) % np.uint64(WORD_RANGE)).astype(np.uint32)


def one_bit_biased() -> Words:
    lucky = np.random.default_rng(2).random(WORDS) < 0.05
    return fair() | (lucky.astype(np.uint32) << np.uint32(5))


def repeated_nonce() -> Words:
    """One bet in fifty is drawn from the block of the bet before it."""
    blocks = fair().reshape(-1, 8).copy()
    blocks[1::50] = blocks[::50][: len(blocks[1::50])]
    return blocks.ravel()


def few_keys() -> Words:
    """A key of twelve bits: blocks come again."""
    made: Iterator[bytes] = (
        hmac.digest(b"%d" % (key % 4096), b"x:0:0", "sha256") for key in range(0, 7 * (WORDS // 8), 7)
    )
    return np.frombuffer(b"".join(made), ">u4").astype(np.uint32)


def tilted() -> Words:
    """A float's power in place of the integer: every word a little too small."""
    return ((fair() / WORD_RANGE) ** 1.02 * WORD_RANGE).astype(np.uint32)


def emptied_bag() -> Words:
    """A bag emptied before it is filled again: the sixteenths come in turn, no two in a row."""
    words = fair()
    order = np.tile(np.arange(16, dtype=np.uint32), WORDS // 16)
    return (words >> np.uint32(4)) | (order << np.uint32(28))


FAULTY = [lcg, counter, one_bit_biased, repeated_nonce, few_keys, tilted, emptied_bag]


@pytest.mark.parametrize("words", FAULTY)
def test_faulty_words_do_not_pass(words: object) -> None:
    assert suspicious(judge([words()]))  # type: ignore[operator]


def test_honest_words_of_another_source_pass() -> None:
    assert not suspicious(judge([fair()]))


EACH_TEST_HAS_A_FAULT = {
    "byte": one_bit_biased,
    "bit": one_bit_biased,
    "hamming weight": one_bit_biased,
    "high half": counter,
    "low half": one_bit_biased,
    "pairs, lag 1": counter,
    "pairs, lag 8": repeated_nonce,
    "pairs of low bytes": one_bit_biased,
    "correlation, lag 8": repeated_nonce,
    "orders of five": counter,
    "gaps": emptied_bag,
    "runs": counter,
    "below": tilted,
    "birthday spacings": few_keys,
    "uniform": tilted,
}


@pytest.mark.parametrize(("name", "words"), EACH_TEST_HAS_A_FAULT.items())
def test_each_test_of_the_battery_can_fail(name: str, words: object) -> None:
    verdicts = judge([words()])  # type: ignore[operator]
    assert any(one.name.startswith(name) for one in suspicious(verdicts)), sorted(verdicts, key=lambda one: one.p)[:3]


def test_every_test_of_the_battery_is_shown_to_fail() -> None:
    battery = WordBattery()
    battery.feed(fair())
    kinds = {one.name.rstrip("0123456789 ") for one in battery.verdicts()}
    shown = {name.rstrip("0123456789 ") for name in EACH_TEST_HAS_A_FAULT}
    assert kinds == shown


def test_chunks_are_counted_as_one_stream() -> None:
    """Gaps go on over the edge of a chunk; a fault that only many chunks show is found."""
    words = fair()
    whole, parts = WordBattery(), WordBattery()
    whole.feed(words)
    for part in np.split(words, 8):
        parts.feed(part)
    assert whole.words == parts.words
    assert next(one.p for one in whole.verdicts() if one.name == "gaps") == pytest.approx(
        next(one.p for one in parts.verdicts() if one.name == "gaps")
    )
