"""Every statement of missions."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.missions.contracts import Completion, Mission, Swap
from casino_club.domains.rewards.contracts import Bundle

_COLUMNS: Final = "code, kind, evaluator, target, bundle, weight, title_ko, title_en, active, valid_from"
_VERSIONS: Final = f"SELECT {_COLUMNS} FROM mission_versions"  # noqa: S608 - constants only
_ALL: Final = text(f"{_VERSIONS} ORDER BY kind, code, valid_from")
# Of each mission the row in force on a day and those after it: what today's and any later pool is made of.
_SINCE: Final = text(
    f"{_VERSIONS} v WHERE valid_from >= coalesce((SELECT max(valid_from) FROM mission_versions"  # noqa: S608
    " WHERE code = v.code AND valid_from <= :day), :day)"
)
_OF_CODE: Final = text(f"{_VERSIONS} WHERE code = :code ORDER BY valid_from")
_LOCK_CODE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('mission:' || :code, 0))")
_PUT: Final = text(
    f"INSERT INTO mission_versions ({_COLUMNS}, changed_by, changed_at)"  # noqa: S608 - constants only
    " VALUES (:code, :kind, :evaluator, :target, :bundle, :weight, :title_ko, :title_en, :active, :valid_from,"
    " :changed_by, :now) ON CONFLICT (code, valid_from) DO UPDATE SET evaluator = excluded.evaluator,"
    " target = excluded.target, bundle = excluded.bundle, weight = excluded.weight, title_ko = excluded.title_ko,"
    " title_en = excluded.title_en, active = excluded.active, changed_by = excluded.changed_by,"
    " changed_at = excluded.changed_at"
).bindparams(bindparam("bundle", type_=JSONB))
# Into an empty pool from the beginning; into one that players have seen, from `valid_from` on.
_SHIP: Final = text(
    f"INSERT INTO mission_versions ({_COLUMNS}, changed_at)"  # noqa: S608 - constants only
    " SELECT :code, :kind, :evaluator, :target, :bundle, :weight, :title_ko, :title_en, :active, :valid_from, :now"
    " WHERE NOT EXISTS (SELECT FROM mission_versions WHERE code = :code) ON CONFLICT DO NOTHING"
).bindparams(bindparam("bundle", type_=JSONB))
_LOCK_POOL: Final = text("LOCK TABLE mission_versions IN SHARE ROW EXCLUSIVE MODE")
_HAS_ANY: Final = text("SELECT EXISTS (SELECT FROM mission_versions)")

_SWAP: Final = "SELECT user_id, scope, removed, added FROM mission_swaps"
_SWAPS: Final = text(f"{_SWAP} WHERE user_id = ANY(CAST(:users AS bigint[])) AND scope = ANY(CAST(:scopes AS text[]))")
_INSERT_SWAP: Final = text(
    "INSERT INTO mission_swaps (user_id, scope, removed, added, ends_at, swapped_at)"
    " VALUES (:user_id, :scope, :removed, :added, :ends_at, :now) ON CONFLICT DO NOTHING RETURNING user_id"
)
_DUE_SWAPS: Final = text(
    f"{_SWAP} WHERE settled_at IS NULL AND ends_at <= :now AND (scope, user_id) > (:scope, :user_id)"
    " ORDER BY scope, user_id LIMIT :limit FOR UPDATE SKIP LOCKED"
)
_SETTLE_SWAP: Final = text(
    "UPDATE mission_swaps SET settled_at = :now WHERE user_id = :user_id AND scope = :scope AND settled_at IS NULL"
)

_COMPLETION: Final = "SELECT user_id, scope, code, target, ends_at FROM mission_completions"
_COMPLETED: Final = text(
    "INSERT INTO mission_completions (user_id, scope, code, target, ends_at, completed_at)"
    " SELECT user_id, scope, code, target, ends_at, :now FROM unnest(CAST(:users AS bigint[]), CAST(:scopes AS text[]),"
    " CAST(:codes AS text[]), CAST(:targets AS bigint[]), CAST(:ends AS timestamptz[]))"
    " AS t (user_id, scope, code, target, ends_at)"
    " ORDER BY user_id, scope, code ON CONFLICT DO NOTHING RETURNING user_id, scope, code"
)
_COMPLETION_SCOPES: Final = text("SELECT DISTINCT scope FROM mission_completions ORDER BY scope")
_COMPLETIONS_IN: Final = text(
    f"{_COMPLETION} WHERE scope = :scope AND user_id > :after AND user_id <= :until ORDER BY user_id, code"
)
_DUE: Final = text(
    f"{_COMPLETION} WHERE settled_at IS NULL AND ends_at <= :now AND (user_id, scope, code) > (:user_id, :scope, :code)"
    " ORDER BY user_id, scope, code LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_SETTLE: Final = text(
    "UPDATE mission_completions SET settled_at = :now"
    " WHERE user_id = :user_id AND scope = :scope AND code = :code AND settled_at IS NULL"
)


def _mission(row: Any) -> Mission:
    values: dict[str, Any] = dict(row)
    values["bundle"] = Bundle.of(values["bundle"])
    return Mission(**values)


def _facts(one: Mission, now: datetime) -> dict[str, Any]:
    return {
        "code": one.code,
        "kind": one.kind,
        "evaluator": one.evaluator,
        "target": one.target,
        "bundle": one.bundle.as_data(),
        "weight": one.weight,
        "title_ko": one.title_ko,
        "title_en": one.title_en,
        "active": one.active,
        "valid_from": one.valid_from,
        "now": now,
    }


async def list_versions(session: AsyncSession, *, since: date | None = None) -> list[Mission]:
    """Every version of every mission; with `since`, only what pools of that day and later may hold."""
    rows = await (session.execute(_ALL) if since is None else session.execute(_SINCE, {"day": since}))
    return [_mission(row) for row in rows.mappings()]


async def lock_versions_of(session: AsyncSession, code: str) -> list[Mission]:
    """One mission's versions, oldest first, held against other operators; empty for a code nobody has."""
    await session.execute(_LOCK_CODE, {"code": code})
    return [_mission(row) for row in (await session.execute(_OF_CODE, {"code": code})).mappings()]


