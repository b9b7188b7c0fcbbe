"""Every statement of the shop. Whoever writes a purchase holds its player's lock (`wallet.public.lock_player`)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop.contracts import Discount, Limited, Product, Promo, Purchase, Refund, Step

_PRODUCT: Final = (
    "code, name, description, currency, price, bundle, rank, tier_required, tier_prices, discount_percent,"
    " discount_ends_at, active, promo_allowed, starts_at, ends_at, stock, user_limit, disabled_at"
)
_LIMITED: Final = ("starts_at", "ends_at", "stock", "user_limit", "disabled_at", "taken")
_LIST: Final = text(
    f"SELECT {_PRODUCT}, taken FROM products WHERE (active OR :hidden)"  # noqa: S608 - constants only
    " AND (stock IS NOT NULL) = :limited ORDER BY rank DESC, price, code"
)
_FIND: Final = f"SELECT {_PRODUCT}, taken FROM products WHERE code = :code"  # noqa: S608
_JSON: Final = tuple(bindparam(name, type_=JSONB) for name in ("name", "description", "bundle", "tier_prices"))
_ADD: Final = text(
    f"INSERT INTO products ({_PRODUCT}, changed_by, changed_at)"  # noqa: S608 - constants only
    " VALUES (:code, :name, :description, :currency, :price, :bundle, :rank, :tier_required, :tier_prices,"
    " :discount_percent, :discount_ends_at, :active, :promo_allowed, :starts_at, :ends_at, :stock, :user_limit,"
    " :disabled_at, :changed_by, :now) ON CONFLICT (code) DO NOTHING RETURNING code"
).bindparams(*_JSON)
_EDIT: Final = text(
    "UPDATE products SET name = :name, description = :description, currency = :currency, price = :price,"
    " bundle = :bundle, rank = :rank, tier_required = :tier_required, tier_prices = :tier_prices,"
    " discount_percent = :discount_percent, discount_ends_at = :discount_ends_at, active = :active,"
    " promo_allowed = :promo_allowed, starts_at = :starts_at, ends_at = :ends_at, stock = :stock,"
    " user_limit = :user_limit, disabled_at = :disabled_at, changed_by = :changed_by, changed_at = :now"
    " WHERE code = :code"
).bindparams(*_JSON)

_TAKE: Final = text("UPDATE products SET taken = taken + :quantity WHERE code = :code AND stock IS NOT NULL")
_BOUGHT: Final = text(
    "SELECT product_code, sum(quantity)::int AS bought FROM purchases WHERE user_id = :user_id"
    " AND product_code = ANY (:codes) AND status IN ('created', 'pending', 'succeeded') GROUP BY 1"
).bindparams(bindparam("codes", type_=ARRAY(TEXT)))

_PROMO: Final = (
    "code, kind, value, currency, bonus, products, amount_min, starts_at, ends_at, total_limit, user_limit, stacks,"
    " active"
)
_PROMO_JSON: Final = (bindparam("bonus", type_=JSONB), bindparam("products", type_=ARRAY(TEXT)))
_PROMOS: Final = text(f"SELECT {_PROMO}, used FROM promo_codes ORDER BY changed_at DESC, code")  # noqa: S608
_FIND_PROMO: Final = f"SELECT {_PROMO}, used FROM promo_codes WHERE code = :code"  # noqa: S608
_ADD_PROMO: Final = text(
    f"INSERT INTO promo_codes ({_PROMO}, changed_by, changed_at)"  # noqa: S608 - constants only
    " VALUES (:code, :kind, :value, :currency, :bonus, :products, :amount_min, :starts_at, :ends_at, :total_limit,"
    " :user_limit, :stacks, :active, :changed_by, :now) ON CONFLICT (code) DO NOTHING RETURNING code"
).bindparams(*_PROMO_JSON)
_EDIT_PROMO: Final = text(
    "UPDATE promo_codes SET kind = :kind, value = :value, currency = :currency, bonus = :bonus, products = :products,"
    " amount_min = :amount_min, starts_at = :starts_at, ends_at = :ends_at, total_limit = :total_limit,"
    " user_limit = :user_limit, stacks = :stacks, active = :active, changed_by = :changed_by, changed_at = :now"
    " WHERE code = :code"
).bindparams(*_PROMO_JSON)
_USE: Final = text("UPDATE promo_codes SET used = used + :uses WHERE code = :code")
_USED: Final = text(
    "SELECT count(*) FROM purchases WHERE user_id = :user_id AND promo_code = :code"
    " AND status IN ('created', 'pending', 'succeeded')"
)

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
    "  UPDATE purchases SET status = :after, cause = :cause, changed_at = :now, refunded = refunded + :refunded"
    "  WHERE id = :id AND status = :before RETURNING id)"
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
_OPEN: Final = text("SELECT receipt FROM purchases WHERE status IN ('created', 'pending') AND created_at <= :before")
# What was bought and stands, or is about to be paid, by currency: of the UTC day and of the month.
_SPENT: Final = text(
    "SELECT currency, sum(amount - refunded) FILTER (WHERE created_at >= :day) AS today,"
    " sum(amount - refunded) AS this_month FROM purchases WHERE user_id = :user_id AND created_at >= :month"
    " AND currency IN ('KRW', 'USD') AND status IN ('created', 'pending', 'succeeded') GROUP BY 1"
)
_REFUND: Final = (
    "id, purchase_id, kind, amount, taken, owed, actor_id, reason, created_at, attempts, last_error, sent_at,"
    " refused_at"
)
_ADD_REFUND: Final = text(
    f"INSERT INTO purchase_refunds ({_REFUND})"  # noqa: S608 - constants only
    " VALUES (:id, :purchase_id, :kind, :amount, :taken, :owed, :actor_id, :reason, :created_at, :attempts,"
    " :last_error, :sent_at, :refused_at)"
    " ON CONFLICT (purchase_id) WHERE kind = 'return' DO NOTHING RETURNING id"
).bindparams(*(bindparam(name, type_=JSONB) for name in ("taken", "owed")))
_REFUNDS: Final = text(f"SELECT {_REFUND} FROM purchase_refunds WHERE purchase_id = :id ORDER BY id")  # noqa: S608
_LOCK_REFUND: Final = text(f"SELECT {_REFUND} FROM purchase_refunds WHERE id = :id FOR UPDATE")  # noqa: S608
_UNSENT: Final = text(
    "SELECT r.id, r.amount, p.receipt, p.user_id FROM purchase_refunds r JOIN purchases p ON p.id = r.purchase_id"
    " WHERE r.sent_at IS NULL AND r.refused_at IS NULL"
    " AND (CAST(:receipt AS text) IS NULL OR p.receipt = :receipt) ORDER BY r.created_at LIMIT :limit"
)
_TRIED: Final = text(
    "UPDATE purchase_refunds SET attempts = attempts + 1, last_error = :error,"
    " sent_at = CASE WHEN :sent THEN CAST(:now AS timestamptz) END,"
    " refused_at = CASE WHEN :refused THEN CAST(:now AS timestamptz) END WHERE id = :id"
)
_PENDING: Final = text("SELECT count(*) FROM purchases WHERE user_id = :user_id AND status IN ('created', 'pending')")
_STEPS: Final = text(
    "SELECT purchase_id, before, after, cause, actor_id, at FROM purchase_steps WHERE purchase_id = :id ORDER BY number"
)


def _product(row: Any) -> Product:
    facts = dict(row)
    percent, ends_at = facts.pop("discount_percent"), facts.pop("discount_ends_at")
    facts["discount"] = None if percent is None else Discount(percent, ends_at)
    limited = {name: facts.pop(name) for name in _LIMITED}
    facts["limited"] = None if limited["stock"] is None else Limited(**limited)
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
        "promo_allowed": one.promo_allowed,
        "starts_at": None if one.limited is None else one.limited.starts_at,
        "ends_at": None if one.limited is None else one.limited.ends_at,
        "stock": None if one.limited is None else one.limited.stock,
        "user_limit": None if one.limited is None else one.limited.user_limit,
        "disabled_at": None if one.limited is None else one.limited.disabled_at,
        "changed_by": changed_by,
        "now": now,
    }


async def list_products(session: AsyncSession, *, hidden: bool = False, limited: bool = False) -> list[Product]:
    """What is sold, or the limited packages, the highest rank first; `hidden` adds what is switched off."""
    facts = {"hidden": hidden, "limited": limited}
    return [_product(row) for row in (await session.execute(_LIST, facts)).mappings()]


async def find_product(session: AsyncSession, code: str, *, lock: bool = False) -> Product | None:
    """One product; `lock` holds it against other buyers and operators."""
    statement = text(f"{_FIND} FOR UPDATE" if lock else _FIND)
    row = (await session.execute(statement, {"code": code})).mappings().first()
    return None if row is None else _product(row)


async def add_product(session: AsyncSession, one: Product, *, changed_by: int | None, now: datetime) -> bool:
    """Add a product; false when its code is taken."""
    return (await session.execute(_ADD, _facts(one, changed_by=changed_by, now=now))).first() is not None


async def edit_product(session: AsyncSession, one: Product, *, changed_by: int | None, now: datetime) -> None:
    """Write everything but the code."""
    await session.execute(_EDIT, _facts(one, changed_by=changed_by, now=now))


async def take(session: AsyncSession, code: str, quantity: int) -> None:
    """Take so many of a package's stock, or give them back. The table refuses more than there are."""
    await session.execute(_TAKE, {"code": code, "quantity": quantity})


