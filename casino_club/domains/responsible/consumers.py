"""Tells players who come near an own limit, after the round: the bet itself waits for nothing."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.responsible import repository, service
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.outbox.consumer import Consumer, ConsumerUnavailableError
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event

NAME: Final = "responsible"
_PLAYED: Final = frozenset({"games.round_settled.v1", "games.bet_moved.v1"})


def make_consumer(database: Database, clock: Clock) -> Consumer:
    """The relay's consumer. It writes a warning at most once a window, so seeing an event again does nothing."""

    async def consume(events: Sequence[Event]) -> None:
        players = {event.user_id for event in events if event.type in _PLAYED and event.user_id is not None}
        if not players:
            return
        try:
            async with database.read() as session:
                watched = await repository.list_watched(session, list(players))
            for user_id in watched:

                async def warn(session: AsyncSession, user_id: int = user_id) -> None:
                    await service.warn_near(session, user_id=user_id, now=clock.now())

                await database.run(warn)
        except Exception as error:
            if is_unavailable(error):
                raise ConsumerUnavailableError(NAME) from error
            raise

    return Consumer(NAME, consume)
