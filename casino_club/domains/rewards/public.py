"""The one door through which anything is given. Every function takes part in the caller's transaction."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards import audit, repository, rules, service
from casino_club.domains.rewards.contracts import Bundle, Counter, CounterLine, Grant, Source
from casino_club.kernel.events import Event
from casino_club.kernel.invariants import Finding

level_up_bundle = rules.level_up_bundle
experience_of_round = rules.experience_of_round


async def grant(
    session: AsyncSession,
    *,
    user_id: int,
    reason: str,
    bundle: Bundle,
    idempotency_key: str,
    now: datetime,
    source: Source = "promo",
) -> Grant:
    """Give a bundle to a player, once per player and key, and tell the player's screens.

    A repeated key gives nothing and answers the first result with `applied=False`, whatever the bundle is by then.
    Locks the player's accounts, then the player's row, until the transaction ends: a caller that needs the row too
    takes it after. Raises `EmptyBundleError`, and `AmountOutOfRangeError` when a balance would pass 2^53-1.
    """
    return await service.grant(
        session,
        user_id=user_id,
        reason=reason,
        bundle=bundle,
        idempotency_key=idempotency_key,
        now=now,
        source=source,
    )


async def grant_welcome(session: AsyncSession, *, user_id: int, now: datetime) -> Grant:
    """The gold a new player starts with, once."""
    return await service.grant_welcome(session, user_id=user_id, now=now)


async def find_grants(session: AsyncSession, *, user_id: int, keys: Collection[str]) -> dict[str, Grant]:
    """The grants among these keys: a reward was claimed exactly when its key is here."""
    return await repository.find_grants(session, user_id=user_id, keys=keys)


async def list_grants(
    session: AsyncSession, *, user_id: int, before: UUID | None = None, reason: str | None = None, limit: int = 50
) -> list[Grant]:
    """What a player was given, newest first."""
    return await repository.list_grants(session, user_id=user_id, before=before, reason=reason, limit=limit)


async def holdings_of(session: AsyncSession, *, user_id: int) -> dict[str, int]:
    """What a player keeps, by code: items, and `contracts.PROTECTION`."""
    return await repository.holdings_of(session, user_id=user_id)


async def add_holding(session: AsyncSession, *, user_id: int, code: str, quantity: int) -> int:
    """Put in what a player paid for; answers how many fitted. The caller holds the player's account lock."""
    added, _ = await repository.hold(session, user_id=user_id, code=code, quantity=quantity)
    return added


async def take_holding(session: AsyncSession, *, user_id: int, code: str, quantity: int = 1) -> bool:
    """Use up so many of a holding, all or none; false when there are fewer."""
    return await repository.take_holding(session, user_id=user_id, code=code, quantity=quantity)


async def counter_since(session: AsyncSession, *, user_id: int, counter: Counter, since: date) -> int:
    """What a counter gained on `since` (a UTC day) and after."""
    return await repository.counter_since(session, user_id=user_id, counter=counter, since=since)


async def add_spend(session: AsyncSession, *, user_id: int, amount_krw: int, day: date) -> None:
    """Note money a player spent, in won. The caller makes sure that each payment is noted once."""
    await repository.count(session, [(user_id, "spend_krw", day, "purchase", amount_krw)])


async def remove_spend(session: AsyncSession, *, user_id: int, amount_krw: int, day: date) -> None:
    """Take back what was noted as spent on that day: the money went back to the player. Not below zero, which parts of
    a payment in dollars could reach by rounding, each on its own."""
    await repository.remove_spend(session, user_id=user_id, amount_krw=amount_krw, day=day)


async def list_counter_days(
    session: AsyncSession, *, user_id: int, counter: Counter, limit: int = 60
) -> list[CounterLine]:
    """A counter's newest days, by reason."""
    return await repository.list_counter_days(session, user_id=user_id, counter=counter, limit=limit)


async def reward_rounds(
    session: AsyncSession, *, stakes: Mapping[tuple[int, date], Sequence[int]]
) -> dict[tuple[int, date], int]:
    """Experience for settled rounds, twice as much for VIP. `stakes`: gold staked in each, by player and UTC day.

    Answers what was gained; a player who does not exist gains nothing. The caller applies each round once, in this
    transaction. Locks the players' rows in order of id, and no account.
    """
    return await service.reward_rounds(session, stakes=stakes)


def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every grant as the event it was published with, oldest first."""
    return repository.history(session)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of rewards, over all rows."""
    return await audit.findings(session)
