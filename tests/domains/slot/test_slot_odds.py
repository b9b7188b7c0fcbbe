"""Exact odds: against a published machine, against brute force over `play`, against the closed form."""

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from math import prod, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casino_club.domains.slot import odds
from casino_club.domains.slot.catalog import MachineError, parse_machine, shipped_machines
from casino_club.domains.slot.contracts import Machine
from casino_club.domains.slot.enumeration import enumerate_spin
from casino_club.domains.slot.odds import compute_law, compute_sheet, win_distribution
from casino_club.domains.slot.rules import play
from casino_club.domains.slot.sheets import OddsSheet, published_sheet, sheet_path, sheet_text
from casino_club.kernel.rng import Draw
from tests.domains.slot.support import ScriptedDraw, classic, machine_data, small_lines, small_ways, symbol

Law = dict[tuple[int, int], Fraction]
Wins = dict[int, Fraction]
SHIPPED = list(shipped_machines())


@pytest.fixture(scope="module")
def sheets() -> dict[str, OddsSheet]:
    """The shipped machines' sheets, enumerated now."""
    return {name: compute_sheet(machine) for name, machine in shipped_machines().items()}


def brute_spins(machine: Machine, *, free: bool) -> Law:
    """P(pay, award) of one spin by playing every stop."""
    feature = machine.free_spins
    strips = feature.strips if free and feature else machine.strips
    # Free spins are read off a machine whose base strips are the feature's.
    shown = replace(machine, strips=strips)
    counts: Counter[tuple[int, int]] = Counter()
    for stops in product(*(range(len(strip)) for strip in strips)):
        outcome = play(shown, 10, ScriptedDraw(stops))
        counts[sum(win.amount for win in outcome.wins), outcome.awarded] += 1
    total = prod(len(strip) for strip in strips)
    return {key: Fraction(count, total) for key, count in counts.items()}


@cache
def brute_round(machine: Machine) -> Wins:
    """P(win in tenths) of a whole round, by walking the tree of features with their retriggers."""
    base = brute_spins(machine, free=False)
    feature = machine.free_spins
    free = brute_spins(machine, free=True) if feature else {}
    memo: dict[tuple[int, int], Wins] = {}

    def after(left: int, retriggers: int) -> Wins:
        if not left or not feature:
            return {0: Fraction(1)}
        if (left, retriggers) not in memo:
            law: Wins = {}
            for (pay, award), p in free.items():
                more = award if retriggers else 0
                for win, q in after(left - 1 + more, retriggers - bool(more)).items():
                    total = pay * feature.multiplier + win
                    law[total] = law.get(total, Fraction(0)) + p * q
            memo[left, retriggers] = law
        return memo[left, retriggers]

    law: Wins = {}
    for (pay, award), p in base.items():
        for win, q in after(award, feature.retriggers_max if feature else 0).items():
            law[pay + win] = law.get(pay + win, Fraction(0)) + p * q
    return law


def with_unequal_awards(machine: Machine) -> Machine:
    """The same machine with one free spin for two scatters and two for three."""
    assert machine.free_spins
    return replace(machine, free_spins=replace(machine.free_spins, awards=(0, 1, 2)))


def without_long_features(machine: Machine) -> Machine:
    """The same machine with few enough free spins for the tree to be walked in exact fractions."""
    assert machine.free_spins
    return replace(machine, free_spins=replace(machine.free_spins, awards=(0, 0, 1, 1, 1), retriggers_max=1))


BRUTE = [
    small_lines(0),
    small_lines(1),
    small_lines(2),
    with_unequal_awards(small_lines(2)),
    without_long_features(small_ways()),
]


def test_the_enumerator_gives_the_published_figures_of_the_classic_five_line_set() -> None:
    law = compute_law(classic())
    assert law.base.stops == 9_765_625
    assert f"{float(law.rtp):.6%}" == "95.655629%"
    assert f"{float(law.hit_rate):.4%}" == "12.4885%"
    # Published as 6.4328, which is 6.43275 rounded once more; six figures are exact here.
    assert f"{law.sigma:.6g}" == "6.43275"
    assert abs(law.sigma - 6.4328) < 1e-4
    lines = sum(one.paid_tenths for one in law.base.combinations if one.symbol != "star")
    assert f"{lines / law.base.stops / 10:.3%}" == "89.653%"


