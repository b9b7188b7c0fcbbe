"""Every statement on the counted slices, and the two questions asked of rounds and sessions.

Rounds are read by id, which is their time: by the primary key of one or two partitions, whatever lies in the others.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.social_proof.contracts import PlayCounts, Windows
from casino_club.domains.social_proof.rules import BIG_WIN_TIMES, SLICE_S
from casino_club.kernel.ids import uuid7_floor

_BIG: Final = f"currency = 'gold' AND payout >= :big AND payout >= {BIG_WIN_TIMES} * stake"
_THROUGH: Final = text("SELECT through FROM activity_counted WHERE id = 1")
_HOLD: Final = text("SELECT through FROM activity_counted WHERE id = 1 FOR UPDATE SKIP LOCKED")
_COUNT: Final = text(
    "INSERT INTO activity_slices (slice, plays, big_wins)"  # noqa: S608 - constants only
    f" SELECT date_bin('{SLICE_S} seconds', uuid_extract_timestamp(id), TIMESTAMPTZ '2000-01-01'), count(*),"
    f" count(*) FILTER (WHERE {_BIG}) FROM rounds WHERE id >= :first AND id < :last GROUP BY 1"
    " ON CONFLICT (slice) DO UPDATE SET plays = excluded.plays, big_wins = excluded.big_wins"
)
_ADVANCE: Final = text("UPDATE activity_counted SET through = :through WHERE id = 1")
_PURGE: Final = text("DELETE FROM activity_slices WHERE slice < :before")
_COUNTED: Final = (
    "SELECT coalesce(sum(plays) FILTER (WHERE slice >= :hour), 0)::bigint AS plays_hour,"
    " coalesce(sum(big_wins) FILTER (WHERE slice >= :hour), 0)::bigint AS big_wins_hour,"
    " coalesce(sum(plays) FILTER (WHERE slice >= :day), 0)::bigint AS plays_day"
    " FROM activity_slices WHERE slice >= least(CAST(:hour AS timestamptz), CAST(:day AS timestamptz))"
    " AND slice < :through"
)
_UNCOUNTED: Final = (
    "SELECT count(*) FILTER (WHERE id >= :hour_id) AS plays_hour,"  # noqa: S608 - constants only
    f" count(*) FILTER (WHERE id >= :hour_id AND {_BIG}) AS big_wins_hour,"
    " count(*) FILTER (WHERE id >= :day_id) AS plays_day FROM rounds WHERE id >= :tail_id"
)
_PLAYS: Final = text(
    f"SELECT c.plays_hour + u.plays_hour AS plays_hour, c.big_wins_hour + u.big_wins_hour AS big_wins_hour,"  # noqa: S608
    f" c.plays_day + u.plays_day AS plays_day FROM ({_COUNTED}) c, ({_UNCOUNTED}) u"
)
_SEEN: Final = text("SELECT DISTINCT user_id FROM sessions WHERE ended_at IS NULL AND last_seen_at > :since")


async def hold_progress(session: AsyncSession) -> tuple[bool, datetime | None]:
    """Be the only one who counts until the transaction ends: (held, counted up to)."""
    row = (await session.execute(_HOLD)).first()
    return (False, None) if row is None else (True, row.through)


async def count_span(session: AsyncSession, start: datetime, end: datetime, *, big_win_gold: int) -> None:
    """Count the rounds of `[start, end)` by slice and say that it is done. Counting again gives the same."""
    facts = {"first": uuid7_floor(start), "last": uuid7_floor(end), "big": big_win_gold}
    await session.execute(_COUNT, facts)
    await session.execute(_ADVANCE, {"through": end})


async def purge(session: AsyncSession, before: datetime) -> None:
    """Forget slices nobody will ask for."""
    await session.execute(_PURGE, {"before": before})


async def read_plays(session: AsyncSession, windows: Windows, *, big_win_gold: int) -> PlayCounts:
    """Counted slices, and the rounds since the last of them one by one."""
    through: datetime | None = (await session.execute(_THROUGH)).scalar_one()
    through = windows.earliest if through is None else max(through, windows.earliest)
    facts = {
        "hour": windows.hour,
        "day": windows.day,
        "through": through,
        "tail_id": uuid7_floor(through),
        "hour_id": uuid7_floor(windows.hour),
        "day_id": uuid7_floor(windows.day),
        "big": big_win_gold,
    }
    row = (await session.execute(_PLAYS, facts)).one()
    return PlayCounts(row.plays_hour, row.big_wins_hour, row.plays_day)


async def list_seen(session: AsyncSession, since: datetime) -> list[int]:
    """Players whose session was opened or renewed since then."""
    return [row.user_id for row in await session.execute(_SEEN, {"since": since})]
