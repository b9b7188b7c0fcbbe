"""Every statement of the pass: seasons, who took the paid track, how far the settling of a season has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.battlepass.contracts import TRACKS, Ladder, Season, SeasonDraft, Track
from casino_club.domains.rewards.contracts import Bundle

_COLUMNS: Final = (
    "id, code, title, starts_on, ends_on, points_per_level, premium_gem, free_track, paid_track, settled_at"
)
_FACTS: Final = ("id", "code", "title", "starts_on", "ends_on", "points_per_level", "premium_gem", "settled_at")
_SEASON: Final = f"SELECT {_COLUMNS} FROM pass_seasons"  # noqa: S608 - constants only
_INSERT: Final = text(
    "INSERT INTO pass_seasons (code, title, starts_on, ends_on, points_per_level, premium_gem, free_track, paid_track)"
    " VALUES (:code, :title, :starts_on, :ends_on, :points_per_level, :premium_gem, :free_track, :paid_track)"
    " ON CONFLICT DO NOTHING RETURNING id"
).bindparams(*(bindparam(name, type_=JSONB) for name in ("title", "free_track", "paid_track")))
_UPDATE: Final = text(
    "UPDATE pass_seasons SET code = :code, title = :title, starts_on = :starts_on, ends_on = :ends_on,"
    " points_per_level = :points_per_level, premium_gem = :premium_gem, free_track = :free_track,"
    " paid_track = :paid_track WHERE id = :id"
).bindparams(*(bindparam(name, type_=JSONB) for name in ("title", "free_track", "paid_track")))
_ON_DAY: Final = text(f"{_SEASON} WHERE starts_on <= :day AND ends_on > :day")
_BY_ID: Final = f"{_SEASON} WHERE id = :id"
_NEIGHBOURS: Final = text(
    "SELECT max(ends_on) FILTER (WHERE ends_on <= :day) AS last_end,"
    " min(starts_on) FILTER (WHERE starts_on > :day) AS next_start FROM pass_seasons"
)
_LADDERS: Final = text(
    "SELECT id AS season_id, starts_on, ends_on, points_per_level, jsonb_array_length(free_track) AS level_count"
    " FROM pass_seasons WHERE id = ANY(:ids)"
).bindparams(bindparam("ids", type_=ARRAY(BIGINT)))
_LIST: Final = text(
    f"SELECT {_COLUMNS}, (SELECT count(*) FROM pass_owners WHERE season_id = pass_seasons.id) AS owners"  # noqa: S608
    " FROM pass_seasons WHERE (CAST(:before AS date) IS NULL OR starts_on < :before)"
    " ORDER BY starts_on DESC LIMIT :limit"
)
_OWNED: Final = text("SELECT EXISTS (SELECT FROM pass_owners WHERE season_id = :season_id AND user_id = :user_id)")
_OWN: Final = text(
    "INSERT INTO pass_owners (season_id, user_id, price_gem, ref, bought_at)"
    " VALUES (:season_id, :user_id, :price_gem, :ref, :now)"
)
# While events of its days are on their way, which could raise somebody, a season is not begun. One scheduler holds it.
_DUE: Final = text(
    f"SELECT {_COLUMNS}, settled_through FROM pass_seasons WHERE settled_at IS NULL AND ends_on <= :day"  # noqa: S608
    " AND (settled_through > 0"
    "   OR NOT EXISTS (SELECT FROM outbox WHERE occurred_at < CAST(ends_on AS timestamp) AT TIME ZONE 'UTC'))"
    " ORDER BY ends_on LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED"
)
_SETTLED_THROUGH: Final = text("UPDATE pass_seasons SET settled_through = :user_id WHERE id = :id")
_SETTLED: Final = text("UPDATE pass_seasons SET settled_at = :now WHERE id = :id")
_REOPEN: Final = text(
    "UPDATE pass_seasons SET settled_at = NULL, settled_through = LEAST(settled_through, :before)"
    " WHERE id = :id AND ends_on <= :day AND (settled_at IS NOT NULL OR settled_through > :before)"
    " RETURNING id"
)


@dataclass(frozen=True, slots=True)
class DueSeason:
    """A season that is over, held until the transaction ends, and the last player it was settled for."""

    season: Season
    settled_through: int


@dataclass(frozen=True, slots=True)
class ListedSeason:
    """A season and how many took its paid track."""

    season: Season
    owners: int


def _season(row: Any) -> Season:
    facts = {name: row[name] for name in _FACTS}
    tracks: dict[Track, tuple[Bundle, ...]] = {
        track: tuple(Bundle.of(data) for data in row[f"{track}_track"]) for track in TRACKS
    }
    return Season(**facts, tracks=tracks)


def _facts(draft: SeasonDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "title": dict(draft.title),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "points_per_level": draft.points_per_level,
        "premium_gem": draft.premium_gem,
        "free_track": [bundle.as_data() for bundle in draft.tracks["free"]],
        "paid_track": [bundle.as_data() for bundle in draft.tracks["paid"]],
    }


async def insert_season(session: AsyncSession, draft: SeasonDraft) -> int | None:
    """A new season's id; None when its days or its code are another's."""
    return (await session.execute(_INSERT, _facts(draft))).scalar_one_or_none()


async def update_season(session: AsyncSession, season_id: int, draft: SeasonDraft) -> None:
    """Give a season other terms. Raises IntegrityError when its days or its code are another's."""
    await session.execute(_UPDATE, _facts(draft) | {"id": season_id})


