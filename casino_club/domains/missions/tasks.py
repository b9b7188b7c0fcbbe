"""What a scheduler runs. Each may run twice, at any moment and in two processes at once, with one effect."""

from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.missions import rules, service
from casino_club.domains.missions import watch as watching
from casino_club.domains.missions.contracts import KINDS, Completion
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import Tally, TallyChange
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock
from casino_club.kernel.errors import DomainError

log = structlog.get_logger(__name__)

SWAPS_A_TRANSACTION: Final = 100
PLAYERS_A_TRANSACTION: Final = 500


async def pay_finished(database: Database, clock: Clock) -> int:
    """Pay the missions of days and weeks that are over and whose rewards nobody took; answers how many.

    A round that is counted after midnight still finishes the day it was played on: the next run pays it.
    """
    await _judge_swaps(database, clock)
    paid = 0
    after: tuple[int, str, str] = (0, "", "")
    while True:

        async def pay(session: AsyncSession, after: tuple[int, str, str] = after) -> tuple[Completion | None, bool]:
            due = await service.find_due(session, now=clock.now(), after=after)
            return due, due is not None and await service.pay(session, due, now=clock.now())

        try:
            due, given = await database.run(pay)
        except DomainError as error:
            # One player's reward that cannot be given must not keep it from all others.
            due, given = await _refused(database, clock, after, error), False
        if due is None:
            return paid
        paid += given
        after = (due.user_id, due.scope, due.code)


async def _refused(
    database: Database, clock: Clock, after: tuple[int, str, str], error: DomainError
) -> Completion | None:
    async def look(session: AsyncSession) -> Completion | None:
        return await service.find_due(session, now=clock.now(), after=after)

    due = await database.run(look)
    if due is not None:
        log.error("mission_unpaid", user_id=due.user_id, scope=due.scope, mission=due.code, error=error.code)
    return due


async def _judge_swaps(database: Database, clock: Clock) -> None:
    after: tuple[str, int] | None = ("", 0)
    while after is not None:

        async def judge(session: AsyncSession, after: tuple[str, int] = after) -> tuple[str, int] | None:
            return await service.judge_due_swaps(session, now=clock.now(), after=after, limit=SWAPS_A_TRANSACTION)

        after = await database.run(judge)


async def reconsider(database: Database, clock: Clock) -> None:
    """Complete whatever the tallies of the last days and weeks have reached and nobody noted: after a rebuild."""
    now = clock.now()
    scopes = {rules.period_of(kind, now - back).scope for kind in KINDS for back in (timedelta(), timedelta(days=1))}
    for scope in sorted(scopes):
        after: int | None = 0
        while after is not None:

            async def page(session: AsyncSession, scope: str = scope, after: int = after) -> int | None:
                rows = await progress.list_scope(session, scope=scope, after=after, limit=PLAYERS_A_TRANSACTION)
                changes = [TallyChange(user_id, scope, Tally(), tally) for user_id, tally in rows]
                await watching.watch(session, changes, now)
                return rows[-1][0] if len(rows) == PLAYERS_A_TRANSACTION else None

            after = await database.run(page)
