"""Every statement on orders and webhooks."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.payments.contracts import Checkout, Order, WebhookEvent, WebhookStatus

_PLACE: Final = text(
    "INSERT INTO payment_orders (receipt, provider, currency, amount, title, created_at, asked_at)"
    " VALUES (:receipt, :provider, :currency, :amount, :title, :now, :now)"
)
_ORDER: Final = text(
    "SELECT receipt, currency, amount, title, ref, checkout_url FROM payment_orders WHERE receipt = :receipt"
)
# The provider's first answer stays: asked twice at once, it answers the same.
_OPENED: Final = text(
    "UPDATE payment_orders SET ref = :ref, checkout_url = :url WHERE receipt = :receipt AND ref IS NULL"
)
_ASKED: Final = text("UPDATE payment_orders SET asked_at = :now WHERE receipt = :receipt")
_DUE: Final = text(
    "SELECT receipt FROM payment_orders WHERE receipt = ANY (:receipts) AND asked_at <= :before"
    " ORDER BY asked_at LIMIT :limit"
).bindparams(bindparam("receipts", type_=ARRAY(TEXT)))

_EVENT: Final = "id, provider, event_id, receipt, status, attempts, last_error, received_at, changed_at"
_RECEIVE: Final = text(
    "INSERT INTO webhook_events (provider, event_id, receipt, received_at, changed_at)"  # noqa: S608 - constants only
    " VALUES (:provider, :event_id, :receipt, :now, :now) ON CONFLICT (provider, event_id) DO NOTHING"
    f" RETURNING {_EVENT}"
)
_NOTE: Final = text(
    "UPDATE webhook_events SET status = :status, last_error = :error, attempts = attempts + 1, changed_at = :now"
    " WHERE id = :id AND status <> 'DONE'"
)
_FIND_EVENT: Final = text(f"SELECT {_EVENT} FROM webhook_events WHERE id = :id")  # noqa: S608
# Claimed for one replay at a time: what is being worked on is no longer FAILED.
_CLAIM: Final = text(
    f"UPDATE webhook_events SET status = 'RECEIVED', changed_at = :now WHERE id = :id AND status = 'FAILED'"  # noqa: S608
    f" RETURNING {_EVENT}"
)
_STUCK: Final = text(
    f"SELECT {_EVENT} FROM webhook_events WHERE status = 'RECEIVED' AND changed_at <= :before"  # noqa: S608
    " ORDER BY changed_at LIMIT :limit"
)
_EVENTS: Final = text(
    f"SELECT {_EVENT} FROM webhook_events"  # noqa: S608 - constants only
    " WHERE (CAST(:status AS text) IS NULL OR status = :status) AND (CAST(:before AS uuid) IS NULL OR id < :before)"
    " ORDER BY id DESC LIMIT :limit"
)
_OF_RECEIPT: Final = text(f"SELECT {_EVENT} FROM webhook_events WHERE receipt = :receipt ORDER BY id")  # noqa: S608
_NONCE: Final = text(
    "INSERT INTO webhook_nonces (nonce, seen_at) VALUES (:nonce, :now) ON CONFLICT DO NOTHING RETURNING nonce"
)
_PURGE_NONCES: Final = text("DELETE FROM webhook_nonces WHERE seen_at < :before")

NONCES_KEPT: Final = timedelta(hours=25)
"""Longer than any signature is good for (economy.md)."""


async def place(session: AsyncSession, order: Order, *, provider: str, now: datetime) -> None:
    """Write down what a provider is to collect."""
    facts = {"receipt": order.receipt, "currency": order.currency, "amount": order.amount, "title": order.title}
    await session.execute(_PLACE, facts | {"provider": provider, "now": now})


async def find_order(session: AsyncSession, receipt: str) -> Order | None:
    """The order of a receipt."""
    row = (await session.execute(_ORDER, {"receipt": receipt})).mappings().first()
    return None if row is None else Order(**row)


async def note_opened(session: AsyncSession, receipt: str, checkout: Checkout) -> None:
    """Keep where an order is paid."""
    await session.execute(_OPENED, {"receipt": receipt, "ref": checkout.ref, "url": checkout.url})


async def note_asked(session: AsyncSession, receipt: str, *, now: datetime) -> None:
    """Keep when the provider was last asked."""
    await session.execute(_ASKED, {"receipt": receipt, "now": now})


async def not_asked_since(session: AsyncSession, receipts: list[str], *, before: datetime, limit: int) -> list[str]:
    """Those of the receipts that nobody asked about since, the longest waiting first."""
    rows = await session.execute(_DUE, {"receipts": receipts, "before": before, "limit": limit})
    return list(rows.scalars())


def _event(row: Any) -> WebhookEvent:
    return WebhookEvent(**row)


async def receive(
    session: AsyncSession, *, provider: str, event_id: str, receipt: str, now: datetime
) -> WebhookEvent | None:
    """Write an event down; None when it is known."""
    facts = {"provider": provider, "event_id": event_id, "receipt": receipt, "now": now}
    row = (await session.execute(_RECEIVE, facts)).mappings().first()
    return None if row is None else _event(row)


async def note_work(
    session: AsyncSession, event_id: UUID, *, status: WebhookStatus, error: str | None, now: datetime
) -> None:
    """Keep what came of working on an event."""
    await session.execute(_NOTE, {"id": event_id, "status": status, "error": error, "now": now})


async def find_event(session: AsyncSession, event_id: UUID) -> WebhookEvent | None:
    """One event."""
    row = (await session.execute(_FIND_EVENT, {"id": event_id})).mappings().first()
    return None if row is None else _event(row)


async def claim_failed(session: AsyncSession, event_id: UUID, *, now: datetime) -> WebhookEvent | None:
    """Take a failed event up again; None when it is not one."""
    row = (await session.execute(_CLAIM, {"id": event_id, "now": now})).mappings().first()
    return None if row is None else _event(row)


async def list_stuck(session: AsyncSession, *, before: datetime, limit: int) -> list[WebhookEvent]:
    """Events that were written down and never finished: their process died."""
    return [_event(row) for row in (await session.execute(_STUCK, {"before": before, "limit": limit})).mappings()]


async def list_events(
    session: AsyncSession, *, status: WebhookStatus | None, before: UUID | None, limit: int
) -> list[WebhookEvent]:
    """Events, the newest first."""
    facts = {"status": status, "before": before, "limit": limit}
    return [_event(row) for row in (await session.execute(_EVENTS, facts)).mappings()]


async def events_of(session: AsyncSession, receipt: str) -> list[WebhookEvent]:
    """What was told about a receipt, the oldest first."""
    return [_event(row) for row in (await session.execute(_OF_RECEIPT, {"receipt": receipt})).mappings()]


async def take_nonce(session: AsyncSession, nonce: str, *, now: datetime) -> bool:
    """Use a nonce up; false when it was used before."""
    return (await session.execute(_NONCE, {"nonce": nonce, "now": now})).first() is not None


async def purge_nonces(session: AsyncSession, *, now: datetime) -> None:
    """Forget nonces whose signatures are long stale."""
    await session.execute(_PURGE_NONCES, {"before": now - NONCES_KEPT})
