"""What a scheduler runs. Each may run twice, at any moment and in two processes at once, with one effect."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.leaderboards import seasons, service
from casino_club.domains.leaderboards.boards import Boards
from casino_club.domains.leaderboards.contracts import Season, Winner
from casino_club.domains.leaderboards.waiting import Waiting
from casino_club.infra.db.engine import Database
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)


async def keep_boards(database: Database, redis: Redis, clock: Clock) -> bool:
    """Merge what waits, build the leaderboards when there are none; true when they were built now. For every minute."""
    boards = Boards(redis)
    try:
        await Waiting(redis, boards).merge_all(today=clock.now().date())
        return await service.ensure_boards(database, boards, clock)
    except RedisUnavailable:
        return False  # nothing to keep while Valkey is away; the next minute looks again


async def rebuild(database: Database, redis: Redis, clock: Clock, *, from_rounds: bool = False) -> bool:
    """Build the leaderboards anew, whether there are any or not; false while somebody else does.

    `from_rounds` also forgets the days added up so far and adds them up again.
    """
    if from_rounds:
        await database.run(service.reopen_days)

        async def close_days(session: AsyncSession) -> bool:
            return await service.close_days(session, now=clock.now())

        await database.run(close_days)
    return await service.rebuild(database, Boards(redis), clock)


async def run_seasons(database: Database, clock: Clock) -> int:
    """Add up the days that are over, open the running season, close those that ended, pay what is owed.

    Answers how many prizes were paid. For every few minutes.
    """

    async def close_days(session: AsyncSession) -> bool:
        return await service.close_days(session, now=clock.now())

    async def open_current(session: AsyncSession) -> None:
        await seasons.open_current(session, today=clock.now().date())

    async def close_due(session: AsyncSession) -> Season | None:
        return await seasons.close_due(session, now=clock.now())

    await database.run(close_days)
    await database.run(open_current)
    while (season := await database.run(close_due)) is not None:
        log.info("leaderboard_season_closed", season=season.id)
    return await _pay(database, clock)


async def _pay(database: Database, clock: Clock) -> int:
    paid, after = 0, (0, 0)
    while True:

        async def pay(session: AsyncSession, after: tuple[int, int] = after) -> Winner | None:
            return await seasons.pay_next(session, now=clock.now(), after=after)

        winner = await database.run(pay)
        if winner is None:
            return paid
        paid, after = paid + 1, (winner.season_id, winner.rank)
