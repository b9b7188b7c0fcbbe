"""Events leave a transaction through one table: written with the change itself, or not at all.

The batched lane writes the same rows from inside its SQL function. The relay takes them out.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

OUTBOX_CHANNEL: Final = "outbox"

_INSERT: Final = text(
    "WITH written AS ("
    "  INSERT INTO outbox (type, user_id, data, trace_id) VALUES (:type, :user_id, :data, :trace_id) RETURNING event_id"
    ") SELECT event_id, pg_notify('outbox', '') FROM written"
).bindparams(bindparam("data", type_=JSONB))


_INSERT_MANY: Final = text(
    "WITH written AS ("
    "  INSERT INTO outbox (type, user_id, data) SELECT type, user_id, CAST(data AS jsonb)"
    "  FROM unnest(:types, :user_ids, :data) WITH ORDINALITY AS e (type, user_id, data, ord) ORDER BY ord"
    ") SELECT pg_notify('outbox', '')"
).bindparams(
    bindparam("types", type_=ARRAY(TEXT)),
    bindparam("user_ids", type_=ARRAY(BIGINT)),
    bindparam("data", type_=ARRAY(TEXT)),
)


class Outgoing(NamedTuple):
    """An event to be written."""

    type: str
    user_id: int | None
    data: dict[str, Any]


async def publish(
    session: AsyncSession, *, type_: str, user_id: int | None, data: dict[str, Any], trace_id: str | None = None
) -> UUID:
    """Write one event in the caller's transaction and wake the relay at its commit. Returns the event's id."""
    facts = {"type": type_, "user_id": user_id, "data": data, "trace_id": trace_id}
    return (await session.execute(_INSERT, facts)).one().event_id


async def publish_many(session: AsyncSession, events: Sequence[Outgoing]) -> None:
    """Write events in this order in the caller's transaction, with one statement."""
    if not events:
        return
    facts = {
        "types": [event.type for event in events],
        "user_ids": [event.user_id for event in events],
        "data": [orjson.dumps(event.data).decode() for event in events],
    }
    await session.execute(_INSERT_MANY, facts)
