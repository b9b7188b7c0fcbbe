"""Use cases of the shop: see what is sold, buy it, look a purchase up. The caller's transaction is the only one."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Final, Protocol, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.payments.errors import PaymentsUnavailableError
from casino_club.domains.responsible import public as responsible
from casino_club.domains.responsible.errors import AccountExcludedError
from casino_club.domains.rewards import public as rewards
from casino_club.domains.shop import metrics, repository, rules
from casino_club.domains.shop.contracts import (
    Buyer,
    Offer,
    Product,
    Promo,
    Purchase,
    Quote,
    Status,
    Step,
    Terms,
    Wish,
)
from casino_club.domains.shop.errors import (
    MonthlyCapError,
    ProductNotFoundError,
    PromoNotFoundError,
    PurchaseNotFoundError,
    PurchasesDisabledError,
    TierRequiredError,
)
from casino_club.domains.shop.events import MOVED, REPEATED
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import TIER_RANK, Tier
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import MoneyKind, Player, TransferCommand
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.ids import uuid7
from casino_club.kernel.money import MONEY, Currency, Money

_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECEIPT_CHARS: Final = 12
REASON: Final = "purchase"


class Counter(Protocol):
    """Where a purchase for money is judged and its order placed; see `till.Till`."""

    async def judge(self, session: AsyncSession, purchase: Purchase, buyer: Buyer, *, now: datetime) -> str | None:
        """Why the purchase is refused, as a word for its timeline; None when it may go on."""
        ...

    async def place(self, session: AsyncSession, purchase: Purchase) -> None:
        """Write down what the provider is to collect."""
        ...


def new_receipt() -> str:
    """A code to read over the phone: twelve characters that cannot be mistaken for each other, 58 bits of chance."""
    return "CC" + "".join(secrets.choice(_ALPHABET) for _ in range(_RECEIPT_CHARS))


async def catalog(session: AsyncSession, *, user_id: int, limited: bool, terms: Terms, now: datetime) -> list[Offer]:
    """What this club sells, or the limited packages, at this player's prices of now."""
    if not terms.sells:
        return []
    user = await users.get(session, user_id=user_id)
    products = await repository.list_products(session, limited=limited)
    if not terms.takes_money:
        products = [one for one in products if one.currency not in MONEY]
    bought: dict[str, int] = {}
    if limited:
        bought = await repository.bought_of(session, user_id=user_id, codes=[one.code for one in products])
    return [_offer(one, user.vip_tier, bought.get(one.code, 0), now) for one in products]


def _offer(product: Product, tier: Tier, bought: int, now: datetime) -> Offer:
    return Offer(
        product=product,
        unit_price=rules.price_for(product, tier),
        effective_price=rules.effective_price(product, tier, now),
        discount=rules.running(product.discount, now),
        open_to_player=_is_open_to(product, tier),
        bought=bought,
    )


def _is_open_to(product: Product, tier: Tier) -> bool:
    return product.tier_required is None or TIER_RANK[tier] >= TIER_RANK[product.tier_required]


async def price(session: AsyncSession, *, user_id: int, wish: Wish, now: datetime) -> Quote:
    """What a wish would cost now; takes nothing. Raises as `buy` does for what cannot be bought."""
    product = await repository.find_product(session, wish.code)
    promo = None if wish.promo_code is None else await repository.find_promo(session, wish.promo_code)
    return (await _quote(session, product, promo, user_id=user_id, wish=wish, now=now))[1]


async def _quote(
    session: AsyncSession,
    product: Product | None,
    promo: Promo | None,
    *,
    user_id: int,
    wish: Wish,
    now: datetime,
) -> tuple[Product, Quote, Tier]:
    """Judge a wish by everything but the balance."""
    if product is None or not product.active or (product.limited is not None) != wish.limited:
        raise ProductNotFoundError
    if wish.promo_code is not None and promo is None:
        raise PromoNotFoundError
    user = await users.get(session, user_id=user_id)
    if not _is_open_to(product, user.vip_tier):
        raise TierRequiredError({"tier_required": product.tier_required})
    if product.limited is not None:
        bought = await repository.bought_of(session, user_id=user_id, codes=[product.code])
        rules.check_window(product.limited, quantity=wish.quantity, bought=bought.get(product.code, 0), now=now)
    quote = rules.quote(product, tier=user.vip_tier, quantity=wish.quantity, promo=promo, now=now)
    if promo is not None:
        rules.check_uses(promo, used_by_player=await repository.uses_of(session, user_id=user_id, code=promo.code))
    return product, quote, user.vip_tier


