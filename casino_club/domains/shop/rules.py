"""Prices, codes, and what becomes of a purchase: functions of their arguments alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from casino_club.domains.payments.contracts import Payment
from casino_club.domains.rewards.contracts import PROTECTION, Bundle
from casino_club.domains.shop.contracts import (
    Discount,
    Limited,
    Move,
    Product,
    Promo,
    Purchase,
    Quote,
    Standing,
    Status,
)
from casino_club.domains.shop.errors import (
    AmountTooLargeError,
    PackageDisabledError,
    PromoNotApplicableError,
    PromoNotFoundError,
    PromoUsedUpError,
    SoldOutError,
    UserLimitError,
    WindowClosedError,
)
from casino_club.domains.users.contracts import TIER_RANK, Tier
from casino_club.kernel.clock import iso_z
from casino_club.kernel.money import AMOUNT_MAX, half_up

QUANTITY_MAX: Final = 99
ASK_AGAIN_AFTER: Final = timedelta(minutes=2)
"""A pending purchase is asked about again (economy.md)."""
EXPIRES_AFTER: Final = timedelta(minutes=30)
"""A purchase that nobody paid is ended (economy.md)."""

TRANSITIONS: Final[Mapping[Status, frozenset[Status]]] = MappingProxyType(
    {
        "created": frozenset({"pending", "succeeded", "failed", "cancelled", "expired", "refunded", "charged_back"}),
        "pending": frozenset({"succeeded", "failed", "cancelled", "expired", "refunded", "charged_back"}),
        "succeeded": frozenset({"refunded", "charged_back"}),
        "failed": frozenset(),
        "cancelled": frozenset(),
        "expired": frozenset(),
        "refunded": frozenset({"succeeded"}),
        "charged_back": frozenset(),
    }
)
"""Every move there is. From `created` or `pending` to `refunded` and `charged_back`: paid, and taken back again before
the club knew of either; nothing is given then. From `refunded` back: the provider would not pay it back."""

OPEN: Final[frozenset[Status]] = frozenset({"created", "pending"})
"""Purchases that wait for their payment."""
ENDED_UNPAID: Final[frozenset[Status]] = frozenset({"failed", "cancelled", "expired"})
LIVE: Final = OPEN | {"succeeded"}
"""Purchases that hold stock, uses of a code and a part of the buyer's limits."""


def gives_back(before: Status, after: Status) -> bool:
    """Whether a move returns stock and the use of a code: it ends a purchase that gave nothing."""
    return before in OPEN and after not in LIVE


def check_window(limited: Limited, *, quantity: int, bought: int, now: datetime) -> None:
    """Whether so many more of a package may be bought now by somebody who holds `bought`.

    Raises `PackageDisabledError`, `WindowClosedError`, `UserLimitError`, `SoldOutError`, in this order.
    """
    if limited.disabled_at is not None:
        raise PackageDisabledError
    if not limited.starts_at <= now < limited.ends_at:
        raise WindowClosedError({"starts_at": iso_z(limited.starts_at), "ends_at": iso_z(limited.ends_at)})
    if bought + quantity > limited.user_limit:
        raise UserLimitError({"user_limit": limited.user_limit, "bought": bought})
    if quantity > limited.left:
        raise SoldOutError({"left": limited.left})


def check_uses(promo: Promo, *, used_by_player: int) -> None:
    """Whether a code may be used once more. Raises `PromoUsedUpError`."""
    over = promo.total_limit is not None and promo.used >= promo.total_limit
    if over or (promo.user_limit is not None and used_by_player >= promo.user_limit):
        raise PromoUsedUpError


def running(discount: Discount | None, now: datetime) -> Discount | None:
    """The discount, while it runs."""
    if discount is None or (discount.ends_at is not None and discount.ends_at <= now):
        return None
    return discount


def price_for(product: Product, tier: Tier) -> int:
    """A player's price of one, before any discount: that of the highest tier the player has reached."""
    reached = {TIER_RANK[one]: price for one, price in product.tier_prices.items() if TIER_RANK[one] <= TIER_RANK[tier]}
    return reached[max(reached)] if reached else product.price


