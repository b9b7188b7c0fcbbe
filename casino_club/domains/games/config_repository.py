"""Statements on the life of configurations. Whoever writes holds `lock` first."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games.config_rules import Achieved, Action, ConfigRow, PlayedSums
from casino_club.kernel.ids import uuid7_floor

_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext('game_configs'))")
_NOW: Final = text("SELECT clock_timestamp()")
_ROW: Final = (
    "SELECT id AS config_id, game, variant, version, status, hash, body, facts, note, created_by, created_at,"
    " announced_at, effective_at, superseded_at FROM game_configs"
)
_INSERT: Final = text(
    "INSERT INTO game_configs (game, variant, status, hash, body, note, created_by)"
    " VALUES (:game, :variant, 'draft', :hash, :body, :note, :created_by) RETURNING id"
).bindparams(bindparam("body", type_=JSONB))
_EDIT: Final = text(
    "UPDATE game_configs SET status = 'draft', facts = NULL, hash = :hash, body = :body, note = :note"
    " WHERE id = :config_id AND status IN ('draft', 'validated')"
).bindparams(bindparam("body", type_=JSONB))
_VALIDATE: Final = text(
    "UPDATE game_configs SET status = 'validated', facts = :facts"
    " WHERE id = :config_id AND hash = :hash AND status IN ('draft', 'validated')"
).bindparams(bindparam("facts", type_=JSONB))
_PUBLISH: Final = text(
    "UPDATE game_configs SET status = 'published', version = :version, announced_at = now(),"
    " effective_at = :effective_at WHERE id = :config_id AND status = 'validated'"
)
_SUPERSEDE: Final = text(
    "UPDATE game_configs SET superseded_at = :superseded_at"
    " WHERE game = :game AND variant = :variant AND status = 'published' AND version = :version"
)
_WITHDRAW: Final = text(
    "UPDATE game_configs SET status = 'withdrawn', version = NULL, effective_at = NULL, superseded_at = NULL"
    " WHERE id = :config_id"
)
_SWITCH: Final = text(
    "INSERT INTO game_switches (game, enabled) VALUES (:game, :enabled)"
    " ON CONFLICT (game) DO UPDATE SET enabled = excluded.enabled"
)
_AUDIT: Final = text(
    "INSERT INTO config_audit (actor_id, action, game, variant, config_id, version, reason, facts, request_id)"
    " VALUES (:actor_id, :action, :game, :variant, :config_id, :version, :reason, :facts, :request_id)"
).bindparams(bindparam("facts", type_=JSONB))

_PLAYED: Final = text(
    "SELECT CAST(:day AS date) AS day, config_id, currency, count(*) AS rounds, sum(stake)::bigint AS stake,"
    " sum(payout)::bigint AS payout, sum(stake::float8 ^ 2) AS stake_squares,"
    " sum(stake::float8 * payout::float8) AS cross, sum(payout::float8 ^ 2) AS payout_squares"
    " FROM rounds WHERE id >= :first AND id < :after GROUP BY config_id, currency ORDER BY config_id, currency"
)
_STORE_REPORT: Final = text(
    "INSERT INTO rtp_reports (day, config_id, currency, game, variant, version, rounds, stake, payout, rtp_published,"
    " rtp_observed, rtp_low, rtp_high, deviation, variance, z, alert) VALUES (:day, :config_id, :currency, :game,"
    " :variant, :version, :rounds, :stake, :payout, :rtp_published, :rtp_observed, :low, :high, :deviation, :variance,"
    " :z, :alert)"
    " ON CONFLICT (day, config_id, currency) DO UPDATE SET rounds = excluded.rounds, stake = excluded.stake,"
    " payout = excluded.payout, rtp_published = excluded.rtp_published, rtp_observed = excluded.rtp_observed,"
    " rtp_low = excluded.rtp_low, rtp_high = excluded.rtp_high, deviation = excluded.deviation,"
    " variance = excluded.variance, z = excluded.z, alert = excluded.alert, computed_at = now()"
)


async def lock(session: AsyncSession) -> datetime:
    """Hold every configuration until the end of the transaction; answers the database's clock after the wait."""
    await session.execute(_LOCK)
    return (await session.execute(_NOW)).scalar_one()


async def insert(
    session: AsyncSession, *, game: str, variant: str, body_hash: str, body: dict[str, Any], note: str, created_by: int
) -> int:
    """A new draft; answers its id."""
    facts = {"game": game, "variant": variant, "hash": body_hash, "body": body, "note": note, "created_by": created_by}
    return (await session.execute(_INSERT, facts)).scalar_one()


async def find(session: AsyncSession, game: str, config_id: int) -> ConfigRow | None:
    """A configuration of a game by id, in any state."""
    statement = text(f"{_ROW} WHERE id = :config_id AND game = :game")
    row = (await session.execute(statement, {"config_id": config_id, "game": game})).mappings().first()
    return None if row is None else ConfigRow(**row)


async def list_of_game(session: AsyncSession, game: str, variant: str | None) -> list[ConfigRow]:
    """Every configuration of a game, newest first."""
    statement = text(
        f"{_ROW} WHERE game = :game AND (CAST(:variant AS text) IS NULL OR variant = :variant) ORDER BY id DESC"
    )
    return [
        ConfigRow(**row) for row in (await session.execute(statement, {"game": game, "variant": variant})).mappings()
    ]