async def buy(
    session: AsyncSession,
    *,
    buyer: Buyer,
    wish: Wish,
    terms: Terms,
    counter: Counter | None,
    now: datetime,
) -> Purchase:
    """Buy. The caller holds the player's lock and asks once a key.

    For gold and gems it is paid here; for money an order is placed with `counter`, and the purchase waits (`created`).
    What ends without a payment is a purchase too: too little gold, or what the rules against fraud say, comes back as
    `failed`, with its cause. Raises `PurchasesDisabledError`, `ProductNotFoundError`, `TierRequiredError`,
    `AccountExcludedError`, `LimitReachedError`, `PaymentsUnavailableError`, and what `rules.check_window`,
    `rules.quote` and `rules.check_uses` raise.
    """
    if not terms.sells:
        raise PurchasesDisabledError
    exclusion = await responsible.find_exclusion(session, user_id=buyer.user_id, now=now)
    if exclusion is not None:
        raise AccountExcludedError(exclusion.until)
    # Held until the end: of two who want the last one, the second sees what the first has taken.
    product = await repository.find_product(session, wish.code, lock=wish.limited)
    promo = None if wish.promo_code is None else await repository.find_promo(session, wish.promo_code, lock=True)
    product, quote, tier = await _quote(session, product, promo, user_id=buyer.user_id, wish=wish, now=now)
    if product.currency in MONEY:
        if counter is None:
            raise PaymentsUnavailableError
        await _check_limits(session, user_id=buyer.user_id, quote=quote, terms=terms, now=now)
    purchase = _purchase_of(product, quote, wish=wish, user_id=buyer.user_id, tier=tier, now=now)
    await repository.insert_purchase(session, purchase)
    await hold(session, purchase, 1)
    if counter is None or product.currency not in MONEY:
        return await _pay_from_wallet(session, purchase, now=now)
    refusal = await counter.judge(session, purchase, buyer, now=now)
    if refusal is not None:
        return await move(session, purchase, "failed", cause=refusal, now=now)
    await counter.place(session, purchase)
    publish_move(session, purchase, pending=await repository.count_pending(session, user_id=purchase.user_id))
    return purchase


def _purchase_of(product: Product, quote: Quote, *, wish: Wish, user_id: int, tier: Tier, now: datetime) -> Purchase:
    """A new purchase with everything that was shown frozen in it."""
    return Purchase(
        id=uuid7(),
        receipt=new_receipt(),
        user_id=user_id,
        product_code=product.code,
        product_name=product.name,
        quantity=quote.quantity,
        currency=quote.currency,
        unit_price=quote.unit_price,
        unit_effective=quote.unit_effective,
        promo_code=wish.promo_code,
        promo_cut=quote.promo_cut,
        amount=quote.amount,
        bundle=quote.bundle,
        tier=tier,
        status="created",
        cause="asked",
        refunded=0,
        created_at=now,
        changed_at=now,
    )


async def _check_limits(session: AsyncSession, *, user_id: int, quote: Quote, terms: Terms, now: datetime) -> None:
    """Whether the player may spend so much more: by their own limits, and by the club's cap of a month.

    The purchases of the player stand still under the player's lock, so two at once cannot both pass the last of it.
    """
    day = datetime.combine(now.date(), time(), UTC)
    spent = await repository.spent_of(session, user_id=user_id, day=day, month=day.replace(day=1))

    def won(amount: int, currency: str) -> int:
        return rules.in_won(amount, currency, krw_per_usd=terms.krw_per_usd)

    amount = won(quote.amount, quote.currency)
    today = sum(won(of_day, currency) for currency, (of_day, _) in spent.items())
    this_month = sum(won(of_month, currency) for currency, (_, of_month) in spent.items())
    refusal = await responsible.purchase_refusal(
        session, user_id=user_id, amount=amount, spent_today=today, spent_this_month=this_month, now=now
    )
    if refusal is not None:
        raise refusal
    if this_month + amount > terms.monthly_cap_krw:
        raise MonthlyCapError({"limit": "monthly_cap"})


async def hold(session: AsyncSession, purchase: Purchase, sign: int) -> None:
    """Take what a purchase holds of stock and code, or give it back."""
    await repository.take(session, purchase.product_code, sign * purchase.quantity)
    if purchase.promo_code is not None:
        await repository.use_promo(session, purchase.promo_code, sign)


