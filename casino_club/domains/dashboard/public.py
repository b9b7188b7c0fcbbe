"""The door to the dashboard for the live stream."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.dashboard import repository, service
from casino_club.domains.dashboard.contracts import Standing


async def read_standing(session: AsyncSession, *, user_id: int, now: datetime) -> Standing:
    """A player's state from one snapshot. The session's transaction must be fresh. Raises `UserNotFoundError`."""
    await repository.begin_snapshot(session)
    return await service.read_standing(session, user_id=user_id, now=now)
