"""Every statement of the leaderboards: the play they are made from, the ranking without Valkey, seasons, winners."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.leaderboards.contracts import (
    Fact,
    Metric,
    Prize,
    Ranking,
    Season,
    SeasonPeriod,
    Standing,
    Winner,
)

FACTS_A_FETCH: Final = 1000

_SAME_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
_NO_TIMEOUT: Final = text("SET LOCAL statement_timeout = 0")
_TIMEOUT: Final = text("SELECT set_config('statement_timeout', :ms, true)")

_FACT_COLUMNS: Final = (
    "user_id, game, day, plays, wagered, net_win, multiplier_x100, plays_at, wagered_at, net_win_at, multiplier_at"
)
_SINGLE_DAYS: Final = text(f"SELECT {_FACT_COLUMNS} FROM leaderboard_facts WHERE day >= :since")  # noqa: S608
_BASE: Final = text(
    "SELECT user_id, game, CAST(NULL AS date) AS day, sum(plays)::bigint AS plays, sum(wagered)::bigint AS wagered,"
    " sum(net_win)::bigint AS net_win, -(min(ARRAY[-multiplier_x100, multiplier_at]))[1] AS multiplier_x100,"
    " max(plays_at) AS plays_at, max(wagered_at) AS wagered_at, max(net_win_at) AS net_win_at,"
    " (min(ARRAY[-multiplier_x100, multiplier_at]))[2] AS multiplier_at"
    " FROM leaderboard_facts WHERE day < :since GROUP BY user_id, game"
)

_VALUES: Final[dict[Metric, tuple[str, str]]] = {
    "plays": ("sum(plays)::bigint", "max(plays_at)"),
    "wagered": ("sum(wagered)::bigint", "max(wagered_at)"),
    "net_win": ("sum(net_win)::bigint", "max(net_win_at)"),
    "biggest_multiplier": (
        "-(min(ARRAY[-multiplier_x100, multiplier_at]))[1]",
        "(min(ARRAY[-multiplier_x100, multiplier_at]))[2]",
    ),
}
_RANKED: Final = """
WITH standing AS (
    SELECT user_id, {value} AS value, {at} AS at FROM leaderboard_facts
    WHERE day >= :since AND day < :until AND (:game = 'all' OR game = :game) GROUP BY user_id
), placed AS (
    SELECT row_number() OVER (ORDER BY value DESC, at, user_id) AS rank, user_id, value, count(*) OVER () AS players
    FROM standing
)
SELECT rank, user_id, value, players FROM placed
WHERE rank <= :limit OR abs(rank - (SELECT rank FROM placed WHERE user_id = :me)) <= :around ORDER BY rank
"""

_CLOSED_THROUGH: Final = text("SELECT through FROM leaderboard_closed")
_LOCK_CLOSED: Final = text("SELECT through FROM leaderboard_closed FOR UPDATE")
_CLOSE_DAYS: Final = text(
    f"INSERT INTO leaderboard_days ({_FACT_COLUMNS}) SELECT {_FACT_COLUMNS} FROM leaderboard_open_days"  # noqa: S608
    " WHERE day <= :day"
)
_SET_CLOSED: Final = text("UPDATE leaderboard_closed SET through = :day")
_FORGET_DAYS: Final = text("DELETE FROM leaderboard_days")
_FIRST_DAY: Final = text(
    "SELECT (uuid_extract_timestamp(id) AT TIME ZONE 'UTC')::date AS day FROM rounds ORDER BY id LIMIT 1"
)

_SEASON: Final = "SELECT id, game, metric, period, starts_on, ends_on, prizes, closed_at FROM leaderboard_seasons"
_OPEN_SEASON: Final = text(
    "INSERT INTO leaderboard_seasons (game, metric, period, starts_on, ends_on, prizes)"
    " VALUES (:game, :metric, :period, :starts_on, :ends_on, :prizes) ON CONFLICT DO NOTHING"
).bindparams(bindparam("prizes", type_=JSONB))
_CURRENT: Final = text(
    f"{_SEASON} WHERE starts_on <= :day AND ends_on > :day AND closed_at IS NULL ORDER BY ends_on DESC, id LIMIT 1"
)
_DUE: Final = text(
    f"{_SEASON} WHERE closed_at IS NULL AND ends_on <= CAST(:day AS date) + 1 ORDER BY ends_on, id LIMIT 1"
    " FOR UPDATE SKIP LOCKED"
)
_PAST: Final = text(
    f"{_SEASON} WHERE closed_at IS NOT NULL AND (CAST(:before AS bigint) IS NULL OR id < :before)"
    " ORDER BY id DESC LIMIT :limit"
)
_CLOSE_SEASON: Final = text("UPDATE leaderboard_seasons SET closed_at = :now WHERE id = :id")
_INSERT_WINNER: Final = text(
    "INSERT INTO leaderboard_winners (season_id, rank, user_id, value, gold)"
    " VALUES (:season_id, :rank, :user_id, :value, :gold)"
)
_WINNER: Final = "SELECT season_id, rank, user_id, value, gold, paid_at FROM leaderboard_winners"
_WINNERS: Final = text(
    f"{_WINNER} WHERE season_id = ANY(CAST(:seasons AS bigint[])) AND (rank <= :limit OR user_id = :me)"
    " ORDER BY season_id, rank"
)
# The row is locked until the prize and `paid_at` commit together; another scheduler passes it over.
_UNPAID: Final = text(
    f"{_WINNER} WHERE paid_at IS NULL AND gold > 0 AND (season_id, rank) > (:season, :rank)"
    " ORDER BY season_id, rank LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_PAID: Final = text("UPDATE leaderboard_winners SET paid_at = :now WHERE season_id = :season_id AND rank = :rank")


async def read_facts(session: AsyncSession, *, since: date) -> AsyncIterator[list[Fact]]:
    """All play there was, in one snapshot: days before `since` as one fact a player and game, later ones singly.

    The first statements of the transaction are here: nothing may have been read before.
    """
    await session.execute(_SAME_SNAPSHOT)
    await session.execute(_NO_TIMEOUT)
    for statement in (_BASE, _SINGLE_DAYS):
        rows = await session.stream(
            statement, {"since": since}, execution_options={"yield_per": FACTS_A_FETCH, "max_row_buffer": FACTS_A_FETCH}
        )
        async for part in rows.mappings().partitions(FACTS_A_FETCH):
            yield [Fact(**row) for row in part]


async def rank_from_rounds(
    session: AsyncSession,
    *,
    game: str,
    metric: Metric,
    since: date | None,
    until: date,
    limit: int,
    user_id: int = 0,
    around: int = 0,
    timeout_ms: int = 0,
) -> Ranking:
    """A leaderboard over the days from `since` to before `until`, counted from the truth. Reads every player's days."""
    value, at = _VALUES[metric]
    await session.execute(_TIMEOUT, {"ms": str(timeout_ms)})
    facts = {
        "game": game,
        "since": since or date.min,
        "until": until,
        "limit": limit,
        "me": user_id,
        "around": around,
    }
    rows = (await session.execute(text(_RANKED.format(value=value, at=at)), facts)).all()
    lines = [Standing(row.rank, row.user_id, row.value) for row in rows]
    me = next((line for line in lines if line.user_id == user_id), None)
    return Ranking(
        players=rows[0].players if rows else 0,
        top=[line for line in lines if line.rank <= limit],
        me=me,
        neighbours=[line for line in lines if me is not None and abs(line.rank - me.rank) <= around],
    )


