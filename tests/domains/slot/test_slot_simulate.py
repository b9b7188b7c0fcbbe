"""The simulator against `play`, stop for stop, and against the odds; and that it would notice a wrong law."""

from collections.abc import Iterator
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from casino_club.domains.slot.catalog import shipped_machines
from casino_club.domains.slot.contracts import FreeSpins, Machine
from casino_club.domains.slot.enumeration import enumerate_spin
from casino_club.domains.slot.odds import compute_law
from casino_club.domains.slot.rules import play
from casino_club.domains.slot.sheets import published_sheet
from casino_club.domains.slot.simulate import BLOCK_SPINS, Comparison, Simulator, Tally, compare, simulate, tally
from casino_club.domains.slot.windows import AWARD_BITS, window_table
from casino_club.entrypoints.cli import simulate as command
from tests.domains.slot.support import ScriptedDraw, classic, machine, small_lines, small_ways, symbol

MACHINES = [*shipped_machines().values(), classic(), small_lines(), small_ways()]
SPINS = 4_000
Z_MAX = 4.5


class RecordingSource:
    """A generator that keeps what it gave."""

    def __init__(self, seed: int) -> None:
        self._generator = np.random.default_rng(seed)
        self.given: list[list[int]] = []

    def integers(self, low: int, high: int, size: int, dtype: type[np.uint32]) -> NDArray[np.uint32]:
        values = self._generator.integers(low, high, size=size, dtype=dtype)
        self.given.append(values.tolist())
        return values


def digits(window: int, lengths: list[int]) -> list[int]:
    """A window's number as stops, the last reel fastest."""
    stops: list[int] = []
    for length in reversed(lengths):
        window, stop = divmod(window, length)
        stops.append(stop)
    return stops[::-1]


