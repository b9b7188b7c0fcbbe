"""Every statement of the shop. Whoever writes a purchase holds its player's lock (`wallet.public.lock_player`)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop.contracts import Discount, Product, Purchase, Step

_PRODUCT: Final = (
    "code, name, description, currency, price, bundle, rank, tier_required, tier_prices, discount_percent,"
    " discount_ends_at, active"
)
_LIST: Final = text(
    f"SELECT {_PRODUCT} FROM products WHERE active OR :hidden ORDER BY rank DESC, price, code"  # noqa: S608 - constants
)
_FIND: Final = f"SELECT {_PRODUCT} FROM products WHERE code = :code"  # noqa: S608
_JSON: Final = tuple(bindparam(name, type_=JSONB) for name in ("name", "description", "bundle", "tier_prices"))
_ADD: Final = text(
    f"INSERT INTO products ({_PRODUCT}, changed_by, changed_at)"  # noqa: S608 - constants only
    " VALUES (:code, :name, :description, :currency, :price, :bundle, :rank, :tier_required, :tier_prices,"
    " :discount_percent, :discount_ends_at, :active, :changed_by, :now) ON CONFLICT (code) DO NOTHING RETURNING code"
).bindparams(*_JSON)
_EDIT: Final = text(
    "UPDATE products SET name = :name, description = :description, currency = :currency, price = :price,"
    " bundle = :bundle, rank = :rank, tier_required = :tier_required, tier_prices = :tier_prices,"
    " discount_percent = :discount_percent, discount_ends_at = :discount_ends_at, active = :active,"
    " changed_by = :changed_by, changed_at = :now WHERE code = :code"
).bindparams(*_JSON)

_PURCHASE: Final = (
    "id, receipt, user_id, product_code, product_name, quantity, currency, unit_price, unit_effective, promo_code,"
    " promo_cut, amount, bundle, tier, status, cause, refunded, created_at, changed_at"
)
_INSERT: Final = text(
    f"INSERT INTO purchases ({_PURCHASE})"  # noqa: S608 - constants only
    " VALUES (:id, :receipt, :user_id, :product_code, :product_name, :quantity, :currency, :unit_price,"
    " :unit_effective, :promo_code, :promo_cut, :amount, :bundle, :tier, :status, :cause, :refunded, :created_at,"
    " :changed_at)"
).bindparams(*(bindparam(name, type_=JSONB) for name in ("product_name", "bundle")))
# The status it comes from is part of the statement: a purchase that moved meanwhile matches no row.
_MOVE: Final = text(
    "WITH moved AS ("
    "  UPDATE purchases SET status = :after, cause = :cause, changed_at = :now WHERE id = :id AND status = :before"
    "  RETURNING id)"
    " INSERT INTO purchase_steps (purchase_id, number, before, after, cause, actor_id, at)"
    "  SELECT id, (SELECT count(*) + 1 FROM purchase_steps WHERE purchase_id = moved.id), :before, :after, :cause,"
    "   :actor_id, :now FROM moved RETURNING number"
)
_BEGIN: Final = text(
    "INSERT INTO purchase_steps (purchase_id, number, before, after, cause, actor_id, at)"
    " VALUES (:id, 1, NULL, :after, :cause, :actor_id, :now)"
)
_OF_RECEIPT: Final = text(f"SELECT {_PURCHASE} FROM purchases WHERE receipt = :receipt")  # noqa: S608
_OF_USER: Final = text(
    f"SELECT {_PURCHASE} FROM purchases WHERE user_id = :user_id"  # noqa: S608 - constants only
    " AND (CAST(:before AS uuid) IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit"
)
_PENDING: Final = text("SELECT count(*) FROM purchases WHERE user_id = :user_id AND status IN ('created', 'pending')")
_STEPS: Final = text(
    "SELECT purchase_id, before, after, cause, actor_id, at FROM purchase_steps WHERE purchase_id = :id ORDER BY number"
)


def _product(row: Any) -> Product:
    facts = dict(row)
    percent, ends_at = facts.pop("discount_percent"), facts.pop("discount_ends_at")
    facts["discount"] = None if percent is None else Discount(percent, ends_at)
    facts["bundle"] = Bundle.of(facts["bundle"])
    return Product(**facts)


def _facts(one: Product, *, changed_by: int | None, now: datetime) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": dict(one.name),
        "description": dict(one.description),
        "currency": one.currency,
        "price": one.price,
        "bundle": one.bundle.as_data(),
        "rank": one.rank,
        "tier_required": one.tier_required,
        "tier_prices": dict(one.tier_prices),
        "discount_percent": None if one.discount is None else one.discount.percent,
        "discount_ends_at": None if one.discount is None else one.discount.ends_at,
        "active": one.active,
        "changed_by": changed_by,
        "now": now,
    }


async def list_products(session: AsyncSession, *, hidden: bool = False) -> list[Product]:
    """What is sold, the highest rank first; `hidden` adds what is switched off."""
    return [_product(row) for row in (await session.execute(_LIST, {"hidden": hidden})).mappings()]


async def find_product(session: AsyncSession, code: str, *, lock: bool = False) -> Product | None:
    """One product; `lock` holds it against other operators."""
    statement = text(f"{_FIND} FOR UPDATE" if lock else _FIND)
    row = (await session.execute(statement, {"code": code})).mappings().first()
    return None if row is None else _product(row)


async def add_product(session: AsyncSession, one: Product, *, changed_by: int | None, now: datetime) -> bool:
    """Add a product; false when its code is taken."""
    return (await session.execute(_ADD, _facts(one, changed_by=changed_by, now=now))).first() is not None


async def edit_product(session: AsyncSession, one: Product, *, changed_by: int | None, now: datetime) -> None:
    """Write everything but the code."""
    await session.execute(_EDIT, _facts(one, changed_by=changed_by, now=now))


def _purchase(row: Any) -> Purchase:
    facts = dict(row)
    facts["bundle"] = Bundle.of(facts["bundle"])
    return Purchase(**facts)


async def insert_purchase(session: AsyncSession, one: Purchase) -> None:
    """Write a purchase down, with the first line of its timeline."""
    facts = {name: getattr(one, name) for name in _PURCHASE.split(", ")}
    facts |= {"product_name": dict(one.product_name), "bundle": one.bundle.as_data()}
    await session.execute(_INSERT, facts)
    step = {"id": one.id, "after": one.status, "cause": one.cause, "actor_id": one.user_id, "now": one.created_at}
    await session.execute(_BEGIN, step)


async def move(
    session: AsyncSession, one: Purchase, after: str, *, cause: str, actor_id: int | None, now: datetime
) -> bool:
    """Move a purchase on from where it stood when it was read; false when it has moved since."""
    facts = {"id": one.id, "before": one.status, "after": after, "cause": cause, "actor_id": actor_id, "now": now}
    return (await session.execute(_MOVE, facts)).first() is not None


async def find_purchase(session: AsyncSession, receipt: str) -> Purchase | None:
    """The purchase with this receipt code."""
    row = (await session.execute(_OF_RECEIPT, {"receipt": receipt})).mappings().first()
    return None if row is None else _purchase(row)


async def list_purchases(session: AsyncSession, *, user_id: int, before: UUID | None, limit: int) -> Sequence[Purchase]:
    """A player's purchases, the newest first."""
    facts = {"user_id": user_id, "before": before, "limit": limit}
    return [_purchase(row) for row in (await session.execute(_OF_USER, facts)).mappings()]


async def count_pending(session: AsyncSession, *, user_id: int) -> int:
    """How many purchases of a player wait for their payment."""
    return (await session.execute(_PENDING, {"user_id": user_id})).scalar_one()


async def list_steps(session: AsyncSession, purchase_id: UUID) -> list[Step]:
    """The timeline of a purchase, from its first moment."""
    return [Step(**row) for row in (await session.execute(_STEPS, {"id": purchase_id})).mappings()]
