"""Streaks, pure: what a claim pays, how days add up, what a protection absorbs. Days are UTC dates, passed in."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from casino_club.domains.streaks.contracts import DayKind, Reward, Run, Standing

FORMULA: Final = "C_exp_decay_v1"
PROTECTION_GOLD: Final = 5_000
PROTECTION_GEM: Final = 10
_DAY: Final = timedelta(days=1)
_DIGITS: Final = 40
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")


def _decayed(base: int, span: int, streak: int, half: int) -> int:
    with localcontext() as context:
        context.prec = _DIGITS
        value = base + span * (1 - (Decimal(-streak) / half).exp())
        return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def claim_reward(streak: int) -> Reward:
    """Formula `C_exp_decay_v1` (economy.md), rounded half-up in decimals: no float decides money.

    Gold `1000 + 800 * (1 - e^(-streak/6))`, experience `50 + 40 * (1 - e^(-streak/8))`.
    """
    if streak < 0:
        raise ValueError("a streak is not negative")
    return Reward(gold=_decayed(1000, 800, streak, 6), exp=_decayed(50, 40, streak, 8))


def claim_key(user_id: int, action_type: str, day: date) -> str:
    """The key under which a day is paid, once."""
    return f"streak:{user_id}:{action_type}:{day.isoformat()}"


def run_before(days: Mapping[date, DayKind], today: date) -> Run | None:
    """The newest run of days before `today`; None when there is no earlier day.

    Days after `today` (a clock that went back) count for nothing here, and are still there when their time comes.
    """
    earlier = [day for day in days if day < today]
    return None if not earlier else run_through(days, max(earlier))


def run_through(days: Mapping[date, DayKind], last: date) -> Run:
    """The days in a row that end on `last`, which is one of them; only attended ones are counted."""
    count, day = 0, last
    while day in days:
        count += days[day] == "attended"
        day -= _DAY
    return Run(last, count)


def best_of(days: Mapping[date, DayKind]) -> int:
    """The longest streak in all days."""
    best = count = 0
    previous: date | None = None
    for day in sorted(days):
        if previous is None or day - previous != _DAY:
            count = 0
        count += days[day] == "attended"
        best, previous = max(best, count), day
    return best


def standing(run: Run | None, *, today: date, protections: int) -> Standing:
    """What is left of the newest run on `today`: protections absorb the gap whole, one a missed day, or not at all."""
    if run is None:
        return Standing(0)
    missed = (today - run.last_day).days - 1
    if missed <= 0:
        return Standing(run.count)
    if missed > protections:
        return Standing(0)
    return Standing(run.count, tuple(run.last_day + _DAY * number for number in range(1, missed + 1)))


def next_count(count: int, *, ticked: bool, claimed: bool) -> int:
    """The streak that the next claim will be paid for: today's while it waits, tomorrow's afterwards."""
    return count + 1 if claimed or not ticked else count


def week_of(today: date) -> list[date]:
    """The seven days around `today`, Sunday first."""
    sunday = today - _DAY * ((today.weekday() + 1) % 7)
    return [sunday + _DAY * number for number in range(7)]


def month_of(text: str) -> date | None:
    """The first day of a month written `YYYY-MM`; None for anything else."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), 1)
    except ValueError:
        return None


def month_end(first: date) -> date:
    """The first day after a month that begins on `first`; of the calendar's last month, its last day."""
    if (first.year, first.month) == (date.max.year, date.max.month):
        return date.max
    return (first + _DAY * 31).replace(day=1)
