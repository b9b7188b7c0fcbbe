"""What operators do to the catalogue. Every deed is written to the audit log in its own transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.shop import repository
from casino_club.domains.shop.catalog import SHIPPED
from casino_club.domains.shop.contracts import Limited, Product, Promo
from casino_club.domains.shop.errors import (
    ProductExistsError,
    ProductNotFoundError,
    PromoExistsError,
    PromoNotFoundError,
    StockTooLowError,
)
from casino_club.domains.shop.events import CHANGED
from casino_club.infra.outbox.store import publish
from casino_club.kernel.clock import iso_z


async def ship(session: AsyncSession, *, now: datetime) -> int:
    """Add the shipped products that are missing; answers how many."""
    return sum([await repository.add_product(session, one, changed_by=None, now=now) for one in SHIPPED])


async def create(session: AsyncSession, one: Product, *, deed: Deed, now: datetime) -> Product:
    """Add a product. Raises `ProductExistsError`."""
    if not await repository.add_product(session, one, changed_by=deed.actor_id, now=now):
        raise ProductExistsError
    await auth.record_deed(session, deed, action="product_created", target=f"product:{one.code}", facts=_facts(one))
    _tell(session, one)
    return one


async def edit(session: AsyncSession, code: str, *, changes: dict[str, Any], deed: Deed, now: datetime) -> Product:
    """Change what is given. Purchases made before keep what was shown. Raises `ProductNotFoundError`."""
    known = await repository.find_product(session, code, lock=True)
    if known is None:
        raise ProductNotFoundError
    one = replace(known, **changes)
    await repository.edit_product(session, one, changed_by=deed.actor_id, now=now)
    before, after = _facts(known), _facts(one)
    changed = {name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]}
    await auth.record_deed(session, deed, action="product_changed", target=f"product:{code}", facts=changed)
    _tell(session, one)
    return one


def _tell(session: AsyncSession, one: Product) -> None:
    """Those who look at the limited packages hear of it."""
    if one.limited is not None:
        publish(session, type_=CHANGED, user_id=None, data={"package_id": one.code})


async def restock(session: AsyncSession, code: str, *, stock: int, deed: Deed, now: datetime) -> Product:
    """Change how many of a package there are in all. Raises `ProductNotFoundError`, `StockTooLowError`."""
    limited = await _limited(session, code)
    if stock < limited.taken:
        raise StockTooLowError({"taken": limited.taken})
    return await edit(session, code, changes={"limited": replace(limited, stock=stock)}, deed=deed, now=now)


async def disable(session: AsyncSession, code: str, *, disabled: bool, deed: Deed, now: datetime) -> Product:
    """Take a package off sale at once, or put it back. What is paid for stays. Raises `ProductNotFoundError`."""
    limited = await _limited(session, code)
    since = (limited.disabled_at or now) if disabled else None
    return await edit(session, code, changes={"limited": replace(limited, disabled_at=since)}, deed=deed, now=now)


async def _limited(session: AsyncSession, code: str) -> Limited:
    known = await repository.find_product(session, code, lock=True)
    if known is None or known.limited is None:
        raise ProductNotFoundError
    return known.limited


async def create_promo(session: AsyncSession, one: Promo, *, deed: Deed, now: datetime) -> Promo:
    """Add a code. Raises `PromoExistsError`."""
    if not await repository.add_promo(session, one, changed_by=deed.actor_id, now=now):
        raise PromoExistsError
    await auth.record_deed(session, deed, action="promo_created", target=f"promo:{one.code}", facts=_promo_facts(one))
    return one


async def edit_promo(session: AsyncSession, code: str, *, changes: dict[str, Any], deed: Deed, now: datetime) -> Promo:
    """Change what is given; uses that stand are never more than it then allows.

    Raises `PromoNotFoundError`, `StockTooLowError`.
    """
    known = await repository.find_promo(session, code, lock=True)
    if known is None:
        raise PromoNotFoundError
    one = replace(known, **changes)
    if one.total_limit is not None and one.total_limit < one.used:
        raise StockTooLowError({"taken": one.used})
    await repository.edit_promo(session, one, changed_by=deed.actor_id, now=now)
    before, after = _promo_facts(known), _promo_facts(one)
    changed = {name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]}
    await auth.record_deed(session, deed, action="promo_changed", target=f"promo:{code}", facts=changed)
    return one


def _moment(at: datetime | None) -> str | None:
    return None if at is None else iso_z(at)


def _promo_facts(one: Promo) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "value": one.value,
        "currency": one.currency,
        "bonus": one.bonus.as_data(),
        "products": None if one.products is None else sorted(one.products),
        "amount_min": one.amount_min,
        "starts_at": _moment(one.starts_at),
        "ends_at": _moment(one.ends_at),
        "total_limit": one.total_limit,
        "user_limit": one.user_limit,
        "stacks": one.stacks,
        "active": one.active,
    }


def _facts(one: Product) -> dict[str, Any]:
    return {
        "name": dict(one.name),
        "description": dict(one.description),
        "currency": one.currency,
        "price": one.price,
        "bundle": one.bundle.as_data(),
        "rank": one.rank,
        "tier_required": one.tier_required,
        "tier_prices": dict(one.tier_prices),
        "discount": None if one.discount is None else one.discount.percent,
        "discount_ends_at": None if one.discount is None else _moment(one.discount.ends_at),
        "active": one.active,
        "promo_allowed": one.promo_allowed,
        "starts_at": None if one.limited is None else _moment(one.limited.starts_at),
        "ends_at": None if one.limited is None else _moment(one.limited.ends_at),
        "stock": None if one.limited is None else one.limited.stock,
        "user_limit": None if one.limited is None else one.limited.user_limit,
        "disabled_at": None if one.limited is None else _moment(one.limited.disabled_at),
    }
