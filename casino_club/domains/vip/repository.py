"""Every statement on standings and the tier history."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.users.contracts import Tier
from casino_club.domains.vip.contracts import Activity, Cause, TierChange, TierStanding

_FIND: Final = text("SELECT reviewed_month, grace_month, held_until FROM vip_standings WHERE user_id = :user_id")
_KEEP: Final = text(
    "INSERT INTO vip_standings (user_id, reviewed_month, grace_month, held_until)"
    " VALUES (:user_id, :reviewed_month, :grace_month, :held_until)"
    " ON CONFLICT (user_id) DO UPDATE SET reviewed_month = excluded.reviewed_month,"
    " grace_month = excluded.grace_month, held_until = excluded.held_until"
)
_DUE: Final = text(
    "SELECT user_id FROM vip_standings WHERE user_id > :after"
    " AND (reviewed_month IS NULL OR reviewed_month < :month) ORDER BY user_id LIMIT :limit"
)
_NOTE: Final = text(
    "INSERT INTO vip_tier_changes (user_id, from_tier, to_tier, cause, points, spend_krw, changed_at)"
    " VALUES (:user_id, :from_tier, :to_tier, :cause, :points, :spend_krw, :now)"
)
_CHANGES: Final = text(
    "SELECT id, from_tier, to_tier, cause, points, spend_krw, changed_at FROM vip_tier_changes"
    " WHERE user_id = :user_id AND (CAST(:before AS uuid) IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit"
)


async def find_standing(session: AsyncSession, user_id: int) -> TierStanding:
    """What the rules remember of a player: nothing, for most."""
    row = (await session.execute(_FIND, {"user_id": user_id})).mappings().first()
    return TierStanding() if row is None else TierStanding(**row)


async def keep_standing(session: AsyncSession, user_id: int, standing: TierStanding) -> None:
    """Write what the rules remember."""
    facts: dict[str, Any] = {
        "user_id": user_id,
        "reviewed_month": standing.reviewed_month,
        "grace_month": standing.grace_month,
        "held_until": standing.held_until,
    }
    await session.execute(_KEEP, facts)


async def list_due(session: AsyncSession, *, month: date, after: int, limit: int) -> list[int]:
    """Players whose last review was before this month, by id."""
    facts = {"month": month, "after": after, "limit": limit}
    return list((await session.execute(_DUE, facts)).scalars())


async def note_change(
    session: AsyncSession,
    user_id: int,
    *,
    before: Tier,
    after: Tier,
    cause: Cause,
    activity: Activity,
    now: datetime,
) -> None:
    """Add a line to the tier history."""
    facts: dict[str, Any] = {"user_id": user_id, "from_tier": before, "to_tier": after, "cause": cause, "now": now}
    await session.execute(_NOTE, facts | {"points": activity.points, "spend_krw": activity.spend_krw})


async def list_changes(session: AsyncSession, user_id: int, *, before: UUID | None, limit: int) -> list[TierChange]:
    """The newest lines of a player's tier history."""
    rows = await session.execute(_CHANGES, {"user_id": user_id, "before": before, "limit": limit})
    return [TierChange(**row) for row in rows.mappings()]
