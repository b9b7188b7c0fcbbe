"""Ladder and reviews, pure.

Seen failing with `>` for `>=` in `reaches`, with both figures asked for, with a fall by two tiers, and with a review
that skips the month of grace.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casino_club.domains.users.contracts import TIER_RANK
from casino_club.domains.vip import rules
from casino_club.domains.vip.contracts import Activity, TierStanding

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("points", "krw", "tier"),
    [
        (0, 0, "STANDARD"),
        (999, 49_999, "STANDARD"),
        (1_000, 0, "PREMIUM"),
        (0, 50_000, "PREMIUM"),
        (9_999, 499_999, "PREMIUM"),
        (10_000, 0, "VIP"),
        (0, 500_000, "VIP"),
    ],
)
def test_either_figure_reaches_a_tier(points, krw, tier):
    assert rules.earned_tier(Activity(points, krw)) == tier


def test_the_benefits_by_tier():
    assert [rules.DAILY_POINTS[tier] for tier in rules.LADDER] == [50, 75, 100]
    times = [{one.code: one.value for one in rules.benefits_of(tier)}["play_experience"] for tier in rules.LADDER]
    assert times == [1, 1, 2]


unhurried = settings(deadline=None)
tiers = st.sampled_from(rules.LADDER)
activities = st.builds(Activity, st.integers(0, 20_000), st.integers(0, 1_000_000))
months = st.none() | st.integers(1, 14).map(lambda number: date(2026 + number // 13, number % 12 + 1, 1))
standings = st.builds(TierStanding, reviewed_month=months, grace_month=months, held_until=months)


@unhurried
@given(tiers, activities, standings)
def test_a_review_never_raises_and_falls_by_one_after_grace(tier, activity, standing):
    verdict = rules.review(tier, activity, standing, TODAY)
    fall = TIER_RANK[tier] - TIER_RANK[verdict.tier]
    assert fall in (0, 1)
    if fall:
        assert standing.grace_month is not None
        assert standing.grace_month < TODAY
        assert not rules.reaches(activity, tier)
        assert verdict.grace_month is None
    if rules.reaches(activity, tier):
        assert (verdict.tier, verdict.grace_month) == (tier, None)


@unhurried
@given(tiers, activities, standings)
def test_an_upgrade_is_up_to_what_was_earned(tier, activity, standing):
    due = rules.upgrade_of(tier, activity, standing, TODAY)
    held = standing.held_until is not None and standing.held_until > TODAY
    earned = rules.earned_tier(activity)
    assert due == (earned if TIER_RANK[earned] > TIER_RANK[tier] and not held else None)


@unhurried
@given(tiers, activities)
def test_the_bar_is_full_exactly_when_the_next_tier_is_reached(tier, activity):
    shown = rules.progress(tier, activity)
    assert (shown.percent == 100) == rules.reaches(activity, rules.next_tier(tier) or tier)
    assert 0 <= shown.percent <= 100


def test_a_month_is_judged_once_also_when_the_clock_goes_back():
    standing = TierStanding(reviewed_month=date(2026, 12, 1))
    assert not rules.is_review_due(standing, date(2026, 12, 31))
    assert not rules.is_review_due(standing, date(2026, 11, 30))
    assert rules.is_review_due(standing, date(2027, 1, 1))
    assert rules.is_review_due(TierStanding(), TODAY)


@unhurried
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_month_after(day):
    following = rules.next_month(day)
    assert following.day == 1
    assert (following - timedelta(days=1)).replace(day=1) == day.replace(day=1)
