"""The door to responsible play for other domains and for the entry points."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.responsible import repository, rules, service
from casino_club.domains.responsible.contracts import Exclusion, MarketCode, MarketProfile
from casino_club.domains.responsible.errors import AccountExcludedError, LimitReachedError
from casino_club.infra.db.engine import Database
from casino_club.kernel.errors import DomainError


def market_profile(market: MarketCode) -> MarketProfile:
    """What the setting MARKET switches."""
    return rules.PROFILES[market]


async def publish_market(database: Database, market: MarketCode) -> None:
    """Let bets be judged by this market from now on. Call before the first bet of a process."""

    async def write(session: AsyncSession) -> None:
        await repository.publish_market(session, rules.PROFILES[market])

    await database.run(write)


async def find_exclusion(session: AsyncSession, *, user_id: int, now: datetime) -> Exclusion | None:
    """The break that a player takes now. While it is a self-exclusion, nothing may be sent to them."""
    return await repository.find_exclusion(session, user_id, now)


async def purchase_refusal(
    session: AsyncSession, *, user_id: int, amount: int, spent_today: int, spent_this_month: int, now: datetime
) -> DomainError | None:
    """Why the player may not spend `amount` KRW now; None when nothing speaks against it.

    The caller holds the player's lock and knows what settled and pending purchases of the UTC day and month come to.
    """
    exclusion = await repository.find_exclusion(session, user_id, now)
    if exclusion is not None:
        return AccountExcludedError(exclusion.until)
    limits = await service.get_limits(session, user_id=user_id, now=now)
    over = rules.purchase_over(limits, amount=amount, today=spent_today, this_month=spent_this_month)
    return None if over is None else LimitReachedError({"limit": over})