def effective_price(product: Product, tier: Tier, now: datetime) -> int:
    """What one costs a player now. A discount rounds half up, and nothing becomes free by it."""
    price, discount = price_for(product, tier), running(product.discount, now)
    return price if discount is None else max(1, half_up(price * (100 - discount.percent), 100))


def times(bundle: Bundle, quantity: int) -> Bundle:
    """So many of a bundle."""
    return _sum(*([bundle] * quantity))


def _sum(*bundles: Bundle) -> Bundle:
    items: dict[str, int] = {}
    for bundle in bundles:
        for code, count in bundle.items.items():
            items[code] = items.get(code, 0) + count
    try:
        return Bundle(
            gold=sum(one.gold for one in bundles),
            gem=sum(one.gem for one in bundles),
            exp=sum(one.exp for one in bundles),
            vip_points=sum(one.vip_points for one in bundles),
            protections=sum(one.protections for one in bundles),
            pass_levels=sum(one.pass_levels for one in bundles),
            items=items,
        )
    except ValueError as error:
        raise AmountTooLargeError from error


def _promo_cut(promo: Promo, product: Product, subtotal: int, now: datetime) -> int:
    """What a code takes off; at least one unit is left to pay. Raises for a code that does not fit."""
    begun = promo.starts_at is None or promo.starts_at <= now
    over = promo.ends_at is not None and promo.ends_at <= now
    if not promo.active or not begun or over:
        raise PromoNotFoundError
    if not product.promo_allowed:
        raise PromoNotApplicableError({"reason": "product"})
    if promo.products is not None and product.code not in promo.products:
        raise PromoNotApplicableError({"reason": "product"})
    if promo.currency is not None and promo.currency != product.currency:
        raise PromoNotApplicableError({"reason": "currency"})
    if subtotal < promo.amount_min:
        raise PromoNotApplicableError({"reason": "amount", "amount_min": promo.amount_min})
    if not promo.stacks and running(product.discount, now) is not None:
        raise PromoNotApplicableError({"reason": "discounted"})
    if promo.kind == "percent":
        return min(half_up(subtotal * promo.value, 100), subtotal - 1)
    return min(promo.value, subtotal - 1) if promo.kind == "fixed" else 0


def quote(product: Product, *, tier: Tier, quantity: int, promo: Promo | None, now: datetime) -> Quote:
    """What a purchase costs and gives.

    A code is worked out on the whole after the discount. Raises `PromoNotFoundError`, `PromoNotApplicableError` and
    `AmountTooLargeError`.
    """
    unit = effective_price(product, tier, now)
    subtotal = unit * quantity
    if subtotal > AMOUNT_MAX:
        raise AmountTooLargeError
    cut = 0 if promo is None else _promo_cut(promo, product, subtotal, now)
    bought = times(product.bundle, quantity)
    return Quote(
        currency=product.currency,
        quantity=quantity,
        unit_price=price_for(product, tier),
        unit_effective=unit,
        promo_cut=cut,
        amount=subtotal - cut,
        bundle=bought if promo is None else _sum(bought, promo.bonus),
    )


def may_move(before: Status, after: Status) -> bool:
    """Whether the table of transitions knows this move."""
    return after in TRANSITIONS[before]


def next_move(purchase: Standing, payment: Payment, now: datetime) -> Move | None:
    """What must happen to a purchase, given what its provider says now; None when it is right as it is.

    The answer depends on nothing else, so asking twice, late or in any order leads to the same end. A payment that
    comes after the purchase was ended, or of another amount than was asked for, goes back to the payer.
    """
    if purchase.status in OPEN:
        return _move_of_open(purchase, payment, now)
    if purchase.status == "succeeded":
        return _move_of_paid(purchase, payment)
    is_held = payment.state == "paid" and payment.refunded < payment.amount and not payment.charged_back
    if purchase.status in ENDED_UNPAID and is_held:
        return Move(None, "paid_late", refund_payer=True)
    return None


