"""When a slice of time may be counted for good, and which slices a question is about."""

from datetime import UTC, datetime, timedelta
from typing import Final

from casino_club.domains.social_proof.contracts import Activity, Windows

SLICE_S: Final = 15
SETTLED_AFTER_S: Final = 30
"""A round's id is made inside its transaction, which does not outlive its statement and idle limits, 15 s each."""
SPAN_MAX: Final = timedelta(minutes=5)
"""Rounds of at most this long are counted in one transaction."""
KEPT: Final = timedelta(days=2)
FRESH_FOR: Final = timedelta(seconds=5)
BIG_WIN_TIMES: Final = 10

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_SLICE: Final = timedelta(seconds=SLICE_S)


def slice_of(moment: datetime) -> datetime:
    """The start of the slice around a moment."""
    return moment - (moment - _EPOCH) % _SLICE


def windows_at(now: datetime) -> Windows:
    """The last hour (longer by less than a slice) and the UTC day."""
    return Windows(hour=slice_of(now - timedelta(hours=1)), day=now.replace(hour=0, minute=0, second=0, microsecond=0))


def next_span(through: datetime | None, now: datetime) -> tuple[datetime, datetime] | None:
    """The time to count next, `[from, to)`; None when all that is settled has been counted.

    What nobody will ask for any more is passed over, so a worker that slept a week has a day to count, not a week.
    """
    settled = slice_of(now - timedelta(seconds=SETTLED_AFTER_S))
    start = windows_at(now).earliest if through is None else max(through, windows_at(now).earliest)
    if start >= settled:
        return None
    return start, min(settled, start + SPAN_MAX)


def is_fresh(activity: Activity, now: datetime) -> bool:
    """True for 5 s. A clock set back makes it old at once."""
    return timedelta(0) <= now - activity.generated_at < FRESH_FOR
