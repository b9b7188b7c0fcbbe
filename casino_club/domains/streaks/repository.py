"""Every statement on streaks and their days."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, DATE
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.streaks.contracts import DayKind, Difference

_FIND: Final = text(
    "SELECT last_day, streak_count, best_count FROM streaks WHERE user_id = :user_id AND action_type = :action_type"
)
_KEEP: Final = (
    "INSERT INTO streaks (user_id, action_type, last_day, streak_count, best_count)"
    " VALUES (:user_id, :action_type, :last_day, :streak_count, :best_count)"
    " ON CONFLICT (user_id, action_type) DO UPDATE SET last_day = excluded.last_day,"
    " streak_count = excluded.streak_count, best_count = excluded.best_count"
)
_DROP: Final = text("DELETE FROM streaks WHERE user_id = :user_id AND action_type = :action_type")
_DAYS: Final = text(
    "SELECT day, kind FROM streak_days WHERE user_id = :user_id AND action_type = :action_type"
    " AND day BETWEEN :first AND :last"
)
_FIND_DAY: Final = text(
    "SELECT s.last_day, s.streak_count, s.best_count, d.kind"
    " FROM (SELECT CAST(:user_id AS bigint) AS user_id, CAST(:action_type AS text) AS action_type) me"
    " LEFT JOIN streaks s USING (user_id, action_type)"
    " LEFT JOIN streak_days d ON d.user_id = me.user_id AND d.action_type = me.action_type AND d.day = :day"
)
_ATTEND: Final = text(
    "WITH attended AS ("  # noqa: S608 - constants only
    "  INSERT INTO streak_days (user_id, action_type, day, kind, streak_count, noted_at)"
    "  VALUES (:user_id, :action_type, :day, 'attended', :day_count, :now)"
    "  ON CONFLICT (user_id, action_type, day) DO UPDATE SET kind = 'attended', streak_count = excluded.streak_count,"
    "  noted_at = excluded.noted_at"
    f") {_KEEP}"
)
_PROTECT: Final = text(
    "INSERT INTO streak_days (user_id, action_type, day, kind, streak_count, noted_at)"
    " SELECT :user_id, :action_type, day, 'protected', :streak_count, :now FROM unnest(:days) AS day"
).bindparams(bindparam("days", type_=ARRAY(DATE)))
_PAST: Final = text(
    "SELECT day, kind, streak_count, noted_at FROM streak_days WHERE user_id = :user_id"
    " AND action_type = :action_type AND day >= :first AND day < :before ORDER BY day DESC LIMIT :limit"
)
_HISTORY: Final = text(
    "SELECT user_id, action_type, day, streak_count, noted_at FROM streak_days WHERE kind = 'attended'"
    " ORDER BY noted_at, user_id, action_type, day"
)
# A run of days is an island: its days minus their number in order are one same date.
_TRUE: Final = """
    SELECT user_id, action_type, max(last_day) AS last_day, max(best) AS best_count,
        (array_agg(count ORDER BY last_day DESC))[1] AS streak_count
    FROM (
        SELECT user_id, action_type, island, max(day) AS last_day, count(*) FILTER (WHERE kind = 'attended') AS count,
            count(*) FILTER (WHERE kind = 'attended') AS best
        FROM (
            SELECT user_id, action_type, day, kind,
                day - (row_number() OVER (PARTITION BY user_id, action_type ORDER BY day))::int AS island
            FROM streak_days WHERE user_id BETWEEN :first AND :last
        ) numbered GROUP BY user_id, action_type, island
    ) runs GROUP BY user_id, action_type
"""
_DIFFERENCES: Final = text(f"""
    SELECT user_id, action_type, s.last_day AS s_last, s.streak_count AS s_count, s.best_count AS s_best,
        t.last_day AS t_last, t.streak_count AS t_count, t.best_count AS t_best
    FROM (SELECT * FROM streaks WHERE user_id BETWEEN :first AND :last) s
    FULL JOIN ({_TRUE}) t USING (user_id, action_type)
    WHERE (s.last_day, s.streak_count, s.best_count) IS DISTINCT FROM (t.last_day, t.streak_count, t.best_count)
    ORDER BY user_id, action_type LIMIT :limit""")  # noqa: S608 - constants only
_USERS: Final = text(
    "SELECT greatest((SELECT max(user_id) FROM streak_days), (SELECT max(user_id) FROM streaks), 0) AS last"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The copy: what the days come to on the last attended one."""

    last_day: date
    streak_count: int
    best_count: int


