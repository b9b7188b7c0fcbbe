"""Every statement on tallies."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.progress.contracts import PEAKS, SETS, SUMS, Facts, ScopeWindow, Tally, TallyChange
from casino_club.infra.db.engine import raw_connection_of

_NUMBERS: Final = (*SUMS, *PEAKS)
_COLUMNS: Final = (*_NUMBERS, *SETS)
_UNITED: Final = (
    "CASE WHEN t.{0} @> excluded.{0} THEN t.{0}"
    " ELSE ARRAY(SELECT DISTINCT unnest(t.{0} || excluded.{0}) ORDER BY 1) END"
)


def _upsert() -> str:
    given = ", ".join(f"n.{name}" for name in _NUMBERS) + "".join(f", string_to_array(n.{name}, ',')" for name in SETS)
    types = ["bigint[]", "text[]", *["bigint[]"] * len(_NUMBERS), *["text[]"] * len(SETS)]
    arrays = ", ".join(f"${number}::{kind}" for number, kind in enumerate(types, 1))
    sets = [f"{name} = t.{name} + excluded.{name}" for name in SUMS]
    sets += [f"{name} = greatest(t.{name}, excluded.{name})" for name in PEAKS]
    sets += [f"{name} = {_UNITED.format(name)}" for name in SETS]
    columns = ", ".join(_COLUMNS)
    old = ", ".join(f"old.{name} AS old_{name}" for name in (*_COLUMNS, "version"))
    # In key order: every writer of tallies takes its rows in this order.
    return (
        f"INSERT INTO tallies AS t (user_id, scope, {columns}, version) SELECT n.user_id, n.scope, {given}, 1"  # noqa: S608
        f" FROM unnest({arrays}) AS n (user_id, scope, {columns}) ORDER BY 1, 2"
        f" ON CONFLICT (user_id, scope) DO UPDATE SET {', '.join(sets)}, version = t.version + 1"
        f" RETURNING new.user_id, new.scope, {', '.join(f'new.{name}' for name in (*_COLUMNS, 'version'))}, {old}"
    )


_UPSERT: Final = _upsert()
_SELECT: Final = f"user_id, scope, {', '.join(_COLUMNS)}, version"
_OF: Final = text(
    f"SELECT {_SELECT} FROM tallies WHERE user_id = :user_id AND scope = ANY(:scopes)"  # noqa: S608 - constants
).bindparams(bindparam("scopes", type_=ARRAY(TEXT)))
_OF_SCOPE: Final = text(
    f"SELECT {_SELECT} FROM tallies WHERE scope = :scope AND user_id > :after ORDER BY user_id LIMIT :limit"  # noqa: S608
)
_WINDOWS: Final = text(
    "SELECT scope, user_id, since, until FROM tally_scopes"
    " WHERE (user_id IS NULL OR user_id = ANY(:user_ids)) AND until > :at"
).bindparams(bindparam("user_ids", type_=ARRAY(BIGINT)))
_ALL_WINDOWS: Final = text("SELECT scope, user_id, since, until FROM tally_scopes")
# Two requests may come to their lock in another order than they read the clock: a window that would begin before the
# last one has ended begins with its end.
_ENROL: Final = text(
    "INSERT INTO tally_scopes (scope, user_id, since, until)"
    " SELECT CAST(:scope AS text), CAST(:user_id AS bigint), greatest(CAST(:since AS timestamptz), max(until)), :until"
    " FROM tally_scopes WHERE scope = :scope AND user_id IS NOT DISTINCT FROM :user_id AND since < until"
)
_WITHDRAW: Final = text(
    "UPDATE tally_scopes SET until = LEAST(until, GREATEST(since, :at))"
    " WHERE scope = :scope AND user_id IS NOT DISTINCT FROM :user_id AND until > :at"
)
_REPORT: Final = text(
    "INSERT INTO tally_reports (user_id, scope, amount, reported_at) VALUES (:user_id, :scope, :amount, :at)"
)
_REPORTED: Final = text("SELECT user_id, scope, CAST(sum(amount) AS bigint) AS amount FROM tally_reports GROUP BY 1, 2")
_EXPERIENCE: Final = text(
    "SELECT user_id, day, CAST(sum(amount) AS bigint) AS amount FROM counter_days WHERE counter = 'exp' GROUP BY 1, 2"
)
# A week's row goes with its first day: both names end in a date.
_PURGE: Final = text(
    "DELETE FROM tallies WHERE ctid = ANY (ARRAY(SELECT ctid FROM tallies"
    " WHERE (scope >= 'day:' AND scope < :day) OR (scope >= 'week:' AND scope < :week) LIMIT :rows))"
)
_PENDING: Final = text(
    "SELECT o.event_id, o.type, o.user_id, o.occurred_at, o.data FROM ("
    "  SELECT event_id, type, user_id, occurred_at, data FROM outbox"
    "  UNION ALL SELECT event_id, type, user_id, occurred_at, data FROM outbox_dead_letters) o"
    " WHERE o.user_id IS NOT NULL AND NOT EXISTS ("
    "  SELECT FROM inbox i WHERE i.consumer = :consumer AND i.event_id = o.event_id)"
)
_ALL: Final = text(f"SELECT {_SELECT} FROM tallies")  # noqa: S608 - constants
_CLEAR: Final = text("DELETE FROM tallies")
_REBUILD: Final = (
    text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"),
    text("SET LOCAL statement_timeout = '30min'"),
    text("SET LOCAL lock_timeout = '60s'"),
    text("LOCK TABLE tallies IN SHARE ROW EXCLUSIVE MODE"),
)


def _tally(row: Any, prefix: str = "") -> Tally:
    facts: dict[str, Any] = {name: row[prefix + name] for name in (*_NUMBERS, "version")}
    sets: dict[str, Any] = {name: frozenset(row[prefix + name]) for name in SETS}
    return Tally(**facts, **sets)


async def add(session: AsyncSession, rows: Mapping[tuple[int, str], Facts]) -> list[TallyChange]:
    """Merge facts into their rows with one statement; answers each row before and after."""
    keys = sorted(rows)
    facts = [rows[key] for key in keys]
    columns: list[list[Any]] = [[user_id for user_id, _ in keys], [scope for _, scope in keys]]
    columns += [[one.sums.get(name, 0) for one in facts] for name in SUMS]
    columns += [[one.peaks.get(name, 0) for one in facts] for name in PEAKS]
    columns += [[",".join(sorted(one.sets.get(name, ()))) for one in facts] for name in SETS]
    connection = await raw_connection_of(session)
    return [
        TallyChange(
            row["user_id"],
            row["scope"],
            Tally() if row["old_version"] is None else _tally(row, "old_"),
            _tally(row),
        )
        for row in await connection.fetch(_UPSERT, *columns)
    ]


async def tallies_of(session: AsyncSession, *, user_id: int, scopes: Collection[str]) -> dict[str, Tally]:
    """A player's rows of these scopes; those without one are left out."""
    rows = await session.execute(_OF, {"user_id": user_id, "scopes": list(scopes)})
    return {row["scope"]: _tally(row) for row in rows.mappings()}


