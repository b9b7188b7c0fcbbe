"""Every statement of achievements."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements.contracts import Definition, Unlock
from casino_club.domains.rewards.contracts import Bundle

_COLUMNS: Final = (
    "code, family, tier, evaluator, scope_kind, target, title_ko, title_en, description_ko, description_en, badge,"
    " bundle, sort, active"
)
_DEFINITION: Final = f"SELECT {_COLUMNS} FROM achievements"  # noqa: S608 - constants only
_LIST: Final = text(f"{_DEFINITION} ORDER BY sort, code")
_FIND: Final = text(f"{_DEFINITION} WHERE code = :code")
_LOCK: Final = text(f"{_DEFINITION} WHERE code = :code FOR NO KEY UPDATE")
_INSERT: Final = text(
    f"INSERT INTO achievements ({_COLUMNS}, created_by, created_at, changed_at)"  # noqa: S608 - constants only
    " VALUES (:code, :family, :tier, :evaluator, :scope_kind, :target, :title_ko, :title_en, :description_ko,"
    " :description_en, :badge, :bundle, :sort, :active, :created_by, :now, :now) ON CONFLICT DO NOTHING RETURNING code"
).bindparams(bindparam("bundle", type_=JSONB))
_UPDATE: Final = text(
    "UPDATE achievements SET evaluator = :evaluator, scope_kind = :scope_kind, target = :target, title_ko = :title_ko,"
    " title_en = :title_en, description_ko = :description_ko, description_en = :description_en, badge = :badge,"
    " bundle = :bundle, sort = :sort, active = :active, changed_at = :now WHERE code = :code"
).bindparams(bindparam("bundle", type_=JSONB))
_COUNTS: Final = text("SELECT code, count(*) AS players FROM achievement_unlocks GROUP BY code")
_ANY_UNLOCK: Final = text("SELECT EXISTS (SELECT FROM achievement_unlocks WHERE code = :code)")

_UNLOCKS: Final = text("SELECT code, unlocked_at FROM achievement_unlocks WHERE user_id = :user_id")
_UNLOCKED_CODES: Final = text(
    "SELECT user_id, array_agg(code) AS codes FROM achievement_unlocks"
    " WHERE user_id = ANY(CAST(:users AS bigint[])) GROUP BY user_id"
)
# In one order everywhere, so that two that unlock the same never wait for each other in a circle.
_UNLOCK: Final = text(
    "INSERT INTO achievement_unlocks (user_id, code, scope, target, unlocked_at)"
    " SELECT user_id, code, scope, target, :now FROM unnest(CAST(:users AS bigint[]), CAST(:codes AS text[]),"
    " CAST(:scopes AS text[]), CAST(:targets AS bigint[])) AS t (user_id, code, scope, target)"
    " ORDER BY user_id, code ON CONFLICT DO NOTHING RETURNING user_id, code"
)
_UNLOCK_SCOPES: Final = text("SELECT DISTINCT scope FROM achievement_unlocks ORDER BY scope")
_UNLOCKS_IN: Final = text(
    "SELECT user_id, code, scope, target, unlocked_at FROM achievement_unlocks"
    " WHERE scope = :scope AND user_id > :after AND user_id <= :until ORDER BY user_id, code"
)
_SHOWCASE: Final = text("SELECT codes FROM achievement_showcases WHERE user_id = :user_id")
_CHOOSE: Final = text(
    "INSERT INTO achievement_showcases (user_id, codes, chosen_at) VALUES (:user_id, CAST(:codes AS text[]), :now)"
    " ON CONFLICT (user_id) DO UPDATE SET codes = excluded.codes, chosen_at = excluded.chosen_at"
)


def _definition(row: Any) -> Definition:
    values: dict[str, Any] = dict(row)
    values["bundle"] = Bundle.of(values["bundle"])
    return Definition(**values)


def _facts(one: Definition, now: datetime) -> dict[str, Any]:
    return {
        "code": one.code,
        "family": one.family,
        "tier": one.tier,
        "evaluator": one.evaluator,
        "scope_kind": one.scope_kind,
        "target": one.target,
        "title_ko": one.title_ko,
        "title_en": one.title_en,
        "description_ko": one.description_ko,
        "description_en": one.description_en,
        "badge": one.badge,
        "bundle": one.bundle.as_data(),
        "sort": one.sort,
        "active": one.active,
        "now": now,
    }


async def list_definitions(session: AsyncSession) -> list[Definition]:
    """All of them, in the order they are shown."""
    return [_definition(row) for row in (await session.execute(_LIST)).mappings()]


async def find_definition(session: AsyncSession, code: str, *, lock: bool = False) -> Definition | None:
    """One by its code; `lock` holds it against other operators."""
    row = (await session.execute(_LOCK if lock else _FIND, {"code": code})).mappings().first()
    return None if row is None else _definition(row)


async def insert_definition(session: AsyncSession, one: Definition, *, created_by: int | None, now: datetime) -> bool:
    """Add one; false when its code or its tier of the family is taken."""
    facts = _facts(one, now) | {"created_by": created_by}
    return (await session.execute(_INSERT, facts)).first() is not None


async def update_definition(session: AsyncSession, one: Definition, *, now: datetime) -> None:
    """Write everything but code, family and tier."""
    facts = _facts(one, now)
    await session.execute(_UPDATE, {name: facts[name] for name in facts.keys() - {"family", "tier"}})


async def count_players(session: AsyncSession) -> dict[str, int]:
    """How many players unlocked each."""
    return {row.code: row.players for row in await session.execute(_COUNTS)}


async def is_unlocked_by_anybody(session: AsyncSession, code: str) -> bool:
    """True once one player has it."""
    return (await session.execute(_ANY_UNLOCK, {"code": code})).scalar_one()


async def unlocks_of(session: AsyncSession, *, user_id: int) -> dict[str, datetime]:
    """What a player unlocked, and when."""
    return {row.code: row.unlocked_at for row in await session.execute(_UNLOCKS, {"user_id": user_id})}


async def unlocked_codes(session: AsyncSession, users: Collection[int]) -> dict[int, set[str]]:
    """What each of these players unlocked; players without are left out."""
    rows = await session.execute(_UNLOCKED_CODES, {"users": sorted(users)})
    return {row.user_id: set(row.codes) for row in rows}


async def unlock(session: AsyncSession, unlocks: Sequence[Unlock], *, now: datetime) -> set[tuple[int, str]]:
    """Store what was reached; answers the (player, code) that are new."""
    if not unlocks:
        return set()
    facts = {
        "users": [one.user_id for one in unlocks],
        "codes": [one.code for one in unlocks],
        "scopes": [one.scope for one in unlocks],
        "targets": [one.target for one in unlocks],
        "now": now,
    }
    return {(row.user_id, row.code) for row in await session.execute(_UNLOCK, facts)}


async def list_unlock_scopes(session: AsyncSession) -> list[str]:
    """The tallies by which anything was unlocked."""
    return list((await session.execute(_UNLOCK_SCOPES)).scalars())


async def list_unlocks(session: AsyncSession, *, scope: str, after: int, until: int) -> list[Unlock]:
    """What the tallies of one scope unlocked for players after one id and up to another."""
    rows = await session.execute(_UNLOCKS_IN, {"scope": scope, "after": after, "until": until})
    return [Unlock(**row) for row in rows.mappings()]


async def find_showcase(session: AsyncSession, *, user_id: int) -> list[str] | None:
    """The badges a player chose; None before the first choice."""
    return (await session.execute(_SHOWCASE, {"user_id": user_id})).scalar_one_or_none()


async def choose_showcase(session: AsyncSession, *, user_id: int, codes: Sequence[str], now: datetime) -> None:
    """Keep the choice."""
    await session.execute(_CHOOSE, {"user_id": user_id, "codes": list(codes), "now": now})
