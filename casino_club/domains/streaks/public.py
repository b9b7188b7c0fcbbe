"""The door to streaks for other domains and for the entry points."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.streaks import repository, service
from casino_club.domains.streaks.contracts import DAILY_LOGIN, PastDay, StreakStatus
from casino_club.domains.streaks.events import TICKED
from casino_club.kernel.events import Event
from casino_club.kernel.invariants import Finding

_TICKS: Final = UUID("0190a1c4-5d3e-7b62-9f10-6a2f4d7c8e31")
_EXAMPLES_MAX: Final = 5


async def status_of(
    session: AsyncSession, *, user_id: int, now: datetime, action_type: str = DAILY_LOGIN
) -> StreakStatus:
    """Where a streak stands at `now`, from the rows alone; writes nothing. Raises `UnknownActionTypeError`."""
    return await service.status(session, user_id=user_id, action=service.get_action(action_type), now=now)


async def list_days(session: AsyncSession, *, user_id: int, limit: int) -> list[PastDay]:
    """The newest days of a player's attendance, for their own data."""
    action = service.get_action(DAILY_LOGIN)
    return await service.list_past(session, user_id=user_id, action=action, month=None, before=None, limit=limit)


async def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every attended day as the event that told it, in the order they were noted."""
    async for row in repository.stream_attended(session):
        day = row.day.isoformat()
        yield Event(
            event_id=uuid5(_TICKS, f"{row.user_id}:{row.action_type}:{day}"),
            type=TICKED,
            user_id=row.user_id,
            occurred_at=row.noted_at,
            data={"action_type": row.action_type, "day": day, "streak_count": row.streak_count},
        )


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Streaks are what their days come to."""
    last = await repository.last_user(session)
    found = await repository.list_differences(session, first=0, last=last, limit=1000)
    examples = tuple(f"player {one.user_id} {one.action_type}" for one in found[:_EXAMPLES_MAX])
    return [Finding("streaks_equal_days", len(found), examples)]
