"""Midnight, months, leap days, and a clock that is put right: nothing is lost, nothing comes twice.

Seen failing with days counted by the client's time zone (the midnight test), with `_keep` always writing today (a jump
back lost the later day), and with the protection of a day that was attended after all not given back.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domains.streaks.test_streak_journey import attend, give

LAST_SECOND = datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)
FIRST_SECOND = datetime(2026, 11, 22, 0, 0, 1, tzinfo=UTC)


async def test_two_seconds_around_midnight_are_two_days(anna, calendar, streak):
    calendar.go(LAST_SECOND)
    assert (await streak(anna, "claim"))["gold"] == 1123
    assert (await streak(anna, "claim"))["idempotent"] is True
    calendar.go(FIRST_SECOND)
    fresh = await streak(anna, "status")
    assert (fresh["today"], fresh["streak_count"], fresh["claimed_today"]) == ("2026-11-22", 1, False)
    assert (fresh["week"][0]["date"], fresh["week"][0]["attended"]) == ("2026-11-22", False)
    assert (await streak(anna, "claim"))["streak_count"] == 2


async def test_the_last_second_of_a_day_is_enough_to_keep_the_streak(anna, calendar, streak):
    calendar.go(FIRST_SECOND)
    await streak(anna, "tick")
    calendar.go(LAST_SECOND + timedelta(days=2))
    assert (await streak(anna, "tick"))["streak_count"] == 2


@pytest.mark.parametrize(
    ("first", "through"),
    [
        (date(2026, 12, 30), date(2027, 1, 2)),
        (date(2028, 2, 27), date(2028, 3, 1)),
        (date(2027, 2, 27), date(2027, 3, 2)),
    ],
)
async def test_months_years_and_leap_days_are_days_in_a_row(anna, calendar, streak, first, through):
    calendar.go(first)
    length = (through - first).days + 1
    await attend(anna, calendar, streak, length)
    shown = await streak(anna, "status")
    assert (shown["today"], shown["streak_count"]) == (through.isoformat(), length)
    assert shown["month_count"] == through.day


async def test_a_clock_that_jumps_ahead_and_back_loses_nothing(anna, calendar, streak):
    await attend(anna, calendar, streak, 3)
    home = calendar.now().date()
    calendar.days(30)
    assert (await streak(anna, "claim"))["streak_count"] == 1
    calendar.go(home)
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["ticked_today"], shown["claimed_today"]) == (3, True, False)
    calendar.days(1)
    assert (await streak(anna, "status"))["streak_count"] == 3
    assert (await streak(anna, "claim"))["streak_count"] == 4
    calendar.go(home + timedelta(days=30))
    assert (await streak(anna, "claim"))["idempotent"] is True
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["best_count"]) == (1, 4)
    calendar.days(1)
    assert (await streak(anna, "tick"))["streak_count"] == 2


async def test_days_filled_in_behind_join_two_runs(anna, calendar, streak):
    await attend(anna, calendar, streak, 2)
    home = calendar.now().date()
    calendar.days(2)
    assert (await streak(anna, "tick"))["streak_count"] == 1
    calendar.go(home + timedelta(days=1))
    assert (await streak(anna, "tick"))["streak_count"] == 3
    calendar.days(1)
    assert (await streak(anna, "status"))["streak_count"] == 4
    calendar.days(1)
    assert (await streak(anna, "tick"))["streak_count"] == 5


async def test_no_day_is_paid_twice_however_the_clock_moves(anna, calendar, streak):
    home = calendar.now().date()
    paid = 0
    for offset in (0, 5, 0, 1, 5, 1, -3, 0, 2, -3, 5):
        calendar.go(home + timedelta(days=offset))
        claim = await streak(anna, "claim")
        paid += 0 if claim["idempotent"] else claim["gold"]
    lines = (await anna.call("GET", "/api/wallet/history?kind=reward"))["items"]
    assert len(lines) == 5
    assert sum(line["amount"] for line in lines) == paid


async def test_a_day_that_cost_a_protection_and_was_attended_after_all_gives_it_back(anna, calendar, streak, sql):
    await attend(anna, calendar, streak, 2)
    home = calendar.now().date()
    await give(anna, sql, 2)
    calendar.days(3)
    assert (await streak(anna, "tick"))["protections_used"] == 2
    calendar.go(home + timedelta(days=1))
    before = await streak(anna, "status")
    assert (before["streak_count"], before["ticked_today"], before["protections"]) == (2, False, 0)
    assert (await streak(anna, "tick"))["streak_count"] == 3
    assert (await streak(anna, "status"))["protections"] == 1
    calendar.days(2)
    assert (await streak(anna, "status"))["streak_count"] == 4