async def find_streak(session: AsyncSession, user_id: int, action_type: str) -> Kept | None:
    """The copy of one streak; None before the first tick."""
    row = (await session.execute(_FIND, {"user_id": user_id, "action_type": action_type})).first()
    return None if row is None else Kept(row.last_day, row.streak_count, row.best_count)


async def find_day(
    session: AsyncSession, user_id: int, action_type: str, day: date
) -> tuple[Kept | None, DayKind | None]:
    """The copy of one streak, and how one of its days stands; None for what is not there."""
    facts = {"user_id": user_id, "action_type": action_type, "day": day}
    row = (await session.execute(_FIND_DAY, facts)).one()
    kept = None if row.last_day is None else Kept(row.last_day, row.streak_count, row.best_count)
    return kept, row.kind


def _copy_facts(user_id: int, action_type: str, kept: Kept) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "action_type": action_type,
        "last_day": kept.last_day,
        "streak_count": kept.streak_count,
        "best_count": kept.best_count,
    }


async def keep_streak(session: AsyncSession, user_id: int, action_type: str, kept: Kept) -> None:
    """Write the copy."""
    await session.execute(text(_KEEP), _copy_facts(user_id, action_type, kept))


async def drop_streak(session: AsyncSession, user_id: int, action_type: str) -> None:
    """Remove a copy that no day stands behind."""
    await session.execute(_DROP, {"user_id": user_id, "action_type": action_type})


async def days_of(
    session: AsyncSession, user_id: int, action_type: str, *, first: date = date.min, last: date = date.max
) -> dict[date, DayKind]:
    """The days of one streak between two dates, both included."""
    facts = {"user_id": user_id, "action_type": action_type, "first": first, "last": last}
    return {row.day: row.kind for row in await session.execute(_DAYS, facts)}


async def attend(
    session: AsyncSession,
    user_id: int,
    action_type: str,
    day: date,
    *,
    streak_count: int,
    kept: Kept,
    now: datetime,
) -> None:
    """Write a day as attended, also over one that was protected, and the copy that it leads to."""
    facts = _copy_facts(user_id, action_type, kept)
    await session.execute(_ATTEND, facts | {"day": day, "day_count": streak_count, "now": now})


async def protect(
    session: AsyncSession, user_id: int, action_type: str, days: Collection[date], *, streak_count: int, now: datetime
) -> None:
    """Write missed days as protected."""
    facts: dict[str, Any] = {"user_id": user_id, "action_type": action_type, "days": list(days)}
    await session.execute(_PROTECT, facts | {"streak_count": streak_count, "now": now})


async def list_past(
    session: AsyncSession, user_id: int, action_type: str, *, first: date, before: date, limit: int
) -> list[Mapping[str, Any]]:
    """Days from `first` on and before another, the newest first."""
    facts = {"user_id": user_id, "action_type": action_type, "first": first, "before": before, "limit": limit}
    return [dict(row) for row in (await session.execute(_PAST, facts)).mappings()]


async def stream_attended(session: AsyncSession) -> AsyncIterator[Any]:
    """Every attended day of everybody, in the order they were noted."""
    async for row in await session.stream(_HISTORY):
        yield row


async def last_user(session: AsyncSession) -> int:
    """The highest user id that any streak belongs to."""
    return (await session.execute(_USERS)).scalar_one()


async def list_differences(session: AsyncSession, *, first: int, last: int, limit: int) -> list[Difference]:
    """Copies of these users that are not what their days come to, counted from all their days."""
    rows = await session.execute(_DIFFERENCES, {"first": first, "last": last, "limit": limit})
    return [
        Difference(
            row.user_id,
            row.action_type,
            None if row.s_last is None else (row.s_last, row.s_count, row.s_best),
            None if row.t_last is None else (row.t_last, row.t_count, row.t_best),
        )
        for row in rows
    ]