def _move_of_open(purchase: Standing, payment: Payment, now: datetime) -> Move | None:
    if payment.state == "paid":
        return _move_of_payment(purchase, payment)
    if payment.state == "declined":
        return Move("failed", "declined")
    if payment.state == "open":
        return None  # also after it was closed: a bank may still be deciding
    if now - purchase.created_at >= EXPIRES_AFTER:
        return Move("expired", "unpaid")
    return Move("cancelled", "cancelled_by_payer") if payment.state == "cancelled" else None


def _move_of_payment(purchase: Standing, payment: Payment) -> Move:
    if payment.charged_back:
        return Move("charged_back", "charged_back_before_grant")
    if (payment.amount, payment.currency) != (purchase.amount, purchase.currency):
        return Move("failed", "wrong_amount", refund_payer=payment.refunded < payment.amount)
    if payment.refunded >= payment.amount:
        return Move("refunded", "refunded_before_grant")
    if payment.refunded:
        return Move("failed", "refunded_in_part_before_grant", refund_payer=True)
    return Move("succeeded", "paid")


def _move_of_paid(purchase: Standing, payment: Payment) -> Move | None:
    if payment.charged_back:
        return Move("charged_back", "charged_back")
    more = min(payment.refunded, purchase.amount) - purchase.refunded
    if more <= 0:
        return None
    whole = purchase.refunded + more >= purchase.amount
    return Move("refunded" if whole else None, "refunded_by_provider", book_refund=more)


def share_of(bundle: Bundle, part: int, whole: int) -> Bundle:
    """What of a bundle belongs to `part` of the `whole` that was paid for it, each amount rounded up.

    Only what can be taken back counts: money, items and protections. What was lived through stays: experience, points,
    levels.
    """

    def cut(amount: int) -> int:
        return -(-amount * part // whole)

    items = {code: cut(count) for code, count in bundle.items.items()}
    return Bundle(gold=cut(bundle.gold), gem=cut(bundle.gem), protections=cut(bundle.protections), items=items)


def due_back(purchase: Purchase, amount: int) -> Bundle:
    """What of the goods goes with `amount` more being paid back.

    Worked out from the sums, so that many small refunds take as much as one.
    """
    before = amounts_of(share_of(purchase.bundle, purchase.refunded, purchase.amount))
    after = amounts_of(share_of(purchase.bundle, purchase.refunded + amount, purchase.amount))
    return bundle_of({code: amount - before.get(code, 0) for code, amount in after.items()})


def refundable(purchase: Purchase, held: Mapping[str, int]) -> int:
    """The most that can be paid back so that the goods that go with it are still there.

    `held` is what the player has, by the codes of `amounts_of`.
    """
    most = purchase.amount
    gone = amounts_of(share_of(purchase.bundle, purchase.refunded, purchase.amount))
    for code, amount in amounts_of(share_of(purchase.bundle, 1, 1)).items():
        # ceil(amount * r / whole) <= gone + held, solved for r.
        most = min(most, (gone.get(code, 0) + held.get(code, 0)) * purchase.amount // amount)
    return most - purchase.refunded


def amounts_of(bundle: Bundle) -> dict[str, int]:
    """What of a bundle can be taken back, by code: `gold`, `gem`, and the codes of holdings."""
    return {**bundle.money, **bundle.holdings}


def bundle_of(amounts: Mapping[str, int]) -> Bundle:
    """The bundle of these amounts; see `amounts_of`."""
    known = {"gold", "gem", PROTECTION}
    items = {code: amount for code, amount in amounts.items() if code not in known and amount}
    return Bundle(
        gold=amounts.get("gold", 0), gem=amounts.get("gem", 0), protections=amounts.get(PROTECTION, 0), items=items
    )


def in_won(amount: int, currency: str, *, krw_per_usd: int) -> int:
    """An amount of money in won, for limits and VIP: cents at the club's own rate, half up."""
    return amount if currency == "KRW" else half_up(amount * krw_per_usd, 100)
