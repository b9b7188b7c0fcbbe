"""The formula's figures, and runs of days against an independent count.

Seen failing with rounding down and with a base of 1001 (the table), with protected days counted in
`run_through`, with `>=` in `standing`'s comparison of missed days, and with `run_before` taking later days.
"""

from datetime import date, timedelta
from decimal import Decimal, getcontext
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casino_club.domains.streaks import rules
from casino_club.domains.streaks.contracts import Reward, Run, Standing

START = date(2026, 2, 20)


@pytest.mark.parametrize(
    ("streak", "gold", "exp"),
    [(0, 1000, 50), (1, 1123, 55), (3, 1315, 63), (7, 1551, 73), (14, 1722, 83), (30, 1795, 89)],
)
def test_the_published_figures(streak, gold, exp):
    assert rules.claim_reward(streak) == Reward(gold, exp)


def test_longer_streaks_never_pay_less_and_stay_below_the_limit():
    rewards = [rules.claim_reward(streak) for streak in range(400)]
    assert all(a.gold <= b.gold and a.exp <= b.exp for a, b in pairwise(rewards))
    assert rewards[-1] == Reward(1800, 90)


def test_rounding_is_the_same_however_exactly_it_is_worked_out():
    getcontext().prec = 28
    for streak in range(200):
        exact = 1000 + 800 * (1 - (Decimal(-streak) / 6).exp())
        assert rules.claim_reward(streak).gold == int(exact + Decimal("0.5"))


def test_a_negative_streak_is_nobody_s():
    with pytest.raises(ValueError, match="not negative"):
        rules.claim_reward(-1)


def counted(kinds: dict[date, str], last: date) -> int:
    """The streak that ends on `last`, told day by day from the beginning of time instead of backwards."""
    count, day = 0, START
    while day <= last:
        count = count + (kinds[day] == "attended") if day in kinds else 0
        day += timedelta(days=1)
    return count


unhurried = settings(deadline=None)
days = st.dictionaries(
    st.integers(0, 60).map(lambda number: START + timedelta(days=number)), st.sampled_from(["attended", "protected"])
)


@unhurried
@given(days)
def test_any_days_come_to_what_an_independent_count_says(kinds):
    for last in kinds:
        assert rules.run_through(kinds, last) == Run(last, counted(kinds, last))
    assert rules.best_of(kinds) == max((counted(kinds, day) for day in kinds), default=0)


@unhurried
@given(days, st.integers(0, 61))
def test_later_days_count_for_nothing(kinds, offset):
    today = START + timedelta(days=offset)
    earlier = {day: kind for day, kind in kinds.items() if day < today}
    run = rules.run_before(kinds, today)
    assert run == rules.run_before(earlier, today)
    assert run is None if not earlier else run == Run(max(earlier), counted(kinds, max(earlier)))


@pytest.mark.parametrize("held", range(4))
@pytest.mark.parametrize("later", range(-3, 8))
def test_protections_cover_a_gap_whole_or_not_at_all(later, held):
    today = START + timedelta(days=later)
    found = rules.standing(Run(START, 9), today=today, protections=held)
    missed = [START + timedelta(days=number) for number in range(1, later)]
    covered = len(missed) <= held
    assert found == (Standing(9, tuple(missed)) if covered else Standing(0))


def test_nobody_without_days_has_a_streak():
    assert rules.run_before({}, START) is None
    assert rules.standing(None, today=START, protections=3) == Standing(0)


def test_the_next_claim_is_todays_until_it_is_taken():
    assert rules.next_count(0, ticked=False, claimed=False) == 1
    assert rules.next_count(4, ticked=True, claimed=False) == 4
    assert rules.next_count(4, ticked=True, claimed=True) == 5


def test_weeks_run_from_sunday_to_saturday():
    for offset in range(7):
        week = rules.week_of(date(2026, 11, 15) + timedelta(days=offset))
        assert (week[0], week[-1]) == (date(2026, 11, 15), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("text", "month"),
    [("2028-02", date(2028, 2, 1)), ("2026-13", None), ("0000-01", None), ("2026-1", None), ("x", None)],
)
def test_months_are_written_one_way(text, month):
    assert rules.month_of(text) == month


@pytest.mark.parametrize(
    ("first", "end"),
    [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2028, 2, 1), date(2028, 3, 1)),
        (date(9999, 12, 1), date.max),
    ],
)
def test_a_month_ends_where_the_next_begins(first, end):
    assert rules.month_end(first) == end
