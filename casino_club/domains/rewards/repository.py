"""Every statement on grants, holdings and the counters' history."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, INTEGER, JSONB, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards.contracts import HELD_MAX, Bundle, Counter, CounterLine, Grant
from casino_club.domains.rewards.events import GRANTED
from casino_club.kernel.clock import iso_z
from casino_club.kernel.events import Event

_COLUMNS: Final = "id, user_id, key, reason, bundle, reward_items, new_balances, created_at"
# The grant, and in the counters' history what it gave of them on the UTC day it was given.
_KEEP: Final = text(
    "WITH kept AS ("
    "  INSERT INTO reward_grants (id, user_id, key, reason, bundle, reward_items, new_balances, created_at)"
    "  VALUES (:id, :user_id, :key, :reason, :bundle, :reward_items, :new_balances, :created_at)"
    ") INSERT INTO counter_days AS c (user_id, counter, day, reason, amount)"
    "  SELECT :user_id, counter, :day, :reason, amount"
    "  FROM unnest(CAST(:counters AS text[]), :amounts) AS n (counter, amount)"
    "  ON CONFLICT (user_id, counter, day, reason) DO UPDATE SET amount = c.amount + excluded.amount"
).bindparams(
    *(bindparam(name, type_=JSONB) for name in ("bundle", "reward_items", "new_balances")),
    bindparam("amounts", type_=ARRAY(BIGINT)),
)
_FIND: Final = text(
    f"SELECT {_COLUMNS} FROM reward_grants WHERE user_id = :user_id AND key = ANY(:keys)"  # noqa: S608 - constants
).bindparams(bindparam("keys", type_=ARRAY(TEXT)))
_LIST: Final = text(
    f"SELECT {_COLUMNS} FROM reward_grants WHERE user_id = :user_id"  # noqa: S608 - constants
    " AND (CAST(:before AS uuid) IS NULL OR id < :before) AND (CAST(:reason AS text) IS NULL OR reason = :reason)"
    " ORDER BY id DESC LIMIT :limit"
)
_HOLD: Final = text(
    "INSERT INTO holdings AS h (user_id, code, quantity) VALUES (:user_id, :code, LEAST(:quantity, :most))"
    " ON CONFLICT (user_id, code) DO UPDATE SET quantity = GREATEST(h.quantity, LEAST(h.quantity + :quantity, :most))"
    " RETURNING quantity"
).bindparams(bindparam("quantity", type_=INTEGER), bindparam("most", type_=INTEGER))
_HELD: Final = text("SELECT code, quantity FROM holdings WHERE user_id = :user_id AND quantity > 0 ORDER BY code")
_HELD_ONE: Final = text("SELECT quantity FROM holdings WHERE user_id = :user_id AND code = :code")
_TAKE: Final = text(
    "UPDATE holdings SET quantity = quantity - :quantity"
    " WHERE user_id = :user_id AND code = :code AND quantity >= :quantity RETURNING quantity"
)
_COUNT: Final = text(
    "INSERT INTO counter_days AS c (user_id, counter, day, reason, amount)"
    " SELECT user_id, counter, day, reason, amount FROM unnest(:user_ids, CAST(:counters AS text[]),"
    "   CAST(:days AS date[]), CAST(:reasons AS text[]), :amounts) AS n (user_id, counter, day, reason, amount)"
    " ORDER BY 1, 2, 3, 4"
    " ON CONFLICT (user_id, counter, day, reason) DO UPDATE SET amount = c.amount + excluded.amount"
).bindparams(bindparam("user_ids", type_=ARRAY(BIGINT)), bindparam("amounts", type_=ARRAY(BIGINT)))
_UNSPEND: Final = text(
    "UPDATE counter_days SET amount = greatest(amount - :amount, 0)"
    " WHERE user_id = :user_id AND counter = 'spend_krw' AND day = :day AND reason = 'purchase'"
)
_COUNTED: Final = text(
    "SELECT coalesce(sum(amount), 0) FROM counter_days"
    " WHERE user_id = :user_id AND counter = :counter AND day >= :since"
)
_LINES: Final = text(
    "SELECT counter, day::text AS day, reason, amount FROM counter_days"
    " WHERE user_id = :user_id AND counter = :counter ORDER BY day DESC, reason LIMIT :limit"
)
_HISTORY: Final = text(
    "SELECT id, user_id, key, reason, bundle, reward_items, created_at FROM reward_grants ORDER BY created_at, id"
)


def _grant(row: Any) -> Grant:
    facts = dict(row)
    facts["bundle"] = Bundle.of(facts["bundle"])
    facts["reward_items"] = tuple(facts["reward_items"])
    return Grant(**facts)


async def keep_grant(session: AsyncSession, grant: Grant) -> None:
    """Write down a grant of this transaction. The table refuses a second one of its key."""
    counted = {"exp": grant.bundle.exp, "vip_points": grant.bundle.vip_points}
    counted = {counter: amount for counter, amount in counted.items() if amount}
    facts = {
        "id": grant.id,
        "user_id": grant.user_id,
        "key": grant.key,
        "reason": grant.reason,
        "bundle": grant.bundle.as_data(),
        "reward_items": list(grant.reward_items),
        "new_balances": grant.new_balances,
        "created_at": grant.created_at,
        "day": grant.created_at.date(),
        "counters": list(counted),
        "amounts": list(counted.values()),
    }
    await session.execute(_KEEP, facts)


async def find_grants(session: AsyncSession, *, user_id: int, keys: Collection[str]) -> dict[str, Grant]:
    """Those of the keys that were granted."""
    rows = await session.execute(_FIND, {"user_id": user_id, "keys": list(keys)})
    return {row["key"]: _grant(row) for row in rows.mappings()}


async def list_grants(
    session: AsyncSession, *, user_id: int, before: UUID | None, reason: str | None, limit: int
) -> list[Grant]:
    """The newest grants of one player."""
    facts = {"user_id": user_id, "before": before, "reason": reason, "limit": limit}
    return [_grant(row) for row in (await session.execute(_LIST, facts)).mappings()]


async def hold(session: AsyncSession, *, user_id: int, code: str, quantity: int) -> tuple[int, int]:
    """Add to a holding, up to its most. Answers (added, held after)."""
    facts: dict[str, Any] = {"user_id": user_id, "code": code, "quantity": quantity}
    # The caller holds the player's account lock: nobody adds between the two statements.
    before = (await session.execute(_HELD_ONE, facts)).scalar_one_or_none() or 0
    after = (await session.execute(_HOLD, facts | {"most": HELD_MAX.get(code, 2**31 - 1)})).scalar_one()
    return after - before, after


async def holdings_of(session: AsyncSession, *, user_id: int) -> dict[str, int]:
    """What a player holds, by code."""
    return {row.code: row.quantity for row in await session.execute(_HELD, {"user_id": user_id})}


async def take_holding(session: AsyncSession, *, user_id: int, code: str, quantity: int) -> bool:
    """Use up so many, all or none."""
    facts = {"user_id": user_id, "code": code, "quantity": quantity}
    return (await session.execute(_TAKE, facts)).first() is not None


async def count(session: AsyncSession, lines: Sequence[tuple[int, Counter, date, str, int]]) -> None:
    """Add to counters' histories: (user, counter, day, reason, amount), each (user, counter, day, reason) once."""
    columns = list(zip(*lines, strict=True))
    names = ("user_ids", "counters", "days", "reasons", "amounts")
    await session.execute(_COUNT, {name: list(column) for name, column in zip(names, columns, strict=True)})


async def remove_spend(session: AsyncSession, *, user_id: int, amount_krw: int, day: date) -> None:
    """Lower what was spent on a day."""
    await session.execute(_UNSPEND, {"user_id": user_id, "amount": amount_krw, "day": day})


async def counter_since(session: AsyncSession, *, user_id: int, counter: Counter, since: date) -> int:
    """What a counter gained from `since` on."""
    facts = {"user_id": user_id, "counter": counter, "since": since}
    return int((await session.execute(_COUNTED, facts)).scalar_one())


async def list_counter_days(session: AsyncSession, *, user_id: int, counter: Counter, limit: int) -> list[CounterLine]:
    """The newest days of a counter."""
    facts = {"user_id": user_id, "counter": counter, "limit": limit}
    return [CounterLine(**row) for row in (await session.execute(_LINES, facts)).mappings()]


async def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every grant as the event it was published with."""
    async for row in await session.stream(_HISTORY):
        data = {
            "grant_id": str(row.id),
            "key": row.key,
            "reason": row.reason,
            "bundle": row.bundle,
            "reward_items": row.reward_items,
            "granted_at": iso_z(row.created_at),
        }
        yield Event(event_id=row.id, type=GRANTED, user_id=row.user_id, occurred_at=row.created_at, data=data)