async def newest_published(session: AsyncSession, game: str, variant: str) -> ConfigRow | None:
    """The last version of a table, scheduled or live."""
    statement = text(
        f"{_ROW} WHERE game = :game AND variant = :variant AND status = 'published' ORDER BY version DESC LIMIT 1"
    )
    row = (await session.execute(statement, {"game": game, "variant": variant})).mappings().first()
    return None if row is None else ConfigRow(**row)


async def edit(session: AsyncSession, config_id: int, *, body_hash: str, body: dict[str, Any], note: str) -> bool:
    """Replace what a draft says; its facts are gone. False when it is no draft any more."""
    result: Any = await session.execute(_EDIT, {"config_id": config_id, "hash": body_hash, "body": body, "note": note})
    return result.rowcount == 1


async def mark_validated(session: AsyncSession, config_id: int, *, body_hash: str, facts: dict[str, Any]) -> bool:
    """Keep the facts of exactly this body. False when it was edited, published or withdrawn meanwhile."""
    result: Any = await session.execute(_VALIDATE, {"config_id": config_id, "hash": body_hash, "facts": facts})
    return result.rowcount == 1


async def publish(session: AsyncSession, row: ConfigRow, *, version: int, effective_at: datetime) -> None:
    """Make it the next version, and end the one before it where it begins."""
    await supersede(session, row, version=version - 1, superseded_at=effective_at)
    await session.execute(_PUBLISH, {"config_id": row.config_id, "version": version, "effective_at": effective_at})


async def supersede(session: AsyncSession, row: ConfigRow, *, version: int, superseded_at: datetime | None) -> None:
    """When a version of the same table ends; None: it goes on."""
    facts = {"game": row.game, "variant": row.variant, "version": version, "superseded_at": superseded_at}
    await session.execute(_SUPERSEDE, facts)


async def withdraw(session: AsyncSession, config_id: int) -> None:
    """Take it out of the line for good."""
    await session.execute(_WITHDRAW, {"config_id": config_id})


async def switch(session: AsyncSession, game: str, *, enabled: bool) -> None:
    """Open or close a game."""
    await session.execute(_SWITCH, {"game": game, "enabled": enabled})


async def audit(
    session: AsyncSession,
    *,
    actor_id: int,
    action: Action,
    game: str,
    reason: str,
    facts: dict[str, Any],
    request_id: str,
    row: ConfigRow | None = None,
    version: int | None = None,
) -> None:
    """Append one line."""
    await session.execute(
        _AUDIT,
        {
            "actor_id": actor_id,
            "action": action,
            "game": game,
            "variant": row.variant if row else None,
            "config_id": row.config_id if row else None,
            "version": version,
            "reason": reason,
            "facts": facts,
            "request_id": request_id,
        },
    )


async def list_audit(
    session: AsyncSession, game: str, *, config_id: int | None, before: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Deeds on a game's configurations, newest first."""
    statement = text(
        "SELECT id, actor_id, action, game, variant, config_id, version, reason, facts, request_id, created_at"
        " FROM config_audit WHERE game = :game AND (CAST(:config_id AS int) IS NULL OR config_id = :config_id)"
        " AND (CAST(:before AS uuid) IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit"
    )
    facts = {"game": game, "config_id": config_id, "before": before, "limit": limit}
    return [dict(row) for row in (await session.execute(statement, facts)).mappings()]


async def played_on(session: AsyncSession, day: date, first: datetime, after: datetime) -> list[PlayedSums]:
    """What every version did on a UTC day: one partition, read once."""
    facts = {"day": day, "first": uuid7_floor(first), "after": uuid7_floor(after)}
    return [PlayedSums(**row) for row in (await session.execute(_PLAYED, facts)).mappings()]


async def store_report(session: AsyncSession, row: ConfigRow, played: PlayedSums, found: Achieved) -> None:
    """Keep, or replace, one line of the report."""
    facts: dict[str, Any] = {name: getattr(found, name) for name in Achieved.__dataclass_fields__}
    facts |= {"day": played.day, "config_id": played.config_id, "currency": played.currency, "rounds": played.rounds}
    facts |= {"game": row.game, "variant": row.variant, "version": row.version}
    await session.execute(_STORE_REPORT, facts | {"stake": played.stake, "payout": played.payout})


async def configs_by_id(session: AsyncSession, ids: Sequence[int]) -> dict[int, ConfigRow]:
    """Configurations by id."""
    statement = text(f"{_ROW} WHERE id = ANY (:ids)")
    rows = (await session.execute(statement, {"ids": list(ids)})).mappings()
    return {row["config_id"]: ConfigRow(**row) for row in rows}


async def list_reports(session: AsyncSession, *, game: str | None, since: date) -> list[dict[str, Any]]:
    """Lines of the report, newest day first; `version_*` are sums over all days of the version up to that one."""
    statement = text(
        "SELECT * FROM (SELECT day, config_id, currency, game, variant, version, rounds, stake, payout, rtp_published,"
        " rtp_observed, rtp_low, rtp_high, z, alert, computed_at, sum(rounds) OVER w AS version_rounds,"
        " sum(stake) OVER w AS version_stake, sum(payout) OVER w AS version_payout,"
        " sum(deviation) OVER w AS version_deviation, sum(variance) OVER w AS version_variance"
        " FROM rtp_reports WHERE CAST(:game AS text) IS NULL OR game = :game"
        " WINDOW w AS (PARTITION BY config_id, currency ORDER BY day)) r"
        " WHERE day >= :since ORDER BY day DESC, game, variant, version, currency"
    )
    return [dict(row) for row in (await session.execute(statement, {"game": game, "since": since})).mappings()]
