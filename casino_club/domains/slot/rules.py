"""How a machine plays: stops from the draw, wins from the stops. Pure, and blind to who plays.

Law: the stop of each reel is independent and uniform on its circular strip. Lines pay from the
left, once each, the better of the run of wilds and the run of the symbol they substitute. Ways pay
every symbol from the left, times the product of its counts on each reel. Scatters pay and award
anywhere. Free spins come from the same draw, in order, until none is left.

`play` takes a machine, a stake and a draw: its signature is the promise that odds cannot know a player.
"""

from collections.abc import Callable, Sequence
from typing import Any

from casino_club.domains.slot.contracts import TENTHS, FreeSpin, Machine, SlotOutcome, Win
from casino_club.domains.slot.tables import ReelTables, machine_tables
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw

Stops = tuple[int, ...]


def play(machine: Machine, stake: int, draw: Draw) -> SlotOutcome:
    """One whole round. Reads one number below each strip's length, reel by reel, spin by spin.

    `stake` is the total stake in gold, one that `machine.stakes` allows. Raises ValueError otherwise.
    """
    below = draw.below
    return _resolve(machine, stake, lambda tables: tuple([below(length) for length in tables.lengths]))


def stored(outcome: SlotOutcome) -> dict[str, Any]:
    """What a round keeps: stops of the base spin and of each free spin, and the payout to check against."""
    return {
        "stops": list(outcome.stops),
        "free_spins": [list(spin.stops) for spin in outcome.free_spins],
        "payout": outcome.payout,
    }


def restore(machine: Machine, stake: int, facts: dict[str, Any]) -> SlotOutcome:
    """The round again from what `stored` kept, by evaluating its stops; no draw.

    Raises InvariantError when the facts do not belong to this machine and stake.
    """
    spins: list[Stops] = [tuple(stops) for stops in (facts["stops"], *facts["free_spins"])]
    remaining = iter(spins)

    def following(_tables: ReelTables) -> Stops:
        stops = next(remaining, None)
        if stops is None:
            raise InvariantError(f"a stored round of {machine.id} misses free spins")
        return stops

    outcome = _resolve(machine, stake, following)
    if next(remaining, None) is not None or outcome.payout != facts["payout"]:
        raise InvariantError(f"a stored round of {machine.id} evaluates to another result")
    return outcome


def window(machine: Machine, stops: Sequence[int], *, free_spin: bool = False) -> list[list[str]]:
    """The symbols on show: one list for each reel, top to bottom."""
    strips = machine.free_spins.strips if free_spin and machine.free_spins else machine.strips
    return [
        [strip[(stop + row) % len(strip)] for row in range(machine.rows)]
        for strip, stop in zip(strips, stops, strict=True)
    ]


def present(machine: Machine, outcome: SlotOutcome) -> dict[str, Any]:
    """The fields a client shows. `free_spins_left` is 0 because the feature plays whole inside its round."""
    shown = window(machine, outcome.stops)
    return {
        "window": shown,
        "wins": _shown_wins(machine, outcome.wins, shown),
        "free_spins_left": 0,
        "feature": _shown_feature(machine, outcome),
    }


