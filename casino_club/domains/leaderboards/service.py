"""Use cases: read a leaderboard, keep its copy in Valkey whole."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.leaderboards import repository
from casino_club.domains.leaderboards.boards import AROUND, BUILDING_S, Boards
from casino_club.domains.leaderboards.contracts import BoardKey, Ranking
from casino_club.domains.leaderboards.errors import LeaderboardRestingError
from casino_club.domains.leaderboards.rules import single_days_from
from casino_club.infra.db.engine import Database, ReadSession, sqlstate_of
from casino_club.infra.redis import RedisUnavailable
from casino_club.kernel.calendar import period_start
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

RANKING_TIMEOUT_MS: Final = 2000
"""What ranking without Valkey may cost; a club too large for that is asked to come back."""
SETTLED_AFTER: Final = timedelta(minutes=10)
"""No transaction lives so long: by then every round of a day is committed."""
_QUERY_CANCELLED: Final = "57014"


async def read_ranking(session: ReadSession, boards: Boards, board: BoardKey, *, limit: int, user_id: int) -> Ranking:
    """A leaderboard: from Valkey, or counted from the rounds while Valkey has none.

    Raises `LeaderboardRestingError` when counting takes too long.
    """
    try:
        ranking = await boards.read(board, limit=limit, user_id=user_id)
    except RedisUnavailable:
        ranking = None
    if ranking is not None:
        return ranking
    try:
        return await repository.rank_from_rounds(
            session,
            game=board.game,
            metric=board.metric,
            since=period_start(board.period, board.today),
            until=board.today + timedelta(days=1),
            limit=limit,
            user_id=user_id,
            around=AROUND,
            timeout_ms=RANKING_TIMEOUT_MS,
        )
    except Exception as error:
        if sqlstate_of(error) == _QUERY_CANCELLED:
            raise LeaderboardRestingError(retry_after_s=5) from error
        raise


async def ensure_boards(database: Database, boards: Boards, clock: Clock) -> bool:
    """Build the boards when there are none, as after Valkey was emptied; true when they were built now."""
    return not await boards.exist() and await rebuild(database, boards, clock)


async def rebuild(database: Database, boards: Boards, clock: Clock) -> bool:
    """Build all boards anew from the rounds and put them live; false while somebody else does.

    Events go into the boards being built from the first moment on, and the rounds are read after that: what is
    committed before the reading is read, what comes after it is an event, and what is both counts once.
    """
    space = await boards.begin()
    if space is None:
        return False
    today = clock.now().date()
    facts = 0
    async with _kept(boards, space), database.read() as session:
        async for part in repository.read_facts(session, since=single_days_from(today)):
            if not await boards.apply(part, today=today, space=space):
                return False
            facts += len(part)
    promoted = await boards.promote(space)
    if promoted:
        log.info("leaderboards_rebuilt", facts=facts)
        await boards.sweep()
    return promoted


@asynccontextmanager
async def _kept(boards: Boards, space: str) -> AsyncGenerator[None]:
    """Keep the name space while a long query says nothing."""

    async def keep() -> None:
        while await boards.keep(space):  # noqa: ASYNC110 - it is a sign of life
            await asyncio.sleep(BUILDING_S / 4)

    task = asyncio.create_task(keep())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, *RedisUnavailable):
            await task


async def close_days(session: AsyncSession, *, now: datetime) -> bool:
    """Add up the days that are over, once; false when there is nothing to add up."""
    return await repository.close_days(session, through=(now - SETTLED_AFTER).date() - timedelta(days=1))


async def reopen_days(session: AsyncSession) -> None:
    """Distrust what was added up; `close_days` and `rebuild` then read every round again."""
    await repository.reopen_days(session)
