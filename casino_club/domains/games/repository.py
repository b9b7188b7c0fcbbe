"""Statements on configurations, rounds, bets, statistics and sessions. None of them moves money."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games.contracts import (
    DayStats,
    GameConfig,
    GameSession,
    GameStats,
    NowPlaying,
    OpenBet,
    Round,
    ShippedConfig,
)
from casino_club.domains.games.events import ROUND_SETTLED
from casino_club.kernel.events import Event
from casino_club.kernel.ids import uuid7_floor

_CONFIG: Final = (
    "SELECT id AS config_id, game, variant, version, hash, body, note, effective_at, superseded_at, facts"
    " FROM game_configs"
)
_CONFIG_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext('game_configs'))")
# A table an operator published is not replaced by what a new release ships: that waits as validated. Where the market
# wants changes announced, a release's table waits as long as an operator's; the very first of its kind begins at once.
_PUBLISH: Final = text(
    "WITH newest AS (SELECT id, version, created_by FROM game_configs"
    "  WHERE game = :game AND variant = :variant AND status = 'published' ORDER BY version DESC LIMIT 1"
    "), start AS (SELECT now() + make_interval(hours => CASE WHEN EXISTS (SELECT FROM newest) THEN odds_notice_h ELSE 0"
    "  END) AS moment FROM market_rules"
    "), added AS (INSERT INTO game_configs (game, variant, version, status, hash, body, note, effective_at)"
    "  SELECT :game, :variant,"
    "    CASE WHEN own THEN NULL ELSE coalesce((SELECT version FROM newest), 0) + 1 END,"
    "    CASE WHEN own THEN 'validated' ELSE 'published' END, :hash, :body, :note,"
    "    CASE WHEN own THEN NULL ELSE moment END"
    "  FROM start, (SELECT EXISTS (SELECT FROM newest WHERE created_by IS NOT NULL) AS own) o"
    "  WHERE NOT EXISTS (SELECT FROM game_configs WHERE game = :game AND variant = :variant AND hash = :hash)"
    "  RETURNING status)"
    " UPDATE game_configs c SET superseded_at = moment FROM newest, added, start"
    " WHERE c.id = newest.id AND added.status = 'published'"
).bindparams(bindparam("body", type_=JSONB))

_HISTORY: Final = text(
    "SELECT id AS round_id, user_id, game, variant, currency, stake, payout, balance_after, win_streak,"
    " multiplier_x100, uuid_extract_timestamp(id) AS settled_at FROM rounds ORDER BY id"
)
_ROUND: Final = (
    "SELECT id, user_id, game, variant, config_id, currency, bet_id, shared_round, stake, payout, balance_after,"
    " seed_id, nonce, multiplier_x100, win_streak, outcome, uuid_extract_timestamp(id) AS created_at FROM rounds"
)
_BET: Final = (
    "SELECT id, user_id, game, variant, config_id, currency, stake, payout, seed_id, nonce, step, status, state,"
    " shared_round, slot, round_id, uuid_extract_timestamp(id) AS opened_at FROM bets"
)
_ROUND_FACTS: Final = text(
    "SELECT game, (uuid_extract_timestamp(id) AT TIME ZONE 'UTC')::date AS day, multiplier_x100,"
    " CASE currency WHEN 'gold' THEN stake ELSE 0 END AS stake,"
    " CASE currency WHEN 'gold' THEN payout ELSE 0 END AS payout"
    " FROM rounds WHERE user_id = :user_id ORDER BY id"
)

_STATS: Final = (
    "SELECT game, day, plays, wins, losses, pushes, total_bet, total_win, highest_multiplier_x100, best_win,"
    " current_streak, best_streak FROM game_stats WHERE user_id = :user_id"
)
_DELETE_STATS: Final = text("DELETE FROM game_stats WHERE user_id = :user_id")
_INSERT_STATS: Final = text(
    "INSERT INTO game_stats (user_id, game, day, plays, wins, losses, pushes, total_bet, total_win,"
    " highest_multiplier_x100, best_win, current_streak, best_streak) VALUES (:user_id, :game, :day, :plays, :wins,"
    " :losses, :pushes, :total_bet, :total_win, :highest_multiplier_x100, :best_win, :current_streak, :best_streak)"
)
_PLAY_SECONDS: Final = text(
    "SELECT game, coalesce(sum(extract(epoch FROM ended_at - started_at)), 0)::bigint AS seconds FROM game_sessions"
    " WHERE user_id = :user_id AND ended_at IS NOT NULL"
    " AND (CAST(:since AS timestamptz) IS NULL OR ended_at >= CAST(:since AS timestamptz)) GROUP BY game"
)

# A session's totals are those of the rounds inside it: nothing is counted twice, nothing is stored twice.
_SESSION: Final = """
SELECT s.id, s.user_id, s.game, s.variant, s.started_at, s.ended_at, count(r.id) AS plays,
    coalesce(sum(r.stake) FILTER (WHERE r.currency = 'gold'), 0)::bigint AS total_bet,
    coalesce(sum(r.payout) FILTER (WHERE r.currency = 'gold'), 0)::bigint AS total_win
