"""What a limit becomes, when windows begin, who is an adult: pure rules.

Seen failing with the wait taken out of `change`, and with Monday as the first day of a week.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.responsible.contracts import LIMIT_KINDS, Limit
from casino_club.domains.responsible.rules import (
    PROFILES,
    RAISE_AFTER,
    all_limits,
    change,
    effective,
    is_adult,
    is_near,
    is_tighter,
    is_watched,
    purchase_over,
    window_start,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
values = st.none() | st.integers(0, 1000)


@pytest.mark.parametrize(
    ("held", "wanted", "after", "action"),
    [
        (Limit(), 100, Limit(100), "lowered"),
        (Limit(100), 50, Limit(50), "lowered"),
        (Limit(100), 0, Limit(0), "lowered"),
        (Limit(100), 200, Limit(100, 200, NOW + RAISE_AFTER), "raise_requested"),
        (Limit(100), None, Limit(100, None, NOW + RAISE_AFTER), "raise_requested"),
        (Limit(100), 100, Limit(100), None),
        (Limit(), None, Limit(), None),
        (Limit(100, 200, NOW + timedelta(hours=1)), 100, Limit(100), "raise_withdrawn"),
        (Limit(100, 200, NOW + timedelta(hours=1)), 50, Limit(50), "lowered"),
        (Limit(100, 200, NOW + timedelta(hours=1)), 200, Limit(100, 200, NOW + timedelta(hours=1)), None),
        (Limit(100, 200, NOW + timedelta(hours=1)), 300, Limit(100, 300, NOW + RAISE_AFTER), "raise_requested"),
        (Limit(100, 200, NOW), 200, Limit(200), None),
        (Limit(100, 200, NOW), 150, Limit(150), "lowered"),
        (Limit(100, None, NOW), 900, Limit(900), "lowered"),
    ],
)
def test_lower_holds_at_once_and_higher_waits(held, wanted, after, action):
    assert change(held, wanted, NOW) == (after, action)


@given(first=values, asked=st.lists(st.tuples(values, st.integers(0, 60)), max_size=12))
def test_no_path_of_requests_loosens_a_limit_before_a_day_has_passed(first, asked):
    limit, now = Limit(first), NOW
    held_since: list[tuple[datetime, int | None]] = [(now, first)]
    for wanted, hours in asked:
        now += timedelta(hours=hours)
        held_since.append((now, effective(limit, now).value))
        limit, _ = change(limit, wanted, now)
        value = effective(limit, now).value
        for moment, before in held_since:
            if now - moment < RAISE_AFTER:
                was_waiting = any(not is_tighter(before, one) for at, one in held_since if at < moment)
                assert not is_tighter(before, value) or was_waiting
        held_since.append((now, value))


@given(held=values, wanted=values)
def test_what_is_asked_holds_in_the_end(held, wanted):
    after, _ = change(Limit(held), wanted, NOW)
    assert effective(after, NOW + RAISE_AFTER).value == wanted


def test_windows_are_utc_days_weeks_from_sunday_and_months():
    saturday, sunday = date(2026, 11, 21), date(2026, 11, 22)
    assert window_start("daily_loss", saturday) == window_start("daily_minutes", saturday) == saturday
    assert window_start("weekly_loss", saturday) == date(2026, 11, 15)
    assert window_start("weekly_loss", sunday) == sunday
    assert window_start("monthly_loss", sunday) == date(2026, 11, 1)


@pytest.mark.parametrize(("used", "value", "near"), [(79, 100, False), (80, 100, True), (0, 0, True), (4, 5, True)])
def test_near_from_four_fifths_on(used, value, near):
    assert is_near(used, value) is near


@pytest.mark.parametrize(
    ("born", "today", "adult"),
    [
        (date(2007, 11, 21), date(2026, 11, 21), True),
        (date(2007, 11, 22), date(2026, 11, 21), False),
        (date(2008, 2, 29), date(2027, 2, 28), False),
        (date(2008, 2, 29), date(2027, 3, 1), True),
    ],
)
def test_an_adult_has_had_nineteen_birthdays(born, today, adult):
    assert is_adult(born, today) is adult


def test_purchases_are_judged_by_day_and_by_month():
    limits = all_limits({"daily_purchase": Limit(10_000), "monthly_purchase": Limit(30_000)}, NOW)
    assert purchase_over(limits, amount=10_000, today=0, this_month=20_000) is None
    assert purchase_over(limits, amount=1, today=10_000, this_month=10_000) == "daily_purchase"
    assert purchase_over(limits, amount=5_000, today=0, this_month=25_001) == "monthly_purchase"
    assert purchase_over(all_limits({}, NOW), amount=2**50, today=0, this_month=0) is None


def test_only_limits_of_play_make_a_player_watched():
    assert set(all_limits({}, NOW)) == set(LIMIT_KINDS)
    assert not is_watched(all_limits({"daily_purchase": Limit(1)}, NOW))
    assert is_watched(all_limits({"daily_minutes": Limit(1)}, NOW))


def test_markets_are_what_the_rules_say():
    kr, strict = PROFILES["kr"], PROFILES["strict"]
    assert (kr.purchases, kr.gifting, kr.partner_credit, kr.adult_gate) == (False, False, False, True)
    assert kr.odds_notice_hours > 0
    assert (strict.slot_cycle_ms, strict.game_cycle_ms) == (2500, 5000)
    assert not strict.auto_spin
    assert not strict.turbo
    assert all(p.reality_check_minutes == 60 and not p.celebrate_below_stake for p in PROFILES.values())
