"""What a scheduler runs. Each may run twice, at any moment and in two processes at once, with one effect."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.battlepass import seasons, settlement
from casino_club.domains.battlepass.contracts import Season
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)


async def open_seasons(database: Database, clock: Clock) -> Season:
    """See to it that a season runs and the next is announced. For the start of a process, and for every few minutes."""

    async def work(session: AsyncSession) -> Season:
        return await seasons.open_due(session, now=clock.now())

    return await database.run(work)


async def run_seasons(database: Database, clock: Clock) -> int:
    """Open what is due, and give what was earned in seasons that are over; answers how many rewards were given."""
    await open_seasons(database, clock)
    total = 0
    while True:

        async def settle(session: AsyncSession) -> int | None:
            return await settlement.settle_next(session, now=clock.now())

        given = await database.run(settle)
        if given is None:
            return total
        total += given
        if given:
            log.debug("pass_settled_player", rewards=given)
