"""Draws with a planted fault. Each is a mistake somebody has made; the battery must find every one."""

from collections.abc import MutableSequence
from typing import Any

from casino_club.kernel.rng import WORD_RANGE, Draw, commit


class ModuloDraw(Draw):
    """`word % n`: small results are favoured, visibly so for large n."""

    __slots__ = ()

    def below(self, n: int) -> int:
        return self.word() % n


class ByteModuloDraw(Draw):
    """`byte % n`: the same mistake on the first byte of a hash, the usual one."""

    __slots__ = ()

    def below(self, n: int) -> int:
        return (self.word() >> 24) % n if n <= 256 else super().below(n)


class RoundedDraw(Draw):
    """`round(u * (n - 1))`: the two ends get half their share."""

    __slots__ = ()

    def below(self, n: int) -> int:
        return round(self.word() / WORD_RANGE * (n - 1))


class FewSeedsDraw(Draw):
    """The key has twelve bits: 4096 streams in the world, and twins among the bets."""

    __slots__ = ()

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        super().__init__(commit(f"{nonce % 4096}".encode()).encode(), client_seed, 0)


class CommitmentDraw(Draw):
    """Keyed by what is shown before play, so that anybody can tell the outcome in advance. Uniform all the same."""

    __slots__ = ()

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        super().__init__(bytes.fromhex(commit(server_seed)), client_seed, nonce)


class StandingNonceDraw(Draw):
    """Now and then a bet is drawn with the nonce of the bet before it."""

    __slots__ = ()

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        super().__init__(server_seed, client_seed, nonce - (nonce % 20 == 1))


class StickyDraw(Draw):
    """Each number is uniform, but now and then it repeats the one before it in the same round."""

    __slots__ = ("_last",)

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        super().__init__(server_seed, client_seed, nonce)
        self._last = super().below(WORD_RANGE)

    def below(self, n: int) -> int:
        if self.word() >= WORD_RANGE // 12:
            self._last = super().below(WORD_RANGE)
        return self._last * n // WORD_RANGE


class NaiveShuffleDraw(Draw):
    """Every item changes places with any item: n^n paths onto n! orders."""

    __slots__ = ()

    def shuffle(self, items: MutableSequence[Any]) -> None:
        for i in range(len(items)):
            j = self.below(len(items))
            items[i], items[j] = items[j], items[i]


class SattoloDraw(Draw):
    """`below(i)` for `below(i + 1)`: no item ever stays where it was."""

    __slots__ = ()

    def shuffle(self, items: MutableSequence[Any]) -> None:
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i)
            items[i], items[j] = items[j], items[i]


class ShortShuffleDraw(Draw):
    """The loop ends one step early: the first two items never change places with each other last."""

    __slots__ = ()

    def shuffle(self, items: MutableSequence[Any]) -> None:
        for i in range(len(items) - 1, 1, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]


class CutDraw(Draw):
    """A single cut in place of a shuffle: every position is uniform, every neighbour is known."""

    __slots__ = ()

    def shuffle(self, items: MutableSequence[Any]) -> None:
        at = self.below(len(items))
        items[:] = [*items[at:], *items[:at]]