def _resolve(machine: Machine, stake: int, next_stops: Callable[[ReelTables], Stops]) -> SlotOutcome:
    if not machine.stakes.allows(stake):
        raise ValueError(f"{machine.id} does not take a stake of {stake}")
    unit = stake // TENTHS
    tables = machine_tables(machine)
    stops = next_stops(tables.base)
    payout, wins, awarded = _evaluate(tables.base, stops, unit)
    free_spins: list[FreeSpin] = []
    if awarded and tables.free and machine.free_spins:
        multiplier = machine.free_spins.multiplier
        retriggers_left = machine.free_spins.retriggers_max
        left = awarded
        while left:
            free_stops = next_stops(tables.free)
            amount, free_wins, more = _evaluate(tables.free, free_stops, unit * multiplier)
            if more:
                more = more if retriggers_left else 0
                retriggers_left -= bool(more)
            free_spins.append(FreeSpin(free_stops, free_wins, multiplier, amount, more))
            payout += amount
            left += more - 1
    return SlotOutcome(payout, stops, wins, tuple(free_spins), awarded, payout * 100 // stake)


def _evaluate(tables: ReelTables, stops: Stops, unit: int) -> tuple[int, tuple[Win, ...], int]:
    """Gold won, its wins, and free spins awarded, by one window; `unit` is gold for one tenth."""
    wins = _line_wins(tables, stops, unit) if tables.pays_on_lines else _way_wins(tables, stops, unit)
    awarded = 0
    scatter = tables.scatter
    if scatter:
        count = 0
        for shown, stop in zip(scatter.shown, stops, strict=True):
            count += shown[stop]
        if count:
            pay = scatter.pays[count - 1]
            if pay:
                wins.append(Win(None, scatter.id, count, 1, pay, unit * pay))
            awarded = scatter.awards[count - 1]
    if not wins:
        return 0, (), awarded
    return sum([win.amount for win in wins]), tuple(wins), awarded


def _line_wins(tables: ReelTables, stops: Stops, unit: int) -> list[Win]:
    wins: list[Win] = []
    alive = tables.lines_alive[stops[0]][stops[1]]
    if not alive:
        return wins
    rest = [shown[stop] for shown, stop in zip(tables.windows[2:], stops[2:], strict=True)]
    for line, run, rows in alive:
        node = run
        for column, row in zip(rest, rows, strict=True):
            longer = node.longer.get(column[row])
            if longer is None:
                break
            node = longer
        best = node.best
        if best:
            wins.append(Win(line, best.symbol, best.count, 1, best.pay_tenths, unit * best.pay_tenths))
    return wins


def _way_wins(tables: ReelTables, stops: Stops, unit: int) -> list[Win]:
    wins: list[Win] = []
    counts = [shown[stop] for shown, stop in zip(tables.way_counts[1:], stops[1:], strict=True)]
    for symbol, pays, ways in tables.way_starts[stops[0]]:
        reels = 1
        for column in counts:
            shown = column.get(symbol)
            if not shown:
                break
            ways *= shown  # noqa: PLW2901 - the product of the per-reel counts
            reels += 1
        pay = pays[reels - 1]
        if pay:
            wins.append(Win(None, symbol, reels, ways, pay, unit * pay * ways))
    return wins


def _shown_wins(machine: Machine, wins: Sequence[Win], shown: list[list[str]]) -> list[dict[str, Any]]:
    return [
        {
            "line": win.line,
            "symbol": win.symbol,
            "count": win.count,
            "ways": win.ways,
            "amount": win.amount,
            "positions": _positions(machine, win, shown),
        }
        for win in wins
    ]


def _positions(machine: Machine, win: Win, shown: list[list[str]]) -> list[list[int]]:
    """The winning cells as [reel, row]."""
    if win.line is not None:
        return [[reel, row] for reel, row in enumerate(machine.lines[win.line][: win.count])]
    scatter, wild = machine.scatter, machine.wild
    if scatter and win.symbol == scatter.id:
        matching, reels = {scatter.id}, shown
    else:
        matching, reels = {win.symbol, wild.id if wild else win.symbol}, shown[: win.count]
    return [[reel, row] for reel, column in enumerate(reels) for row, cell in enumerate(column) if cell in matching]


def _shown_feature(machine: Machine, outcome: SlotOutcome) -> dict[str, Any] | None:
    feature = machine.free_spins
    if not outcome.free_spins or feature is None:
        return None
    spins: list[dict[str, Any]] = []
    for spin in outcome.free_spins:
        shown = window(machine, spin.stops, free_spin=True)
        spins.append(
            {
                "window": shown,
                "wins": _shown_wins(machine, spin.wins, shown),
                "win_amount": spin.amount,
                "retriggered": spin.retriggered,
            }
        )
    return {
        "kind": "free_spins",
        "awarded": outcome.awarded,
        "multiplier": feature.multiplier,
        "total_win": sum(spin.amount for spin in outcome.free_spins),
        "spins": spins,
    }
