"""What every window pays, as one table in two halves: the first reels choose a row, the last two a column.

Two windows whose first reels leave the same runs open, as often and on the same rows, share a row;
so the table has thousands of rows where the strips have tens of millions of windows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.slot.contracts import Machine, Strip

AWARD_BITS: Final = 6
"""A cell holds `pay_tenths << AWARD_BITS | free spins awarded`."""

_LAST: Final = 2

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class WindowTable:
    """`rows[stops of the first reels] * columns + (stops of the last two)` is a place in `cells`.

    A window's number counts its stops in mixed radix, the last reel fastest.
    """

    lengths: tuple[int, ...]
    rows: NDArray[np.uint32]
    cells: NDArray[np.int32]
    columns: int

    @property
    def stops(self) -> int:
        return prod(self.lengths)

    def look_up(self, windows: NDArray[np.uint32]) -> NDArray[np.int32]:
        """The cells of numbered windows."""
        columns = np.uint32(self.columns)
        first = windows // columns
        last = windows - first * columns
        return self.cells.take(self.rows.take(first) + last)


def window_table(machine: Machine, strips: tuple[Strip, ...]) -> WindowTable:
    """The table of one set of strips. Raises ValueError when a cell would not fit 32 bits."""
    reels = [[_rolled(strip, stop, machine.rows) for stop in range(len(strip))] for strip in strips]
    opened, outcomes = (_line_halves if machine.pays_on == "lines" else _way_halves)(machine, reels)
    scatters = [np.array([_scatters(machine, window) for window in reel], dtype=np.int64) for reel in reels]
    first, last = _outer_sum(scatters[:-_LAST]), _outer_sum(scatters[-_LAST:])
    keys = np.column_stack([first, opened])
    kinds, rows = np.unique(keys, axis=0, return_inverse=True)
    # Doubles multiply fast and hold these integers exactly.
    pays = np.rint(kinds[:, 1:].astype(np.float64) @ outcomes.astype(np.float64)).astype(np.int64)
    shown = np.add.outer(kinds[:, 0], last)
    scatter_pays, awards = _scatter_tables(machine)
    cells = (pays + scatter_pays[shown] << AWARD_BITS) | awards[shown]
    if cells.max() > np.iinfo(np.int32).max or awards.max() >= 1 << AWARD_BITS:
        raise ValueError(f"a window of {machine.id} pays more than the table can hold")
    columns = cells.shape[1]
    return WindowTable(
        lengths=tuple(len(strip) for strip in strips),
        rows=(rows.reshape(-1) * columns).astype(np.uint32),
        cells=cells.astype(np.int32).ravel(),
        columns=columns,
    )


def _rolled(strip: Strip, stop: int, rows: int) -> Strip:
    return (strip[stop:] + strip)[:rows]


def _outer_sum(parts: list[Ints]) -> Ints:
    total: Ints = np.zeros(1, dtype=np.int64)
    for part in parts:
        total = np.add.outer(total, part).ravel()
    return total


def _scatters(machine: Machine, window: Strip) -> int:
    return window.count(machine.scatter.id) if machine.scatter else 0


def _scatter_tables(machine: Machine) -> tuple[Ints, Ints]:
    """Pays and awards by number of scatters from 0."""
    none = (0,) * machine.reels
    scatter, feature = machine.scatter, machine.free_spins
    pays = (0, *(scatter.pays if scatter else none))
    awards = (0, *(feature.awards if feature else none))
    return np.array(pays, dtype=np.int64), np.array(awards, dtype=np.int64)


def _line_payer(machine: Machine) -> Callable[[Strip], int]:
    """Tenths for one line: the run of the first symbol that is no wild, or the run of wilds, whichever is more."""
    wild = machine.wild.id if machine.wild else None
    pays = {symbol.id: (0, *symbol.pays) for symbol in machine.symbols if symbol.kind != "scatter"}

    def pay(cells: Strip) -> int:
        wilds = next((at for at, cell in enumerate(cells) if cell != wild), len(cells))
        best = pays[wild][wilds] if wild else 0
        if wilds < len(cells) and cells[wilds] in pays:
            run = next((at for at, cell in enumerate(cells) if cell not in (wild, cells[wilds])), len(cells))
            best = max(best, pays[cells[wilds]][run])
        return best

    return pay


def _line_halves(machine: Machine, reels: list[list[Strip]]) -> tuple[Ints, Ints]:
    """How often each windowful of first reels leaves each future open, and what each future then pays.

    A future is what a line's first cells leave to win (a function of its last two cells) together
    with the rows those two cells are on.
    """
    ids = [symbol.id for symbol in machine.symbols]
    kinds, first_reels = len(ids), machine.reels - _LAST
    pay = _line_payer(machine)
    ends = list(product(ids, repeat=_LAST))
    table = [[pay((*start, *end)) for end in ends] for start in product(ids, repeat=first_reels)]
    functions, function_of = np.unique(np.array(table, dtype=np.int64), axis=0, return_inverse=True)
    after = function_of.reshape((kinds,) * first_reels)
    columns = [np.array([[ids.index(cell) for cell in window] for window in reel]) for reel in reels]
    row_pairs = sorted({line[-_LAST:] for line in machine.lines})
    opened = np.zeros((prod(len(reel) for reel in reels[:-_LAST]), len(functions) * len(row_pairs)), dtype=np.int64)
    for line in machine.lines:
        cells = [column[:, row] for column, row in zip(columns, line[:-_LAST], strict=False)]
        future = after[np.ix_(*cells)].ravel() * len(row_pairs) + row_pairs.index(line[-_LAST:])
        opened[np.arange(len(opened)), future] += 1
    outcomes = np.empty((len(functions), len(row_pairs), len(reels[-2]) * len(reels[-1])), dtype=np.int64)
    for at, (row_a, row_b) in enumerate(row_pairs):
        outcomes[:, at] = functions[:, np.add.outer(columns[-2][:, row_a] * kinds, columns[-1][:, row_b]).ravel()]
    return opened, outcomes.reshape(-1, outcomes.shape[-1])


def _way_halves(machine: Machine, reels: list[list[Strip]]) -> tuple[Ints, Ints]:
    """Open ways of each symbol after the first reels, with what ended there; what one open way then pays."""
    wild = machine.wild.id if machine.wild else ""
    regular = [symbol for symbol in machine.symbols if symbol.kind == "regular"]
    opened: list[list[int]] = []
    for windows in product(*reels[:-_LAST]):
        ended, ways_left = 0, list[int]()
        for symbol in regular:
            ways = 1
            for count, window in enumerate(windows):
                matching = window.count(symbol.id) + window.count(wild)
                if not matching:
                    ended += ways * symbol.pays[count - 1] if count else 0
                    ways = 0
                    break
                ways *= matching
            ways_left.append(ways)
        opened.append([ended, *ways_left])
    outcomes: list[list[int]] = [[1] * prod(len(reel) for reel in reels[-_LAST:])]
    for symbol in regular:
        three, four, five = symbol.pays[-_LAST - 1 :]
        futures: list[int] = []
        for a, b in product(*reels[-_LAST:]):
            in_a, in_b = (window.count(symbol.id) + window.count(wild) for window in (a, b))
            futures.append((in_a * in_b * five if in_b else in_a * four) if in_a else three)
        outcomes.append(futures)
    return np.array(opened, dtype=np.int64), np.array(outcomes, dtype=np.int64)
