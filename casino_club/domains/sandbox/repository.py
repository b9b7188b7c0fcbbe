"""Every statement of the sandbox. Whoever changes a payment has locked its row by `lock`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.sandbox.contracts import SandboxPayment

_COLUMNS: Final = (
    "receipt, ref, currency, asked, title, return_url, state, paid, refunded, charged_back, card, unreachable_until,"
    " pays_at, opened_at, closed_at"
)
_OPEN: Final = text(
    "INSERT INTO sandbox_payments (receipt, ref, currency, asked, title, return_url, opened_at)"
    " VALUES (:receipt, :ref, :currency, :asked, :title, :return_url, :now) ON CONFLICT (receipt) DO NOTHING"
)
_FIND: Final = {
    name: f"SELECT {_COLUMNS} FROM sandbox_payments WHERE {name} = :value"  # noqa: S608 - constants only
    for name in ("receipt", "ref")
}
_READ: Final = {name: text(statement) for name, statement in _FIND.items()}
_LOCK: Final = {name: text(f"{statement} FOR UPDATE") for name, statement in _FIND.items()}
_LOCK_DUE: Final = text(
    f"SELECT {_COLUMNS} FROM sandbox_payments WHERE pays_at <= :now"  # noqa: S608
    " ORDER BY pays_at LIMIT :limit FOR UPDATE SKIP LOCKED"
)
_CHANGE: Final = text(
    "UPDATE sandbox_payments SET state = :state, paid = :paid, refunded = :refunded, charged_back = :charged_back,"
    " card = :card, unreachable_until = :unreachable_until, pays_at = :pays_at, closed_at = :closed_at"
    " WHERE receipt = :receipt"
)
_FIND_REFUND: Final = text("SELECT receipt, amount FROM sandbox_refunds WHERE key = :key")
_ADD_REFUND: Final = text(
    "INSERT INTO sandbox_refunds (key, receipt, amount, created_at) VALUES (:key, :receipt, :amount, :now)"
    " ON CONFLICT (key) DO NOTHING RETURNING key"
)
_ADD_WEBHOOK: Final = text(
    "INSERT INTO sandbox_webhooks (event_id, receipt, body, due_at, created_at)"
    " VALUES (:event_id, :receipt, :body, :now, :now)"
)
# A claim sets the next try's date, null after the last wait: whoever dies with a delivery in hand has used one try up,
# and nothing else.
_CLAIM: Final = text(
    "UPDATE sandbox_webhooks w SET attempts = w.attempts + 1,"
    " due_at = CAST(:now AS timestamptz) + (CAST(:waits AS interval[]))[w.attempts + 1] FROM ("
    "  SELECT id FROM sandbox_webhooks WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED"
    " ) due WHERE w.id = due.id RETURNING w.id, w.event_id, w.body, w.attempts"
)
_DELIVERED: Final = text(
    "UPDATE sandbox_webhooks SET delivered_at = :now, due_at = NULL, last_error = NULL WHERE id = :id"
)
_FAILED: Final = text("UPDATE sandbox_webhooks SET last_error = :error WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery to try now: for the `attempts`-th time."""

    id: UUID
    event_id: UUID
    body: str
    attempts: int


async def add(
    session: AsyncSession,
    *,
    receipt: str,
    ref: str,
    currency: str,
    asked: int,
    title: str,
    return_url: str,
    now: datetime,
) -> None:
    """Write an open payment down, unless there is one with this receipt."""
    facts = {"receipt": receipt, "ref": ref, "currency": currency, "asked": asked, "title": title}
    await session.execute(_OPEN, {**facts, "return_url": return_url, "now": now})


async def find(
    session: AsyncSession, by: Literal["receipt", "ref"], value: str, *, lock: bool = False
) -> SandboxPayment | None:
    """A payment by one of its names; `lock` keeps everybody else from changing it."""
    statement = (_LOCK if lock else _READ)[by]
    row = (await session.execute(statement, {"value": value})).mappings().first()
    return None if row is None else SandboxPayment(**row)


async def lock_due(session: AsyncSession, *, now: datetime, limit: int) -> list[SandboxPayment]:
    """Delayed payments whose time has come, locked; those that somebody else holds are left to them."""
    rows = (await session.execute(_LOCK_DUE, {"now": now, "limit": limit})).mappings()
    return [SandboxPayment(**row) for row in rows]


async def change(session: AsyncSession, payment: SandboxPayment) -> None:
    """Write a locked payment's new state."""
    await session.execute(_CHANGE, asdict(payment))


async def find_refund(session: AsyncSession, key: UUID) -> tuple[str, int] | None:
    """The receipt and the amount that were paid back under a key."""
    row = (await session.execute(_FIND_REFUND, {"key": key})).first()
    return None if row is None else (row.receipt, row.amount)


async def add_refund(session: AsyncSession, *, key: UUID, receipt: str, amount: int, now: datetime) -> bool:
    """Note what is paid back; false when the key was used meanwhile."""
    facts = {"key": key, "receipt": receipt, "amount": amount, "now": now}
    return (await session.execute(_ADD_REFUND, facts)).first() is not None


async def add_webhooks(
    session: AsyncSession, *, event_id: UUID, receipt: str, body: str, copies: int, now: datetime
) -> None:
    """Let an event be delivered, so many times."""
    facts = {"event_id": event_id, "receipt": receipt, "body": body, "now": now}
    await session.execute(_ADD_WEBHOOK, [facts] * copies)


async def claim(session: AsyncSession, *, now: datetime, waits: Sequence[timedelta], limit: int) -> list[Claimed]:
    """Take deliveries that are due. After its n-th try each is due again in `waits[n - 1]`, or never."""
    facts = {"now": now, "waits": list(waits), "limit": limit}
    return [Claimed(**row) for row in (await session.execute(_CLAIM, facts)).mappings()]


async def note(session: AsyncSession, outcomes: Sequence[tuple[UUID, str | None]], *, now: datetime) -> None:
    """Write down what came of tries: an error, or None for what arrived."""
    arrived: list[dict[str, Any]] = [{"id": id_, "now": now} for id_, error in outcomes if error is None]
    failed: list[dict[str, Any]] = [{"id": id_, "error": error} for id_, error in outcomes if error is not None]
    if arrived:
        await session.execute(_DELIVERED, arrived)
    if failed:
        await session.execute(_FAILED, failed)
