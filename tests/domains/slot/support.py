"""Machines of the tests: a published classic as an outside reference, and small ones that brute force can walk."""

import json
from collections.abc import Iterable
from typing import Any

from casino_club.domains.slot.catalog import parse_machine
from casino_club.domains.slot.contracts import Machine
from casino_club.kernel.rng import Draw

CLASSIC_NAMES = ("seven", "melon", "grapes", "plum", "orange", "lemon", "cherry", "star")
CLASSIC_STRIPS = (
    "1444313386667776622525554",
    "1666221277778444455535336",
    "1677785551522424443373666",
    "1555515444833666767774422",
    "1446662258555854446177733",
)
"""The published reels of the classic five-line set; digit d is CLASSIC_NAMES[d - 1]."""

CLASSIC_LINE_PAYS = (
    (0, 0, 100, 1000, 5000),
    (0, 0, 50, 200, 500),
    (0, 0, 50, 200, 500),
    (0, 0, 20, 50, 200),
    (0, 0, 20, 50, 200),
    (0, 0, 20, 50, 200),
    (0, 5, 20, 50, 200),
)
"""In line bets; five lines, so a line bet is two tenths of the total stake."""

CLASSIC_SCATTER_PAYS = (0, 0, 2, 10, 50)
"""In total stakes."""

STAKES = {"min": 10, "max": 10_000, "step": 10, "presets": [10, 100]}


def text(value: str) -> dict[str, str]:
    return {"en": value, "ko": value}


def symbol(name: str, pays: list[int], kind: str = "regular") -> dict[str, Any]:
    return {"id": name, "kind": kind, "name": text(name), "pays": pays}


def machine(**fields: Any) -> Machine:
    return parse_machine(json.dumps(machine_data(**fields)))


def machine_data(**fields: Any) -> dict[str, Any]:
    return {
        "id": "test",
        "name": text("test"),
        "tagline": text("test"),
        "rows": 3,
        "pays_on": "lines",
        "lines": [],
        "free_spins": None,
        "stakes": STAKES,
        **fields,
    }


def classic() -> Machine:
    symbols = [
        symbol(name, [pay * 2 for pay in pays])
        for name, pays in zip(CLASSIC_NAMES[:-1], CLASSIC_LINE_PAYS, strict=True)
    ]
    return machine(
        lines=[[1, 1, 1, 1, 1], [0, 0, 0, 0, 0], [2, 2, 2, 2, 2], [0, 1, 2, 1, 0], [2, 1, 0, 1, 2]],
        symbols=[*symbols, symbol("star", [pay * 10 for pay in CLASSIC_SCATTER_PAYS], "scatter")],
        strips=[[CLASSIC_NAMES[int(digit) - 1] for digit in strip] for strip in CLASSIC_STRIPS],
    )


def small_lines(retriggers_max: int = 2) -> Machine:
    """Three reels with a paying wild, a scatter and a retriggering feature; 7 * 6 * 7 stops."""
    return machine(
        lines=[[1, 1, 1], [0, 0, 0], [2, 2, 2], [0, 1, 2], [2, 1, 0]],
        symbols=[
            symbol("wild", [0, 5, 200], "wild"),
            symbol("high", [0, 8, 50]),
            symbol("mid", [0, 0, 20]),
            symbol("low", [0, 0, 6]),
            symbol("moon", [0, 0, 10], "scatter"),
        ],
        strips=[
            ["wild", "low", "low", "moon", "mid", "high", "low"],
            ["low", "mid", "moon", "wild", "high", "low"],
            ["moon", "low", "high", "mid", "low", "wild", "mid"],
        ],
        free_spins={
            "awards": [0, 0, 3],
            "retriggers_max": retriggers_max,
            "multiplier": 2,
            "strips": [
                ["wild", "low", "low", "moon", "mid", "high"],
                ["low", "mid", "moon", "wild", "high"],
                ["moon", "low", "high", "mid", "low"],
            ],
        },
    )


def small_ways() -> Machine:
    """Five short reels on ways, wild on the inner three; awards from three scatters. 5 * 4 * 5 * 4 * 5 stops."""
    return machine(
        pays_on="ways",
        symbols=[
            symbol("wild", [0, 0, 0, 0, 0], "wild"),
            symbol("high", [0, 0, 8, 20, 90]),
            symbol("low", [0, 2, 5, 10, 40]),
            symbol("moon", [0, 0, 20, 50, 100], "scatter"),
        ],
        strips=[
            ["high", "low", "low", "moon", "high"],
            ["wild", "low", "moon", "high"],
            ["high", "high", "low", "moon", "high"],
            ["low", "wild", "high", "moon"],
            ["moon", "high", "low", "low", "high"],
        ],
        free_spins={
            "awards": [0, 0, 2, 4, 6],
            "retriggers_max": 1,
            "multiplier": 3,
            "strips": [
                ["high", "low", "moon", "high", "low"],
                ["wild", "low", "high", "low", "moon"],
                ["high", "wild", "low", "low", "moon"],
                ["low", "low", "high", "high", "moon"],
                ["low", "high", "low", "low", "moon"],
            ],
        },
    )


class ScriptedDraw(Draw):
    """A draw whose integers are given; zeros when they run out."""

    def __init__(self, values: Iterable[int]) -> None:
        super().__init__(b"", "", 0)
        self._values = iter(values)

    def below(self, n: int) -> int:
        value = next(self._values, 0)
        assert 0 <= value < n
        return value
