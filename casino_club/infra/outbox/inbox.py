"""Exactly one effect of an event delivered at least once: the effect and this row commit together."""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_CLAIM: Final = text(
    "INSERT INTO inbox (consumer, event_id) VALUES (:consumer, :event_id) ON CONFLICT DO NOTHING RETURNING event_id"
)


async def claim(session: AsyncSession, *, consumer: str, event_id: UUID) -> bool:
    """True when this consumer has not had the event yet; the caller then applies it in the same transaction."""
    claimed = await session.execute(_CLAIM, {"consumer": consumer, "event_id": event_id})
    return claimed.one_or_none() is not None
