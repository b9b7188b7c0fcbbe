"""Use cases of the shop: see what is sold, buy it, look a purchase up. The caller's transaction is the only one."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Final, cast

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.responsible import public as responsible
from casino_club.domains.responsible.errors import AccountExcludedError
from casino_club.domains.rewards import public as rewards
from casino_club.domains.shop import metrics, repository, rules
from casino_club.domains.shop.contracts import MONEY, Offer, Product, Promo, Purchase, Quote, Status, Step, Wish
from casino_club.domains.shop.errors import (
    PaymentsUnavailableError,
    ProductNotFoundError,
    PromoNotFoundError,
    PurchaseNotFoundError,
    TierRequiredError,
)
from casino_club.domains.shop.events import MOVED
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import TIER_RANK, Tier
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.ids import uuid7
from casino_club.kernel.money import Currency

_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECEIPT_CHARS: Final = 12
REASON: Final = "purchase"


def new_receipt() -> str:
    """A code to read over the phone: twelve characters that cannot be mistaken for each other, 58 bits of chance."""
    return "CC" + "".join(secrets.choice(_ALPHABET) for _ in range(_RECEIPT_CHARS))


async def catalog(session: AsyncSession, *, user_id: int, limited: bool, now: datetime) -> list[Offer]:
    """What is sold, or the limited packages, at this player's prices of now."""
    user = await users.get(session, user_id=user_id)
    products = await repository.list_products(session, limited=limited)
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


async def buy(session: AsyncSession, *, user_id: int, wish: Wish, now: datetime) -> Purchase:
    """Buy for gold or gem. The caller holds the player's lock and asks once a key.

    What ends without a payment is a purchase too: too little gold comes back as `failed`, with its cause. Raises
    `ProductNotFoundError`, `TierRequiredError`, `AccountExcludedError`, `PaymentsUnavailableError`, and what
    `rules.check_window`, `rules.quote` and `rules.check_uses` raise.
    """
    exclusion = await responsible.find_exclusion(session, user_id=user_id, now=now)
    if exclusion is not None:
        raise AccountExcludedError(exclusion.until)
    # Held until the end: of two who want the last one, the second sees what the first has taken.
    product = await repository.find_product(session, wish.code, lock=wish.limited)
    promo = None if wish.promo_code is None else await repository.find_promo(session, wish.promo_code, lock=True)
    product, quote, tier = await _quote(session, product, promo, user_id=user_id, wish=wish, now=now)
    if product.currency in MONEY:
        raise PaymentsUnavailableError
    purchase = Purchase(
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
    await repository.insert_purchase(session, purchase)
    await _hold(session, purchase, 1)
    return await _pay_from_wallet(session, purchase, now=now)


async def _hold(session: AsyncSession, purchase: Purchase, sign: int) -> None:
    """Take what a purchase holds of stock and code, or give it back."""
    await repository.take(session, purchase.product_code, sign * purchase.quantity)
    if purchase.promo_code is not None:
        await repository.use_promo(session, purchase.promo_code, sign)


async def _pay_from_wallet(session: AsyncSession, purchase: Purchase, *, now: datetime) -> Purchase:
    currency = cast("Currency", purchase.currency)
    if (await wallet.balances_of(session, user_id=purchase.user_id))[currency] < purchase.amount:
        return await _move(session, purchase, "failed", cause="insufficient_funds", now=now)
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
    return await _move(session, purchase, "succeeded", cause="paid", now=now)


async def _move(session: AsyncSession, purchase: Purchase, after: Status, *, cause: str, now: datetime) -> Purchase:
    """Move a purchase on, with everything that belongs to the move."""
    if not rules.may_move(purchase.status, after):
        raise InvariantError(f"purchase {purchase.receipt} cannot go from {purchase.status} to {after}")
    if not await repository.move(session, purchase, after, cause=cause, actor_id=None, now=now):
        raise InvariantError(f"purchase {purchase.receipt} moved under the player's lock")
    if rules.gives_back(purchase.status, after):
        await _hold(session, purchase, -1)
    if after == "succeeded":
        await rewards.grant(
            session,
            user_id=purchase.user_id,
            reason=REASON,
            bundle=purchase.bundle,
            idempotency_key=grant_key(purchase.receipt),
            now=now,
            source="mint",
        )
    moved = replace(purchase, status=after, cause=cause, changed_at=now)
    data = {
        "receipt_code": moved.receipt,
        "product_id": moved.product_code,
        "status": after,
        "cause": cause,
        "currency": moved.currency,
        "amount": moved.amount,
        "pending_count": await repository.count_pending(session, user_id=moved.user_id),
    }
    publish(session, type_=MOVED, user_id=moved.user_id, data=data)
    metrics.PURCHASES.labels(moved.currency, after, cause).inc()
    return moved


def grant_key(receipt: str) -> str:
    """The key under which a purchase gives what was bought."""
    return f"purchase:{receipt}"


async def get_purchase(session: AsyncSession, *, receipt: str, user_id: int | None) -> tuple[Purchase, list[Step]]:
    """A purchase and its timeline; with `user_id`, only that player's own. Raises `PurchaseNotFoundError`."""
    purchase = await repository.find_purchase(session, receipt)
    if purchase is None or (user_id is not None and purchase.user_id != user_id):
        raise PurchaseNotFoundError
    return purchase, await repository.list_steps(session, purchase.id)
