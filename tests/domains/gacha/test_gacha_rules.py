"""The law of a pull by example and by property: hazards, guarantees, rate-up, copies; and blind to the player."""

import inspect
import typing
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.gacha import rules
from casino_club.domains.gacha.catalog import shipped_banners
from casino_club.domains.gacha.contracts import PPM, Banner, Counters, GachaOutcome
from casino_club.domains.gacha.rules import advance, play, restore, ssr_ppm, stored, tier_row
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw
from tests.domains.gacha.support import RATE_UP, ScriptedDraw, banner, item

BANNERS = [*shipped_banners().values(), banner(), banner(rate_up=RATE_UP)]
HARD = 70
TIER = PPM
banners = st.sampled_from(BANNERS)
counts = st.sampled_from([1, 10])
draws = st.builds(Draw, st.binary(min_size=32, max_size=32), st.just("p"), st.integers(0, 2**53 - 1))
counters = st.builds(
    lambda ssr, sr, featured: Counters(ssr, min(sr, ssr), featured),
    st.integers(0, HARD - 1),
    st.integers(0, 9),
    st.booleans(),
)
ONE = banner()
UP = banner(rate_up=RATE_UP)


@pytest.mark.parametrize("since_ssr", range(HARD))
def test_the_hazard_at_every_counter_value(since_ssr):
    pull = since_ssr + 1
    percent = 100 if pull == 70 else 1 if pull <= 50 else 1 + 5 * (pull - 50)
    for one in shipped_banners().values():
        assert ssr_ppm(one, since_ssr) == percent * 10_000


def test_a_counter_past_the_hard_pity_of_a_later_version_is_certain_too():
    assert ssr_ppm(banner(pity={"hard": 60}), 65) == PPM
    assert tier_row(banner(pity={"hard": 60}), 65, 3) == (0, 0, 0, PPM)


def test_a_hard_pity_without_a_soft_one_is_certain_at_its_pull_and_not_before():
    plain = banner(pity={"soft_from": 50, "soft_step_ppm": 0, "hard": 50})
    assert [ssr_ppm(plain, since) for since in (0, 47, 48, 49, 50)] == [10_000, 10_000, 10_000, PPM, PPM]


def test_a_step_that_would_pass_certainty_stops_at_it():
    steep = banner(pity={"soft_from": 2, "soft_step_ppm": 900_000})
    assert [ssr_ppm(steep, since) for since in range(4)] == [10_000, 910_000, PPM, PPM]


@given(one=banners, since_ssr=st.integers(0, 300), since_sr=st.integers(0, 300))
def test_no_chance_is_above_one_and_every_row_adds_up(one, since_ssr, since_sr):
    row = tier_row(one, since_ssr, since_sr)
    assert sum(row) == PPM
    assert all(0 <= chance <= PPM for chance in row)


@given(since_ssr=st.integers(0, HARD - 2), since_sr=st.integers(0, 8))
def test_soft_pity_takes_from_common_first(since_ssr, since_sr):
    n, r, sr, ssr = tier_row(ONE, since_ssr, since_sr)
    if n:
        assert (r, sr) == (300_000, 85_000)
    if r:
        assert sr == 85_000
    assert ssr == ssr_ppm(ONE, since_ssr)


@pytest.mark.parametrize("since_ssr", range(9, HARD))
def test_when_sr_or_better_is_due_the_rest_is_sr(since_ssr):
    ssr = ssr_ppm(ONE, since_ssr)
    assert tier_row(ONE, since_ssr, 9) == (0, 0, PPM - ssr, ssr)


@given(one=banners, before=counters, draw=draws)
def test_ten_pulls_hold_an_sr_or_better(one, before, draw):
    outcome = play(one, 10, before, (), draw)
    assert any(pull.item.tier in {"SR", "SSR"} for pull in outcome.pulls)


@given(one=banners, featured=st.booleans(), since_sr=st.integers(0, 9), draw=draws)
def test_an_sr_never_meets_the_ssr_guarantee(one, featured, since_sr, draw):
    outcome = play(one, 1, Counters(HARD - 1, since_sr, featured), (), draw)
    assert outcome.pulls[0].item.tier == "SSR"
    assert (outcome.after.since_ssr, outcome.after.since_sr) == (0, 0)


@given(one=banners, before=counters, count=counts, draw=draws)
def test_counters_count_what_came(one, before, count, draw):
    outcome = play(one, count, before, (), draw)
    tiers = [pull.item.tier for pull in outcome.pulls]
    since_ssr = tiers[::-1].index("SSR") if "SSR" in tiers else before.since_ssr + count
    high = [tier in {"SR", "SSR"} for tier in tiers]
    since_sr = high[::-1].index(True) if any(high) else before.since_sr + count
    assert (outcome.after.since_ssr, outcome.after.since_sr) == (since_ssr, since_sr)