async def find_season_on(session: AsyncSession, day: date) -> Season | None:
    """The season a day lies in."""
    row = (await session.execute(_ON_DAY, {"day": day})).mappings().first()
    return None if row is None else _season(row)


async def find_season(session: AsyncSession, season_id: int, *, lock: bool = False) -> Season | None:
    """One season; `lock` holds it until the transaction ends."""
    statement = text(_BY_ID + " FOR NO KEY UPDATE" if lock else _BY_ID)
    row = (await session.execute(statement, {"id": season_id})).mappings().first()
    return None if row is None else _season(row)


async def neighbours_of(session: AsyncSession, day: date) -> tuple[date | None, date | None]:
    """Where the last season before a day without one ends, and where the next begins."""
    row = (await session.execute(_NEIGHBOURS, {"day": day})).one()
    return row.last_end, row.next_start


async def list_ladders(session: AsyncSession, season_ids: Collection[int]) -> dict[int, Ladder]:
    """How these seasons count, by id."""
    rows = await session.execute(_LADDERS, {"ids": sorted(season_ids)})
    return {row["season_id"]: Ladder(**row) for row in rows.mappings()}


async def list_seasons(session: AsyncSession, *, before: date | None, limit: int) -> list[ListedSeason]:
    """Seasons, the latest first."""
    rows = (await session.execute(_LIST, {"before": before, "limit": limit})).mappings()
    return [ListedSeason(_season(row), row["owners"]) for row in rows]


async def is_owner(session: AsyncSession, season_id: int, user_id: int) -> bool:
    """True when the player has the paid track."""
    return (await session.execute(_OWNED, {"season_id": season_id, "user_id": user_id})).scalar_one()


async def add_owner(
    session: AsyncSession, season_id: int, user_id: int, *, price_gem: int, ref: UUID, now: datetime
) -> None:
    """Note who took the paid track, with the transfer that paid for it."""
    facts = {"season_id": season_id, "user_id": user_id, "price_gem": price_gem, "ref": ref, "now": now}
    await session.execute(_OWN, facts)


async def lock_due_season(session: AsyncSession, last_day: date) -> DueSeason | None:
    """A season that ended with `last_day` or before, whose events are all counted and which is not settled."""
    row = (await session.execute(_DUE, {"day": last_day})).mappings().first()
    if row is None:
        return None
    return DueSeason(_season(row), row["settled_through"])


async def settled_through(session: AsyncSession, season_id: int, user_id: int) -> None:
    """Note how far a season is settled. The caller holds it."""
    await session.execute(_SETTLED_THROUGH, {"id": season_id, "user_id": user_id})


async def settled(session: AsyncSession, season_id: int, now: datetime) -> None:
    """Note that nothing of a season is owed any more. The caller holds it."""
    await session.execute(_SETTLED, {"id": season_id, "now": now})


async def reopen(session: AsyncSession, season_id: int, *, first_user: int, today: date) -> bool:
    """Settle a season that is over again from this player on; false when it had not come so far."""
    facts = {"id": season_id, "before": first_user - 1, "day": today}
    return (await session.execute(_REOPEN, facts)).first() is not None
