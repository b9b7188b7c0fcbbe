"""What operators do to the catalogue. Every deed is written to the audit log in its own transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.shop import repository
from casino_club.domains.shop.catalog import SHIPPED
from casino_club.domains.shop.contracts import Product
from casino_club.domains.shop.errors import ProductExistsError, ProductNotFoundError


async def ship(session: AsyncSession, *, now: datetime) -> int:
    """Add the shipped products that are missing; answers how many."""
    return sum([await repository.add_product(session, one, changed_by=None, now=now) for one in SHIPPED])


async def create(session: AsyncSession, one: Product, *, deed: Deed, now: datetime) -> Product:
    """Add a product. Raises `ProductExistsError`."""
    if not await repository.add_product(session, one, changed_by=deed.actor_id, now=now):
        raise ProductExistsError
    await auth.record_deed(session, deed, action="product_created", target=f"product:{one.code}", facts=_facts(one))
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
    return one


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
        "discount_ends_at": None
        if one.discount is None or one.discount.ends_at is None
        else one.discount.ends_at.isoformat(),
        "active": one.active,
    }
