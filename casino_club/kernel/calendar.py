"""The days, weeks and months by which statistics and rankings count, in UTC."""

from datetime import date, timedelta
from typing import Literal

Period = Literal["day", "week", "month", "all"]


def period_start(period: Period, today: date) -> date | None:
    """First UTC day of the period around `today`; weeks begin on Sunday; None for `all`."""
    match period:
        case "day":
            return today
        case "week":
            return today - timedelta(days=(today.weekday() + 1) % 7)
        case "month":
            return today.replace(day=1)
        case "all":
            return None


def period_end(period: Period, today: date) -> date | None:
    """First UTC day after the period around `today`; None for `all`."""
    start = period_start(period, today)
    if start is None:
        return None
    match period:
        case "week":
            return start + timedelta(days=7)
        case "month":
            return (start + timedelta(days=31)).replace(day=1)
        case _:
            return start + timedelta(days=1)