@pytest.mark.parametrize("machine", BRUTE)
def test_enumeration_is_what_playing_every_stop_gives(machine: Machine) -> None:
    assert machine.free_spins
    for free, strips in ((False, machine.strips), (True, machine.free_spins.strips)):
        law = enumerate_spin(machine, strips)
        rows = zip(law.pays.tolist(), law.awards.tolist(), law.weights.tolist(), strict=True)
        assert {(pay, award): Fraction(w, law.stops) for pay, award, w in rows} == brute_spins(machine, free=free)


@pytest.mark.parametrize("machine", BRUTE)
def test_the_law_of_the_round_is_what_the_tree_of_features_gives(machine: Machine) -> None:
    law, wins = compute_law(machine), brute_round(machine)
    assert sum(wins.values()) == 1
    mean = sum(p * win for win, p in wins.items()) / 10
    assert law.rtp == mean
    assert law.variance == sum(p * win**2 for win, p in wins.items()) / 100 - mean**2
    assert law.hit_rate == 1 - wins.get(0, 0)
    assert law.max_win == Fraction(max(wins), 10)


@pytest.mark.parametrize("machine", BRUTE)
def test_the_win_classes_are_what_the_tree_of_features_gives(machine: Machine) -> None:
    wins = brute_round(machine)
    for bucket in win_distribution(compute_law(machine)):
        inside = [
            p
            for win, p in wins.items()
            if bucket.at_least * 10 <= win and (bucket.below is None or win < bucket.below * 10)
        ]
        assert bucket.probability == pytest.approx(float(sum(inside, Fraction(0))), abs=1e-9)


def test_a_feature_that_may_pay_nothing_lowers_the_hit_rate() -> None:
    """A trigger without a scatter pay is a hit only when its free spins pay."""
    plain = small_lines(1)
    symbols = tuple(replace(one, pays=(0, 0, 0)) if one.kind == "scatter" else one for one in plain.symbols)
    machine = replace(plain, symbols=symbols)
    law, wins = compute_law(machine), brute_round(machine)
    assert law.hit_rate == 1 - wins.get(0, 0)
    assert law.rtp == sum(p * win for win, p in wins.items()) / 10


def test_uncapped_the_return_is_the_closed_form() -> None:
    """RTP = mu + q m mu_f / (1 - q_f): m free spins a trigger, q_f free spins added by one of them."""
    machine = small_lines(60)
    law = compute_law(machine)
    assert law.free
    assert machine.free_spins
    q_f = Fraction(3 * law.free.moment(0, 3), law.free.stops)
    mu_f = Fraction(law.free.moment(1, 0) + law.free.moment(1, 3), law.free.stops) / 10
    q = Fraction(law.base.moment(0, 3), law.base.stops)
    closed = law.rtp_base + q * 3 * machine.free_spins.multiplier * mu_f / (1 - q_f)
    assert float(law.rtp) == pytest.approx(float(closed), rel=1e-6)
    assert law.rtp < closed
    assert float(compute_law(small_lines(0)).rtp) < float(law.rtp)


@pytest.mark.parametrize("machine", [*BRUTE, *shipped_machines().values()])
def test_the_mean_of_a_feature_is_its_spins_times_a_spin(machine: Machine) -> None:
    """Wald's identity: whether a free spin is played depends on the spins before it alone."""
    if not machine.free_spins:
        return
    law = compute_law(machine)
    assert law.free
    assert law.feature
    mean = Fraction(sum(law.free.moment(1, award) for award in law.free.given_awards()), law.free.stops)
    for award in law.base.given_awards():
        moments = law.feature.begin(award)
        assert moments.win == moments.spins * mean * machine.free_spins.multiplier


@pytest.mark.parametrize("machine", [classic(), *BRUTE, *shipped_machines().values()])
def test_combinations_pay_the_whole_return(machine: Machine) -> None:
    strips = [machine.strips, *([machine.free_spins.strips] if machine.free_spins else [])]
    for one in strips:
        law = enumerate_spin(machine, one)
        assert sum(combination.paid_tenths for combination in law.combinations) == sum(
            law.moment(1, award) for award in law.given_awards()
        )