def test_a_ten_pull_that_meets_the_sr_guarantee_with_an_sr_leaves_the_ssr_counter_counting():
    commons = [(TIER, PPM - 1), (1, 0)] * 9
    outcome = play(ONE, 10, Counters(20, 0), (), ScriptedDraw([*commons, (TIER, 10_000), (1, 0)]))
    assert [pull.item.tier for pull in outcome.pulls] == ["N"] * 9 + ["SR"]
    assert outcome.after == Counters(30, 0)


@pytest.mark.parametrize(
    ("at", "tier"),
    [(0, "SSR"), (9_999, "SSR"), (10_000, "SR"), (94_999, "SR"), (95_000, "R"), (394_999, "R"), (395_000, "N")],
)
def test_where_the_tiers_begin_and_end(at, tier):
    size = 2 if tier == "SSR" else 1
    assert play(ONE, 1, Counters(), (), ScriptedDraw([(TIER, at), (size, 0)])).pulls[0].item.tier == tier


def test_weights_share_a_tier():
    heavy = banner(items=[item("a", "SSR"), item("b", "SR"), item("c", "R"), item("d", "N", 3), item("e", "N", 2)])
    seen = [
        play(heavy, 1, Counters(), (), ScriptedDraw([(TIER, PPM - 1), (5, at)])).pulls[0].item.id for at in range(5)
    ]
    assert seen == ["d", "d", "d", "e", "e"]


def test_half_of_the_ssrs_are_featured_and_a_miss_makes_the_next_one_certain():
    hit = play(UP, 1, Counters(), (), ScriptedDraw([(TIER, 0), (PPM, 499_999), (1, 0)]))
    assert (hit.pulls[0].item.id, hit.pulls[0].is_featured, hit.after.featured_next) == ("moon", True, False)
    miss = play(UP, 1, Counters(), (), ScriptedDraw([(TIER, 0), (PPM, 500_000), (1, 0)]))
    assert (miss.pulls[0].item.id, miss.pulls[0].is_featured, miss.after.featured_next) == ("crane", False, True)
    due = play(UP, 1, miss.after, (), ScriptedDraw([(TIER, 0), (1, 0)]))
    assert (due.pulls[0].item.id, due.after.featured_next) == ("moon", False)


@given(before=counters, draw=draws)
def test_two_ssrs_in_a_row_never_both_miss(before, draw):
    outcome = play(UP, 10, before, (), draw)
    ssrs = [pull.is_featured for pull in outcome.pulls if pull.item.tier == "SSR"]
    promised = [True] if before.featured_next else []
    for earlier, later in zip([not promised, *ssrs], ssrs, strict=False):
        assert earlier or later


def test_a_banner_without_a_rate_up_leaves_the_groups_promise_as_it_is():
    crane = next(one for one in ONE.items if one.id == "crane")
    assert advance(ONE, Counters(3, 3, featured_next=True), crane) == Counters(0, 0, featured_next=True)


@given(one=banners, before=counters, count=counts, draw=draws, share=st.integers(0, 20))
def test_only_the_first_copy_of_an_item_is_new(one, before, count, draw, share):
    owned = {each.id for each in one.items[:share]}
    outcome = play(one, count, before, owned, draw)
    seen = set(owned)
    for pull in outcome.pulls:
        assert pull.is_new == (pull.item.id not in seen)
        assert pull.converted == (0 if pull.is_new else one.conversion.of(pull.item.tier))
        seen.add(pull.item.id)
    assert outcome.payout == sum(pull.converted for pull in outcome.pulls)
    assert set(outcome.owned) == owned


@given(one=banners, before=counters, count=counts, draw=draws, share=st.integers(0, 20))
def test_a_stored_outcome_comes_back_whole(one, before, count, draw, share):
    outcome = play(one, count, before, [each.id for each in one.items[:share]], draw)
    assert restore(one, stored(one, outcome)) == outcome


@pytest.mark.parametrize("changed", [{"items": ["nobody"]}, {"after": {"since_ssr": 9}}, {"items": ["moon"]}])
def test_a_stored_outcome_of_another_law_is_refused(changed):
    facts = stored(ONE, play(ONE, 1, Counters(), (), ScriptedDraw([(TIER, PPM - 1), (1, 0)])))
    with pytest.raises(InvariantError):
        restore(ONE, facts | changed)


@given(before=counters, count=counts, draw=st.integers(0, 2**40))
def test_what_is_owned_never_changes_what_comes(before, count, draw):
    def ids(owned: list[str]) -> list[str]:
        return [pull.item.id for pull in play(UP, count, before, owned, Draw(bytes(32), "p", draw)).pulls]

    assert ids([]) == ids(["moon", "paper"]) == ids([each.id for each in UP.items])


def test_the_rules_know_no_player():
    hints = typing.get_type_hints(play)
    assert {name: hint for name, hint in hints.items() if name != "owned"} == {
        "banner": Banner,
        "count": int,
        "before": Counters,
        "draw": Draw,
        "return": GachaOutcome,
    }
    assert hints["owned"] == Collection[str]
    source = inspect.getsource(rules)
    assert "user" not in source
    assert "float" not in source
