"""How a payment moves, and what is told about it: pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from casino_club.domains.sandbox.contracts import Action, Card, SandboxPayment, State, Status

DELAY: Final = timedelta(seconds=20)
SILENCE: Final = timedelta(seconds=30)
DUPLICATES: Final = 3
RETRY_AFTER: Final = tuple(timedelta(seconds=10 * 2**number) for number in range(5))
"""How long after a try the next one is due: six tries in all. The first wait is longer than a try may last, so that
two tries of one delivery never overlap."""
_REF: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_HOST: Final = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
_PLAIN: Final = re.compile(r"[!-~]{1,2048}")


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell; `amount` is what it is about, `copies` how often it is delivered under one event id."""

    status: Status
    amount: int
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """A payment after a step, and what the step is told as. Without events nothing has changed, or a delay began."""

    payment: SandboxPayment
    events: tuple[Event, ...] = ()


def _captured(payment: SandboxPayment, amount: int, at: datetime, *, copies: int = 1) -> Moved:
    paid = replace(payment, state="paid", paid=amount, pays_at=None, closed_at=at)
    return Moved(paid, (Event("paid", amount, copies),))


def _ended(payment: SandboxPayment, state: State, status: Status, at: datetime) -> Moved:
    return Moved(replace(payment, state=state, pays_at=None, closed_at=at), (Event(status, payment.asked),))


def capture_due(payment: SandboxPayment, *, now: datetime) -> Moved:
    """A delayed approval whose time has come counts as paid from then on, whether or not anybody has looked."""
    if payment.pays_at is None or payment.pays_at > now:
        return Moved(payment)
    return _captured(payment, payment.asked, payment.pays_at)


def is_silent(payment: SandboxPayment, *, now: datetime) -> bool:
    """Whether the API does not answer for this payment."""
    return payment.unreachable_until is not None and payment.unreachable_until > now


def close(payment: SandboxPayment, *, now: datetime) -> Moved:
    """An open payment can no longer be paid, also one whose approval is delayed; a finished one stays as it is."""
    return _ended(payment, "cancelled", "cancelled", now) if payment.state == "open" else Moved(payment)


def refund(payment: SandboxPayment, *, amount: int) -> Moved | None:
    """Pay back a part or all; None when that is not left."""
    if not 1 <= amount <= payment.left:
        return None
    return Moved(replace(payment, refunded=payment.refunded + amount), (Event("refunded", amount),))


def wrong_amount(asked: int) -> int:
    """What is captured by mistake: one unit less, and never nothing."""
    return asked - 1 if asked > 1 else 2


def press(payment: SandboxPayment, action: Action, *, card: Card, now: datetime) -> Moved:
    """What a button does. One that came too late, or was pressed twice, does nothing."""
    if action == "refund":
        return refund(payment, amount=payment.left) or Moved(payment)
    if action == "dispute":
        if not payment.left:
            return Moved(payment)
        return Moved(replace(payment, charged_back=True), (Event("charged_back", payment.left),))
    if payment.state != "open" or payment.pays_at is not None:
        return Moved(payment)
    return _pay(replace(payment, card=card), action, now) if action != "cancel" else close(payment, now=now)


def _pay(payment: SandboxPayment, action: Action, now: datetime) -> Moved:
    if action == "decline":
        return _ended(payment, "declined", "declined", now)
    if action == "delay":
        return Moved(replace(payment, pays_at=now + DELAY))
    if action == "error":
        payment = replace(payment, unreachable_until=now + SILENCE)
    amount = wrong_amount(payment.asked) if action == "wrong_amount" else payment.asked
    return _captured(payment, amount, now, copies=DUPLICATES if action == "duplicate" else 1)


def is_ref(text: str) -> bool:
    """Whether this may name a payment: anything else never reaches the database."""
    return _REF.fullmatch(text) is not None


def origin_of(url: str) -> str:
    """`https://host:port` of a URL that a browser may be sent to. Raises `ValueError` for any other text."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc) or not _PLAIN.fullmatch(url):
        raise ValueError("not an http address")
    return f"{parts.scheme}://{parts.netloc}"


def webhook_facts(payment: SandboxPayment, event: Event, *, event_id: str) -> Mapping[str, str | int]:
    """The body of a webhook."""
    return {
        "event_id": event_id,
        "receipt_code": payment.receipt,
        "status": event.status,
        "amount": event.amount,
        "currency": payment.currency,
        "provider_ref": payment.ref,
    }
