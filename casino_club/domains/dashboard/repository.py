"""The one statement that says whether anything a player's home screen shows has changed."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# `xmin` names the transaction that wrote a row's version, so whoever changes a row changes the tag in that very
# transaction: there is nothing to invalidate and nothing to forget. Every round and every transfer rewrites an account;
# a recalculation rewrites all rows of the statistics, so any one of them tells.
_VERSION: Final = text("""
SELECT concat_ws('.', u.xmin, u.id,
    (SELECT string_agg(concat(a.xmin, '-', a.balance), '-' ORDER BY a.id) FROM accounts a WHERE a.owner_id = u.id),
    (SELECT g.xmin FROM game_stats g WHERE g.user_id = u.id ORDER BY g.game DESC, g.day DESC LIMIT 1)) AS version
FROM users u WHERE u.id = :user_id
""")
_ONE_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


async def begin_snapshot(session: AsyncSession) -> None:
    """Everything read in this transaction comes from one moment. First statement of the transaction."""
    await session.execute(_ONE_SNAPSHOT)


async def version_of(session: AsyncSession, user_id: int) -> str:
    """A word that changes with the player's facts and only with them; empty for nobody."""
    return (await session.execute(_VERSION, {"user_id": user_id})).scalar_one_or_none() or ""
