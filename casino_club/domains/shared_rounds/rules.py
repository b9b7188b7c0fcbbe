"""Hash chains: pure. `h(0)` is a secret seed, `h(i + 1) = SHA-256(h(i))`, and `h(length)` is published first.

Rounds use the chain backwards: the first round's hash is `h(length - 1)`, so SHA-256 over a round's hash gives the hash
of the round before it, and nobody can go the other way.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from casino_club.kernel.clock import iso_z

CHAIN_LENGTH: Final = 1_000_000
CHECKPOINT_EVERY: Final = 1_000
"""Every so many hashes one is kept: any other is at most this many SHA-256 away."""
HASH_BYTES: Final = 32


def run(start: bytes, steps: int) -> bytes:
    """SHA-256 applied `steps` times."""
    sha256 = hashlib.sha256
    for _ in range(steps):
        start = sha256(start).digest()
    return start


def make_chain(seed: bytes, length: int) -> tuple[bytes, bytes]:
    """(kept hashes h(0), h(1000), h(2000), … one after the other; the terminal hash h(length))."""
    kept, current = bytearray(), seed
    for start in range(0, length, CHECKPOINT_EVERY):
        kept += current
        current = run(current, min(CHECKPOINT_EVERY, length - start))
    return bytes(kept), current


def checkpoint_of(length: int, place: int) -> tuple[int, int]:
    """Where the hash of the chain's round `place` (1 … length) is: (which kept hash, how many SHA-256 after it)."""
    if not 1 <= place <= length:
        raise ValueError(f"a chain of {length} has no round {place}")
    return divmod(length - place, CHECKPOINT_EVERY)


def leads_to(hash_: bytes, place: int, terminal_hash: bytes) -> bool:
    """Whether the hash of a chain's round `place` is what the terminal hash promised."""
    return run(hash_, place) == terminal_hash


def salt_of(first_round_at: datetime, client_seeds: Sequence[str]) -> str:
    """The salt of a chain nobody gave one: SHA-256, hex, over the instant of its first round and the players' client
    seeds, in the order published, joined by newlines."""
    return hashlib.sha256("\n".join([iso_z(first_round_at), *client_seeds]).encode()).hexdigest()
