"""The product's words in bulk: what bets read (the first block of each nonce) and the long stream of one bet.

The bytes are those of `kernel.rng.Draw`; `matches_draw` holds that on a sample before a long run begins.
"""

import hmac
from collections.abc import Iterator
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from casino_club.kernel.rng import Draw

WORDS_A_BLOCK: Final = 8
CHUNK_WORDS: Final = 1 << 20

Words = NDArray[np.uint32]


def first_blocks(server_seed: bytes, client_seed: str, *, words: int) -> Iterator[Words]:
    """Chunks of the first eight words of nonce 0, 1, 2, …: the words that decide bets."""
    return _chunks(server_seed, (f"{client_seed}:{nonce}:0" for nonce in count()), words)


def one_draw(server_seed: bytes, client_seed: str, *, words: int) -> Iterator[Words]:
    """Chunks of the stream of nonce 0: the words of one very long round."""
    return _chunks(server_seed, (f"{client_seed}:0:{cursor}" for cursor in count()), words)


def _chunks(key: bytes, messages: Iterator[str], words: int) -> Iterator[Words]:
    digest = hmac.digest
    for start in range(0, words, CHUNK_WORDS):
        blocks = -(-min(CHUNK_WORDS, words - start) // WORDS_A_BLOCK)
        chunk = b"".join([digest(key, next(messages).encode(), "sha256") for _ in range(blocks)])
        yield np.frombuffer(chunk, ">u4").astype(np.uint32)


def matches_draw(server_seed: bytes, client_seed: str, *, nonces: int) -> bool:
    """Whether the bulk words are the words of `Draw`, for the first nonces and along the first one."""
    bulk = np.concatenate(list(first_blocks(server_seed, client_seed, words=nonces * WORDS_A_BLOCK)))
    draws = [Draw(server_seed, client_seed, nonce) for nonce in range(nonces)]
    played = [draw.word() for draw in draws for _ in range(WORDS_A_BLOCK)]
    along = np.concatenate(list(one_draw(server_seed, client_seed, words=nonces * WORDS_A_BLOCK)))
    first = Draw(server_seed, client_seed, 0)
    return bulk.tolist() == played and along.tolist() == [first.word() for _ in along]
