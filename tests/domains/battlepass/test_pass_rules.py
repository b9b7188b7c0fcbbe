"""Points, levels and what may be claimed; and which seasons may run."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.battlepass.catalog import LEVEL_COUNT, PREMIUM_GEM, shipped
from casino_club.domains.battlepass.contracts import Season, grant_key
from casino_club.domains.battlepass.rules import (
    gap_around,
    keys_of,
    level_of,
    points_of,
    points_to_next,
    problems_of,
    rewards_of,
    season_id_of,
)
from casino_club.domains.progress.contracts import Tally
from casino_club.domains.rewards.contracts import Bundle

NOVEMBER = shipped(date(2026, 11, 1), date(2026, 12, 1))
SEASON = Season(
    id=7,
    code=NOVEMBER.code,
    title=NOVEMBER.title,
    starts_on=NOVEMBER.starts_on,
    ends_on=NOVEMBER.ends_on,
    points_per_level=NOVEMBER.points_per_level,
    premium_gem=NOVEMBER.premium_gem,
    tracks=NOVEMBER.tracks,
)


def states(reached: int, *, premium: bool = False, given: frozenset[str] = frozenset()) -> dict[tuple[int, str], str]:
    return {
        (one.level, one.track): one.state for one in rewards_of(SEASON, reached=reached, premium=premium, given=given)
    }


def test_points_are_experience_a_hundred_a_mission_and_whole_levels():
    assert points_of(Tally(exp=499), SEASON) == 499
    assert points_of(Tally(exp=499, missions=2), SEASON) == 699
    assert points_of(Tally(exp=499, missions=2, pass_levels=3), SEASON) == 2199
    assert points_of(Tally(plays=9, bet=100, days=3, claims=8, level=20), SEASON) == 0


@pytest.mark.parametrize(
    ("points", "level", "missing"),
    [(0, 0, 500), (499, 0, 1), (500, 1, 500), (19_999, 39, 1), (20_000, 40, None), (10**9, 40, None)],
)
def test_levels_stop_at_the_last(points: int, level: int, missing: int | None):
    assert (level_of(points, SEASON), points_to_next(points, SEASON)) == (level, missing)


@given(points=st.integers(0, 30_000), more=st.integers(0, 30_000), levels=st.integers(0, 5))
def test_more_points_never_take_a_level_and_a_given_level_is_one_level(points: int, more: int, levels: int):
    before, after = level_of(points, SEASON), level_of(points + more, SEASON)
    assert before <= after <= LEVEL_COUNT
    given = level_of(points_of(Tally(exp=points, pass_levels=levels), SEASON), SEASON)
    assert given == min(LEVEL_COUNT, before + levels)
    missing = points_to_next(points, SEASON)
    assert missing is None or (level_of(points + missing, SEASON), level_of(points + missing - 1, SEASON)) == (
        before + 1,
        before,
    )


def test_a_reward_waits_for_its_level_its_owner_and_once():
    assert states(0)[1, "free"] == "locked"
    seen = states(2, given=frozenset({grant_key(7, "free", 1)}))
    assert [seen[level, "free"] for level in (1, 2, 3)] == ["claimed", "claimable", "locked"]
    assert {seen[level, "paid"] for level in range(1, LEVEL_COUNT + 1)} == {"locked"}
    assert states(2, premium=True)[2, "paid"] == "claimable"
    assert states(2, premium=True)[3, "paid"] == "locked"
    assert states(40, given=frozenset({grant_key(8, "free", 1)}))[1, "free"] == "claimable"


def test_a_level_that_gives_nothing_is_no_reward():
    thin = replace(SEASON, tracks={"free": (Bundle(), Bundle(gold=5)), "paid": (Bundle(gem=1), Bundle())})
    assert [(one.level, one.track) for one in rewards_of(thin, reached=2, premium=True, given=())] == [
        (1, "paid"),
        (2, "free"),
    ]
    assert keys_of(thin) == ["pass:7:free:1", "pass:7:paid:1", "pass:7:free:2", "pass:7:paid:2"]


@pytest.mark.parametrize(
    ("scope", "season_id"),
    [("pass:7", 7), ("pass:07", None), ("pass:", None), ("pass:x", None), ("pass:1:2", None), ("all", None)],
)
def test_only_own_tallies_are_looked_at(scope: str, season_id: int | None):
    assert season_id_of(scope) == season_id


def test_the_shipped_season_may_run_and_gives_back_less_than_it_costs():
    for month in range(1, 13):
        season = shipped(date(2027, month, 1), date(2027 + month // 12, month % 12 + 1, 1))
        assert problems_of(season) == []
        assert season.level_count == LEVEL_COUNT
    assert sum(bundle.gem for bundle in NOVEMBER.tracks["paid"]) < PREMIUM_GEM
    assert NOVEMBER.tracks["free"][-1].items == {"lantern:2026-11-01": 1}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ends_on": date(2026, 11, 1)}, "ends_on:out_of_range"),
        ({"ends_on": date(2026, 11, 1) + timedelta(days=121)}, "ends_on:out_of_range"),
        ({"points_per_level": 0}, "points_per_level:out_of_range"),
        ({"premium_gem": 0}, "premium_gem:out_of_range"),
        ({"title": {"en": "x", "ko": " "}}, "title:missing"),
        ({"tracks": {"free": (), "paid": ()}}, "levels:out_of_range"),
        ({"tracks": {"free": (Bundle(gold=1),), "paid": (Bundle(), Bundle())}}, "levels:tracks_differ"),
        ({"tracks": {"free": (Bundle(),), "paid": (Bundle(),)}}, "levels.1:gives_nothing"),
        ({"tracks": {"free": (Bundle(pass_levels=1),), "paid": (Bundle(),)}}, "levels.1.free:gives_pass_levels"),
    ],
)
def test_a_season_that_may_not_run_says_why(change: dict, problem: str):
    assert problems_of(replace(NOVEMBER, **change)) == [problem]


def test_the_shipped_season_fills_its_month_between_its_neighbours():
    day = date(2026, 12, 10)
    month = date(2026, 12, 1), date(2027, 1, 1)
    assert gap_around(day, last_end=None, next_start=None) == month
    assert gap_around(day, last_end=date(2026, 11, 20), next_start=date(2027, 2, 1)) == month
    assert gap_around(day, last_end=date(2026, 12, 5), next_start=date(2026, 12, 20)) == (
        date(2026, 12, 5),
        date(2026, 12, 20),
    )
    assert gap_around(day, last_end=day, next_start=day + timedelta(days=1)) == (day, day + timedelta(days=1))
