"""The exact odds: every deal of the deck, every hold, against figures known outside and against brute force.

Seen failing: the pair count of `kinds_of` off by one rank, a sign lost in the inclusion and exclusion.
"""

import json
from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casino_club.domains.videopoker import simulate
from casino_club.domains.videopoker.catalog import parse_table, shipped_body, shipped_table
from casino_club.domains.videopoker.contracts import HANDS, HOLDS
from casino_club.domains.videopoker.enumeration import all_sets, number_of, subset_counts
from casino_club.domains.videopoker.odds import SHEET_PATH, compute_sheet, facts_of, main, sheet_text
from casino_club.domains.videopoker.rules import card_of, rank_hand
from casino_club.domains.videopoker.strategy import DRAWS, hold_counts, optimal_play, places_of, rank_holds

TABLE = shipped_table()
KNOWN_RTP = Fraction(1_653_526_326_983, 1_661_102_543_100)
"""The return of 9/6 Jacks or Better as the literature gives it."""
KNOWN = {
    "royal_flush": 0.00002476,
    "straight_flush": 0.00010931,
    "four_of_a_kind": 0.00236255,
    "full_house": 0.01151221,
    "flush": 0.01101451,
    "straight": 0.01122937,
    "three_of_a_kind": 0.07444870,
    "two_pair": 0.12927890,
    "jacks_or_better": 0.21458503,
    "nothing": 0.54543467,
}


def brute(cards, mask):
    """Kinds of all draws of one hold, one by one, by the rules that play."""
    kept = [cards[place] for place in places_of(mask)]
    unseen = [card for card in range(52) if card not in cards]
    return Counter(rank_hand([*kept, *drawn]) for drawn in combinations(unseen, 5 - len(kept)))


def test_sets_of_cards_are_numbered_without_gaps():
    for size in range(5):
        sets = all_sets(size)
        assert len(sets) == comb(52, size)
        assert (number_of(sets) == np.arange(len(sets))).all()


def test_counts_of_subsets_add_up():
    counts = subset_counts()
    for size, table in enumerate(counts.of):
        # Each hand contains C(5, size) sets of that size.
        assert table.sum(axis=0, dtype=np.int64).tolist() == [n * comb(5, size) for n in counts.of[0][0].tolist()]


@settings(max_examples=12, deadline=None)
@given(cards=st.lists(st.integers(0, 51), min_size=5, max_size=5, unique=True).map(sorted), data=st.data())
def test_a_holds_law_is_what_brute_force_counts(cards, data):
    counts = hold_counts(np.array([cards], dtype=np.int64))[0]
    assert counts.min() >= 0
    assert counts.sum(axis=1).tolist() == list(DRAWS)
    mask = data.draw(st.integers(0, HOLDS - 1).filter(lambda mask: mask.bit_count() >= 3))
    assert {k: n for k, n in enumerate(counts[mask].tolist()) if n} == brute(cards, mask)


def test_holds_of_two_and_one_by_brute_force():
    cards = sorted(card_of(code) for code in ("As", "Ks", "9h", "5d", "2c"))
    counts = hold_counts(np.array([cards], dtype=np.int64))[0]
    for mask in (0b11000, 0b10000):
        assert {k: n for k, n in enumerate(counts[mask].tolist()) if n} == brute(cards, mask)


@pytest.mark.parametrize(
    ("cards", "hold"),
    [
        ("Ks Qs Js Ts 9s", [0, 1, 2, 3, 4]),  # a made straight flush pays more than four to a royal
        ("As Ks Qs Js 2s", [0, 1, 2, 3]),  # four to a royal beat a flush
        ("9s As Ks Qs Js", [1, 2, 3, 4]),
        ("Ts Th 9s 8h 7d", [0, 1]),  # a low pair beats an open straight
        ("Jh Js 4c 4d 9s", [0, 1, 2, 3]),
        ("Ac Kd Qh 9s 4c", [1, 2]),  # king and queen beat all three
        ("2c 4d 6h 8s Th", []),
        ("Qd Qh 3s 7c 9d", [0, 1]),
    ],
)
def test_holds_every_book_agrees_on(cards, hold):
    best = rank_holds(tuple(card_of(code) for code in cards.split()), TABLE.pays)[0]
    assert list(best.hold) == hold


def test_the_hint_follows_the_order_of_the_hand():
    cards = tuple(card_of(code) for code in ["2s", "Ah", "Js", "Qs", "Ks"])
    ranked = rank_holds(cards, TABLE.pays)
    assert len(ranked) == HOLDS
    assert len({one.hold for one in ranked}) == HOLDS
    assert [one.worth for one in ranked] == sorted((one.worth for one in ranked), reverse=True)
    back = rank_holds(cards[::-1], TABLE.pays)
    assert {one.hold: one.worth for one in ranked} == {
        tuple(sorted(4 - place for place in one.hold)): one.worth for one in back
    }


def test_optimal_play_over_every_deal_returns_what_is_known():
    play = optimal_play(TABLE.pays)
    assert play.rtp == KNOWN_RTP
    assert f"{float(play.rtp):.9f}" == "0.995439044"
    assert float(play.variance) == pytest.approx(19.514676, abs=1e-6)
    assert sum(play.frequencies) == 1
    for name, frequency in zip(HANDS, play.frequencies, strict=True):
        assert float(frequency) == pytest.approx(KNOWN[name], abs=5e-9), name


def test_the_published_sheet_is_what_enumeration_gives(capsys):
    sheet = compute_sheet(TABLE)
    assert SHEET_PATH.read_text() == sheet_text(sheet)
    assert sheet["sigma"] == pytest.approx(sqrt(sheet["variance"]), abs=1e-8)
    assert sum(row["rtp"] for row in sheet["rows"]) == pytest.approx(sheet["rtp"], abs=1e-8)
    assert [row["label_key"] for row in sheet["rows"]] == list(HANDS[::-1])
    assert main([]) == 0
    assert "99.5439044%" in capsys.readouterr().out


def test_a_table_that_is_not_the_shipped_one_gets_its_own_odds():
    body = json.loads(json.dumps(shipped_body()))
    body["pays"] |= {"full_house": 8, "flush": 5}
    facts = facts_of(parse_table(body))
    assert facts.rtp == pytest.approx(0.972984, abs=1e-6)  # 8/5, as the literature gives it
    assert facts_of(TABLE).rtp == pytest.approx(float(KNOWN_RTP), abs=1e-10)
    assert facts.limits == TABLE.limits
    assert facts.sheet["presets"] == body["presets"]


def test_the_simulation_agrees_with_the_sheet_and_finds_a_wrong_law(monkeypatch):
    assert all(abs(one.z) < 4.5 for one in simulate.run("main", 60_000, 3))
    with pytest.raises(ValueError, match="no table"):
        simulate.run("bonus", 1, 3)
    monkeypatch.setattr(simulate, "best_holds", lambda counts, pays: np.full(len(counts), HOLDS - 1))
    assert any(one.decides and abs(one.z) > 4.5 for one in simulate.run("main", 60_000, 3))