def replay(one: Machine, given: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Each simulated round's payout and free spins by `play` on the same stops.

    The first array holds the base spins; each later one a free spin of every round still going, in order.
    """
    base = [len(strip) for strip in one.strips]
    free = [len(strip) for strip in one.free_spins.strips] if one.free_spins else []
    scripts = [digits(window, base) for window in given[0]]
    later = given[1:]
    going = [at for at, script in enumerate(scripts) if play(one, 10, ScriptedDraw(script)).awarded]
    for number, windows in enumerate(later, start=1):
        assert len(windows) == len(going)
        for at, window in zip(going, windows, strict=True):
            scripts[at] += digits(window, free)
        going = [at for at in going if len(play(one, 10, ScriptedDraw(scripts[at])).free_spins) > number]
    assert not going
    for script in scripts:
        outcome = play(one, 10, ScriptedDraw(script))
        yield outcome.payout, len(outcome.free_spins)


@pytest.mark.parametrize("one", MACHINES, ids=lambda one: one.id)
def test_every_simulated_round_is_what_play_gives_on_the_same_stops(one: Machine) -> None:
    source = RecordingSource(seed=5)
    wins, triggers, free_spins = Simulator(one).chunk(source, SPINS)
    played = list(replay(one, source.given))
    assert wins.tolist() == [payout for payout, _ in played]
    assert triggers == sum(spins > 0 for _, spins in played)
    assert free_spins == sum(spins for _, spins in played)
    assert triggers or not one.free_spins


@pytest.mark.parametrize("one", [small_lines(), small_ways(), shipped_machines()["ring-fruits"]])
def test_every_window_of_a_small_machine(one: Machine) -> None:
    table = window_table(one, one.strips)
    cells = table.look_up(np.arange(table.stops, dtype=np.uint32)).tolist()
    for window, cell in enumerate(cells):
        outcome = play(one, 10, ScriptedDraw(digits(window, list(table.lengths))))
        assert cell >> AWARD_BITS == sum(win.amount for win in outcome.wins)
        assert cell & ((1 << AWARD_BITS) - 1) == outcome.awarded


@pytest.mark.parametrize("one", shipped_machines().values(), ids=shipped_machines())
def test_every_window_of_the_shipped_machines_is_the_enumerators(one: Machine) -> None:
    for strips in (one.strips, *([one.free_spins.strips] if one.free_spins else [])):
        table, law = window_table(one, strips), enumerate_spin(one, strips)
        found = np.zeros(int(table.cells.max()) + 1, dtype=np.int64)
        for begin in range(0, table.stops, 1 << 20):
            windows = np.arange(begin, min(begin + (1 << 20), table.stops), dtype=np.uint32)
            found += np.bincount(table.look_up(windows), minlength=len(found))
        expected = np.zeros_like(found)
        expected[law.pays << AWARD_BITS | law.awards] = law.weights
        assert np.array_equal(found, expected)


def test_a_window_too_large_for_the_table_is_refused() -> None:
    one = machine(lines=[[0, 0, 0]], symbols=[symbol("a", [0, 0, 2**26])], strips=[["a"] * 3] * 3)
    with pytest.raises(ValueError, match="more than the table can hold"):
        window_table(one, one.strips)


@pytest.mark.parametrize("one", shipped_machines().values(), ids=shipped_machines())
def test_the_simulation_meets_the_published_odds(one: Machine) -> None:
    total = sum(simulate(one, 3_000_000, seed=11, processes=1), Tally())
    found = compare(total, published_sheet(one))
    assert total.spins == 3_000_000
    assert total.win_max <= published_sheet(one).max_win * 10
    for comparison in found:
        if comparison.decides:
            assert abs(comparison.z) < Z_MAX, comparison


def generous(one: Machine) -> Machine:
    """A paytable edited after its odds were published: the third symbol pays a fifth more."""
    symbols = list(one.symbols)
    symbols[2] = replace(symbols[2], pays=tuple(pay * 6 // 5 for pay in symbols[2].pays))
    return replace(one, symbols=tuple(symbols))


def test_a_paytable_that_left_its_odds_is_found_out() -> None:
    one = shipped_machines()["ring-fruits"]
    total = sum(simulate(generous(one), 3_000_000, seed=11, processes=1), Tally())
    returned = next(comparison for comparison in compare(total, published_sheet(one)) if "return" in comparison.name)
    assert returned.z > Z_MAX


def test_an_uncapped_feature_is_found_out() -> None:
    one = small_lines(0)
    assert isinstance(one.free_spins, FreeSpins)
    law = compute_law(one)
    uncapped = replace(one, free_spins=replace(one.free_spins, retriggers_max=50))
    total = sum(simulate(uncapped, 400_000, seed=3, processes=1), Tally())
    assert (total.rtp - float(law.rtp)) / (law.sigma / sqrt(total.spins)) > Z_MAX


def test_the_result_depends_on_the_seed_and_not_on_the_processes() -> None:
    one, spins = shipped_machines()["ring-fruits"], BLOCK_SPINS + 1_000
    alone = sum(simulate(one, spins, seed=2, processes=1), Tally())
    shared = sum(simulate(one, spins, seed=2, processes=2), Tally())
    other = sum(simulate(one, spins, seed=3, processes=1), Tally())
    assert alone == shared
    assert alone.spins == spins
    assert other.win != alone.win


def test_a_tally_is_its_definition() -> None:
    wins = np.array([0, 10, 0, 30], dtype=np.int64)
    total = tally(wins, 1, 8) + tally(wins[:1], 0, 0)
    assert (total.spins, total.hits, total.win_max, total.triggers, total.free_spins) == (5, 2, 30, 1, 8)
    assert total.rtp == pytest.approx(0.8)
    assert total.variance == pytest.approx((1 + 9) / 5 - 0.8**2)
    assert total.sigma == pytest.approx(total.variance**0.5)
    assert total.sigma_error > 0
    assert tally(wins[:1], 0, 0).sigma_error == 0


def test_z_counts_standard_errors() -> None:
    assert Comparison("x", observed=1.5, exact=1.0, standard_error=0.25).z == pytest.approx(2)
    assert Comparison("x", observed=1.5, exact=1.0, standard_error=0.0).z == 0


def test_the_command_prints_observed_against_exact() -> None:
    result = CliRunner().invoke(
        command.app, ["slot", "horangi", "--spins", "200000", "--seed", "4", "--processes", "1"]
    )
    assert result.exit_code == 0, result.output
    for text in ("return to player", "0.965769", "hit rate", "sigma", "free-spin triggers", "million spins/s"):
        assert text in result.output


def test_the_command_fails_when_the_odds_do_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "casino_club.domains.slot.simulate.compare"
    monkeypatch.setattr(name, lambda *_: [Comparison("return to player", 1.0, 0.9, 0.01)])
    result = CliRunner().invoke(command.app, ["slot", "ring-fruits", "--spins", "1000", "--processes", "1"])
    assert result.exit_code == 1


def test_the_command_names_the_machines_there_are() -> None:
    result = CliRunner().invoke(command.app, ["slot", "nonesuch"])
    assert result.exit_code == 2
    assert "pojangmacha" in result.output
