"""The playing rules by example, by property, and blind to the player."""

import inspect
import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.slot import contracts, rules
from casino_club.domains.slot.catalog import shipped_machines
from casino_club.domains.slot.contracts import Machine, SlotOutcome, Win
from casino_club.domains.slot.rules import play, present, restore, stored
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw
from tests.domains.slot.support import ScriptedDraw, machine, small_lines, small_ways, symbol

MACHINES = [*shipped_machines().values(), small_lines(), small_ways()]
machines = st.sampled_from(MACHINES)
seeds = st.binary(min_size=32, max_size=32)


def stakes_of(one: Machine) -> st.SearchStrategy[int]:
    return st.integers(one.stakes.min // 10, one.stakes.max // 10).map(lambda tens: tens * 10)


def line_of(*cells: str, wild_pays: tuple[int, ...] = (0, 0, 40, 90, 300)) -> tuple[Win, ...]:
    """What one line pays that shows these cells: each reel is the same symbol all round."""
    symbols = [
        symbol("wild", list(wild_pays), "wild"),
        symbol("a", [0, 5, 30, 100, 400]),
        symbol("b", [0, 0, 20, 50, 100]),
        symbol("star", [0, 0, 10, 20, 50], "scatter"),
    ]
    strips = [[cell] if cell != "star" else ["star", "b", "a"] for cell in cells]
    one = machine(rows=1, lines=[[0] * 5], symbols=symbols, strips=strips)
    return play(one, 10, ScriptedDraw([])).wins


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("a", "a", "a", "b", "a"), ("a", 3, 30)),
        (("a", "a", "b", "a", "a"), ("a", 2, 5)),
        (("a", "wild", "a", "a", "a"), ("a", 5, 400)),
        (("wild", "wild", "wild", "b", "a"), ("b", 4, 50)),
        (("wild", "wild", "wild", "b", "b"), ("b", 5, 100)),
        (("wild", "wild", "wild", "a", "b"), ("a", 4, 100)),
        (("wild", "wild", "wild", "wild", "b"), ("b", 5, 100)),
        (("wild", "wild", "wild", "wild", "wild"), ("wild", 5, 300)),
        (("wild", "wild", "wild", "star", "a"), ("wild", 3, 40)),
        (("wild", "a", "b", "b", "b"), ("a", 2, 5)),
        (("b", "wild", "star", "b", "b"), None),
        (("b", "b", "a", "a", "a"), None),
        (("star", "a", "a", "a", "a"), None),
    ],
)
def test_a_line_pays_the_better_of_wild_run_and_substituted_symbol(cells: Any, expected: Any) -> None:
    wins = line_of(*cells)
    assert [(win.symbol, win.count, win.pay_tenths) for win in wins] == ([expected] if expected else [])


def test_a_wild_run_that_pays_more_beats_the_longer_substituted_run() -> None:
    wins = line_of("wild", "wild", "wild", "b", "a", wild_pays=(0, 0, 60, 90, 300))
    assert [(win.symbol, win.count, win.pay_tenths) for win in wins] == [("wild", 3, 60)]


def test_every_line_pays_for_itself() -> None:
    one = machine(
        lines=[[0, 0, 0], [1, 1, 1], [0, 1, 0]],
        symbols=[symbol("a", [0, 0, 7]), symbol("b", [0, 0, 3])],
        strips=[["a", "b", "b"], ["a", "b", "b"], ["a", "b", "b"]],
    )
    outcome = play(one, 1000, ScriptedDraw([0, 0, 0]))
    assert [(win.line, win.symbol, win.amount) for win in outcome.wins] == [(0, "a", 700), (1, "b", 300)]
    assert outcome.payout == 1000
    assert outcome.multiplier_x100 == 100


def test_windows_wrap_around_the_strip() -> None:
    one = machine(
        lines=[[0, 0, 0]], symbols=[symbol("a", [0, 0, 7]), symbol("b", [0, 0, 3])], strips=[["a", "b", "b", "b"]] * 3
    )
    assert present(one, play(one, 10, ScriptedDraw([3, 2, 1])))["window"] == [
        ["b", "a", "b"],
        ["b", "b", "a"],
        ["b", "b", "b"],
    ]


def test_ways_multiply_the_counts_of_each_reel() -> None:
    one = small_ways()
    # high,low,low | wild,low,moon | high,high,low | low,wild,high | moon,high,low
    outcome = play(one, 10, ScriptedDraw([0, 0, 0, 0, 0]))
    found = {win.symbol: (win.count, win.ways, win.amount, win.line) for win in outcome.wins}
    assert found["high"] == (5, 1 * 1 * 2 * 2 * 1, 4 * 90, None)
    assert found["low"] == (5, 2 * 2 * 1 * 2 * 1, 8 * 40, None)


