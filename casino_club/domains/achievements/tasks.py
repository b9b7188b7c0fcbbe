"""What a scheduler or an operator runs. Each may run twice, at any moment, with one effect."""

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import watch as watching
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import SCOPE_ALL, TallyChange, day_scope
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

DAYS_BACK: Final = 62
"""As far back as tallies of days are kept."""
PLAYERS_A_TRANSACTION: Final = 500


async def reconsider(database: Database, clock: Clock) -> None:
    """Unlock whatever the tallies have reached and nobody noted: after a rebuild of them, or for a new achievement.

    Nothing is ever taken away. For every night.
    """
    today = clock.now().date()
    for scope in (SCOPE_ALL, *(day_scope(today - timedelta(days=back)) for back in range(DAYS_BACK + 1))):
        after: int | None = 0
        while after is not None:

            async def page(session: AsyncSession, scope: str = scope, after: int = after) -> int | None:
                rows = await progress.list_scope(session, scope=scope, after=after, limit=PLAYERS_A_TRANSACTION)
                changes = [TallyChange(user_id, scope, tally, tally) for user_id, tally in rows]
                await progress.tell(session, told=await watching.watch(session, changes, clock.now()))
                return rows[-1][0] if len(rows) == PLAYERS_A_TRANSACTION else None

            after = await database.run(page)
