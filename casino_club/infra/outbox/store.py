"""Events leave a transaction through one table: written with the change itself, or not at all.

What a transaction publishes is kept beside its session and written in one statement right before the commit
(`Database.transaction`), while the locks of the change are still held. The batched lane writes the same rows from
inside its SQL function. The relay takes them out.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, TEXT
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.kernel.ids import uuid7

OUTBOX_CHANNEL: Final = "outbox"
_WAITING: Final = "outbox"

_WRITE: Final = text(
    "WITH written AS ("
    "  INSERT INTO outbox (event_id, type, user_id, data) SELECT event_id, type, user_id, CAST(data AS jsonb)"
    "  FROM unnest(:event_ids, :types, :user_ids, :data) WITH ORDINALITY AS e (event_id, type, user_id, data, ord)"
    "  ORDER BY ord"
    ") SELECT pg_notify('outbox', '')"
).bindparams(
    bindparam("event_ids", type_=ARRAY(PG_UUID)),
    bindparam("types", type_=ARRAY(TEXT)),
    bindparam("user_ids", type_=ARRAY(BIGINT)),
    bindparam("data", type_=ARRAY(TEXT)),
)


class Outgoing(NamedTuple):
    """An event to be written."""

    type: str
    user_id: int | None
    data: dict[str, Any]


def publish(session: AsyncSession, *, type_: str, user_id: int | None, data: dict[str, Any]) -> UUID:
    """Tell of a change that the caller's transaction makes, once it commits. Returns the event's id.

    `data` is encoded now: what the caller does to it afterwards is not told.
    """
    event_id = uuid7()
    waiting: list[tuple[UUID, str, int | None, str]] = session.info.setdefault(_WAITING, [])
    waiting.append((event_id, type_, user_id, orjson.dumps(data).decode()))
    return event_id


def publish_many(session: AsyncSession, events: Sequence[Outgoing]) -> None:
    """Tell of several changes, in this order."""
    for event in events:
        publish(session, type_=event.type, user_id=event.user_id, data=event.data)


async def write_events(session: AsyncSession) -> None:
    """Write what was published since the last call, in its order, and wake the relay at the commit."""
    waiting: list[tuple[UUID, str, int | None, str]] = session.info.pop(_WAITING, [])
    if not waiting:
        return
    event_ids, types, user_ids, data = zip(*waiting, strict=True)
    facts = {"event_ids": list(event_ids), "types": list(types), "user_ids": list(user_ids), "data": list(data)}
    await session.execute(_WRITE, facts)