FROM game_sessions s LEFT JOIN rounds r ON r.user_id = s.user_id AND r.game = s.game
    AND r.id >= uuid7_floor(s.started_at) AND r.id < uuid7_floor(coalesce(s.ended_at, now() + interval '1 minute'))
WHERE {where} GROUP BY s.id ORDER BY s.started_at DESC LIMIT 1
"""
_PLAYING: Final = text(
    "SELECT DISTINCT ON (user_id) user_id, game, variant, started_at FROM game_sessions"
    " WHERE user_id = ANY(:ids) AND ended_at IS NULL ORDER BY user_id, started_at DESC"
).bindparams(bindparam("ids", type_=ARRAY(BIGINT)))
_START_SESSION: Final = text(
    "INSERT INTO game_sessions (user_id, game, variant) VALUES (:user_id, :game, :variant)"
    " ON CONFLICT (user_id, game) WHERE ended_at IS NULL DO NOTHING RETURNING id"
)
# A session nobody ended lasts until its last round: the minutes after it were not play.
_END_SESSIONS: Final = """
UPDATE game_sessions s SET ended_at = greatest(s.started_at, coalesce((
    SELECT uuid_extract_timestamp(r.id) FROM rounds r
    WHERE r.user_id = s.user_id AND r.game = s.game AND r.id >= uuid7_floor(s.started_at) ORDER BY r.id DESC LIMIT 1
), s.started_at) + interval '1 millisecond') WHERE s.ended_at IS NULL AND {where}
"""


async def publish_config(session: AsyncSession, shipped: ShippedConfig) -> None:
    """Publish a table as the next version, unless this very table is published already."""
    await session.execute(_CONFIG_LOCK)
    facts = {"game": shipped.game, "variant": shipped.variant, "hash": shipped.hash, "body": shipped.body}
    await session.execute(_PUBLISH, facts | {"note": shipped.note})


async def list_configs(session: AsyncSession) -> list[GameConfig]:
    """All published versions of all tables, scheduled ones too; each variant's oldest first, in the order shipped."""
    statement = text(
        f"{_CONFIG} WHERE status = 'published'"
        " ORDER BY game, min(id) OVER (PARTITION BY game, variant), variant, version"
    )
    return [GameConfig(**row) for row in (await session.execute(statement)).mappings()]


async def configs_mark(session: AsyncSession) -> tuple[Any, ...]:
    """Changes whenever what `list_configs` or `switches` answer may have changed."""
    statement = text(
        "SELECT count(*) AS configs, max(id) AS newest, max(superseded_at) AS superseded, "
        " max(effective_at) AS effective, count(*) FILTER (WHERE status = 'published') AS published,"
        " (SELECT string_agg(game || ':' || enabled, ',' ORDER BY game) FROM game_switches) AS switches"
        " FROM game_configs"
    )
    return tuple((await session.execute(statement)).one())


async def switches(session: AsyncSession) -> dict[str, bool]:
    """Which games an operator has opened or closed; those never touched are missing."""
    rows = await session.execute(text("SELECT game, enabled FROM game_switches"))
    return {row.game: row.enabled for row in rows}


async def get_config(session: AsyncSession, config_id: int) -> GameConfig:
    """The version a round was played on."""
    statement = text(f"{_CONFIG} WHERE id = :config_id")
    return GameConfig(**(await session.execute(statement, {"config_id": config_id})).mappings().one())


