"""What happens to payments: under the row's lock, told by webhooks that are written in the same transaction."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.sandbox import repository, rules
from casino_club.domains.sandbox.contracts import Action, Card, SandboxPayment
from casino_club.domains.sandbox.errors import SandboxConflictError, SandboxSilentError
from casino_club.kernel.ids import uuid7
from casino_club.kernel.money import Money

_REF_BYTES: Final = 32


async def _write(session: AsyncSession, before: SandboxPayment, moved: rules.Moved, now: datetime) -> SandboxPayment:
    if moved.payment != before:
        await repository.change(session, moved.payment)
    for event in moved.events:
        event_id = uuid7()
        body = orjson.dumps(rules.webhook_facts(moved.payment, event, event_id=str(event_id))).decode()
        await repository.add_webhooks(
            session, event_id=event_id, receipt=before.receipt, body=body, copies=event.copies, now=now
        )
    return moved.payment


async def _settle(session: AsyncSession, locked: SandboxPayment, now: datetime) -> SandboxPayment:
    return await _write(session, locked, rules.capture_due(locked, now=now), now)


async def _lock(session: AsyncSession, receipt: str, now: datetime) -> SandboxPayment | None:
    found = await repository.find(session, "receipt", receipt, lock=True)
    if found is None:
        return None
    _answer(found, now)
    return await _settle(session, found, now)


def _answer(payment: SandboxPayment, now: datetime) -> SandboxPayment:
    if rules.is_silent(payment, now=now):
        raise SandboxSilentError(payment.receipt)
    return rules.capture_due(payment, now=now).payment


async def open_payment(
    session: AsyncSession, *, receipt: str, currency: Money, amount: int, title: str, return_url: str, now: datetime
) -> SandboxPayment:
    """The payment with this receipt, opened by the first call. Raises as `public.open` does."""
    rules.origin_of(return_url)
    await repository.add(
        session,
        receipt=receipt,
        ref=secrets.token_urlsafe(_REF_BYTES),
        currency=currency,
        asked=amount,
        title=title,
        return_url=return_url,
        now=now,
    )
    found = await repository.find(session, "receipt", receipt)
    assert found is not None  # noqa: S101 - added above, and payments are never deleted
    if (found.currency, found.asked) != (currency, amount):
        raise SandboxConflictError({"receipt": receipt})
    return _answer(found, now)


async def find_payment(session: AsyncSession, *, receipt: str, now: datetime) -> SandboxPayment | None:
    """A payment as it stands now. Reads only: a delayed approval that is due is seen as paid, and written by others."""
    found = await repository.find(session, "receipt", receipt)
    return None if found is None else _answer(found, now)


async def close(session: AsyncSession, *, receipt: str, now: datetime) -> SandboxPayment | None:
    """Make sure that a payment can no longer be paid."""
    found = await _lock(session, receipt, now)
    return None if found is None else await _write(session, found, rules.close(found, now=now), now)


async def refund(session: AsyncSession, *, receipt: str, amount: int, key: UUID, now: datetime) -> bool:
    """Pay back once a key."""
    found = await _lock(session, receipt, now)
    if found is None:
        return False
    earlier = await repository.find_refund(session, key)
    if earlier is not None:
        if earlier != (receipt, amount):
            raise SandboxConflictError({"key": str(key)})
        return True
    moved = rules.refund(found, amount=amount)
    if moved is None:
        return False
    if not await repository.add_refund(session, key=key, receipt=receipt, amount=amount, now=now):
        raise SandboxConflictError({"key": str(key)})  # used for another receipt at this moment
    await _write(session, found, moved, now)
    return True


async def view(session: AsyncSession, *, ref: str, now: datetime) -> SandboxPayment | None:
    """A payment for its checkout page, which is there also while the API is silent."""
    found = await repository.find(session, "ref", ref)
    return None if found is None else rules.capture_due(found, now=now).payment


async def press(session: AsyncSession, *, ref: str, action: Action, card: Card, now: datetime) -> SandboxPayment | None:
    """A button of the checkout page. What came too late changes nothing."""
    locked = await repository.find(session, "ref", ref, lock=True)
    if locked is None:
        return None
    found = await _settle(session, locked, now)
    moved = rules.press(found, action, card=card, now=now)
    back = moved.payment.refunded - found.refunded
    if back:
        await repository.add_refund(session, key=uuid7(), receipt=found.receipt, amount=back, now=now)
    return await _write(session, found, moved, now)


async def capture_due(session: AsyncSession, *, now: datetime, limit: int) -> Sequence[SandboxPayment]:
    """Capture delayed payments whose time has come, at most `limit`."""
    due = await repository.lock_due(session, now=now, limit=limit)
    return [await _settle(session, payment, now) for payment in due]