@st.composite
def random_machines(draw: st.DrawFn) -> Machine:
    """Three short reels, any strips, any pays, a wild, sometimes a scatter."""
    on_lines = draw(st.booleans())
    names = ["wild", "a", "b", "c"]
    wild_pays = sorted(draw(st.lists(st.integers(0, 90), min_size=2, max_size=2))) if on_lines else [0, 0]
    pays = st.lists(st.integers(0, 90), min_size=2, max_size=2).map(sorted)
    symbols = [symbol("wild", [0, *wild_pays], "wild"), *(symbol(name, [0, *draw(pays)]) for name in names[1:])]
    rows = draw(st.integers(1, 3))
    strips = []
    for reel in range(3):
        allowed = names if on_lines or reel else names[1:]
        strips.append(draw(st.lists(st.sampled_from(allowed), min_size=rows, max_size=5)))
    paths = list(product(range(rows), repeat=3))
    lines = draw(st.lists(st.sampled_from(paths), min_size=1, max_size=4, unique=True)) if on_lines else []
    return parse_machine(
        json.dumps(
            machine_data(
                rows=rows,
                pays_on="lines" if on_lines else "ways",
                lines=lines,
                symbols=symbols,
                strips=strips,
            )
        )
    )


@settings(max_examples=60, deadline=None)
@given(random_machines())
def test_enumeration_is_play_for_any_machine(machine: Machine) -> None:
    law, played = enumerate_spin(machine, machine.strips), brute_spins(machine, free=False)
    rows = zip(law.pays.tolist(), law.weights.tolist(), strict=True)
    assert {(pay, 0): Fraction(weight, law.stops) for pay, weight in rows} == played


@pytest.mark.parametrize("name", SHIPPED)
def test_the_published_sheet_is_what_enumeration_gives(name: str, sheets: dict[str, OddsSheet]) -> None:
    assert sheet_path(name).read_text() == sheet_text(sheets[name])
    assert published_sheet(shipped_machines()[name]) == sheets[name]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_machine_keeps_its_promises(name: str, sheets: dict[str, OddsSheet]) -> None:
    machine, sheet = shipped_machines()[name], sheets[name]
    assert 0.94 <= sheet.rtp <= 0.97
    assert 0.25 <= sheet.hit_rate <= 0.35
    assert sheet.rtp == pytest.approx(sheet.rtp_base + sheet.rtp_feature, abs=1.5e-8)
    assert sum(bucket.probability for bucket in sheet.distribution) == pytest.approx(1, abs=1e-8)
    assert sheet.distribution[0].probability == pytest.approx(1 - sheet.hit_rate, abs=1e-8)
    assert sheet.max_win >= 200
    assert all(len(strip) <= 36 for strip in machine.strips)
    if sheet.feature:
        assert 120 <= sheet.feature.one_in <= 180
        assert sheet.max_win > sheet.max_spin_win
    # The largest stake's largest win still crosses every wire exactly.
    assert sheet.max_win * machine.stakes.max < 2**53


def test_the_machines_differ_in_volatility(sheets: dict[str, OddsSheet]) -> None:
    assert sheets["ring-fruits"].feature is None
    assert sheets["horangi"].sigma > 1.5 * sheets["pojangmacha"].sigma


@pytest.mark.parametrize("name", SHIPPED)
def test_playing_agrees_with_the_odds(name: str, sheets: dict[str, OddsSheet]) -> None:
    machine, sheet, rounds = shipped_machines()[name], sheets[name], 40_000
    hits = returned = 0
    for nonce in range(rounds):
        payout = play(machine, 10, Draw(b"odds and play agree".ljust(32), "witness", nonce)).payout
        hits += payout > 0
        returned += payout
    assert abs(returned / rounds / 10 - sheet.rtp) < 4 * sheet.sigma / sqrt(rounds)
    assert abs(hits / rounds - sheet.hit_rate) < 4 * sqrt(sheet.hit_rate * (1 - sheet.hit_rate) / rounds)


def test_a_sheet_of_other_data_is_refused() -> None:
    shipped = shipped_machines()["ring-fruits"]
    edited = replace(shipped, strips=(shipped.strips[0][1:], *shipped.strips[1:]))
    with pytest.raises(MachineError, match="out of date"):
        published_sheet(edited)


def test_the_command_checks_and_writes(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    one = shipped_machines()["ring-fruits"]
    monkeypatch.setattr(odds, "shipped_machines", lambda: {one.id: one})
    monkeypatch.setattr(odds, "sheet_path", lambda name: tmp_path / f"{name}.odds.json")
    assert odds.main([]) == 1
    assert "STALE" in capsys.readouterr().out
    assert odds.main(["--write"]) == 0
    assert odds.main([]) == 0
    assert (tmp_path / "ring-fruits.odds.json").read_text() == sheet_path(one.id).read_text()