def test_ways_stop_at_the_first_reel_without_the_symbol() -> None:
    one = machine(
        pays_on="ways",
        symbols=[symbol("a", [0, 4, 9]), symbol("b", [0, 0, 5])],
        strips=[["a", "a", "b"], ["a", "b", "a"], ["b", "b", "b"]],
    )
    outcome = play(one, 10, ScriptedDraw([]))
    assert [(win.symbol, win.count, win.ways, win.amount) for win in outcome.wins] == [
        ("a", 2, 4, 16),
        ("b", 3, 3, 15),
    ]


def test_scatters_pay_and_award_anywhere_and_free_spins_multiply() -> None:
    one = small_lines()
    # Moons on rows 2, 0 and 1; then three free spins, the first one with three highs on a line.
    outcome = play(one, 100, ScriptedDraw([1, 2, 6, 5, 4, 2]))
    moon = next(win for win in outcome.wins if win.symbol == "moon")
    assert (moon.line, moon.count, moon.amount) == (None, 3, 100)
    assert outcome.awarded == 3
    assert len(outcome.free_spins) >= 3
    first = outcome.free_spins[0]
    assert first.multiplier == 2
    assert first.amount == sum(win.amount for win in first.wins)
    assert all(win.amount == 10 * win.pay_tenths * 2 for win in first.wins)
    assert first.wins


@pytest.mark.parametrize(("cap", "spins"), [(0, 3), (1, 6), (2, 9)])
def test_retriggers_are_capped(cap: int, spins: int) -> None:
    outcome = play(small_lines(cap), 10, ScriptedDraw(moon_values()))
    assert len(outcome.free_spins) == spins
    assert sum(spin.retriggered for spin in outcome.free_spins) == 3 * cap
    assert [spin.retriggered for spin in outcome.free_spins][:cap] == [3] * cap


def moon_values() -> list[int]:
    """Stops with a moon on every reel, for the base spin and then for every free spin."""
    one = small_lines()
    assert one.free_spins
    base = [strip.index("moon") for strip in one.strips]
    free = [strip.index("moon") for strip in one.free_spins.strips]
    return base + free * 30


def test_scatters_in_a_capped_feature_still_pay() -> None:
    outcome = play(small_lines(0), 10, ScriptedDraw(moon_values()))
    assert all(any(win.symbol == "moon" and win.amount == 20 for win in spin.wins) for spin in outcome.free_spins)


def test_without_a_feature_scatters_only_pay() -> None:
    one = machine(
        lines=[[0, 0, 0]],
        symbols=[symbol("a", [0, 0, 7]), symbol("moon", [0, 0, 10], "scatter")],
        strips=[["moon", "a", "a"]] * 3,
    )
    outcome = play(one, 10, ScriptedDraw([]))
    assert (outcome.payout, outcome.awarded, outcome.free_spins) == (10, 0, ())


@given(machines, seeds, st.integers(0, 10**6), st.data())
def test_a_round_adds_up_and_comes_back_from_its_stops(
    one: Machine, server_seed: bytes, nonce: int, data: st.DataObject
) -> None:
    stake = data.draw(stakes_of(one))
    outcome = play(one, stake, Draw(server_seed, "client", nonce))
    assert outcome.payout == sum(win.amount for win in outcome.wins) + sum(s.amount for s in outcome.free_spins)
    for win in outcome.wins:
        assert win.amount == stake // 10 * win.pay_tenths * win.ways
    for spin in outcome.free_spins:
        assert spin.amount == sum(win.amount for win in spin.wins)
    assert len(outcome.free_spins) == outcome.awarded + sum(spin.retriggered for spin in outcome.free_spins)
    assert outcome.multiplier_x100 == outcome.payout * 100 // stake
    assert restore(one, stake, stored(outcome)) == outcome


@given(machines, seeds, st.integers(0, 10**6))
def test_payout_is_proportional_to_the_stake(one: Machine, server_seed: bytes, nonce: int) -> None:
    small = play(one, 10, Draw(server_seed, "client", nonce))
    large = play(one, one.stakes.max, Draw(server_seed, "client", nonce))
    assert large.stops == small.stops
    assert large.payout * 10 == small.payout * one.stakes.max


