"""Statements on webhooks: written with the deed, claimed by moving `due_at`, ended by what came of the try.

A try that its worker did not live to finish counts: when `due_at` passes, the row is claimed again.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.partners.contracts import Claimed, Delivery, DeliveryStatus, EventName

_DELIVERY: Final = (
    "id, partner_id, event, deed_id, payload, status, attempts, due_at, http_status, reason, created_at, finished_at"
)
_ADD: Final = text(
    "INSERT INTO partner_deliveries (id, partner_id, event, deed_id, payload, due_at, created_at)"
    " VALUES (:id, :partner_id, :event, :deed_id, :payload, :now, :now)"
)
_CLAIM: Final = text(
    """
    WITH due AS (
        SELECT d.id FROM partner_deliveries d JOIN partners p ON p.id = d.partner_id
        WHERE d.status = 'pending' AND d.due_at <= :now
            AND p.active AND p.webhook_url IS NOT NULL AND p.disabled_at IS NULL
        ORDER BY d.due_at, d.id LIMIT :limit FOR UPDATE OF d SKIP LOCKED
    ), taken AS (
        UPDATE partner_deliveries d SET attempts = d.attempts + 1, due_at = :until FROM due WHERE d.id = due.id
        RETURNING d.id, d.partner_id, d.event, d.payload, d.attempts
    )
    SELECT t.id, t.partner_id, t.event, t.payload, t.attempts, p.webhook_url AS url, ARRAY(
        SELECT s.secret FROM partner_secrets s WHERE s.partner_id = t.partner_id AND s.kind = 'webhook'
            AND (s.retired_at IS NULL OR s.retired_at > :now) ORDER BY s.created_at DESC, s.kid) AS secrets
    FROM taken t JOIN partners p ON p.id = t.partner_id ORDER BY t.id"""
)
# The try is part of the statement: who comes back after somebody else has taken over writes nothing.
_FINISH: Final = text(
    "UPDATE partner_deliveries SET status = :status, http_status = :http_status, reason = :reason, finished_at = :now"
    " WHERE id = :id AND attempts = :attempts AND status = 'pending'"
)
_RETRY: Final = text(
    "UPDATE partner_deliveries SET due_at = :due_at, http_status = :http_status, reason = :reason"
    " WHERE id = :id AND attempts = :attempts AND status = 'pending'"
)
_FIND: Final = text(
    f"SELECT {_DELIVERY} FROM partner_deliveries WHERE partner_id = :partner_id AND id = :id"  # noqa: S608
    " FOR UPDATE"
)
_LIST: Final = text(
    f"SELECT {_DELIVERY} FROM partner_deliveries WHERE partner_id = :partner_id"  # noqa: S608 - constants only
    " AND (CAST(:status AS text) IS NULL OR status = :status) AND (CAST(:before AS uuid) IS NULL OR id < :before)"
    " ORDER BY id DESC LIMIT :limit"
)
_REPLAY: Final = text(
    "UPDATE partner_deliveries SET status = 'pending', attempts = 0, due_at = :now, http_status = NULL, reason = NULL,"
    " finished_at = NULL WHERE id = :id"
)
_PENDING: Final = text("SELECT count(*) FROM partner_deliveries WHERE status = 'pending'")
_PURGE: Final = text(
    "DELETE FROM partner_deliveries WHERE id IN (SELECT id FROM partner_deliveries"
    " WHERE status <> 'pending' AND finished_at < :before LIMIT :limit)"
)


async def add(
    session: AsyncSession,
    *,
    id_: UUID,
    partner_id: str,
    event: EventName,
    deed_id: UUID,
    payload: str,
    now: datetime,
) -> None:
    """Let a partner be told of a deed of this transaction."""
    facts = {"id": id_, "partner_id": partner_id, "event": event, "deed_id": deed_id, "payload": payload, "now": now}
    await session.execute(_ADD, facts)


async def claim(session: AsyncSession, *, now: datetime, lease: timedelta, limit: int) -> list[Claimed]:
    """Take what is due and may go out; nobody else takes it for the length of the lease."""
    rows = (await session.execute(_CLAIM, {"now": now, "until": now + lease, "limit": limit})).mappings()
    claimed: list[Claimed] = []
    for row in rows:
        facts: dict[str, Any] = dict(row)
        facts["secrets"] = tuple(row["secrets"])
        claimed.append(Claimed(**facts))
    return claimed


async def finish(
    session: AsyncSession,
    one: Claimed,
    *,
    status: DeliveryStatus,
    http_status: int | None,
    reason: str | None,
    now: datetime,
) -> bool:
    """End a delivery; false when this try is no longer the last one."""
    facts = {"id": one.id, "attempts": one.attempts, "http_status": http_status, "reason": reason}
    done: Any = await session.execute(_FINISH, facts | {"status": status, "now": now})
    return done.rowcount == 1


async def put_back(
    session: AsyncSession, one: Claimed, *, due_at: datetime, http_status: int | None, reason: str | None
) -> bool:
    """Let a delivery wait until `due_at`; false when this try is no longer the last one."""
    facts = {"id": one.id, "attempts": one.attempts, "http_status": http_status, "reason": reason}
    done: Any = await session.execute(_RETRY, facts | {"due_at": due_at})
    return done.rowcount == 1


async def find(session: AsyncSession, partner_id: str, id_: UUID) -> Delivery | None:
    """One delivery of a partner, held until the transaction ends."""
    row = (await session.execute(_FIND, {"partner_id": partner_id, "id": id_})).mappings().first()
    return None if row is None else Delivery(**row)


async def list_newest(
    session: AsyncSession, partner_id: str, *, status: DeliveryStatus | None, before: UUID | None, limit: int
) -> list[Delivery]:
    """A partner's deliveries, the newest first."""
    facts = {"partner_id": partner_id, "status": status, "before": before, "limit": limit}
    return [Delivery(**row) for row in (await session.execute(_LIST, facts)).mappings()]


async def replay(session: AsyncSession, id_: UUID, *, now: datetime) -> None:
    """Send a delivery again from its first try on, under the same id."""
    await session.execute(_REPLAY, {"id": id_, "now": now})


async def count_pending(session: AsyncSession) -> int:
    """How many wait, held back or not."""
    return (await session.execute(_PENDING)).scalar_one()


async def purge(session: AsyncSession, *, before: datetime, limit: int) -> int:
    """Forget what ended before then; answers how many."""
    done: Any = await session.execute(_PURGE, {"before": before, "limit": limit})
    return done.rowcount
