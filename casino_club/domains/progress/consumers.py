"""Counts what players do, each event once."""

import time
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.progress import rules, service
from casino_club.domains.progress.public import Watcher
from casino_club.infra.db.engine import Database
from casino_club.infra.outbox.consumer import Consumer
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event


def make_consumer(database: Database, clock: Clock, watchers: Sequence[Watcher]) -> Consumer:
    """The relay's consumer: a batch is one transaction, claimed in the inbox."""

    async def consume(events: Sequence[Event]) -> None:
        counted = [event for event in events if rules.is_counted(event)]
        if not counted:
            return
        started = time.perf_counter()

        async def count(session: AsyncSession) -> None:
            await service.count(session, counted, watchers=watchers, now=clock.now())

        await database.run(count)
        service.SECONDS.observe(time.perf_counter() - started)

    return Consumer(service.NAME, consume)
