"""What a scheduler runs: unclaimed rewards are paid when their event is over, and what nobody noted is made good."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.events import events as told
from casino_club.domains.events import repository, service
from casino_club.domains.events.contracts import scope_of
from casino_club.domains.progress import public as progress
from casino_club.infra.db.engine import Database
from casino_club.infra.outbox.store import publish
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

BATCH: Final = 200
PLAYERS_A_TRANSACTION: Final = 500
LOOKED_BACK: Final = timedelta(days=30)
_FIRST: Final = (UUID(int=0), 0)


async def pay_unclaimed(database: Database, clock: Clock) -> int:
    """Pay every completed, unclaimed reward of events that are over or were taken down; answers how many were paid.

    One transaction a player. A player whose grant fails is logged and tried again by the next run; the others are paid.
    """
    paid, failed, after = 0, 0, _FIRST
    while True:
        async with database.read() as session:
            owed = await repository.list_unpaid(session, clock.now(), after=after, limit=BATCH)
        if not owed:
            break
        for event_id, user_id in owed:

            async def pay(session: AsyncSession, event_id: UUID = event_id, user_id: int = user_id) -> bool:
                return await _pay(session, clock, event_id, user_id)

            try:
                paid += await database.run(pay)
            except Exception:
                failed += 1
                log.exception("event_reward_unpaid", event_id=str(event_id), user_id=user_id)
        after = owed[-1]
    if failed:
        raise RuntimeError(f"{failed} event rewards could not be paid")
    return paid


async def reconsider(database: Database, clock: Clock) -> None:
    """Note every completion and round that the tallies hold and nobody noted: after a rebuild of them. For every night.

    Nothing that was completed is taken back.
    """
    now = clock.now()
    async with database.read() as session:
        recent = await repository.list_recent(session, since=now - LOOKED_BACK, now=now)
    for event_id in recent:
        after: int | None = 0
        while after is not None:

            async def page(session: AsyncSession, event_id: UUID = event_id, after: int = after) -> int | None:
                event = await repository.find(session, event_id)
                rows = await progress.list_scope(
                    session, scope=scope_of(event_id), after=after, limit=PLAYERS_A_TRANSACTION
                )
                if event is not None and event.deactivated_at is None:
                    done = [
                        (event_id, user_id) for user_id, tally in rows if service.progress_of(event, tally).completed
                    ]
                    await repository.mark_completed(session, done, now)
                return rows[-1][0] if len(rows) == PLAYERS_A_TRANSACTION else None

            after = await database.run(page)

        async def recount(session: AsyncSession, event_id: UUID = event_id) -> None:
            await repository.recount_rounds(session, event_id)

        await database.run(recount)


async def _pay(session: AsyncSession, clock: Clock, event_id: UUID, user_id: int) -> bool:
    event = await repository.find(session, event_id)
    if event is None:
        return False
    grant = await service.pay(session, event, user_id=user_id, now=clock.now(), way="end")
    if grant.applied:
        data = {
            "event_id": str(event.id),
            "title": event.title,
            "title_en": event.title_en,
            "reward_items": list(grant.reward_items),
        }
        publish(session, type_=told.PAID_AFTER_END, user_id=user_id, data=data)
    return grant.applied
