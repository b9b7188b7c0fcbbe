"""The door to VIP tiers for other domains and for the entry points.

Functions that may change a tier take part in a transaction of `Auth.feed.transaction()` (`RevokingDb` over HTTP), so
that tokens with the old tier end at the commit.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.public import Auth
from casino_club.domains.users.contracts import Tier, UserView
from casino_club.domains.vip import repository, service
from casino_club.domains.vip.contracts import TierChange, VipStatus


async def status_of(session: AsyncSession, *, user_id: int, now: datetime) -> VipStatus:
    """Tier, progress, benefits and the daily claim, as they are at `now`. Raises `UserNotFoundError`."""
    return await service.status(session, user_id=user_id, now=now)


async def set_tier(session: AsyncSession, *, auth: Auth, user_id: int, tier: Tier, now: datetime) -> UserView:
    """A decision by staff, with its line in the tier history; it holds for 30 days. Raises `UserNotFoundError`."""
    return await service.set_tier(session, auth=auth, user_id=user_id, tier=tier, now=now)


async def reconsider(session: AsyncSession, *, auth: Auth, user_id: int, now: datetime) -> Tier | None:
    """After points or spending: give the higher tier that is due, once; answers it. Raises `UserNotFoundError`."""
    return await service.reconsider(session, auth=auth, user_id=user_id, now=now)


async def list_changes(session: AsyncSession, *, user_id: int, limit: int) -> list[TierChange]:
    """The newest lines of a player's tier history, for their own data."""
    return await repository.list_changes(session, user_id, before=None, limit=limit)
