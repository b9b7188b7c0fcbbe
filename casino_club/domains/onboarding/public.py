"""What other domains may ask of the tour."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.onboarding import repository, service
from casino_club.domains.onboarding.contracts import TourState


async def state_of(session: AsyncSession, *, user_id: int, now: datetime) -> TourState:
    """Where a player stands, for the home screen."""
    return await service.get_state(session, user_id=user_id, now=now)


async def erase(session: AsyncSession, *, user_id: int) -> None:
    """Forget a player's tour, when the account is deleted."""
    await repository.erase(session, user_id)