async def find_config(session: AsyncSession, game: str, variant: str, version: int) -> GameConfig | None:
    """A published version by name and number."""
    statement = text(
        f"{_CONFIG} WHERE game = :game AND variant = :variant AND version = :version AND status = 'published'"
    )
    row = (await session.execute(statement, {"game": game, "variant": variant, "version": version})).mappings().first()
    return None if row is None else GameConfig(**row)


async def find_round(session: AsyncSession, round_id: UUID) -> Round | None:
    """A round by id: one partition is read."""
    statement = text(f"{_ROUND} WHERE id = :round_id")
    row = (await session.execute(statement, {"round_id": round_id})).mappings().first()
    return None if row is None else Round(**row)


async def find_round_of_bet(session: AsyncSession, bet_id: UUID) -> Round | None:
    """The round a bet became: a played bet's has its own id, an open one names it when it is settled."""
    bet = await find_bet(session, bet_id)
    round_id = bet_id if bet is None else bet.round_id
    return None if round_id is None else await find_round(session, round_id)


async def find_bet(session: AsyncSession, bet_id: UUID) -> OpenBet | None:
    """A bet of several moves, open or ended."""
    row = (await session.execute(text(f"{_BET} WHERE id = :bet_id"), {"bet_id": bet_id})).mappings().first()
    return None if row is None else OpenBet(**row)


async def find_open_bet(session: AsyncSession, user_id: int, game: str) -> OpenBet | None:
    """A player's oldest open bet of a game."""
    statement = text(f"{_BET} WHERE user_id = :user_id AND game = :game AND status = 'open' ORDER BY id LIMIT 1")
    row = (await session.execute(statement, {"user_id": user_id, "game": game})).mappings().first()
    return None if row is None else OpenBet(**row)


async def list_open_bets(session: AsyncSession, game: str, *, opened_before: datetime, limit: int) -> list[OpenBet]:
    """Open bets of a game that are older than a moment, oldest first."""
    statement = text(
        f"{_BET} WHERE game = :game AND status = 'open' AND id < uuid7_floor(:before) ORDER BY id LIMIT :limit"
    )
    facts = {"game": game, "before": opened_before, "limit": limit}
    return [OpenBet(**row) for row in (await session.execute(statement, facts)).mappings()]


async def list_bets_of_shared_round(
    session: AsyncSession, shared_round: UUID, *, user_id: int | None = None
) -> list[OpenBet]:
    """All bets on a shared round, or one player's, in the order they were placed."""
    where = "shared_round = :shared_round" + ("" if user_id is None else " AND user_id = :user_id")
    facts: dict[str, Any] = {"shared_round": shared_round} | ({} if user_id is None else {"user_id": user_id})
    rows = await session.execute(text(f"{_BET} WHERE {where} ORDER BY id"), facts)  # `where`: constants only
    return [OpenBet(**row) for row in rows.mappings()]


async def list_rounds(
    session: AsyncSession, user_id: int, *, game: str | None, before: UUID | None, limit: int
) -> list[Round]:
    """A player's rounds, newest first."""
    where, facts = "user_id = :user_id", {"user_id": user_id, "limit": limit}
    extra: dict[str, Any] = {}
    if game is not None:
        where += " AND game = :game"
        extra["game"] = game
    if before is not None:
        where += " AND id < :before"
        extra["before"] = before
    statement = text(f"{_ROUND} WHERE {where} ORDER BY id DESC LIMIT :limit")  # `where`: constants only
    return [Round(**row) for row in (await session.execute(statement, facts | extra)).mappings()]


async def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every round as the event it was settled with, without the day's statistics."""
    async for row in (await session.stream(_HISTORY)).mappings():
        data = dict(row)
        user_id, settled_at, round_id = data.pop("user_id"), data.pop("settled_at"), data.pop("round_id")
        yield Event(round_id, ROUND_SETTLED, user_id, settled_at, {**data, "round_id": str(round_id)})


