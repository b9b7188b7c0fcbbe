"""The law of achievements: which tally decides them, when they are told, what a profile shows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.achievements import rules
from casino_club.domains.achievements.catalog import SHIPPED
from casino_club.domains.achievements.contracts import TIERS, Definition, Standing
from casino_club.domains.progress.contracts import Tally
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards.contracts import Bundle

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def achievement(code: str = "rounds-bronze", **facts) -> Definition:
    base = Definition(code, "rounds", "bronze", "plays", "all", 200, "가", "A", "나", "B", "rounds", Bundle(gold=1), 10)
    return replace(base, **facts)


DAILY = achievement("day-bronze", evaluator="daily_win", scope_kind="day")


@pytest.mark.parametrize(
    ("scope", "kind"), [("all", "all"), ("day:2026-11-21", "day"), ("week:2026-11-15", None), ("event:3", None)]
)
def test_only_everything_and_days_decide(scope, kind):
    assert rules.kind_of(scope) == kind


def test_the_tally_that_moves_today():
    assert rules.scope_now(achievement(), date(2026, 11, 21)) == "all"
    assert rules.scope_now(replace(DAILY, evaluator="total_win"), date(2026, 11, 21)) == "day:2026-11-21"


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_hundred_percent_means_reached(progress, target):
    assert (rules.percent(progress, target) >= 100) == (progress >= target)


def test_progress_stays_between_nothing_and_the_target():
    assert rules.progress_of(achievement(), Tally(), EVALUATORS) == 0
    assert rules.progress_of(achievement(), Tally(plays=199), EVALUATORS) == 199
    assert rules.progress_of(achievement(), Tally(plays=999), EVALUATORS) == 200
    assert rules.progress_of(achievement(evaluator="gone"), Tally(plays=999), EVALUATORS) == 0


def test_a_tally_reaches_the_active_ones_of_its_own_kind():
    off, other = achievement("off", active=False), achievement("more", target=201)
    day = achievement("day", scope_kind="day")
    tally = Tally(plays=200)
    definitions = [achievement(), off, other, day]
    assert [one.code for one in rules.reached(definitions, "all", tally, EVALUATORS)] == ["rounds-bronze"]
    assert [one.code for one in rules.reached(definitions, "day:2026-11-21", tally, EVALUATORS)] == ["day"]
    assert rules.reached(definitions, "week:2026-11-15", tally, EVALUATORS) == []


def test_progress_is_told_by_the_whole_percent():
    def told(before: int, after: int, scope: str = "all", **facts):
        moved = rules.moved([achievement(**facts)], scope, Tally(plays=before), Tally(plays=after), EVALUATORS)
        return [progress for _, progress in moved]

    assert told(0, 1) == [], "half a percent"
    assert told(1, 2) == [2]
    assert told(2, 3) == []
    assert told(198, 200) == [], "what is reached is told as an unlock"
    assert told(1, 2, active=False) == []
    assert told(1, 2, scope="day:2026-11-21") == []


def test_a_profile_shows_what_was_chosen_and_is_unlocked():
    definitions = [achievement(f"a-{number}", sort=number) for number in range(5)]
    assert rules.shown(["a-3", "a-1", "a-9"], {"a-1", "a-3", "a-4"}, definitions) == ("a-3", "a-1")
    assert rules.shown([], {"a-1"}, definitions) == (), "none chosen hides them"


def test_without_a_choice_the_best_of_each_family_stand_there():
    definitions = [one for one in SHIPPED if one.family in {"rounds", "games", "level", "day"}]
    unlocked = {"rounds-bronze", "rounds-silver", "games-bronze", "level-gold", "day-bronze"}
    assert rules.shown(None, unlocked, definitions) == ("level-gold", "rounds-silver", "day-bronze")
    assert rules.shown(None, set(), definitions) == ()


def test_the_summary_counts_what_waits():
    def standing(code: str, progress: int, hours: int | None, *, claimed: bool = False) -> Standing:
        at = None if hours is None else NOW + timedelta(hours=hours)
        return Standing(achievement(code, target=10), progress, at, claimed)

    lines = [
        standing("first", 10, 0, claimed=True),
        standing("second", 10, 1),
        standing("unseen", 10, None),
        standing("open", 3, None),
    ]
    found = rules.summary(lines)
    assert (found.unlocked, found.total, found.claimable) == (2, 4, 2)
    assert found.newest is not None
    assert found.newest.code == "second"
    assert rules.summary([]).newest is None


def test_shipped_achievements_are_sound():
    assert len({one.code for one in SHIPPED}) == len(SHIPPED) == 36
    for one in SHIPPED:
        assert one.evaluator in EVALUATORS.keys() - rules.NOT_FOR_GOALS, one.code
        assert not one.bundle.is_empty
        assert f"{one.target:,}" in one.description_ko
        assert f"{one.target:,}" in one.description_en
    families = {one.family for one in SHIPPED}
    for family in families:
        tiers = [one for one in SHIPPED if one.family == family]
        assert tuple(one.tier for one in tiers) == TIERS
        assert [one.target for one in tiers] == sorted({one.target for one in tiers})
