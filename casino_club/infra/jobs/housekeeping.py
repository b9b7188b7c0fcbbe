"""What the tables of the foundation need from time to time. Each call may be repeated at any moment."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import text

from casino_club.infra.db.engine import Database

KEYS_KEPT_H: Final = 48
INBOX_KEPT_H: Final = 7 * 24
ROWS_A_TRANSACTION: Final = 5000
MONTHS_AHEAD: Final = 3

_PURGE_KEYS: Final = text(
    "DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY("
    " SELECT ctid FROM idempotency_keys WHERE created_at < now() - make_interval(hours => :hours) LIMIT :rows))"
)
_PURGE_INBOX: Final = text(
    "DELETE FROM inbox WHERE ctid = ANY (ARRAY("
    " SELECT ctid FROM inbox WHERE consumed_at < now() - make_interval(hours => :hours) LIMIT :rows))"
)
_PARTITIONS: Final = text("SELECT ensure_month_partitions(CAST(:parent AS regclass), :months_ahead)")


async def _delete_all(database: Database, statement: Any, *, hours: int) -> int:
    deleted = 0
    while True:
        # Small transactions: a purge must not hold locks or old rows for long.
        async with database.transaction() as session:
            result: Any = await session.execute(statement, {"hours": hours, "rows": ROWS_A_TRANSACTION})
        deleted += result.rowcount
        if result.rowcount < ROWS_A_TRANSACTION:
            return deleted


async def purge_idempotency_keys(database: Database) -> int:
    """Forget keys older than 48 h; answers how many. What they did stays in the ledger."""
    return await _delete_all(database, _PURGE_KEYS, hours=KEYS_KEPT_H)


async def purge_inbox(database: Database) -> int:
    """Forget events consumed more than a week ago; answers how many."""
    return await _delete_all(database, _PURGE_INBOX, hours=INBOX_KEPT_H)


async def ensure_partitions(database: Database, parents: Sequence[str]) -> int:
    """Make the partitions of the months to come; answers how many were missing."""
    made = 0
    async with database.transaction() as session:
        for parent in parents:
            facts = {"parent": parent, "months_ahead": MONTHS_AHEAD}
            made += (await session.execute(_PARTITIONS, facts)).scalar_one()
    return made