async def list_round_facts(session: AsyncSession, user_id: int) -> Sequence[tuple[str, date, int, int, int]]:
    """What statistics are made of, in order of play: (game, day, stake, payout, multiplier in hundredths)."""
    rows = await session.execute(_ROUND_FACTS, {"user_id": user_id})
    return [(row.game, row.day, row.stake, row.payout, row.multiplier_x100) for row in rows]


async def list_day_stats(
    session: AsyncSession, user_id: int, *, game: str | None = None, since: date | None = None
) -> list[DayStats]:
    """A player's daily statistics in date order."""
    query, facts = _STATS, {"user_id": user_id}
    extra: dict[str, Any] = {}
    if game is not None:
        query += " AND game = :game"
        extra["game"] = game
    if since is not None:
        query += " AND day >= :since"
        extra["since"] = since
    rows = await session.execute(text(query + " ORDER BY day, game"), facts | extra)
    days: list[DayStats] = []
    for row in rows.mappings():
        values = dict(row)
        days.append(DayStats(values.pop("game"), values.pop("day"), GameStats(**values)))
    return days


async def replace_stats(session: AsyncSession, user_id: int, days: Sequence[DayStats]) -> None:
    """Put rebuilt statistics in place of what stood there. The player's lock is held by the caller."""
    await session.execute(_DELETE_STATS, {"user_id": user_id})
    for day in days:
        stats = day.stats
        await session.execute(
            _INSERT_STATS,
            {
                "user_id": user_id,
                "game": day.game,
                "day": day.day,
                "plays": stats.plays,
                "wins": stats.wins,
                "losses": stats.losses,
                "pushes": stats.pushes,
                "total_bet": stats.total_bet,
                "total_win": stats.total_win,
                "highest_multiplier_x100": stats.highest_multiplier_x100,
                "best_win": stats.best_win,
                "current_streak": stats.current_streak,
                "best_streak": stats.best_streak,
            },
        )


async def play_seconds(session: AsyncSession, user_id: int, since: datetime | None) -> dict[str, int]:
    """Seconds of ended sessions by game."""
    rows = await session.execute(_PLAY_SECONDS, {"user_id": user_id, "since": since})
    return {row.game: row.seconds for row in rows}


async def start_session(session: AsyncSession, user_id: int, game: str, variant: str | None) -> UUID:
    """Open a session; one that is still open for this game ends at its last round."""
    await session.execute(
        text(_END_SESSIONS.format(where="s.user_id = :user_id AND s.game = :game")), {"user_id": user_id, "game": game}
    )
    row = (await session.execute(_START_SESSION, {"user_id": user_id, "game": game, "variant": variant})).first()
    if row is None:  # a twin call opened one between our two statements
        found = await find_session(session, "s.user_id = :user_id AND s.game = :game", user_id=user_id, game=game)
        assert found is not None  # noqa: S101 - the conflict names it
        return found.id
    return row.id


async def end_session(session: AsyncSession, session_id: UUID) -> None:
    """End an open session now."""
    statement = text(
        "UPDATE game_sessions SET ended_at = greatest(now(), started_at) WHERE id = :id AND ended_at IS NULL"
    )
    await session.execute(statement, {"id": session_id})


async def close_stale_sessions(session: AsyncSession, idle_before: datetime) -> int:
    """End sessions without a round since `idle_before`; answers how many."""
    where = (
        "s.started_at < :idle_before AND NOT EXISTS (SELECT FROM rounds r WHERE r.user_id = s.user_id"
        " AND r.game = s.game AND r.id >= :idle_id)"
    )
    facts = {"idle_before": idle_before, "idle_id": uuid7_floor(idle_before)}
    result: Any = await session.execute(text(_END_SESSIONS.format(where=where)), facts)
    return int(result.rowcount)


async def list_playing(session: AsyncSession, user_ids: Collection[int]) -> dict[int, NowPlaying]:
    """The newest open session of each of these players."""
    rows = await session.execute(_PLAYING, {"ids": list(user_ids)})
    return {row["user_id"]: NowPlaying(**row) for row in rows.mappings()}


async def find_session(session: AsyncSession, where: str, **facts: Any) -> GameSession | None:
    """The newest session that matches `where` (a constant of the caller), with its totals."""
    row = (await session.execute(text(_SESSION.format(where=where)), facts)).mappings().first()
    return None if row is None else GameSession(**row)