async def closed_through(session: AsyncSession) -> date:
    """The last day whose rounds are added up."""
    return (await session.execute(_CLOSED_THROUGH)).scalar_one()


async def close_days(session: AsyncSession, *, through: date) -> bool:
    """Add up the days up to `through` from their rounds; false when that was done already."""
    closed: date = (await session.execute(_LOCK_CLOSED)).scalar_one()
    if closed >= through:
        return False
    await session.execute(_NO_TIMEOUT)
    await session.execute(_CLOSE_DAYS, {"day": through})
    await session.execute(_SET_CLOSED, {"day": through})
    return True


async def reopen_days(session: AsyncSession) -> None:
    """Forget what was added up: every day is counted from its rounds again."""
    closed: date = (await session.execute(_LOCK_CLOSED)).scalar_one()
    await session.execute(_NO_TIMEOUT)
    first = (await session.execute(_FIRST_DAY)).scalar_one_or_none()
    await session.execute(_FORGET_DAYS)
    if first is not None:
        await session.execute(_SET_CLOSED, {"day": min(closed, first - timedelta(days=1))})


def _season(row: Any) -> Season:
    values = dict(row)
    values["prizes"] = tuple(Prize(**prize) for prize in values["prizes"])
    return Season(**values)


async def open_season(
    session: AsyncSession,
    *,
    game: str,
    metric: Metric,
    period: SeasonPeriod,
    bounds: tuple[date, date],
    prizes: Sequence[Prize],
) -> None:
    """Announce a season; one that is known stays as it is."""
    facts = {"game": game, "metric": metric, "period": period, "starts_on": bounds[0], "ends_on": bounds[1]}
    shown = [{"first": prize.first, "last": prize.last, "gold": prize.gold} for prize in prizes]
    await session.execute(_OPEN_SEASON, {**facts, "prizes": shown})