@given(machines, seeds, st.integers(0, 10**6))
def test_what_is_shown_is_what_was_won(one: Machine, server_seed: bytes, nonce: int) -> None:
    outcome = play(one, 100, Draw(server_seed, "client", nonce))
    shown = present(one, outcome)
    check_shown(one, shown["window"], shown["wins"], outcome.wins)
    assert shown["free_spins_left"] == 0
    if not outcome.free_spins:
        assert shown["feature"] is None
        return
    feature = shown["feature"]
    assert feature["kind"] == "free_spins"
    assert feature["awarded"] == outcome.awarded
    assert feature["total_win"] == outcome.payout - sum(win.amount for win in outcome.wins)
    for spin, played in zip(feature["spins"], outcome.free_spins, strict=True):
        check_shown(one, spin["window"], spin["wins"], played.wins)
        assert (spin["win_amount"], spin["retriggered"]) == (played.amount, played.retriggered)


def check_shown(one: Machine, window: Any, shown: Any, wins: tuple[Win, ...]) -> None:
    """Each win's cells hold its symbol or a wild, as many as it says, from the first reel on."""
    assert len(window) == one.reels
    assert all(len(reel) == one.rows for reel in window)
    wild = one.wild.id if one.wild else None
    scatter = one.scatter.id if one.scatter else None
    for fields, win in zip(shown, wins, strict=True):
        assert {name: getattr(win, name) for name in ("line", "symbol", "count", "ways", "amount")} | {
            "positions": fields["positions"]
        } == fields
        cells = [window[reel][row] for reel, row in fields["positions"]]
        reels = [reel for reel, _ in fields["positions"]]
        if win.symbol == scatter:
            assert cells == [scatter] * win.count
            continue
        assert set(cells) <= {win.symbol, wild}
        assert sorted(set(reels)) == list(range(win.count))
        if win.line is None:
            ways = 1
            for reel in range(win.count):
                ways *= reels.count(reel)
            assert ways == win.ways
        else:
            assert [row for _, row in fields["positions"]] == list(one.lines[win.line][: win.count])


@pytest.mark.parametrize("stake", [0, -10, 5, 15, 10_010])
def test_a_stake_the_machine_does_not_take_is_refused(stake: int) -> None:
    one = shipped_machines()["ring-fruits"]
    with pytest.raises(ValueError, match="stake"):
        play(one, stake, Draw(b"s" * 32, "c", 0))
    with pytest.raises(ValueError, match="stake"):
        restore(one, stake, {"stops": [0, 0, 0], "free_spins": [], "payout": 0})


def triggered() -> tuple[Machine, SlotOutcome]:
    one = small_lines()
    return one, play(one, 10, ScriptedDraw(moon_values()))


def test_facts_of_another_result_are_refused() -> None:
    one, outcome = triggered()
    facts = stored(outcome)
    for broken in (
        facts | {"payout": outcome.payout + 1},
        facts | {"free_spins": facts["free_spins"][:-1]},
        facts | {"free_spins": [*facts["free_spins"], [0, 0, 0]]},
        facts | {"stops": [0, 0, 0]},
    ):
        with pytest.raises(InvariantError):
            restore(one, 10, broken)
    assert restore(one, 10, facts) == outcome


def test_play_takes_a_machine_a_stake_and_a_draw_and_nothing_else() -> None:
    hints = typing.get_type_hints(play)
    assert hints == {"machine": Machine, "stake": int, "draw": Draw, "return": SlotOutcome}
    assert list(inspect.signature(Draw).parameters) == ["server_seed", "client_seed", "nonce"]


def test_the_rules_can_reach_nothing_that_knows_a_player() -> None:
    allowed = ("casino_club.kernel.", "casino_club.domains.slot.")
    for module in (rules, contracts, inspect.getmodule(rules.machine_tables)):
        assert module
        for value in vars(module).values():
            origin = getattr(value, "__module__", None) or ""
            assert not origin.startswith("casino_club") or origin.startswith(allowed)


@pytest.mark.parametrize("one", MACHINES, ids=lambda one: one.id)
def test_two_players_on_one_seed_see_the_same_rounds(one: Machine) -> None:
    """Whatever else differs between them (here: what they played before, what they stake)."""
    poor = [play(one, 10, Draw(b"shared" * 5, "same", nonce)) for nonce in range(200)]
    rich: list[SlotOutcome] = []
    for nonce in range(200):
        play(one, 10_000, Draw(b"other" * 5, "other", nonce))
        rich.append(play(one, 10_000, Draw(b"shared" * 5, "same", nonce)))
    assert [outcome.stops for outcome in rich] == [outcome.stops for outcome in poor]
    assert [outcome.payout for outcome in rich] == [outcome.payout * 1000 for outcome in poor]