async def _pay_from_wallet(session: AsyncSession, purchase: Purchase, *, now: datetime) -> Purchase:
    currency = cast("Currency", purchase.currency)
    if (await wallet.balances_of(session, user_id=purchase.user_id))[currency] < purchase.amount:
        return await move(session, purchase, "failed", cause="insufficient_funds", now=now)
    await wallet.transfer(
        session,
        TransferCommand(
            source=Player(purchase.user_id),
            target="shop",
            currency=currency,
            amount=purchase.amount,
            kind="shop_spend",
            idempotency_key=f"purchase:{purchase.receipt}",
            ref=purchase.id,
        ),
    )
    return await _give(session, await move(session, purchase, "succeeded", cause="paid", now=now), now=now)


async def succeed(
    session: AsyncSession, purchase: Purchase, *, terms: Terms, actor_id: int | None, now: datetime
) -> Purchase:
    """A purchase was paid outside: book the money, note the spend, and give what was bought."""
    paid = await move(session, purchase, "succeeded", cause="paid", actor_id=actor_id, now=now)
    await book(session, paid, "payment", amount=paid.amount, ref=paid.id)
    won = rules.in_won(paid.amount, paid.currency, krw_per_usd=terms.krw_per_usd)
    await rewards.add_spend(session, user_id=paid.user_id, amount_krw=won, day=paid.created_at.date())
    return await _give(session, paid, now=now)


async def _give(session: AsyncSession, purchase: Purchase, *, now: datetime) -> Purchase:
    await rewards.grant(
        session,
        user_id=purchase.user_id,
        reason=REASON,
        bundle=purchase.bundle,
        idempotency_key=grant_key(purchase.receipt),
        now=now,
        source="mint",
    )
    return purchase


async def book(session: AsyncSession, purchase: Purchase, kind: MoneyKind, *, amount: int, ref: UUID) -> None:
    """Post money that came through the provider, or went back through it (a negative amount)."""
    currency = cast("Money", purchase.currency)
    source, target = ("gateway", "sales") if amount > 0 else ("sales", "gateway")
    command = TransferCommand(source, target, currency, abs(amount), kind, f"{kind}:{ref}:{amount > 0}", ref=ref)
    await wallet.transfer(session, command)


async def move(
    session: AsyncSession,
    purchase: Purchase,
    after: Status,
    *,
    cause: str,
    actor_id: int | None = None,
    refunded: int = 0,
    now: datetime,
) -> Purchase:
    """Move a purchase on, or note what happened to it where it stands (`after`): a part was paid back, or nothing could
    be given. Gives back what it held when it ends unpaid, writes its timeline, and tells the player's screens."""
    if after != purchase.status and not rules.may_move(purchase.status, after):
        raise InvariantError(f"purchase {purchase.receipt} cannot go from {purchase.status} to {after}")
    if not await repository.move(session, purchase, after, cause=cause, actor_id=actor_id, refunded=refunded, now=now):
        raise InvariantError(f"purchase {purchase.receipt} moved under the player's lock")
    if rules.gives_back(purchase.status, after):
        await hold(session, purchase, -1)
    moved = replace(purchase, status=after, cause=cause, refunded=purchase.refunded + refunded, changed_at=now)
    publish_move(session, moved, pending=await repository.count_pending(session, user_id=moved.user_id))
    return moved


def publish_move(session: AsyncSession, purchase: Purchase, *, pending: int) -> None:
    """Tell the rest of the club where a purchase stands."""
    data = {
        "receipt_code": purchase.receipt,
        "product_id": purchase.product_code,
        "status": purchase.status,
        "cause": purchase.cause,
        "currency": purchase.currency,
        "amount": purchase.amount,
        "pending_count": pending,
    }
    publish(session, type_=MOVED, user_id=purchase.user_id, data=data)
    metrics.PURCHASES.labels(purchase.currency, purchase.status, purchase.cause).inc()


async def tell_repeated(session: AsyncSession, *, user_id: int, receipt: str, code: str) -> None:
    """Tell the buyer's screens that a buy was asked again and answered as the first time."""
    pending = await repository.count_pending(session, user_id=user_id)
    data = {"receipt_code": receipt, "product_id": code, "pending_count": pending}
    publish(session, type_=REPEATED, user_id=user_id, data=data)


def grant_key(receipt: str) -> str:
    """The key under which a purchase gives what was bought."""
    return f"purchase:{receipt}"


async def get_purchase(session: AsyncSession, *, receipt: str, user_id: int | None) -> tuple[Purchase, list[Step]]:
    """A purchase and its timeline; with `user_id`, only that player's own. Raises `PurchaseNotFoundError`."""
    purchase = await repository.find_purchase(session, receipt)
    if purchase is None or (user_id is not None and purchase.user_id != user_id):
        raise PurchaseNotFoundError
    return purchase, await repository.list_steps(session, purchase.id)
