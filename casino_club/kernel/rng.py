"""The draw: every outcome of every game comes from here, byte for byte as `docs/fairness.md` states.

Block `c` (0, 1, 2, …) of a draw is HMAC-SHA256(key = server seed, message = "{client_seed}:{nonce}:{c}"),
32 bytes read as eight big-endian 32-bit words. Words are used once, in order. Integers come from
words by rejection sampling and an integer division: never a modulo, never a float.
"""

import hashlib
import hmac
from collections.abc import MutableSequence
from struct import Struct
from typing import Any, Final

WORD_RANGE: Final = 1 << 32
"""A word is uniform on 0 … WORD_RANGE - 1."""

_unpack = Struct(">8I").unpack
_digest = hmac.digest


def commit(server_seed: bytes) -> str:
    """The commitment shown before play: SHA-256 over the seed's bytes, as lower-case hex."""
    return hashlib.sha256(server_seed).hexdigest()


class Draw:
    """The stream of random integers that belongs to one bet: (server seed, client seed, nonce).

    Two draws of the same three values give the same stream. It knows nothing else, so an
    outcome cannot depend on who plays or on what they own.
    """

    __slots__ = ("_at", "_cursor", "_prefix", "_server_seed", "_words")

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        self._server_seed = server_seed
        self._prefix = f"{client_seed}:{nonce}:"
        self._cursor = 0
        self._words: tuple[int, ...] = ()
        self._at = 0

    def word(self) -> int:
        """The next 32-bit word of the stream."""
        at = self._at
        if at == len(self._words):
            message = f"{self._prefix}{self._cursor}".encode()
            self._words = _unpack(_digest(self._server_seed, message, "sha256"))
            self._cursor += 1
            at = 0
        self._at = at + 1
        return self._words[at]

    def below(self, n: int) -> int:
        """A uniform integer on 0 … n - 1, for 1 ≤ n ≤ 2^32.

        The words are cut into n equal ranges of `2^32 // n`; a word beyond the last range is
        dropped and the next one taken, so no value is likelier than another.
        """
        if not 1 <= n <= WORD_RANGE:
            raise ValueError(f"a draw below {n} is outside 1 … 2^32")
        size = WORD_RANGE // n
        result = self.word() // size
        while result >= n:
            result = self.word() // size
        return result

    def shuffle(self, items: MutableSequence[Any]) -> None:
        """Fisher-Yates, in place, from the last item down: item i changes places with item `below(i + 1)`."""
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
