"""Hash chains: every hash is found from its checkpoint and leads to the terminal hash."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casino_club.domains.shared_rounds.rules import (
    CHAIN_LENGTH,
    CHECKPOINT_EVERY,
    HASH_BYTES,
    checkpoint_of,
    leads_to,
    make_chain,
    run,
    salt_of,
)
from casino_club.domains.shared_rounds.service import is_salt

SEED = bytes(range(32))


def hash_at(checkpoints, length, place):
    index, steps = checkpoint_of(length, place)
    return run(checkpoints[index * HASH_BYTES : (index + 1) * HASH_BYTES], steps)


@settings(deadline=None)
@given(st.integers(1, 2 * CHECKPOINT_EVERY + 5))
def test_each_round_hashes_to_the_one_before(length):
    checkpoints, terminal = make_chain(SEED, length)
    assert len(checkpoints) == -(-length // CHECKPOINT_EVERY) * HASH_BYTES
    for place in {1, 2, length // 2, length - 1, length} - {0}:
        if place > length:
            continue
        hash_ = hash_at(checkpoints, length, place)
        before = terminal if place == 1 else hash_at(checkpoints, length, place - 1)
        assert hashlib.sha256(hash_).digest() == before
    assert hash_at(checkpoints, length, length) == SEED


def test_a_chain_has_exactly_its_rounds():
    for place in (0, 11):
        with pytest.raises(ValueError, match="no round"):
            checkpoint_of(10, place)
    assert CHAIN_LENGTH >= 1_000_000


def test_a_hash_belongs_to_one_place():
    checkpoints, terminal = make_chain(SEED, 50)
    hash_ = hash_at(checkpoints, 50, 7)
    assert leads_to(hash_, 7, terminal)
    assert not leads_to(hash_, 6, terminal)
    assert not leads_to(bytes(32), 7, terminal)


def test_a_salt_is_sha256_of_what_is_published():
    moment = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
    by_hand = hashlib.sha256(b"2026-11-21T15:30:00.000Z\nlucky\n5858").hexdigest()
    assert salt_of(moment, ["lucky", "5858"]) == by_hand
    assert salt_of(moment, ["5858", "lucky"]) != by_hand
    assert is_salt(by_hand)


@pytest.mark.parametrize("text", ["", "a" * 65, "with:colon", "space d", "줄", "line\n"])
def test_what_cannot_stand_in_a_message_is_no_salt(text):
    assert not is_salt(text)