async def bought_of(session: AsyncSession, *, user_id: int, codes: Collection[str]) -> dict[str, int]:
    """How many of these a player bought or is about to pay."""
    rows = await session.execute(_BOUGHT, {"user_id": user_id, "codes": list(codes)})
    return {row.product_code: row.bought for row in rows}


def _promo(row: Any) -> Promo:
    facts = dict(row)
    facts["bonus"] = Bundle.of(facts["bonus"])
    facts["products"] = None if facts["products"] is None else frozenset(facts["products"])
    return Promo(**facts)


def _promo_facts(one: Promo, *, changed_by: int | None, now: datetime) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(one, name) for name in _PROMO.split(", ")}
    products = None if one.products is None else sorted(one.products)
    return facts | {"bonus": one.bonus.as_data(), "products": products, "changed_by": changed_by, "now": now}


async def list_promos(session: AsyncSession) -> list[Promo]:
    """Every code, the last changed first."""
    return [_promo(row) for row in (await session.execute(_PROMOS)).mappings()]


async def find_promo(session: AsyncSession, code: str, *, lock: bool = False) -> Promo | None:
    """One code; `lock` holds it against other buyers and operators."""
    statement = text(f"{_FIND_PROMO} FOR UPDATE" if lock else _FIND_PROMO)
    row = (await session.execute(statement, {"code": code})).mappings().first()
    return None if row is None else _promo(row)


