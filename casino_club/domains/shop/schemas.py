"""The shop over HTTP, as players meet it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from casino_club.domains.rewards.schemas import BundleOut
from casino_club.domains.shop.contracts import (
    Discount,
    Offer,
    PriceCurrency,
    Purchase,
    Quote,
    Status,
    Step,
    Wish,
)
from casino_club.domains.shop.rules import QUANTITY_MAX
from casino_club.domains.users.contracts import Tier
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

PackageState = Literal["open", "soon", "over", "sold_out", "user_limit", "disabled", "tier"]


def _upper(value: Any) -> Any:
    # People type codes as they come; there is one spelling.
    return value.strip().upper() if isinstance(value, str) else value


def package_state(offer: Offer, now: datetime) -> PackageState:
    """Why a package cannot be bought by this player now, the plainest reason first."""
    limited = offer.product.limited
    assert limited is not None  # noqa: S101 - asked of packages only
    found: tuple[tuple[bool, PackageState], ...] = (
        (limited.disabled_at is not None, "disabled"),
        (now >= limited.ends_at, "over"),
        (limited.left <= 0, "sold_out"),
        (now < limited.starts_at, "soon"),
        (offer.bought >= limited.user_limit, "user_limit"),
        (not offer.open_to_player, "tier"),
    )
    for holds, state in found:
        if holds:
            return state
    return "open"


ProductCode = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{1,47}$")]
Price = Annotated[int, Field(ge=1, le=AMOUNT_MAX)]
_NO_NUL: Final = r"^[^\x00]*$"
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=_NO_NUL)]
Text = Annotated[str, Field(max_length=500, pattern=_NO_NUL)]
Quantity = Annotated[int, Field(ge=1, le=QUANTITY_MAX)]
BodyKey = Annotated[str | None, Field(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]
PromoCode = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{2,31}$")]
PromoText = Annotated[PromoCode | None, BeforeValidator(_upper)]
Outcome = Literal["success", "pending", "failed"]


class PriceOut(Out):
    """`amount` is in the currency's smallest unit: whole gold, gems and won, and cents."""

    currency: PriceCurrency
    amount: Amount


class DiscountOut(Out):
    """`ends_at` is null for one without an end."""

    percent: int
    ends_at: UtcTime | None

    @classmethod
    def of(cls, discount: Discount | None) -> "DiscountOut | None":
        """A discount in the words of the API."""
        return None if discount is None else cls(percent=discount.percent, ends_at=discount.ends_at)


class ProductOut(Out):
    """What is sold, at the caller's price. `effective_price` is what one costs now; `available` is false below the tier
    it takes."""

    product_id: str
    name: str
    description: str
    price: PriceOut
    effective_price: Amount
    discount: DiscountOut | None
    ends_at: UtcTime | None
    grants: BundleOut
    rank: int
    tier_required: Tier | None
    active: bool
    available: bool

    @classmethod
    def of(cls, offer: Offer, language: str) -> "ProductOut":
        """An offer in the caller's language."""
        product, discount = offer.product, DiscountOut.of(offer.discount)
        return cls(
            product_id=product.code,
            name=product.name[language],
            description=product.description[language],
            price=PriceOut(currency=product.currency, amount=offer.unit_price),
            effective_price=offer.effective_price,
            discount=discount,
            ends_at=None if discount is None else discount.ends_at,
            grants=BundleOut.of(product.bundle),
            rank=product.rank,
            tier_required=product.tier_required,
            active=product.active,
            available=offer.open_to_player,
        )


class CatalogOut(Out):
    items: list[ProductOut]


class PackageOut(Out):
    """A limited package at the caller's price. `left` is what nobody has bought or is about to pay; `bought` what the
    caller holds of the `per_user_limit`. `state` says why it cannot be bought, or `open`."""

    package_id: str
    name: str
    description: str
    price: PriceOut
    effective_price: Amount
    discount: DiscountOut | None
    grants: BundleOut
    rank: int
    tier_required: Tier | None
    starts_at: UtcTime
    ends_at: UtcTime
    stock: int
    left: int
    per_user_limit: int
    bought: int
    promo_allowed: bool
    state: PackageState

    @classmethod
    def of(cls, offer: Offer, language: str, now: datetime) -> "PackageOut":
        """An offer in the caller's language."""
        product = offer.product
        limited = product.limited
        assert limited is not None  # noqa: S101 - asked for packages only
        return cls(
            package_id=product.code,
            name=product.name[language],
            description=product.description[language],
            price=PriceOut(currency=product.currency, amount=offer.unit_price),
            effective_price=offer.effective_price,
            discount=DiscountOut.of(offer.discount),
            grants=BundleOut.of(product.bundle),
            rank=product.rank,
            tier_required=product.tier_required,
            starts_at=limited.starts_at,
            ends_at=limited.ends_at,
            stock=limited.stock,
            left=limited.left,
            per_user_limit=limited.user_limit,
            bought=offer.bought,
            promo_allowed=product.promo_allowed,
            state=package_state(offer, now),
        )


class PackagesOut(Out):
    items: list[PackageOut]


class BuyIn(In):
    """`idempotency_key` may stand here instead of in the header."""

    product_id: ProductCode
    quantity: Quantity = 1
    promo_code: PromoText = None
    idempotency_key: BodyKey = None

    def wish(self) -> Wish:
        """The domain's own shape."""
        return Wish(self.product_id, self.quantity, self.promo_code)


