"""The shipped machines: JSON files beside this module, read once, checked whole, then immutable."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter

from casino_club.domains.games.contracts import body_hash
from casino_club.domains.slot.contracts import TENTHS, FreeSpins, Machine, Strip

MACHINES_DIR: Final = Path(__file__).parent / "machines"
SHIPPED: Final = ("ring-fruits", "pojangmacha", "horangi")
"""Machine ids in the order of the lobby."""

LINE_COUNT_MIN: Final = 2
REEL_COUNTS: Final = (3, 5)

_adapter: TypeAdapter[Machine] = TypeAdapter(Machine)


class MachineError(ValueError):
    """The data does not describe a playable machine."""


def parse_machine(data: str | bytes) -> Machine:
    """A machine from its JSON text. Raises `MachineError` (or pydantic's ValidationError for a wrong shape)."""
    machine = _adapter.validate_json(data, strict=True)
    _check_symbols(machine)
    _check_strips(machine, machine.strips, "strips")
    _check_lines(machine)
    _check_stakes(machine)
    if machine.free_spins:
        _check_free_spins(machine, machine.free_spins)
    return machine


def as_data(machine: Machine) -> dict[str, Any]:
    """The machine as plain JSON data; `parse_machine` of it gives the same law."""
    return _adapter.dump_python(machine, mode="json")


@cache
def config_hash(machine: Machine) -> str:
    """SHA-256, hex, of the machine's canonical JSON: keys sorted, no spaces, UTF-8 kept as it is.

    Rounds store it, so a later edit of a machine can never change what an old round means.
    """
    return body_hash(as_data(machine))


@cache
def shipped_machines() -> Mapping[str, Machine]:
    """Every shipped machine by id, in the order of `SHIPPED`."""
    return MappingProxyType({name: parse_machine((MACHINES_DIR / f"{name}.json").read_bytes()) for name in SHIPPED})


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 - reads as the sentence it is
    if not condition:
        raise MachineError(message)


def _check_symbols(machine: Machine) -> None:
    ids = [symbol.id for symbol in machine.symbols]
    _require(len(set(ids)) == len(ids), "symbol ids repeat")
    for symbol in machine.symbols:
        pays = symbol.pays
        _require(len(pays) == machine.reels, f"{symbol.id}: one pay for each count from 1 to {machine.reels}")
        _require(all(pay >= 0 for pay in pays), f"{symbol.id}: a pay is negative")
        _require(list(pays) == sorted(pays), f"{symbol.id}: a longer combination pays less than a shorter")
        _require(symbol.kind == "scatter" or pays[0] == 0, f"{symbol.id}: one of a kind may not pay")
    for kind in ("wild", "scatter"):
        _require(sum(symbol.kind == kind for symbol in machine.symbols) <= 1, f"more than one {kind}")


def _check_strips(machine: Machine, strips: tuple[Strip, ...], where: str) -> None:
    known = {symbol.id for symbol in machine.symbols}
    _require(len(strips) == machine.reels and machine.reels in REEL_COUNTS, f"{where}: 3 or 5 reels")
    for reel, strip in enumerate(strips):
        _require(len(strip) >= machine.rows >= 1, f"{where}[{reel}]: shorter than the window")
        _require(set(strip) <= known, f"{where}[{reel}]: unknown symbols {sorted(set(strip) - known)}")
        # Pays and awards end at one scatter a reel.
        _require(_scatters_shown(machine, strip) <= 1, f"{where}[{reel}]: two scatters in one window")
    wild = machine.wild
    if machine.pays_on == "ways" and wild:
        # A way made of wilds alone would count once for every symbol.
        _require(not any(wild.pays) and wild.id not in strips[0], f"{where}: on ways, no wild pays or on reel 1")


def _check_lines(machine: Machine) -> None:
    _require(bool(machine.lines) == (machine.pays_on == "lines"), "paylines belong to machines that pay on lines")
    _require(len(set(machine.lines)) == len(machine.lines), "a payline repeats")
    for line in machine.lines:
        _require(len(line) == machine.reels, "a payline has one row for each reel")
        _require(all(0 <= row < machine.rows for row in line), "a payline leaves the window")


def _check_stakes(machine: Machine) -> None:
    stakes = machine.stakes
    _require(stakes.step > 0 and stakes.step % TENTHS == 0, "stakes are multiples of ten")
    _require(0 < stakes.min <= stakes.max, "stakes are positive and in order")
    for stake in (stakes.min, stakes.max, *stakes.presets):
        _require(stakes.allows(stake), f"stake {stake} is outside its own limits")


def _check_free_spins(machine: Machine, feature: FreeSpins) -> None:
    _require(machine.scatter is not None, "free spins need a scatter")
    _require(len(feature.awards) == machine.reels and min(feature.awards) >= 0, "awards: one for each scatter count")
    _require(feature.multiplier >= 1 and feature.retriggers_max >= 0, "multiplier and retriggers_max are too small")
    _check_strips(machine, feature.strips, "free_spins.strips")


def _scatters_shown(machine: Machine, strip: Strip) -> int:
    """The most scatters one window of the strip shows."""
    scatter = machine.scatter
    if scatter is None:
        return 0
    circle = strip + strip[: machine.rows - 1]
    return max(circle[stop : stop + machine.rows].count(scatter.id) for stop in range(len(strip)))
