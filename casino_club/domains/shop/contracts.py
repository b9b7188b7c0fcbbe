"""What is sold, what it costs, and how a purchase stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.users.contracts import Tier

PriceCurrency = Literal["KRW", "USD", "gold", "gem"]
RefundKind = Literal["refund", "return", "provider", "chargeback"]

Status = Literal["created", "pending", "succeeded", "failed", "cancelled", "expired", "refunded", "charged_back"]
PromoKind = Literal["percent", "fixed", "bonus"]


@dataclass(frozen=True, slots=True)
class Discount:
    """So many percent off until a moment; without one, until an operator takes it away."""

    percent: int
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Limited:
    """What makes a product a limited package: a window, a stock, a most for each player, and an emergency switch.

    `taken` is what purchases that are paid or still open hold of the stock.
    """

    starts_at: datetime
    ends_at: datetime
    stock: int
    user_limit: int
    taken: int = 0
    disabled_at: datetime | None = None

    @property
    def left(self) -> int:
        """What can still be bought."""
        return self.stock - self.taken


@dataclass(frozen=True, slots=True)
class Product:
    """One thing that is sold. `tier_prices` replace `price` for players of that tier and above; a limited package has
    `limited`."""

    code: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    currency: PriceCurrency
    price: int
    bundle: Bundle
    rank: int = 0
    tier_required: Tier | None = None
    tier_prices: Mapping[Tier, int] = field(default_factory=dict[Tier, int])
    discount: Discount | None = None
    active: bool = True
    promo_allowed: bool = True
    limited: Limited | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as one player sees it now. `discount` is the one that runs."""

    product: Product
    unit_price: int
    effective_price: int
    discount: Discount | None
    open_to_player: bool
    bought: int = 0
    """How many of a limited package this player holds already."""


@dataclass(frozen=True, slots=True)
class Promo:
    """What a code does: `percent` or `fixed` off the whole purchase, or a `bonus` on top of what is bought.

    `value` is the percentage, or the amount in `currency`; a bonus has its bundle. Without `stacks` the code is refused
    while a discount of the product runs.
    """

    code: str
    kind: PromoKind
    value: int = 0
    currency: PriceCurrency | None = None
    bonus: Bundle = field(default_factory=Bundle)
    products: frozenset[str] | None = None
    amount_min: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    total_limit: int | None = None
    user_limit: int | None = 1
    stacks: bool = False
    active: bool = True
    used: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a player asks to buy. `limited` says where it was asked: among the packages, or in the catalogue."""

    code: str
    quantity: int = 1
    promo_code: str | None = None
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What one purchase costs and gives; frozen into its row.

    `unit_price` is the player's price before the discount, `unit_effective` after it, `promo_cut` what a code takes off
    the whole, `amount` what is paid.
    """

    currency: PriceCurrency
    quantity: int
    unit_price: int
    unit_effective: int
    promo_cut: int
    amount: int
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class Standing:
    """As much of a purchase as decides what happens to it next. `refunded` is what the club has already booked."""

    status: Status
    amount: int
    currency: PriceCurrency
    refunded: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Purchase:
    """A purchase with everything that was shown when it was made. `cause` is why it stands where it does."""

    id: UUID
    receipt: str
    user_id: int
    product_code: str
    product_name: Mapping[str, str]
    quantity: int
    currency: PriceCurrency
    unit_price: int
    unit_effective: int
    promo_code: str | None
    promo_cut: int
    amount: int
    bundle: Bundle
    tier: Tier
    status: Status
    cause: str
    refunded: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """What must happen to a purchase.

    `to` is the next status (None: it stays), `cause` a stable word for the timeline. `refund_payer` says that the whole
    payment goes back through the provider; `book_refund` that so much more has been paid back already, and is to be
    booked.
    """

    to: Status | None
    cause: str
    refund_payer: bool = False
    book_refund: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a purchase's timeline."""

    purchase_id: UUID
    before: Status | None
    after: Status
    cause: str
    actor_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Refund:
    """Money, gold or gems that went back to who paid.

    `refund` was asked by an operator, `return` is a payment that came too late or wrong, `provider` and `chargeback`
    happened at the provider. `taken` is what of the goods came back, `owed` what did not: the player's debt. Without
    `sent_at` the provider has still to be told.
    """

    id: UUID
    purchase_id: UUID
    kind: RefundKind
    amount: int
    taken: Bundle
    owed: Bundle
    actor_id: int | None
    reason: str
    created_at: datetime
    attempts: int = 0
    last_error: str | None = None
    sent_at: datetime | None = None
    refused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What this club allows of purchases: whether it sells at all, for money too, and the most of a month in won."""

    sells: bool
    takes_money: bool
    krw_per_usd: int
    monthly_cap_krw: int


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys, and from where: `ip` and `device` are what fraud rules look at."""

    user_id: int
    ip: str
    device: str | None
