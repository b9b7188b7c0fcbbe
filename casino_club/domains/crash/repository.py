"""The one statement crash needs beside the shared ones."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games.contracts import OpenBet

# The account's own index, from just before the bet was placed: a handful of rows.
_BALANCE_AFTER_STAKE: Final = text(
    "SELECT p.debit_balance FROM accounts a JOIN postings p ON p.debit_account = a.id"
    " WHERE a.owner_id = :user_id AND a.currency = :currency AND p.ref = :bet_id AND p.kind = 'game_stake'"
    " AND p.id >= uuid7_floor(CAST(:opened_at AS timestamptz) - interval '1 minute') ORDER BY p.id LIMIT 1"
)


async def balance_after_stake(session: AsyncSession, bet: OpenBet) -> int:
    """What the player had left when the bet had been placed."""
    facts = {"user_id": bet.user_id, "currency": bet.currency, "bet_id": bet.id, "opened_at": bet.opened_at}
    return (await session.execute(_BALANCE_AFTER_STAKE, facts)).one().debit_balance
