"""Puts events on the streams of the players who listen."""

from collections.abc import Sequence
from typing import Final

from redis.exceptions import ResponseError

from casino_club.domains.realtime.rules import is_shown, messages_of
from casino_club.infra.outbox.consumer import Consumer, ConsumerUnavailableError
from casino_club.infra.realtime.messages import open_body
from casino_club.infra.realtime.stream import Append, StreamStore
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.kernel.events import Event

NAME: Final = "realtime"


def _append(event: Event, user_id: int) -> Append:
    bodies = [open_body(kind, user_id, data, event.occurred_at) for kind, data in messages_of(event)]
    return Append(event.event_id, user_id, int(event.occurred_at.timestamp() * 1000), tuple(bodies))


def make_consumer(redis: Redis) -> Consumer:
    """The relay's consumer. Valkey being away delays events and never loses one."""
    stream = StreamStore(redis)

    async def consume(events: Sequence[Event]) -> None:
        shown = [event for event in events if is_shown(event)]
        try:
            wanted = await stream.wanted(list({event.user_id for event in shown if event.user_id is not None}))
            appends = [_append(event, event.user_id) for event in shown if event.user_id in wanted]
            await stream.append([item for item in appends if item.bodies])
        except ResponseError:
            raise  # Valkey understood and refused: the event is to blame
        except RedisUnavailable as error:
            raise ConsumerUnavailableError(NAME) from error

    return Consumer(NAME, consume)
