"""Prices, codes, and the one function that says what becomes of a purchase."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations, product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.payments.contracts import Payment
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop import rules
from casino_club.domains.shop.contracts import Discount, Product, Promo, Purchase, Standing
from casino_club.domains.shop.errors import AmountTooLargeError, PromoNotApplicableError, PromoNotFoundError
from casino_club.kernel.money import AMOUNT_MAX

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHEST = Product(
    code="chest",
    name={"ko": "상자", "en": "Chest"},
    description={"ko": "", "en": ""},
    currency="KRW",
    price=9_900,
    bundle=Bundle(gold=100_000, gem=20, items={"frame:neon": 1}),
)


def price(tier="STANDARD", promo=None, quantity=1, **changes):
    return rules.quote(replace(CHEST, **changes), tier=tier, quantity=quantity, promo=promo, now=NOW)


@pytest.mark.parametrize(
    ("discount", "unit"),
    [
        (None, 9_900),
        (Discount(15), 8_415),
        (Discount(99), 99),
        (Discount(50, NOW + timedelta(seconds=1)), 4_950),
        (Discount(50, NOW), 9_900),  # over at the very moment it ends
    ],
)
def test_a_discount_holds_until_its_end(discount, unit):
    assert price(discount=discount).unit_effective == unit


def test_half_a_won_is_rounded_up_and_nothing_becomes_free():
    assert price(price=1_001, discount=Discount(50)).amount == 501
    assert price(price=1, discount=Discount(90)).amount == 1
    assert price(price=1, promo=Promo("ALL", "percent", 100)).amount == 1


def test_the_price_is_that_of_the_highest_tier_reached():
    tiers = {"VIP": 7_000, "PREMIUM": 8_000}
    assert [price(tier, tier_prices=tiers).amount for tier in ("STANDARD", "PREMIUM", "VIP")] == [9_900, 8_000, 7_000]
    assert price("VIP", tier_prices={"PREMIUM": 8_000}).amount == 8_000


@pytest.mark.parametrize(
    ("promo", "amount"),
    [
        (Promo("A", "percent", 10), 17_820),
        (Promo("A", "fixed", 800, "KRW"), 19_000),
        (Promo("A", "fixed", 50_000, "KRW"), 1),
        (Promo("A", "bonus", bonus=Bundle(gold=5)), 19_800),
    ],
)
def test_a_code_works_on_the_whole(promo, amount):
    quote = price(promo=promo, quantity=2)
    assert (quote.amount, quote.promo_cut) == (amount, 19_800 - amount)
    assert quote.bundle == Bundle(gold=200_000 + promo.bonus.gold, gem=40, items={"frame:neon": 2})


@pytest.mark.parametrize(
    ("promo", "reason"),
    [
        (Promo("A", "percent", 10, products=frozenset({"other"})), "product"),
        (Promo("A", "fixed", 10, "gem"), "currency"),
        (Promo("A", "percent", 10, amount_min=9_901), "amount"),
    ],
)
def test_a_code_that_does_not_fit_says_why(promo, reason):
    with pytest.raises(PromoNotApplicableError) as refused:
        price(promo=promo)
    assert refused.value.details is not None
    assert refused.value.details["reason"] == reason


@pytest.mark.parametrize(
    "changes", [{"active": False}, {"starts_at": NOW + timedelta(seconds=1)}, {"ends_at": NOW}], ids=str
)
def test_a_code_out_of_its_time_is_as_unknown_as_any_other(changes):
    with pytest.raises(PromoNotFoundError):
        price(promo=replace(Promo("A", "percent", 10), **changes))


def test_a_code_joins_a_discount_only_when_it_says_so():
    code = Promo("A", "percent", 10)
    with pytest.raises(PromoNotApplicableError):
        price(promo=code, discount=Discount(50))
    assert price(promo=replace(code, stacks=True), discount=Discount(50)).amount == 4_455
    assert price(promo=code, discount=Discount(50, NOW)).amount == 8_910


def test_what_the_books_cannot_hold_is_refused():
    with pytest.raises(AmountTooLargeError):
        price(price=AMOUNT_MAX, quantity=2)
    with pytest.raises(AmountTooLargeError):
        price(bundle=Bundle(gold=AMOUNT_MAX), quantity=2)


@given(
    unit=st.integers(1, 10**9),
    quantity=st.integers(1, rules.QUANTITY_MAX),
    off=st.none() | st.integers(1, 90),
    cut=st.integers(1, 100),
)
def test_no_price_is_free_negative_or_above_the_list(unit, quantity, off, cut):
    quote = price(
        price=unit,
        quantity=quantity,
        discount=None if off is None else Discount(off),
        promo=Promo("A", "percent", cut, stacks=True),
    )
    assert 1 <= quote.amount <= unit * quantity
    assert quote.amount == quote.unit_effective * quantity - quote.promo_cut


def purchase(*, amount: int, bundle: Bundle, refunded: int = 0) -> Purchase:
    """A purchase that was paid."""
    return Purchase(
        id=UUID(int=1),
        receipt="CC1",
        user_id=1,
        product_code="gems",
        product_name={"ko": "젬", "en": "Gems"},
        quantity=1,
        currency="KRW",
        unit_price=amount,
        unit_effective=amount,
        promo_code=None,
        promo_cut=0,
        amount=amount,
        bundle=bundle,
        tier="STANDARD",
        status="succeeded",
        cause="paid",
        refunded=refunded,
        created_at=NOW,
        changed_at=NOW,
    )


PAID = Payment("paid", 9_900, "KRW")
OPEN = Standing("pending", 9_900, "KRW", 0, NOW - timedelta(minutes=5))


@pytest.mark.parametrize(
    ("payment", "to", "cause"),
    [
        (PAID, "succeeded", "paid"),
        (replace(PAID, amount=9_899), "failed", "wrong_amount"),
        (replace(PAID, currency="USD"), "failed", "wrong_amount"),
        (replace(PAID, refunded=9_900), "refunded", "refunded_before_grant"),
        (replace(PAID, refunded=1), "failed", "refunded_in_part_before_grant"),
        (replace(PAID, charged_back=True), "charged_back", "charged_back_before_grant"),
        (Payment("declined"), "failed", "declined"),
        (Payment("cancelled"), "cancelled", "cancelled_by_payer"),
    ],
)
@pytest.mark.parametrize("status", ["created", "pending"])
def test_an_open_purchase_follows_its_payment(status, payment, to, cause):
    move = rules.next_move(replace(OPEN, status=status), payment, NOW)
    assert move is not None
    assert (move.to, move.cause) == (to, cause)
    assert move.refund_payer == (cause in {"wrong_amount", "refunded_in_part_before_grant"})


@pytest.mark.parametrize("status", ["created", "pending"])
def test_what_a_bank_still_decides_on_waits(status):
    late = replace(OPEN, status=status, created_at=NOW - 2 * rules.EXPIRES_AFTER)
    assert rules.next_move(late, Payment("open"), NOW) is None


@pytest.mark.parametrize("state", ["cancelled", "unknown"])
def test_what_nobody_pays_ends_after_half_an_hour(state):
    late = replace(OPEN, created_at=NOW - rules.EXPIRES_AFTER)
    earlier = rules.next_move(replace(late, created_at=late.created_at + timedelta(seconds=1)), Payment(state), NOW)
    assert (None if earlier is None else earlier.to) == {"cancelled": "cancelled", "unknown": None}[state]
    move = rules.next_move(late, Payment(state), NOW)
    assert move is not None
    assert move.to == "expired"


@pytest.mark.parametrize("status", ["failed", "cancelled", "expired"])
def test_a_payment_that_comes_too_late_goes_back(status):
    ended = replace(OPEN, status=status)
    move = rules.next_move(ended, PAID, NOW)
    assert move is not None
    assert (move.to, move.refund_payer) == (None, True)
    assert rules.next_move(ended, replace(PAID, refunded=9_900), NOW) is None


def test_refunds_are_booked_by_what_is_new_in_them():
    paid = replace(OPEN, status="succeeded")
    part = rules.next_move(paid, replace(PAID, refunded=900), NOW)
    assert part is not None
    assert (part.to, part.book_refund) == (None, 900)
    rest = rules.next_move(replace(paid, refunded=900), replace(PAID, refunded=9_900), NOW)
    assert rest is not None
    assert (rest.to, rest.book_refund) == ("refunded", 9_000)
    assert rules.next_move(replace(paid, refunded=900), replace(PAID, refunded=900), NOW) is None
    assert rules.next_move(replace(paid, status="refunded", refunded=9_900), replace(PAID, refunded=9_900), NOW) is None


PAYMENTS = [
    Payment(state, amount, currency, refunded, back)
    for state, amount, currency, refunded, back in product(
        ("open", "paid", "declined", "cancelled", "unknown"), (9_900, 1), ("KRW", "USD"), (0, 900, 9_900), (False, True)
    )
]


@pytest.mark.parametrize("status", rules.TRANSITIONS)
def test_every_move_is_one_the_table_knows_and_comes_to_rest(status):
    for first, age in product(PAYMENTS, (timedelta(0), timedelta(hours=1))):
        payment = first
        purchase = replace(OPEN, status=status, created_at=NOW - age)
        for _ in range(4):
            move = rules.next_move(purchase, payment, NOW)
            if move is None:
                break
            if move.refund_payer:
                payment = replace(payment, refunded=payment.amount)
            if move.to is not None:
                assert rules.may_move(purchase.status, move.to), (purchase, move)
            purchase = replace(
                purchase, status=move.to or purchase.status, refunded=purchase.refunded + move.book_refund
            )
        else:
            pytest.fail(f"{status} never rests with {payment}")


def test_however_often_and_in_whatever_order_the_news_come_it_is_given_once():
    """A webhook only says "look", and each look sees the provider as it is by then: any shuffle is a run of looks."""
    truths = [Payment("open"), PAID, replace(PAID, refunded=900), replace(PAID, refunded=9_900)]
    for order in permutations(range(8)):
        purchase, given_times, seen = OPEN, 0, 0
        for delivery in order[:5]:
            seen = max(seen, delivery // 2)  # the provider never goes back
            move = rules.next_move(purchase, truths[seen], NOW)
            if move is None:
                continue
            given_times += move.to == "succeeded"
            purchase = replace(
                purchase, status=move.to or purchase.status, refunded=purchase.refunded + move.book_refund
            )
        assert given_times <= 1
        assert purchase.refunded <= purchase.amount