async def find_current_season(session: AsyncSession, day: date) -> Season | None:
    """The season `day` lies in."""
    row = (await session.execute(_CURRENT, {"day": day})).mappings().first()
    return None if row is None else _season(row)


async def lock_due_season(session: AsyncSession, last_day: date) -> Season | None:
    """A season that ended with `last_day` or before and is not closed, held until the transaction ends.

    Those held by others are passed over.
    """
    row = (await session.execute(_DUE, {"day": last_day})).mappings().first()
    return None if row is None else _season(row)


async def list_past_seasons(session: AsyncSession, *, before: int | None, limit: int) -> list[Season]:
    """Closed seasons, newest first."""
    rows = await session.execute(_PAST, {"before": before, "limit": limit})
    return [_season(row) for row in rows.mappings()]


async def close_season(session: AsyncSession, season: Season, winners: Sequence[Winner], now: datetime) -> None:
    """Write down who won what. The season is held by the caller."""
    for winner in winners:
        facts = {"season_id": season.id, "rank": winner.rank, "user_id": winner.user_id}
        await session.execute(_INSERT_WINNER, {**facts, "value": winner.value, "gold": winner.gold})
    await session.execute(_CLOSE_SEASON, {"id": season.id, "now": now})


async def list_winners(
    session: AsyncSession, seasons: Sequence[int], *, limit: int, user_id: int = 0
) -> dict[int, list[Winner]]:
    """The first `limit` winners of each season, and `user_id` where it won."""
    found: dict[int, list[Winner]] = {season: [] for season in seasons}
    rows = await session.execute(_WINNERS, {"seasons": list(seasons), "limit": limit, "me": user_id})
    for row in rows.mappings():
        found[row["season_id"]].append(Winner(**row))
    return found


async def lock_unpaid_winner(session: AsyncSession, *, after: tuple[int, int]) -> Winner | None:
    """The next winner after (season, rank) whose prize is owed, held until the transaction ends."""
    row = (await session.execute(_UNPAID, {"season": after[0], "rank": after[1]})).mappings().first()
    return None if row is None else Winner(**row)


async def mark_paid(session: AsyncSession, winner: Winner, now: datetime) -> None:
    """Note that the prize went out, in the transaction that moved it."""
    await session.execute(_PAID, {"season_id": winner.season_id, "rank": winner.rank, "now": now})
