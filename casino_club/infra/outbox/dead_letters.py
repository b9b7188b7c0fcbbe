"""Events no consumer could take: looked at by a person, then offered again under the same id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_LIST: Final = text(
    "SELECT event_id, type, user_id, data, occurred_at, attempts, last_error, died_at FROM outbox_dead_letters"
    " ORDER BY died_at DESC, event_id DESC LIMIT :limit"
)
_REPLAY: Final = text(
    "WITH gone AS (DELETE FROM outbox_dead_letters WHERE event_id = :event_id RETURNING *), back AS ("
    "  INSERT INTO outbox (event_id, type, user_id, data, trace_id, occurred_at)"
    "  SELECT event_id, type, user_id, data, trace_id, occurred_at FROM gone RETURNING event_id"
    ") SELECT event_id, pg_notify('outbox', '') FROM back"
)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event after its last try, and what the last try said."""

    event_id: UUID
    type: str
    user_id: int | None
    data: dict[str, Any]
    occurred_at: datetime
    attempts: int
    last_error: str
    died_at: datetime


async def list_dead_letters(session: AsyncSession, *, limit: int = 50) -> list[DeadLetter]:
    """The newest dead letters."""
    rows = await session.execute(_LIST, {"limit": limit})
    return [DeadLetter(**row) for row in rows.mappings()]


async def replay(session: AsyncSession, *, event_id: UUID) -> bool:
    """Put one dead letter back in the outbox, its tries counted anew. False when there is no such letter.

    Consumers that had taken it before it died know its id and pass over it.
    """
    return (await session.execute(_REPLAY, {"event_id": event_id})).one_or_none() is not None
