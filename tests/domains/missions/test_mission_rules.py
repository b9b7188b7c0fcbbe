"""The law of missions: periods at midnight, fair and steady picks, exchanges that never repeat."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.missions import rules
from casino_club.domains.missions.catalog import SHIPPED
from casino_club.domains.missions.contracts import PICKS, Mission, Swap
from casino_club.domains.progress.contracts import Tally
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards.contracts import Bundle

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = rules.period_of("daily", NOON)


def mission(code: str, weight: int = 10, evaluator: str = "plays", **facts) -> Mission:
    base = Mission(code, "daily", evaluator, 5, Bundle(gold=1), weight, "가", "a", True, date(2026, 1, 4))
    return replace(base, **facts)


POOL = [mission(f"m-{number}", evaluator=f"e{number}") for number in range(8)]


def test_a_day_ends_exactly_at_midnight_utc():
    before = rules.period_of("daily", datetime(2026, 11, 21, 23, 59, 59, 999999, tzinfo=UTC))
    after = rules.period_of("daily", datetime(2026, 11, 22, 0, 0, 0, tzinfo=UTC))
    assert before.scope == "day:2026-11-21"
    assert before.ends_at == datetime(2026, 11, 22, tzinfo=UTC)
    assert after.scope == "day:2026-11-22"


def test_a_week_begins_on_sunday():
    saturday = rules.period_of("weekly", datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC))
    sunday = rules.period_of("weekly", datetime(2026, 11, 22, 0, 0, 1, tzinfo=UTC))
    assert saturday.scope == "week:2026-11-15"
    assert saturday.ends_at == datetime(2026, 11, 22, tzinfo=UTC)
    assert sunday.scope == "week:2026-11-22"


def test_another_zone_of_the_clock_changes_nothing():
    seoul = datetime.fromisoformat("2026-11-22T08:59:59+09:00")
    assert rules.period_of("daily", seoul).scope == "day:2026-11-21"


@given(st.timedeltas(min_value=timedelta(days=-300), max_value=timedelta(days=2000)))
def test_a_period_is_found_again_by_its_scope(away):
    for kind in ("daily", "weekly"):
        period = rules.period_of(kind, NOON + away)
        assert rules.find_period(period.scope) == period


@pytest.mark.parametrize("scope", ["all", "pass:3", "event:7"])
def test_other_scopes_have_no_missions(scope):
    assert rules.find_period(scope) is None


def test_a_change_waits_for_a_period_nobody_has_seen():
    assert rules.next_start("daily", NOON) == date(2026, 11, 22)
    assert rules.next_start("weekly", NOON) == date(2026, 11, 22)
    late = datetime(2026, 11, 21, 23, 58, tzinfo=UTC)
    assert rules.next_start("daily", late) == date(2026, 11, 23)
    assert rules.next_start("weekly", late) == date(2026, 11, 29)


def test_the_newest_version_that_had_begun_is_in_force():
    old, new = mission("m"), mission("m", valid_from=date(2026, 11, 22), target=9)
    tomorrow = rules.period_of("daily", NOON + timedelta(days=1))
    assert rules.in_force([new, old], DAY) == [old]
    assert rules.in_force([old, new], tomorrow) == [new]


def test_what_is_inactive_weekly_or_not_begun_is_not_in_the_pool():
    versions = [
        mission("off", active=False),
        mission("week", kind="weekly"),
        mission("later", valid_from=date(2026, 11, 22)),
        mission("on"),
    ]
    assert [one.code for one in rules.in_force(versions, DAY)] == ["on"]


@given(st.integers(1, 10**9), st.permutations(POOL))
def test_the_order_depends_on_player_and_scope_alone(user_id, pool):
    order = rules.line_up(pool, user_id=user_id, scope=DAY.scope)
    assert order == rules.line_up(POOL, user_id=user_id, scope=DAY.scope)
    assert sorted(one.code for one in order) == sorted(one.code for one in POOL)


def test_players_and_days_differ():
    firsts = {rules.line_up(POOL, user_id=user, scope=DAY.scope)[0].code for user in range(200)}
    assert firsts == {one.code for one in POOL}
    days = {rules.line_up(POOL, user_id=1, scope=f"day:2026-11-{day:02}")[0].code for day in range(1, 30)}
    assert len(days) > 4


def test_another_mission_in_the_pool_leaves_the_order_of_the_rest():
    more = [*POOL, mission("new", evaluator="new")]
    for user in range(50):
        order = rules.line_up(more, user_id=user, scope=DAY.scope)
        assert [one for one in order if one.code != "new"] == rules.line_up(POOL, user_id=user, scope=DAY.scope)


def test_weights_decide_who_comes_first():
    pool = [mission("rare", 1, "a"), mission("often", 3, "b")]
    players = 8000
    firsts = Counter(rules.line_up(pool, user_id=user, scope=DAY.scope)[0].code for user in range(players))
    # 5 sigma of a binomial with p = 3/4.
    assert abs(firsts["often"] - players * 3 / 4) < 5 * (players * 3 / 16) ** 0.5


def test_a_player_is_not_given_the_same_thing_three_times():
    pool = [mission(f"p-{number}") for number in range(6)] + [mission("g", evaluator="g"), mission("w", evaluator="w")]
    for user in range(50):
        order = rules.line_up(pool, user_id=user, scope=DAY.scope)
        assert len({one.evaluator for one in order[:PICKS]}) == PICKS
        assert len(order) == len(pool)


@given(st.integers(1, 10**6), st.integers(0, PICKS - 1))
def test_an_exchange_brings_something_that_was_not_shown(user_id, place):
    order = rules.line_up(POOL, user_id=user_id, scope=DAY.scope)
    shown = rules.picks(order, None)
    added = rules.replacement(order)
    assert added is not None
    assert added not in shown
    now = rules.picks(order, Swap(user_id, DAY.scope, shown[place].code, added.code))
    assert now[place] == added
    assert [one for one in now if one != added] == [one for one in shown if one != shown[place]]


def test_a_small_pool_has_nothing_to_exchange():
    order = rules.line_up(POOL[:PICKS], user_id=1, scope=DAY.scope)
    assert rules.replacement(order) is None
    assert len(rules.picks(order, None)) == PICKS
    assert len(rules.picks(order[:2], None)) == 2


def test_progress_stays_between_nothing_and_the_target():
    one = mission("m")
    assert rules.progress_of(one, Tally(), EVALUATORS) == 0
    assert rules.progress_of(one, Tally(plays=4), EVALUATORS) == 4
    assert rules.progress_of(one, Tally(plays=400), EVALUATORS) == 5
    assert rules.progress_of(mission("m", evaluator="gone"), Tally(plays=400), EVALUATORS) == 0


def test_shipped_missions_are_sound():
    assert len({one.code for one in SHIPPED}) == len(SHIPPED)
    for one in SHIPPED:
        assert one.evaluator in EVALUATORS.keys() - rules.NOT_FOR_GOALS, one.code
        assert one.target > 0
        assert not one.bundle.is_empty
        assert one.title_ko != one.title_en
        assert rules.period_of(one.kind, datetime.combine(one.valid_from, datetime.min.time(), UTC)).starts_on == (
            one.valid_from
        )
    for kind in ("daily", "weekly"):
        pool = [one for one in SHIPPED if one.kind == kind]
        assert len({one.evaluator for one in pool}) > PICKS, "an exchange brings something else"


def test_the_key_names_mission_and_scope():
    assert rules.claim_key("daily-plays-10", DAY.scope) == "mission:daily-plays-10:day:2026-11-21"
