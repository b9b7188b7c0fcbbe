"""The only door to money. Every function takes part in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.wallet import audit, repository, service
from casino_club.domains.wallet.contracts import (
    HistoryFilter,
    PostingLine,
    PostingView,
    TransferCommand,
    TransferResult,
)
from casino_club.kernel.invariants import Finding
from casino_club.kernel.money import Currency


async def open_accounts(session: AsyncSession, *, user_id: int) -> None:
    """Give a player one account a currency, at zero; calling it again changes nothing."""
    await repository.open_accounts(session, user_id)


async def transfer(session: AsyncSession, command: TransferCommand) -> TransferResult:
    """Move money exactly once per key.

    The same key with the same command answers `applied=False`; with another command it raises
    `IdempotencyKeyReusedError`. Raises `InsufficientFundsError` when the paying player has less than the amount and
    `AmountOutOfRangeError` when the receiver would pass 2^53-1.
    """
    return await service.transfer(session, command)


async def balances_of(session: AsyncSession, *, user_id: int) -> dict[Currency, int]:
    """Balances of one player by currency."""
    return await repository.balances_of(session, user_id)


async def lock_player(session: AsyncSession, *, user_id: int) -> None:
    """Take the lock that every bet of this player takes first: whoever holds it is alone with the player's play."""
    await repository.lock_player(session, user_id)


async def list_postings(session: AsyncSession, *, user_id: int, limit: int = 200) -> list[PostingView]:
    """The newest postings of one player."""
    return await repository.list_postings(session, user_id, HistoryFilter(), before=None, limit=limit)


async def list_postings_of(
    session: AsyncSession, *, user_id: int, refs: Sequence[UUID], since: datetime
) -> list[PostingLine]:
    """Every posting for these things of one player, those between the club's own accounts of money too, by time."""
    return await repository.list_postings_of(session, user_id, refs, since)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every ledger invariant, checked over all rows."""
    return await audit.findings(session)


async def audit_outliers(session: AsyncSession) -> list[str]:
    """The largest credits to players in the last day."""
    return await audit.outliers(session)