async def add_promo(session: AsyncSession, one: Promo, *, changed_by: int | None, now: datetime) -> bool:
    """Add a code; false when it is there."""
    return (await session.execute(_ADD_PROMO, _promo_facts(one, changed_by=changed_by, now=now))).first() is not None


async def edit_promo(session: AsyncSession, one: Promo, *, changed_by: int | None, now: datetime) -> None:
    """Write everything but the code and its uses."""
    await session.execute(_EDIT_PROMO, _promo_facts(one, changed_by=changed_by, now=now))


async def use_promo(session: AsyncSession, code: str, uses: int) -> None:
    """Count a use, or give one back. The table refuses more than there may be."""
    await session.execute(_USE, {"code": code, "uses": uses})


async def uses_of(session: AsyncSession, *, user_id: int, code: str) -> int:
    """How often a player used a code in purchases that stand."""
    return (await session.execute(_USED, {"user_id": user_id, "code": code})).scalar_one()


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
    session: AsyncSession, one: Purchase, after: str, *, cause: str, actor_id: int | None, refunded: int, now: datetime
) -> bool:
    """Move a purchase on from where it stood when it was read, `refunded` more of it paid back (or less, when
    negative); false when it has moved since."""
    facts = {"id": one.id, "before": one.status, "after": after, "cause": cause, "actor_id": actor_id, "now": now}
    return (await session.execute(_MOVE, facts | {"refunded": refunded})).first() is not None