class BuyPackageIn(In):
    """`idempotency_key` may stand here instead of in the header."""

    package_id: ProductCode
    quantity: Quantity = 1
    promo_code: PromoText = None
    idempotency_key: BodyKey = None

    def wish(self) -> Wish:
        """The domain's own shape."""
        return Wish(self.package_id, self.quantity, self.promo_code, limited=True)


class QuoteIn(In):
    """Exactly one of `product_id` and `package_id`."""

    product_id: ProductCode | None = None
    package_id: ProductCode | None = None
    quantity: Quantity = 1
    promo_code: PromoText = None

    @model_validator(mode="after")
    def _one_thing(self) -> "QuoteIn":
        if (self.product_id is None) == (self.package_id is None):
            raise ValueError("one_of_product_and_package")
        return self

    def wish(self) -> Wish:
        """The domain's own shape."""
        code = self.product_id or self.package_id or ""
        return Wish(code, self.quantity, self.promo_code, limited=self.package_id is not None)


class QuoteOut(Out):
    """What a purchase would cost and give now. `promo_cut` is what the code takes off the whole."""

    currency: PriceCurrency
    quantity: int
    unit_price: Amount
    unit_effective: Amount
    promo_cut: Amount
    amount: Amount
    grants: BundleOut

    @classmethod
    def of(cls, quote: Quote) -> "QuoteOut":
        """A quote in the words of the API."""
        return cls(
            currency=quote.currency,
            quantity=quote.quantity,
            unit_price=quote.unit_price,
            unit_effective=quote.unit_effective,
            promo_cut=quote.promo_cut,
            amount=quote.amount,
            grants=BundleOut.of(quote.bundle),
        )


class BoughtOut(Out):
    """`reason` says why a purchase failed; `granted` is what was given, null unless it succeeded. A purchase for money
    is `pending`: the player goes on to `checkout_url`."""

    status: Outcome
    reason: str | None
    receipt_code: str
    granted: BundleOut | None
    new_gold_balance: Amount
    checkout_url: str | None = None

    @classmethod
    def of(cls, purchase: Purchase, *, gold: int, checkout_url: str | None) -> "BoughtOut":
        """What came of buying."""
        outcome: dict[Status, Outcome] = {"created": "pending", "succeeded": "success"}
        return cls(
            status=outcome.get(purchase.status, "failed"),
            reason=purchase.cause if purchase.status == "failed" else None,
            receipt_code=purchase.receipt,
            granted=BundleOut.of(purchase.bundle) if purchase.status == "succeeded" else None,
            new_gold_balance=gold,
            checkout_url=checkout_url,
        )


class PurchaseOut(Out):
    """A line of the history: everything as it was shown when it was bought. `grants` is what was bought, `granted` what
    was given."""

    receipt_code: str
    product_id: str
    name: str
    quantity: int
    unit_price: Amount
    unit_effective: Amount
    promo_code: str | None
    promo_cut: Amount
    amount: Amount
    currency: PriceCurrency
    status: Status
    reason: str
    refunded: Amount
    grants: BundleOut
    granted: BundleOut | None
    created_at: UtcTime
    changed_at: UtcTime

    @classmethod
    def facts_of(cls, purchase: Purchase, language: str) -> dict[str, Any]:
        """What a line and a whole purchase share."""
        given = purchase.status in {"succeeded", "refunded", "charged_back"}
        return {
            "receipt_code": purchase.receipt,
            "product_id": purchase.product_code,
            "name": purchase.product_name[language],
            "quantity": purchase.quantity,
            "unit_price": purchase.unit_price,
            "unit_effective": purchase.unit_effective,
            "promo_code": purchase.promo_code,
            "promo_cut": purchase.promo_cut,
            "amount": purchase.amount,
            "currency": purchase.currency,
            "status": purchase.status,
            "reason": purchase.cause,
            "refunded": purchase.refunded,
            "grants": BundleOut.of(purchase.bundle),
            "granted": BundleOut.of(purchase.bundle) if given else None,
            "created_at": purchase.created_at,
            "changed_at": purchase.changed_at,
        }

    @classmethod
    def of(cls, purchase: Purchase, language: str) -> "PurchaseOut":
        """A purchase in the caller's language."""
        return cls(**cls.facts_of(purchase, language))


class StepOut(Out):
    """One moment of a purchase's timeline."""

    status: Status
    reason: str
    at: UtcTime


class PurchaseDetailOut(PurchaseOut):
    """A purchase with its timeline, oldest first. `checkout_url` is where it is paid, while it waits for that."""

    timeline: list[StepOut]
    checkout_url: str | None

    @classmethod
    def whole(
        cls, purchase: Purchase, steps: Sequence[Step], language: str, checkout_url: str | None
    ) -> "PurchaseDetailOut":
        """A purchase and its steps."""
        timeline = [StepOut(status=step.after, reason=step.cause, at=step.at) for step in steps]
        return cls(**cls.facts_of(purchase, language), timeline=timeline, checkout_url=checkout_url)


class WebhookOut(Out):
    """The webhook was taken; what follows from it happens here."""

    received: bool = True
