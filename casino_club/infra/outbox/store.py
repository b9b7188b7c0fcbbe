"""Events leave a transaction through one table: written with the change itself, or not at all.

The batched lane writes the same rows from inside its SQL function. The relay takes them out.
"""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

OUTBOX_CHANNEL: Final = "outbox"

_INSERT: Final = text(
    "WITH written AS ("
    "  INSERT INTO outbox (type, user_id, data, trace_id) VALUES (:type, :user_id, :data, :trace_id) RETURNING event_id"
    ") SELECT event_id, pg_notify('outbox', '') FROM written"
).bindparams(bindparam("data", type_=JSONB))


async def publish(
    session: AsyncSession, *, type_: str, user_id: int | None, data: dict[str, Any], trace_id: str | None = None
) -> UUID:
    """Write one event in the caller's transaction and wake the relay at its commit. Returns the event's id."""
    facts = {"type": type_, "user_id": user_id, "data": data, "trace_id": trace_id}
    return (await session.execute(_INSERT, facts)).one().event_id