async def list_scope(session: AsyncSession, *, scope: str, after: int, limit: int) -> list[tuple[int, Tally]]:
    """Players with a row of this scope, by id."""
    rows = await session.execute(_OF_SCOPE, {"scope": scope, "after": after, "limit": limit})
    return [(row["user_id"], _tally(row)) for row in rows.mappings()]


async def windows_of(session: AsyncSession, *, user_ids: Iterable[int], at: datetime) -> list[ScopeWindow]:
    """Windows that may hold something of these players from `at` on."""
    rows = await session.execute(_WINDOWS, {"user_ids": list(user_ids), "at": at})
    return [ScopeWindow(**row) for row in rows.mappings()]


async def all_windows(session: AsyncSession) -> list[ScopeWindow]:
    """Every window there is."""
    return [ScopeWindow(**row) for row in (await session.execute(_ALL_WINDOWS)).mappings()]


async def enrol(session: AsyncSession, window: ScopeWindow) -> None:
    """Open a window."""
    facts = {"scope": window.scope, "user_id": window.user_id, "since": window.since, "until": window.until}
    await session.execute(_ENROL, facts)


async def withdraw(session: AsyncSession, *, scope: str, user_id: int | None, at: datetime) -> None:
    """Close the windows of a scope at a moment."""
    await session.execute(_WITHDRAW, {"scope": scope, "user_id": user_id, "at": at})


async def record_report(session: AsyncSession, *, user_id: int, scope: str, amount: int, at: datetime) -> None:
    """Keep what a player reported."""
    await session.execute(_REPORT, {"user_id": user_id, "scope": scope, "amount": amount, "at": at})


async def reported(session: AsyncSession) -> list[Any]:
    """(user_id, scope, amount) ever reported."""
    return list(await session.execute(_REPORTED))


async def experience_by_day(session: AsyncSession) -> list[Any]:
    """(user_id, day, amount) of experience ever gained."""
    return list(await session.execute(_EXPERIENCE))


async def purge(session: AsyncSession, *, before_day: str, before_week: str, rows: int) -> int:
    """Delete day and week rows older than these scopes; answers how many, at most `rows`."""
    result: Any = await session.execute(_PURGE, {"day": before_day, "week": before_week, "rows": rows})
    return result.rowcount


async def pending(session: AsyncSession, *, consumer: str) -> list[Any]:
    """Events that the consumer has not counted yet."""
    return list(await session.execute(_PENDING, {"consumer": consumer}))


async def all_tallies(session: AsyncSession) -> dict[tuple[int, str], Tally]:
    """Every row."""
    rows = await session.execute(_ALL)
    return {(row["user_id"], row["scope"]): _tally(row) for row in rows.mappings()}


async def clear(session: AsyncSession) -> None:
    """Delete every row."""
    await session.execute(_CLEAR)


async def set_versions(session: AsyncSession, versions: Mapping[tuple[int, str], int]) -> None:
    """Write versions of rows made anew."""
    connection = await raw_connection_of(session)
    keys = sorted(versions)
    await connection.execute(
        "UPDATE tallies t SET version = n.version FROM unnest($1::bigint[], $2::text[], $3::bigint[])"
        " AS n (user_id, scope, version) WHERE t.user_id = n.user_id AND t.scope = n.scope",
        [user_id for user_id, _ in keys],
        [scope for _, scope in keys],
        [versions[key] for key in keys],
    )


async def begin_rebuild(session: AsyncSession) -> None:
    """Wait until nobody writes tallies, keep it so, and look at one snapshot. First statements of a transaction.

    Locking a table takes no snapshot, so the snapshot is younger than the wait. A consumer that has claimed events by
    then and waits with its tallies is not in it: its events are pending.
    """
    for statement in _REBUILD:
        await session.execute(statement)
