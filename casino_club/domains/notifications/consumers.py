"""Turns events of the club into messages to players."""

from collections.abc import Sequence
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.notifications import public
from casino_club.domains.notifications.consumer_rules import Note, notes_of
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.outbox.consumer import Consumer, ConsumerUnavailableError
from casino_club.infra.outbox.inbox import claim
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event

log = structlog.get_logger(__name__)

NAME: Final = "notifications"


def _notes(event: Event) -> list[Note]:
    # A message less is better than a player's later events held back: nobody is paid by one.
    try:
        return notes_of(event)
    except (KeyError, TypeError, ValueError, AttributeError):
        log.exception("event_not_understood", type=event.type, event_id=str(event.event_id))
        return []


def make_consumer(database: Database, clock: Clock) -> Consumer:
    """The relay's consumer: an event's messages and its inbox row are one transaction."""

    async def consume(events: Sequence[Event]) -> None:
        told = [(event, notes) for event in events if (notes := _notes(event))]
        if not told:
            return

        async def write(session: AsyncSession) -> None:
            for event, notes in told:
                if await claim(session, consumer=NAME, event_id=event.event_id):
                    await _post(session, event, notes)

        async def _post(session: AsyncSession, event: Event, notes: list[Note]) -> None:
            assert event.user_id is not None  # noqa: S101 - only events about players have notes
            for note in notes:
                await public.notify(
                    session,
                    user_id=event.user_id,
                    template=note.template,
                    dedupe_key=note.dedupe_key,
                    now=clock.now(),
                    variables=note.variables,
                    link=note.link,
                )

        try:
            await database.run(write)
        except Exception as error:
            if is_unavailable(error):
                raise ConsumerUnavailableError(NAME) from error
            raise

    return Consumer(NAME, consume)
