"""Exactly one effect of an event delivered at least once: the effect and this row commit together."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as SQL_UUID
from sqlalchemy.ext.asyncio import AsyncSession

_CLAIM: Final = text(
    "INSERT INTO inbox (consumer, event_id) VALUES (:consumer, :event_id) ON CONFLICT DO NOTHING RETURNING event_id"
)

_CLAIM_MANY: Final = text(
    "INSERT INTO inbox (consumer, event_id) SELECT :consumer, unnest(:event_ids) ON CONFLICT DO NOTHING"
    " RETURNING event_id"
).bindparams(bindparam("event_ids", type_=ARRAY(SQL_UUID(as_uuid=True))))


async def claim(session: AsyncSession, *, consumer: str, event_id: UUID) -> bool:
    """True when this consumer has not had the event yet; the caller then applies it in the same transaction."""
    claimed = await session.execute(_CLAIM, {"consumer": consumer, "event_id": event_id})
    return claimed.one_or_none() is not None


async def claim_many(session: AsyncSession, *, consumer: str, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of a batch that this consumer has not had yet; the caller applies just these in the same transaction."""
    claimed = await session.execute(_CLAIM_MANY, {"consumer": consumer, "event_ids": sorted(event_ids)})
    return set(claimed.scalars())
