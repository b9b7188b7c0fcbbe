"""Pays for levels: each once, however often the event comes."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards import service
from casino_club.domains.rewards.events import LEVELLED
from casino_club.infra.db.engine import Database
from casino_club.infra.outbox.consumer import Consumer
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event

NAME: Final = "rewards"


def make_consumer(database: Database, clock: Clock) -> Consumer:
    """The relay's consumer. It needs no inbox: every level's grant has its own key."""

    async def consume(events: Sequence[Event]) -> None:
        for event in events:
            if event.type != LEVELLED or event.user_id is None:
                continue
            user_id, first, last = event.user_id, event.data["from"] + 1, event.data["to"]

            async def pay(session: AsyncSession, user_id: int = user_id, first: int = first, last: int = last) -> None:
                await service.pay_levels(session, user_id=user_id, first=first, last=last, now=clock.now())

            await database.run(pay)

    return Consumer(NAME, consume)
