"""Gives a higher tier as soon as points from anywhere reach its figures."""

from collections.abc import Sequence
from typing import Final

from casino_club.domains.auth.public import Auth
from casino_club.domains.rewards.events import GRANTED
from casino_club.domains.users.errors import UserNotFoundError
from casino_club.domains.vip import service
from casino_club.infra.db.engine import is_unavailable
from casino_club.infra.outbox.consumer import Consumer, ConsumerUnavailableError
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event

NAME: Final = "vip"


def make_consumer(auth: Auth, clock: Clock) -> Consumer:
    """The relay's consumer. It looks at the figures as they are, so seeing an event again does nothing."""

    async def consume(events: Sequence[Event]) -> None:
        earners = dict.fromkeys(
            event.user_id
            for event in events
            if event.type == GRANTED and event.user_id is not None and "vip_points" in event.data["bundle"]
        )
        try:
            for user_id in earners:
                await _reconsider(auth, clock, user_id)
        except Exception as error:
            if is_unavailable(error):
                raise ConsumerUnavailableError(NAME) from error
            raise

    return Consumer(NAME, consume)


async def _reconsider(auth: Auth, clock: Clock, user_id: int) -> None:
    try:
        async with auth.feed.transaction() as session:
            await service.reconsider(session, auth=auth, user_id=user_id, now=clock.now())
    except UserNotFoundError:
        return  # gone in the meantime: there is no tier to give