async def find_purchase(session: AsyncSession, receipt: str) -> Purchase | None:
    """The purchase with this receipt code."""
    row = (await session.execute(_OF_RECEIPT, {"receipt": receipt})).mappings().first()
    return None if row is None else _purchase(row)


async def list_purchases(session: AsyncSession, *, user_id: int, before: UUID | None, limit: int) -> list[Purchase]:
    """A player's purchases, the newest first."""
    facts = {"user_id": user_id, "before": before, "limit": limit}
    return [_purchase(row) for row in (await session.execute(_OF_USER, facts)).mappings()]


async def count_pending(session: AsyncSession, *, user_id: int) -> int:
    """How many purchases of a player wait for their payment."""
    return (await session.execute(_PENDING, {"user_id": user_id})).scalar_one()


async def list_steps(session: AsyncSession, purchase_id: UUID) -> list[Step]:
    """The timeline of a purchase, from its first moment."""
    return [Step(**row) for row in (await session.execute(_STEPS, {"id": purchase_id})).mappings()]


async def open_since(session: AsyncSession, *, before: datetime) -> list[str]:
    """Receipts that wait for a payment since then: of half an hour at most, after which a purchase is ended."""
    return list((await session.execute(_OPEN, {"before": before})).scalars())


async def spent_of(
    session: AsyncSession, *, user_id: int, day: datetime, month: datetime
) -> dict[str, tuple[int, int]]:
    """Money by currency that a player spent, or is about to: (since `day`, since `month`)."""
    rows = await session.execute(_SPENT, {"user_id": user_id, "day": day, "month": month})
    return {row.currency: (int(row.today or 0), int(row.this_month)) for row in rows}


def _refund(row: Any) -> Refund:
    facts: dict[str, Any] = dict(row)
    facts["taken"], facts["owed"] = Bundle.of(facts["taken"]), Bundle.of(facts["owed"])
    return Refund(**facts)


async def add_refund(session: AsyncSession, one: Refund) -> bool:
    """Write a refund down; false for a second `return` of one purchase."""
    facts: dict[str, Any] = {name: getattr(one, name) for name in _REFUND.split(", ")}
    facts |= {"taken": one.taken.as_data(), "owed": one.owed.as_data()}
    return (await session.execute(_ADD_REFUND, facts)).first() is not None


async def list_refunds(session: AsyncSession, purchase_id: UUID) -> list[Refund]:
    """What went back of a purchase, the oldest first."""
    return [_refund(row) for row in (await session.execute(_REFUNDS, {"id": purchase_id})).mappings()]


async def lock_refund(session: AsyncSession, refund_id: UUID) -> Refund:
    """One refund, held until the transaction ends."""
    return _refund((await session.execute(_LOCK_REFUND, {"id": refund_id})).mappings().one())


async def list_unsent(session: AsyncSession, *, receipt: str | None, limit: int) -> Sequence[Any]:
    """Refunds of which the provider has still to hear: rows of (id, amount, receipt, user_id)."""
    return (await session.execute(_UNSENT, {"receipt": receipt, "limit": limit})).all()


async def note_try(
    session: AsyncSession, refund_id: UUID, *, error: str | None, sent: bool, refused: bool, now: datetime
) -> None:
    """Keep what the provider said to a refund."""
    facts = {"id": refund_id, "error": error, "sent": sent, "refused": refused, "now": now}
    await session.execute(_TRIED, facts)
