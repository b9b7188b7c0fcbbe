"""A machine compiled for play: what each stop shows, which lines two reels leave alive, what a run pays.

Derived from the machine alone and cached by it; nothing here is law of its own.
"""

from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from casino_club.domains.slot.contracts import Machine, Strip, Symbol


@dataclass(frozen=True, slots=True)
class LinePay:
    symbol: str
    count: int
    pay_tenths: int


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A run from the left that may still grow: `best` is its pay so far, `longer` the symbols that extend it."""

    best: LinePay | None
    longer: dict[str, "Run"]


class LiveLine(NamedTuple):
    """A payline whose first two cells make a run, and its rows on the reels that follow."""

    line: int
    run: Run
    rows: tuple[int, ...]


class WayStart(NamedTuple):
    symbol: str
    pays: tuple[int, ...]
    shown: int


@dataclass(frozen=True, slots=True)
class ScatterTable:
    """`shown[reel][stop]` scatters in that reel's window; pays and awards by total count - 1."""

    id: str
    shown: tuple[tuple[int, ...], ...]
    pays: tuple[int, ...]
    awards: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ReelTables:
    """One set of strips, compiled. Index order is always [reel][stop]."""

    lengths: tuple[int, ...]
    pays_on_lines: bool
    windows: tuple[tuple[tuple[str, ...], ...], ...]
    lines_alive: tuple[tuple[tuple[LiveLine, ...], ...], ...]
    """[stop of reel 1][stop of reel 2]."""
    way_starts: tuple[tuple[WayStart, ...], ...]
    """[stop of reel 1]: the symbols that begin a way, as many as the window shows."""
    way_counts: tuple[tuple[dict[str, int], ...], ...]
    """Each paying symbol's count in the window, wilds included."""
    scatter: ScatterTable | None


@dataclass(frozen=True, slots=True, eq=False)
class MachineTables:
    base: ReelTables
    free: ReelTables | None


@cache
def machine_tables(machine: Machine) -> MachineTables:
    feature = machine.free_spins
    return MachineTables(
        base=_compile(machine, machine.strips), free=_compile(machine, feature.strips) if feature else None
    )


def _best_pay(machine: Machine, run: tuple[str, ...]) -> LinePay | None:
    """What a run pays so far: the better of the wilds it begins with and the symbol they substitute.

    The longer one stands on a tie, so a line is always told as the most it shows.
    """
    wild = machine.wild
    candidates: list[LinePay] = []
    wilds = 0
    if wild:
        wilds = len(list(takewhile(lambda cell: cell == wild.id, run)))
        candidates += [LinePay(wild.id, wilds, wild.pays[wilds - 1])] if wilds else []
    if wilds < len(run):
        symbol = _symbol(machine, run[wilds])
        candidates.append(LinePay(symbol.id, len(run), symbol.pays[len(run) - 1]))
    best = max(candidates, key=lambda pay: (pay.pay_tenths, pay.count))
    return best if best.pay_tenths else None


def _symbol(machine: Machine, symbol_id: str) -> Symbol:
    return next(symbol for symbol in machine.symbols if symbol.id == symbol_id)


def _compile(machine: Machine, strips: tuple[Strip, ...]) -> ReelTables:
    windows = tuple(tuple(_shown(strip, stop, machine.rows) for stop in range(len(strip))) for strip in strips)
    scatter = machine.scatter
    on_lines = machine.pays_on == "lines"
    counts = tuple(tuple(_way_counts(machine, shown) for shown in reel) for reel in windows)
    return ReelTables(
        lengths=tuple(len(strip) for strip in strips),
        pays_on_lines=on_lines,
        windows=windows,
        lines_alive=_lines_alive(machine, windows) if on_lines else (),
        way_starts=() if on_lines else tuple(_way_starts(machine, shown) for shown in counts[0]),
        way_counts=counts,
        scatter=_scatter_table(machine, scatter, windows) if scatter else None,
    )


def _shown(strip: Strip, stop: int, rows: int) -> tuple[str, ...]:
    return tuple(strip[(stop + row) % len(strip)] for row in range(rows))


def _runs(machine: Machine, cells: tuple[str, ...]) -> Run | None:
    """The tree of runs that begin with `cells`, or None when `cells` are no run."""
    wild = machine.wild
    wild_id = wild.id if wild else None
    symbols = {cell for cell in cells if cell != wild_id}
    if len(symbols) > 1 or any(_symbol(machine, symbol).kind == "scatter" for symbol in symbols):
        return None
    longer: dict[str, Run] = {}
    if len(cells) < machine.reels:
        for symbol in machine.symbols:
            run = _runs(machine, (*cells, symbol.id))
            if run:
                longer[symbol.id] = run
    return Run(best=_best_pay(machine, cells), longer=longer)


def _lines_alive(
    machine: Machine, windows: tuple[tuple[tuple[str, ...], ...], ...]
) -> tuple[tuple[tuple[LiveLine, ...], ...], ...]:
    ids = [symbol.id for symbol in machine.symbols]
    runs = {(a, b): _runs(machine, (a, b)) for a in ids for b in ids}

    def alive(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[LiveLine, ...]:
        found = ((line, runs[first[rows[0]], second[rows[1]]], rows[2:]) for line, rows in enumerate(machine.lines))
        return tuple(LiveLine(line, run, rows) for line, run, rows in found if run)

    return tuple(tuple(alive(first, second) for second in windows[1]) for first in windows[0])


def _way_counts(machine: Machine, shown: tuple[str, ...]) -> dict[str, int]:
    wild = machine.wild
    wilds = shown.count(wild.id) if wild else 0
    regular = [symbol.id for symbol in machine.symbols if symbol.kind == "regular"]
    return {symbol: shown.count(symbol) + wilds for symbol in regular if shown.count(symbol) + wilds}


def _way_starts(machine: Machine, counts: dict[str, int]) -> tuple[WayStart, ...]:
    return tuple(WayStart(symbol, _symbol(machine, symbol).pays, shown) for symbol, shown in counts.items())


def _scatter_table(machine: Machine, scatter: Symbol, windows: tuple[tuple[tuple[str, ...], ...], ...]) -> ScatterTable:
    return ScatterTable(
        id=scatter.id,
        shown=tuple(tuple(shown.count(scatter.id) for shown in reel) for reel in windows),
        pays=scatter.pays,
        awards=machine.free_spins.awards if machine.free_spins else (0,) * machine.reels,
    )
