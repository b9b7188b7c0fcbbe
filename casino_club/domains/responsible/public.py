"""The door to responsible play for other domains and for the entry points."""

from datetime import date, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.responsible import repository, rules, service
from casino_club.domains.responsible.contracts import Exclusion, MarketCode, MarketProfile
from casino_club.domains.responsible.errors import AccountExcludedError, LimitReachedError
from casino_club.infra.db.engine import Database
from casino_club.kernel.errors import DomainError

is_adult: Final = rules.is_adult


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


async def declare_adult(session: AsyncSession, *, user_id: int, born: date | None, now: datetime) -> datetime:
    """Record a player's declaration to be an adult; answers since when it stands.

    The birth date is the one known, or `born`, kept from then on. Raises `UnderageError`, `BirthDateMissingError`,
    `BirthDateMismatchError`.
    """
    return await service.verify_age(session, user_id=user_id, born=born, now=now)


async def find_adult_since(session: AsyncSession, *, user_id: int) -> datetime | None:
    """Since when the player's declaration stands; None before it."""
    return await repository.find_adult_since(session, user_id)


async def has_own_limits(session: AsyncSession, *, user_id: int, now: datetime) -> bool:
    """Whether any limit of the player's own holds or waits."""
    limits = await service.get_limits(session, user_id=user_id, now=now)
    return any(limit.value is not None or limit.pending_value is not None for limit in limits.values())


async def is_at_risk(session: AsyncSession, *, user_id: int, now: datetime) -> bool:
    """Whether nothing may draw this player towards play: see `rules.is_at_risk`."""
    limits = await service.get_limits(session, user_id=user_id, now=now)
    return rules.is_at_risk(limits, break_until=await repository.last_break_until(session, user_id), now=now)
