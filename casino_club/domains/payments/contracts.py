"""The port to payment providers, and what passes through it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from casino_club.kernel.money import Money

WebhookStatus = Literal["RECEIVED", "DONE", "FAILED"]
PaymentState = Literal["open", "paid", "declined", "cancelled", "unknown"]


@dataclass(frozen=True, slots=True)
class Order:
    """What a provider is asked to collect. `receipt` names it at both ends; `ref` is the provider's own name and
    `checkout_url` where it is paid, known from when the order was opened there and that was written down."""

    receipt: str
    currency: Money
    amount: int
    title: str
    ref: str | None = None
    checkout_url: str | None = None


@dataclass(frozen=True, slots=True)
class Checkout:
    """Where the player pays, and the provider's name for it."""

    ref: str
    url: str


@dataclass(frozen=True, slots=True)
class Payment:
    """What the provider answers when asked about a receipt. `unknown`: it has never heard of it.

    `amount` is what was paid, `refunded` how much of it went back to the payer so far; `card` is the provider's
    fingerprint of the card, the same for the same card, and never its number.
    """

    state: PaymentState
    amount: int = 0
    currency: Money | None = None
    refunded: int = 0
    charged_back: bool = False
    card: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A webhook whose origin is proven: something happened to this receipt. What, is asked for.

    A `nonce` may come once only: a signature that is used again proves nothing.
    """

    event_id: str
    receipt: str
    nonce: str | None = None


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """An event as it was written down, and how the work on it went."""

    id: UUID
    provider: str
    event_id: str
    receipt: str
    status: WebhookStatus
    attempts: int
    last_error: str | None
    received_at: datetime
    changed_at: datetime


class Gateway(Protocol):
    """A payment provider. Every call may be repeated: the receipt, or `key`, makes it the same call.

    The calls go over the network and never stand inside a transaction. All raise `GatewayUnavailableError` when the
    provider cannot be reached or answers nonsense.
    """

    @property
    def name(self) -> str:
        """How the provider is called in tables and paths."""
        ...

    async def open(self, order: Order, *, return_url: str) -> Checkout:
        """Ask for a page on which the order is paid. The page leads back to `return_url`, paid or not."""
        ...

    async def look(self, order: Order) -> Payment:
        """What the provider knows of an order."""
        ...

    async def close(self, order: Order) -> Payment:
        """Make sure that an order can no longer be paid; answers its last state, which is `paid` when it was too
        late."""
        ...

    async def refund(self, order: Order, *, amount: int, key: UUID) -> None:
        """Pay back so much. Raises `RefundRefusedError` when the provider will not."""
        ...

    async def read(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice | None:
        """Who a webhook is from and which receipt it is about; None for one that is about none.

        `headers` has names in lower case, `body` is what came over the wire. Raises `WebhookRefusedError` for a
        signature that is missing, forged or too old.
        """
        ...

    async def aclose(self) -> None:
        """Give connections back, at the end of the process."""
        ...
