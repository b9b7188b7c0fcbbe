"""Simulation of whole rounds by the hundred million: the Monte Carlo witness of the exact odds.

A third reading of the machine, apart from `rules` (which plays) and `enumeration` (which counts):
the pay of a window is the product of what its first reels leave open and what its last two reels
make of it, looked up in one table. Stops are uniform integers of NumPy's generator, not the
product's draw; the law is what is tested here, the draw has tests of its own.

Blocks of `BLOCK_SPINS` each have their own stream (seed, block number), so a result depends on the
seed and the number of spins alone, not on how many processes shared the work.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from math import sqrt
from multiprocessing import get_context
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.games.contracts import Comparison
from casino_club.domains.slot.contracts import TENTHS, Machine
from casino_club.domains.slot.sheets import OddsSheet
from casino_club.domains.slot.windows import AWARD_BITS, WindowTable, window_table

BLOCK_SPINS: Final = 1 << 22
CHUNK_SPINS: Final = 1 << 17
"""Spins in one vector: small enough to stay in a core's cache."""

_AWARD_MASK: Final = (1 << AWARD_BITS) - 1


class StopSource(Protocol):
    """What the simulator takes of NumPy's Generator."""

    def integers(self, low: int, high: int, size: int, dtype: type[np.uint32]) -> NDArray[np.uint32]: ...


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over simulated rounds; wins in tenths of the stake, free spins inside their round."""

    spins: int = 0
    win: int = 0
    win_squared: int = 0
    win_fourth: float = 0.0
    hits: int = 0
    triggers: int = 0
    free_spins: int = 0
    win_max: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.spins + other.spins,
            self.win + other.win,
            self.win_squared + other.win_squared,
            self.win_fourth + other.win_fourth,
            self.hits + other.hits,
            self.triggers + other.triggers,
            self.free_spins + other.free_spins,
            max(self.win_max, other.win_max),
        )

    @property
    def rtp(self) -> float:
        return self.win / self.spins / TENTHS

    @property
    def variance(self) -> float:
        """Of win / stake."""
        return (self.win_squared * self.spins - self.win**2) / self.spins**2 / TENTHS**2

    @property
    def sigma(self) -> float:
        return sqrt(self.variance)

    @property
    def sigma_error(self) -> float:
        """Standard error of `sigma`, from the fourth moment seen; understated while rare big wins are unseen."""
        if not self.variance:
            return 0.0
        fourth = self.win_fourth / self.spins / TENTHS**4  # about zero, close to central for skewed wins
        return sqrt(max(fourth - self.variance**2, 0.0) / self.spins) / (2 * self.sigma)


class Simulator:
    """One machine's tables and the loop over them."""

    def __init__(self, machine: Machine) -> None:
        feature = machine.free_spins
        self._base = window_table(machine, machine.strips)
        self._free = window_table(machine, feature.strips) if feature else None
        self._multiplier = feature.multiplier if feature else 1
        self._retriggers_max = feature.retriggers_max if feature else 0

    def chunk(self, source: StopSource, spins: int) -> tuple[NDArray[np.int64], int, int]:
        """Whole rounds: each one's win in tenths, how many triggered, and free spins played."""
        packed = _spin(self._base, source, spins)
        wins = (packed >> AWARD_BITS).astype(np.int64)
        if self._free is None:
            return wins, 0, 0
        rounds = np.flatnonzero(packed & _AWARD_MASK)
        played = self._features(self._free, source, wins, rounds, packed[rounds] & _AWARD_MASK)
        return wins, len(rounds), played

    def _features(
        self,
        table: WindowTable,
        source: StopSource,
        wins: NDArray[np.int64],
        rounds: NDArray[np.intp],
        left: NDArray[np.int32],
    ) -> int:
        """Plays the free spins of `rounds` side by side, one spin of each at a time, adding to `wins`."""
        retriggers = np.full(len(rounds), self._retriggers_max)
        played = 0
        while len(rounds):
            played += len(rounds)
            packed = _spin(table, source, len(rounds))
            wins[rounds] += (packed >> AWARD_BITS).astype(np.int64) * self._multiplier
            award = np.where(retriggers > 0, packed & _AWARD_MASK, 0)
            retriggers -= award > 0
            left = left + award - 1
            going = left > 0
            rounds, left, retriggers = rounds[going], left[going], retriggers[going]
        return played

    def block(self, seed: int, number: int, spins: int) -> Tally:
        """`spins` rounds on the stream of (seed, number)."""
        source = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(number,))))
        total = Tally()
        while spins:
            count = min(spins, CHUNK_SPINS)
            total += tally(*self.chunk(source, count))
            spins -= count
        return total


def tally(wins: NDArray[np.int64], triggers: int, free_spins: int) -> Tally:
    """The sums of one chunk."""
    squares = wins * wins
    as_doubles = squares.astype(np.float64)
    return Tally(
        spins=len(wins),
        win=int(wins.sum()),
        win_squared=int(squares.sum()),
        # Not a dot product: BLAS would start threads beside processes that already fill the cores.
        win_fourth=float(np.square(as_doubles, out=as_doubles).sum()),
        hits=int(np.count_nonzero(wins)),
        triggers=triggers,
        free_spins=free_spins,
        win_max=int(wins.max()),
    )


def simulate(machine: Machine, spins: int, *, seed: int, processes: int | None = None) -> Iterator[Tally]:
    """Yields the tally of each block as it is done; their sum is the result."""
    sizes = [min(BLOCK_SPINS, spins - begin) for begin in range(0, spins, BLOCK_SPINS)]
    workers = min(processes or os.cpu_count() or 1, len(sizes))
    simulator = Simulator(machine)
    if workers <= 1:
        yield from (simulator.block(seed, number, size) for number, size in enumerate(sizes))
        return
    # spawn: a forked child would inherit the threads and locks of whoever calls this.
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin_worker, (simulator,)) as pool:
        yield from pool.map(_run_block, repeat(seed), range(len(sizes)), sizes)


def compare(total: Tally, sheet: OddsSheet) -> list[Comparison]:
    """What was seen against the published odds; standard errors from the exact law where it gives them."""
    n = total.spins
    found = [
        Comparison("return to player", total.rtp, sheet.rtp, sheet.sigma / sqrt(n)),
        Comparison("hit rate", total.hits / n, sheet.hit_rate, _binomial_error(sheet.hit_rate, n)),
        Comparison("sigma", total.sigma, sheet.sigma, total.sigma_error, decides=False),
    ]
    if sheet.feature:
        p = sheet.feature.trigger_probability
        found.append(Comparison("free-spin triggers", total.triggers / n, p, _binomial_error(p, n)))
    return found


def _binomial_error(p: float, n: int) -> float:
    return sqrt(p * (1 - p) / n)


def _spin(table: WindowTable, source: StopSource, count: int) -> NDArray[np.int32]:
    stops = source.integers(0, table.stops, size=count, dtype=np.uint32)
    return table.look_up(stops)


_worker: list[Simulator] = []


def _begin_worker(simulator: Simulator) -> None:
    _worker[:] = [simulator]


def _run_block(seed: int, number: int, spins: int) -> Tally:
    return _worker[0].block(seed, number, spins)
