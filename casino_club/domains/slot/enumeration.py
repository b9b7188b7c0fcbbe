"""Every stop of a set of strips, counted exactly: the law of one spin.

Nothing here calls the playing rules. Line pays come from a dense tensor over symbol tuples, way pays
from per-reel counts, and counts stay integers, so that agreement with `rules.play` checks both.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.slot.contracts import Machine, Strip, Symbol

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Combination:
    """`hits` counts stops (on lines: stops times lines) whose best pay is `count` of `symbol`.

    `paid_tenths` is what they pay together over all stops, ways included.
    """

    symbol: str
    count: int
    pay_tenths: int
    hits: int
    paid_tenths: int


@dataclass(frozen=True, slots=True)
class SpinLaw:
    """The joint law of pay and award over `stops` equally likely stops.

    Row i: `weights[i]` stops pay `pays[i]` tenths of the stake and award `awards[i]` free spins.
    """

    stops: int
    pays: Ints
    awards: Ints
    weights: Ints
    combinations: tuple[Combination, ...]

    def moment(self, order: int, award: int) -> int:
        """The exact sum of pay^order over the stops that award `award` free spins."""
        rows = zip(self.pays.tolist(), self.awards.tolist(), self.weights.tolist(), strict=True)
        return sum(weight * pay**order for pay, given, weight in rows if given == award)

    def given_awards(self) -> list[int]:
        """The awards that occur, 0 among them, in order."""
        return sorted(set(self.awards.tolist()))


def enumerate_spin(machine: Machine, strips: tuple[Strip, ...]) -> SpinLaw:
    """The law of one spin on `strips`, over the product of their lengths."""
    columns = [_column(machine, strip) for strip in strips]
    scatters = [_shown(machine, machine.scatter, column) for column in columns]
    pays_of = _line_pays(machine, columns) if machine.pays_on == "lines" else _way_pays(machine, columns)
    scatter_pays, scatter_awards = _scatter_tables(machine)
    totals: Counter[tuple[int, int]] = Counter()
    counts_range = machine.reels + 1
    for first in range(len(strips[0])):
        shown: Ints = np.full((), scatters[0][first], dtype=np.int64)
        for reel in scatters[1:]:
            shown = np.add.outer(shown, reel)
        tally = np.bincount((pays_of(first) * counts_range + shown).ravel())
        for key in np.flatnonzero(tally).tolist():
            pay, count = divmod(key, counts_range)
            totals[pay + scatter_pays[count], scatter_awards[count]] += int(tally[key])
    rows = sorted(totals.items())
    return SpinLaw(
        stops=prod(len(strip) for strip in strips),
        pays=np.array([pay for (pay, _), _ in rows], dtype=np.int64),
        awards=np.array([award for (_, award), _ in rows], dtype=np.int64),
        weights=np.array([weight for _, weight in rows], dtype=np.int64),
        combinations=_combinations(machine, columns, scatters),
    )


@cache
def line_tensor(machine: Machine) -> tuple[NDArray[np.int32], Ints]:
    """For every tuple of symbol numbers on a line: what it pays in tenths, and which combination pays.

    A combination is numbered `symbol * reels + count - 1`; on a tie the longer run stands.
    """
    reels = machine.reels
    scatters = np.array([symbol.kind == "scatter" for symbol in machine.symbols])
    pays = np.array([(0, *symbol.pays) for symbol in machine.symbols], dtype=np.int64)
    pays[scatters] = 0
    wild = next((number for number, symbol in enumerate(machine.symbols) if symbol.kind == "wild"), None)
    cells: Ints = np.indices((len(machine.symbols),) * reels)
    is_wild = (cells == wild) if wild is not None else np.zeros(cells.shape, dtype=np.bool_)
    wild_run: Ints = np.cumprod(is_wild, axis=0, dtype=np.int64).sum(axis=0)
    first: Ints = np.take_along_axis(cells, np.minimum(wild_run, reels - 1)[np.newaxis], axis=0)[0]
    run: Ints = np.cumprod((cells == first) | is_wild, axis=0, dtype=np.int64).sum(axis=0)
    by_symbol: Ints = pays[first, run]
    by_wild: Ints = pays[wild or 0, wild_run]
    symbol_stands = (by_symbol > by_wild) | ((by_symbol == by_wild) & (run > wild_run))
    winner = np.where(symbol_stands, first * reels + run - 1, (wild or 0) * reels + wild_run - 1)
    return np.maximum(by_wild, by_symbol).astype(np.int32), winner.astype(np.int64)


def _column(machine: Machine, strip: Strip) -> Ints:
    """[row][stop] symbol numbers."""
    index = {symbol.id: number for number, symbol in enumerate(machine.symbols)}
    numbers = np.array([index[symbol] for symbol in strip], dtype=np.int64)
    return np.stack([np.roll(numbers, -row) for row in range(machine.rows)])


def _shown(machine: Machine, symbol: Symbol | None, column: Ints) -> Ints:
    """[stop] how many of a symbol the window shows."""
    if symbol is None:
        return np.zeros(len(column[0]), dtype=np.int64)
    cells: NDArray[np.bool_] = column == machine.symbols.index(symbol)
    shown: Ints = np.add.reduce(cells, axis=0, dtype=np.int64)
    return shown


def _scatter_tables(machine: Machine) -> tuple[list[int], list[int]]:
    """Pays and awards by number of scatters from 0."""
    none = (0,) * machine.reels
    scatter, feature = machine.scatter, machine.free_spins
    return [0, *(scatter.pays if scatter else none)], [0, *(feature.awards if feature else none)]


def _line_pays(machine: Machine, columns: list[Ints]) -> Callable[[int], Ints]:
    """By stop of reel 1: the line pays of its windows, as an array over the stops of the other reels."""
    tensor, _ = line_tensor(machine)

    def pays_of(first: int) -> Ints:
        total = np.zeros([column.shape[1] for column in columns[1:]], dtype=np.int32)
        for line in machine.lines:
            # The tensor with each symbol axis replaced by a stop axis, from the last reel back.
            pays = tensor[columns[0][line[0], first]]
            for reel in range(machine.reels - 1, 1, -1):
                pays = np.take(pays, columns[reel][line[reel]], axis=reel - 1)
            for stop, symbol in enumerate(columns[1][line[1]].tolist()):
                total[stop] += pays[symbol]
        return total.astype(np.int64)

    return pays_of


def _way_counts(machine: Machine, columns: list[Ints]) -> dict[Symbol, list[Ints]]:
    """By regular symbol: [reel][stop] cells that stand for it."""
    wilds = [_shown(machine, machine.wild, column) for column in columns]
    return {
        symbol: [_shown(machine, symbol, column) + wild for column, wild in zip(columns, wilds, strict=True)]
        for symbol in machine.symbols
        if symbol.kind == "regular"
    }


def _way_pays(machine: Machine, columns: list[Ints]) -> Callable[[int], Ints]:
    """By stop of reel 1: the way pays of its windows, as an array over the stops of the other reels."""
    tails = [(counts[0], _way_tail(symbol, counts)) for symbol, counts in _way_counts(machine, columns).items()]
    shape = [column.shape[1] for column in columns[1:]]

    def pays_of(first: int) -> Ints:
        total = np.zeros(shape, dtype=np.int64)
        for starts, tail in tails:
            if starts[first]:
                total += tail * starts[first]
        return total

    return pays_of


def _way_tail(symbol: Symbol, counts: list[Ints]) -> Ints:
    """Pay times ways beyond reel 1, over the stops of the other reels, for one way that starts on reel 1."""
    tail: Ints = np.full((), symbol.pays[-1], dtype=np.int64)
    for reel in range(len(counts) - 1, 0, -1):
        ends_here = np.where(counts[reel] == 0, symbol.pays[reel - 1], 0)
        tail = np.multiply.outer(counts[reel], tail) + ends_here.reshape((-1,) + (1,) * tail.ndim)
    return tail


def _combinations(machine: Machine, columns: list[Ints], scatters: list[Ints]) -> tuple[Combination, ...]:
    on_lines = machine.pays_on == "lines"
    found = _line_combinations(machine, columns) if on_lines else _way_combinations(machine, columns)
    if machine.scatter:
        found += _scatter_combinations(machine.scatter, scatters)
    return tuple(sorted((one for one in found if one.pay_tenths), key=lambda one: (-one.pay_tenths, one.symbol)))


def _line_combinations(machine: Machine, columns: list[Ints]) -> list[Combination]:
    """A line's cell is uniform on its strip whatever its row, so one line's counts serve all of them."""
    _, winner = line_tensor(machine)
    stops: Ints = np.ones((), dtype=np.int64)
    for column in columns:
        stops = np.multiply.outer(stops, np.bincount(column[0], minlength=len(machine.symbols)))
    order = np.argsort(winner, axis=None, kind="stable")
    ranked = winner.ravel()[order]
    sums = np.concatenate([[0], np.cumsum(stops.ravel()[order])])
    found: list[Combination] = []
    for number, symbol in enumerate(machine.symbols):
        for count, pay in enumerate(symbol.pays, start=1):
            key = number * machine.reels + count - 1
            begin, end = np.searchsorted(ranked, [key, key + 1])
            hits = int(sums[end] - sums[begin]) * len(machine.lines)
            if symbol.kind != "scatter":
                found.append(Combination(symbol.id, count, pay, hits, hits * pay))
    return found


def _way_combinations(machine: Machine, columns: list[Ints]) -> list[Combination]:
    found: list[Combination] = []
    for symbol, counts in _way_counts(machine, columns).items():
        for count, pay in enumerate(symbol.pays, start=1):
            broken = prod(int((reel == 0).sum()) for reel in counts[count : count + 1])
            beyond = broken * prod(len(reel) for reel in counts[count + 1 :])
            hits = prod(int((reel > 0).sum()) for reel in counts[:count]) * beyond
            ways = prod(int(reel.sum()) for reel in counts[:count]) * beyond
            found.append(Combination(symbol.id, count, pay, hits, ways * pay))
    return found


def _scatter_combinations(scatter: Symbol, shown: list[Ints]) -> list[Combination]:
    law: Ints = np.ones(1, dtype=np.int64)
    for reel in shown:
        law = np.convolve(law, np.bincount(reel, minlength=2)).astype(np.int64)
    return [
        Combination(scatter.id, count, pay, int(law[count]), int(law[count]) * pay)
        for count, pay in enumerate(scatter.pays, start=1)
    ]
