"""What a scheduler or an operator runs."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.progress import service
from casino_club.domains.progress.public import History
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock


async def purge(database: Database, clock: Clock) -> int:
    """Delete days and weeks long over. For every night."""
    return await service.purge(database, now=clock.now())


async def rebuild(database: Database, clock: Clock, histories: Sequence[History]) -> int:
    """Make every tally anew from the tables, in one transaction; answers how many had been different."""

    async def work(session: AsyncSession) -> int:
        return await service.rebuild(session, histories=histories, now=clock.now())

    return await database.run(work)
