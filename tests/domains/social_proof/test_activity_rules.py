"""Slices and windows: what may be counted, and what is asked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.social_proof.contracts import Activity
from casino_club.domains.social_proof.rules import (
    SETTLED_AFTER_S,
    SLICE_S,
    SPAN_MAX,
    is_fresh,
    next_span,
    slice_of,
    windows_at,
)

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=1500)).map(lambda since: BEGIN + since)
ACTIVITY = Activity(1, 2, 3, 4, 5, datetime(2026, 11, 21, 12, tzinfo=UTC))


@given(moments)
def test_a_slice_holds_its_moment(moment):
    start = slice_of(moment)
    assert start <= moment < start + timedelta(seconds=SLICE_S)
    assert slice_of(start) == start


@given(moments)
def test_windows_begin_on_slices_and_hold_an_hour_and_the_day(now):
    windows = windows_at(now)
    assert slice_of(windows.hour) == windows.hour
    assert slice_of(windows.day) == windows.day
    assert timedelta(hours=1) <= now - windows.hour < timedelta(hours=1, seconds=SLICE_S)
    assert windows.day.date() == now.date()
    assert windows.day <= now


@given(now=moments, ago=st.none() | st.timedeltas(timedelta(seconds=-60), timedelta(days=9)))
def test_spans_follow_one_another_and_reach_what_is_settled(now, ago):
    through = None if ago is None else slice_of(now - ago)
    first = None
    while (span := next_span(through, now)) is not None:
        first = first or span[0]
        start, end = span
        assert start < end <= start + SPAN_MAX
        assert end <= now - timedelta(seconds=SETTLED_AFTER_S)
        assert slice_of(end) == end
        assert through is None or start in (through, windows_at(now).earliest)
        through = end
    if first is not None:
        assert now - timedelta(seconds=SETTLED_AFTER_S + SLICE_S) < through
        assert first >= windows_at(now).earliest


def test_an_answer_is_fresh_for_five_seconds_and_never_from_the_future():
    made = ACTIVITY.generated_at
    assert is_fresh(ACTIVITY, made)
    assert is_fresh(ACTIVITY, made + timedelta(seconds=4.999))
    assert not is_fresh(ACTIVITY, made + timedelta(seconds=5))
    assert not is_fresh(replace(ACTIVITY, generated_at=made + timedelta(seconds=1)), made)