async def put_version(session: AsyncSession, one: Mission, *, changed_by: int | None, now: datetime) -> None:
    """Write how a mission stands from `valid_from` on, over what was planned for that day."""
    await session.execute(_PUT, _facts(one, now) | {"changed_by": changed_by})


async def lock_pool(session: AsyncSession) -> bool:
    """Hold the pool against everybody who writes; true when it is empty."""
    await session.execute(_LOCK_POOL)
    return not (await session.execute(_HAS_ANY)).scalar_one()


async def ship_version(session: AsyncSession, one: Mission, *, now: datetime) -> None:
    """Add a mission whose code nobody has."""
    await session.execute(_SHIP, _facts(one, now))


async def list_swaps(
    session: AsyncSession, *, users: Collection[int], scopes: Collection[str]
) -> dict[tuple[int, str], Swap]:
    """The exchanges of these players in these scopes."""
    rows = await session.execute(_SWAPS, {"users": sorted(users), "scopes": sorted(scopes)})
    return {(row["user_id"], row["scope"]): Swap(**row) for row in rows.mappings()}


async def insert_swap(session: AsyncSession, swap: Swap, *, ends_at: datetime, now: datetime) -> bool:
    """Keep the exchange of a scope; false when there was one."""
    facts = {"user_id": swap.user_id, "scope": swap.scope, "removed": swap.removed, "added": swap.added}
    return (await session.execute(_INSERT_SWAP, facts | {"ends_at": ends_at, "now": now})).first() is not None


async def lock_due_swaps(session: AsyncSession, *, now: datetime, after: tuple[str, int], limit: int) -> list[Swap]:
    """Exchanges of scopes that are over and not judged yet, held until the transaction ends."""
    facts = {"now": now, "scope": after[0], "user_id": after[1], "limit": limit}
    return [Swap(**row) for row in (await session.execute(_DUE_SWAPS, facts)).mappings()]


async def settle_swap(session: AsyncSession, swap: Swap, *, now: datetime) -> None:
    """Note that the mission that came in exchange was judged."""
    await session.execute(_SETTLE_SWAP, {"user_id": swap.user_id, "scope": swap.scope, "now": now})


async def complete(
    session: AsyncSession, completions: Sequence[Completion], *, now: datetime
) -> set[tuple[int, str, str]]:
    """Note missions that reached their target; answers the (player, scope, code) that are new."""
    if not completions:
        return set()
    facts = {
        "users": [one.user_id for one in completions],
        "scopes": [one.scope for one in completions],
        "codes": [one.code for one in completions],
        "targets": [one.target for one in completions],
        "ends": [one.ends_at for one in completions],
        "now": now,
    }
    return {(row.user_id, row.scope, row.code) for row in await session.execute(_COMPLETED, facts)}


async def list_completion_scopes(session: AsyncSession) -> list[str]:
    """The days and weeks in which anything was completed."""
    return list((await session.execute(_COMPLETION_SCOPES)).scalars())


async def list_completions(session: AsyncSession, *, scope: str, after: int, until: int) -> list[Completion]:
    """What players after one id and up to another completed in a scope."""
    rows = await session.execute(_COMPLETIONS_IN, {"scope": scope, "after": after, "until": until})
    return [Completion(**row) for row in rows.mappings()]


async def lock_due_completion(
    session: AsyncSession, *, now: datetime, after: tuple[int, str, str]
) -> Completion | None:
    """The next completed mission after (player, scope, code) whose scope is over and whose reward may be owed.

    Held until the transaction ends; those held by others are passed over.
    """
    facts = {"now": now, "user_id": after[0], "scope": after[1], "code": after[2]}
    row = (await session.execute(_DUE, facts)).mappings().first()
    return None if row is None else Completion(**row)


async def settle(session: AsyncSession, *, user_id: int, scope: str, code: str, now: datetime) -> None:
    """Note, in the transaction that gave it, that the reward was given."""
    await session.execute(_SETTLE, {"user_id": user_id, "scope": scope, "code": code, "now": now})
