"""Every statement on the tour."""

from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.onboarding.contracts import Step, StoredTour

_FIND: Final = text("SELECT reported, skipped_at, started_at FROM onboarding WHERE user_id = :user_id")
_REPORT: Final = text(
    "INSERT INTO onboarding AS o (user_id, reported, started_at) VALUES (:user_id, ARRAY[CAST(:step AS text)], :now)"
    " ON CONFLICT (user_id) DO UPDATE SET reported = CASE WHEN :step = ANY(o.reported) THEN o.reported"
    " ELSE o.reported || CAST(:step AS text) END"
)
_SKIP: Final = text(
    "INSERT INTO onboarding AS o (user_id, skipped_at, started_at) VALUES (:user_id, :skipped_at, :now)"
    " ON CONFLICT (user_id) DO UPDATE SET skipped_at = excluded.skipped_at"
)
_ERASE: Final = text("DELETE FROM onboarding WHERE user_id = :user_id")


async def find(session: AsyncSession, user_id: int) -> StoredTour | None:
    """A player's tour, once something was reported."""
    row = (await session.execute(_FIND, {"user_id": user_id})).first()
    return None if row is None else StoredTour(frozenset(row.reported), row.skipped_at, row.started_at)


async def report(session: AsyncSession, user_id: int, step: Step, now: datetime) -> None:
    """Note a reported step; twice is once."""
    await session.execute(_REPORT, {"user_id": user_id, "step": step, "now": now})


async def skip(session: AsyncSession, user_id: int, *, skipped_at: datetime | None, now: datetime) -> None:
    """Put the tour away (a moment) or take it up again (None)."""
    await session.execute(_SKIP, {"user_id": user_id, "skipped_at": skipped_at, "now": now})


async def erase(session: AsyncSession, user_id: int) -> None:
    """Forget a player's tour."""
    await session.execute(_ERASE, {"user_id": user_id})
