"""The shipped machines' data, and data that describes no machine."""

import hashlib
import json
from typing import Any

import pytest
from pydantic import ValidationError

from casino_club.domains.slot.catalog import (
    MACHINES_DIR,
    SHIPPED,
    MachineError,
    as_data,
    config_hash,
    parse_machine,
    shipped_machines,
)
from tests.domains.slot.support import machine_data, symbol


def small(**changes: Any) -> dict[str, Any]:
    """A valid small machine's data, changed."""
    return (
        machine_data(
            lines=[[0, 0, 0], [1, 1, 1]],
            symbols=[symbol("wild", [0, 1, 9], "wild"), symbol("a", [0, 0, 5]), symbol("moon", [0, 0, 2], "scatter")],
            strips=[["a", "wild", "a", "moon"]] * 3,
            free_spins={
                "awards": [0, 0, 3],
                "retriggers_max": 1,
                "multiplier": 2,
                "strips": [["a", "wild", "a", "moon"]] * 3,
            },
        )
        | changes
    )


def feature(**changes: Any) -> dict[str, Any]:
    return small()["free_spins"] | changes


def stakes(**changes: Any) -> dict[str, Any]:
    return small()["stakes"] | changes


WAYS_SYMBOLS = [symbol("wild", [0, 0, 0], "wild"), symbol("a", [0, 0, 5]), symbol("moon", [0, 0, 2], "scatter")]

BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "two symbols of one id": (small(symbols=[symbol("a", [0, 0, 5])] * 2), "repeat"),
    "a pay missing": (small(symbols=[symbol("a", [0, 5])]), "one pay for each count"),
    "a negative pay": (small(symbols=[symbol("a", [0, 0, -5])]), "negative"),
    "a longer run that pays less": (small(symbols=[symbol("a", [0, 9, 5])]), "pays less"),
    "one of a kind": (small(symbols=[symbol("a", [1, 2, 5])]), "one of a kind"),
    "two wilds": (
        small(symbols=[symbol("w", [0, 0, 1], "wild"), symbol("v", [0, 0, 1], "wild")]),
        "more than one wild",
    ),
    "four reels": (
        small(strips=[["a"] * 3] * 4, symbols=[symbol("a", [0, 0, 5, 6])], lines=[[0] * 4], free_spins=None),
        "3 or 5",
    ),
    "a strip shorter than the window": (small(strips=[["a", "a"]] * 3), "shorter than the window"),
    "an unknown symbol": (small(strips=[["a", "b", "a"]] * 3), "unknown symbols"),
    "two scatters in a window": (small(strips=[["moon", "a", "moon", "a"]] * 3), "two scatters"),
    "two scatters around the end": (small(strips=[["moon", "a", "a", "a", "moon"]] * 3), "two scatters"),
    "two scatters in a free window": (small(free_spins=feature(strips=[["moon", "moon", "a"]] * 3)), "two scatters"),
    "a wild on the first reel of ways": (small(pays_on="ways", lines=[], symbols=WAYS_SYMBOLS), "on ways"),
    "a wild that pays on ways": (
        small(pays_on="ways", lines=[], strips=[["a"] * 3, *([["a", "wild", "a"]] * 2)]),
        "on ways",
    ),
    "lines on ways": (
        small(pays_on="ways", symbols=[symbol("a", [0, 0, 5])], strips=[["a"] * 3] * 3, free_spins=None),
        "belong to machines that pay on lines",
    ),
    "no lines": (small(lines=[]), "belong to machines that pay on lines"),
    "a repeated line": (small(lines=[[0, 0, 0], [0, 0, 0]]), "repeats"),
    "a short line": (small(lines=[[0, 0]]), "one row for each reel"),
    "a line below the window": (small(lines=[[0, 0, 3]]), "leaves the window"),
    "a line above the window": (small(lines=[[0, 0, -1]]), "leaves the window"),
    "a step that is no multiple of ten": (small(stakes=stakes(step=5)), "multiples of ten"),
    "no step": (small(stakes=stakes(step=0)), "multiples of ten"),
    "limits out of order": (small(stakes=stakes(min=100, max=50)), "in order"),
    "a preset outside the limits": (small(stakes=stakes(presets=[20_000])), "outside its own limits"),
    "a feature without a scatter": (
        small(symbols=[symbol("a", [0, 0, 5])], strips=[["a"] * 3] * 3, free_spins=feature(strips=[["a"] * 3] * 3)),
        "need a scatter",
    ),
    "an award missing": (small(free_spins=feature(awards=[0, 3])), "awards"),
    "a negative award": (small(free_spins=feature(awards=[0, 0, -3])), "awards"),
    "no multiplier": (small(free_spins=feature(multiplier=0)), "too small"),
    "negative retriggers": (small(free_spins=feature(retriggers_max=-1)), "too small"),
}


@pytest.mark.parametrize(("data", "message"), BROKEN.values(), ids=BROKEN)
def test_data_that_is_no_machine_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(MachineError, match=message):
        parse_machine(json.dumps(data))


@pytest.mark.parametrize(
    "change",
    [
        {"unknown": 1},
        {"rows": "3"},
        {"rows": 3.0},
        {"rows": True},
        {"pays_on": "cluster"},
        {"symbols": [symbol("a", [0, 0, 5]) | {"weight": 3}]},
        {"free_spins": {"awards": [0, 0, 3]}},
    ],
)
def test_a_wrong_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        parse_machine(json.dumps(small() | change))


def test_the_data_all_these_break_is_a_machine() -> None:
    machine = parse_machine(json.dumps(small()))
    assert (machine.reels, machine.stakes.allows(10), machine.stakes.allows(15)) == (3, True, False)
    assert machine.wild
    assert machine.scatter


@pytest.mark.parametrize("name", SHIPPED)
def test_the_hash_is_of_the_canonical_json_of_the_file(name: str) -> None:
    data = json.loads((MACHINES_DIR / f"{name}.json").read_text())
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    machine = shipped_machines()[name]
    assert config_hash(machine) == hashlib.sha256(canonical.encode()).hexdigest()
    assert as_data(machine) == data
    assert config_hash(parse_machine(json.dumps(as_data(machine)))) == config_hash(machine)


def test_any_change_of_the_law_changes_the_hash() -> None:
    hashes = {
        config_hash(parse_machine(json.dumps(data)))
        for data in (small(), small(lines=[[0, 0, 0]]), small(free_spins=None), small(stakes=stakes(max=5_000)))
    }
    assert len(hashes) == 4


def test_shipped_machines_are_named_in_both_languages() -> None:
    assert list(shipped_machines()) == list(SHIPPED)
    for name, machine in shipped_machines().items():
        assert machine.id == name
        for text in (machine.name, machine.tagline, *(one.name for one in machine.symbols)):
            assert text.en.isascii()
            assert any("가" <= letter <= "힣" for letter in text.ko)
