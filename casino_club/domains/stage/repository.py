"""Every statement on episodes, gifts and what they add up to."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.stage.contracts import Episode, EpisodeDraft, Gift, GiftLimits, Supporter
from casino_club.domains.stage.events import GIFTED
from casino_club.kernel.events import Event

STRIPES: Final = 16
HISTORY_CHUNK: Final = 1000

_EPISODE: Final = (
    "SELECT id, number, title, title_en, description, description_en, art, starts_at, ends_at, withdrawn_at,"
    " created_by, created_at, updated_at FROM stage_episodes"
)
_INSERT_EPISODE: Final = text(
    "INSERT INTO stage_episodes (number, title, title_en, description, description_en, art, starts_at, ends_at,"
    " created_by, created_at, updated_at) VALUES (:number, :title, :title_en, :description, :description_en, :art,"
    " :starts_at, :ends_at, :created_by, :now, :now) ON CONFLICT (number) DO NOTHING RETURNING id"
)
_UPDATE_EPISODE: Final = text(
    "UPDATE stage_episodes SET number = :number, title = :title, title_en = :title_en, description = :description,"
    " description_en = :description_en, art = :art, starts_at = :starts_at, ends_at = :ends_at, updated_at = :now"
    " WHERE id = :id"
)
_WITHDRAW: Final = text(
    "UPDATE stage_episodes SET withdrawn_at = :now, updated_at = :now WHERE id = :id AND withdrawn_at IS NULL"
    " RETURNING id"
)
_ON_AIR: Final = text(
    _EPISODE + " WHERE withdrawn_at IS NULL AND starts_at <= :now AND ends_at > :now"
    " ORDER BY starts_at DESC, number DESC LIMIT 1"
)
_SHOWN: Final = text(
    _EPISODE + " WHERE withdrawn_at IS NULL AND starts_at < :until ORDER BY starts_at DESC, number DESC LIMIT :limit"
)
_LIMITS: Final = text(
    "SELECT version, gift_max, day_max, created_by, created_at FROM stage_gift_limits ORDER BY version DESC LIMIT 1"
)
_SET_LIMITS: Final = text(
    "INSERT INTO stage_gift_limits (gift_max, day_max, created_by, created_at)"
    " VALUES (:gift_max, :day_max, :created_by, :now)"
)
_GIVEN: Final = text("SELECT gold FROM stage_gift_days WHERE user_id = :user_id AND day = :day")
_INSERT_GIFT: Final = text(
    "INSERT INTO stage_gifts (id, event_id, user_id, episode_id, amount, created_at)"
    " VALUES (:id, :event_id, :user_id, :episode_id, :amount, :created_at)"
)
_ADD_DAY: Final = text(
    "INSERT INTO stage_gift_days AS d (user_id, day, gold) VALUES (:user_id, :day, :amount)"
    " ON CONFLICT (user_id, day) DO UPDATE SET gold = d.gold + :amount"
)
_ADD_SUPPORTER: Final = text(
    "INSERT INTO stage_supporters AS s (user_id, gold, gifts, reached_at) VALUES (:user_id, :amount, 1, :created_at)"
    " ON CONFLICT (user_id) DO UPDATE SET gold = s.gold + :amount, gifts = s.gifts + 1, reached_at = :created_at"
)
_ADD_TOTAL: Final = text(
    "INSERT INTO stage_totals AS t (stripe, gold, gifts) VALUES (:stripe, :amount, 1)"
    " ON CONFLICT (stripe) DO UPDATE SET gold = t.gold + :amount, gifts = t.gifts + 1"
)
_TOTAL: Final = text("SELECT coalesce(sum(gold), 0)::bigint FROM stage_totals")
_TOP: Final = text(
    "SELECT row_number() OVER (ORDER BY gold DESC, reached_at, user_id) AS rank, user_id, gold, gifts"
    " FROM stage_supporters ORDER BY gold DESC, reached_at, user_id LIMIT :limit"
)
# Those above are a range of the ranking's index: more gold, or as much, reached earlier.
_OWN: Final = text(
    "SELECT 1 + (SELECT count(*) FROM stage_supporters o WHERE o.gold > s.gold) + (SELECT count(*)"
    " FROM stage_supporters o WHERE o.gold = s.gold AND (o.reached_at, o.user_id) < (s.reached_at, s.user_id)) AS rank,"
    " s.user_id, s.gold, s.gifts FROM stage_supporters s WHERE s.user_id = :user_id"
)
_GIFTS: Final = text(
    "SELECT id, user_id, episode_id, amount, created_at FROM stage_gifts WHERE user_id = :user_id"
    " ORDER BY id DESC LIMIT :limit"
)
# The event's own time, which its transaction gave both rows: what counts it again puts it where it stood.
_HISTORY: Final = text("SELECT id, event_id, user_id, amount, occurred_at FROM stage_gifts ORDER BY occurred_at, id")


def _facts(draft: EpisodeDraft) -> dict[str, Any]:
    return asdict(draft)


async def insert_episode(
    session: AsyncSession, draft: EpisodeDraft, *, created_by: int | None, now: datetime
) -> UUID | None:
    """Keep a new episode; None when its number is taken."""
    facts = _facts(draft) | {"created_by": created_by, "now": now}
    return (await session.execute(_INSERT_EPISODE, facts)).scalar_one_or_none()


async def update_episode(session: AsyncSession, episode_id: UUID, draft: EpisodeDraft, now: datetime) -> None:
    """Write an episode anew."""
    await session.execute(_UPDATE_EPISODE, _facts(draft) | {"id": episode_id, "now": now})


async def withdraw_episode(session: AsyncSession, episode_id: UUID, now: datetime) -> bool:
    """Take an episode off the stage; false when it was off already."""
    return (await session.execute(_WITHDRAW, {"id": episode_id, "now": now})).first() is not None


async def find_episode(session: AsyncSession, episode_id: UUID, *, lock: bool = False) -> Episode | None:
    """An episode, whatever its status."""
    statement = text(_EPISODE + " WHERE id = :id" + (" FOR UPDATE" if lock else ""))
    row = (await session.execute(statement, {"id": episode_id})).first()
    return None if row is None else Episode(*row)


async def find_number(session: AsyncSession, number: int) -> Episode | None:
    """The episode with this number."""
    row = (await session.execute(text(_EPISODE + " WHERE number = :number"), {"number": number})).first()
    return None if row is None else Episode(*row)


async def find_on_air(session: AsyncSession, now: datetime) -> Episode | None:
    """The episode that runs; of several the one that began last."""
    row = (await session.execute(_ON_AIR, {"now": now})).first()
    return None if row is None else Episode(*row)


async def list_shown(session: AsyncSession, *, until: datetime, limit: int) -> list[Episode]:
    """Episodes that begin before `until`, the latest first."""
    return [Episode(*row) for row in await session.execute(_SHOWN, {"until": until, "limit": limit})]


async def list_all(session: AsyncSession, *, before: int, limit: int) -> list[Episode]:
    """Every episode with a smaller number than `before`, the highest first."""
    statement = text(_EPISODE + " WHERE number < :before ORDER BY number DESC LIMIT :limit")
    return [Episode(*row) for row in await session.execute(statement, {"before": before, "limit": limit})]


async def get_limits(session: AsyncSession) -> GiftLimits:
    """The limits that hold."""
    return GiftLimits(*(await session.execute(_LIMITS)).one())


async def set_limits(
    session: AsyncSession, *, gift_max: int, day_max: int, created_by: int | None, now: datetime
) -> None:
    """Add a version of the limits."""
    facts = {"gift_max": gift_max, "day_max": day_max, "created_by": created_by, "now": now}
    await session.execute(_SET_LIMITS, facts)


async def given_on(session: AsyncSession, user_id: int, day: date) -> int:
    """Gold a player gave on a UTC day."""
    return (await session.execute(_GIVEN, {"user_id": user_id, "day": day})).scalar_one_or_none() or 0


async def add_gift(session: AsyncSession, gift: Gift, event_id: UUID) -> None:
    """Append a gift and add it to every sum. The caller holds the giver's account lock."""
    facts = asdict(gift) | {
        "event_id": event_id,
        "day": gift.created_at.date(),
        "stripe": gift.user_id % STRIPES,
    }
    for statement in (_INSERT_GIFT, _ADD_DAY, _ADD_SUPPORTER, _ADD_TOTAL):
        await session.execute(statement, facts)


async def total_gifted(session: AsyncSession) -> int:
    """Gold all players gave, ever."""
    return (await session.execute(_TOTAL)).scalar_one()


async def list_top(session: AsyncSession, *, limit: int) -> list[Supporter]:
    """The first places of the ranking."""
    return [_supporter(row) for row in await session.execute(_TOP, {"limit": limit})]


async def find_supporter(session: AsyncSession, user_id: int) -> Supporter | None:
    """A player's own line; None for who gave nothing."""
    row = (await session.execute(_OWN, {"user_id": user_id})).first()
    return None if row is None else _supporter(row)


def _supporter(row: Any) -> Supporter:
    return Supporter(row.rank, row.user_id, row.gold, row.gifts)


async def list_gifts(session: AsyncSession, user_id: int, *, limit: int) -> Sequence[Gift]:
    """A player's newest gifts."""
    return [Gift(*row) for row in await session.execute(_GIFTS, {"user_id": user_id, "limit": limit})]


async def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every gift as the event it was published with, oldest first."""
    rows = await session.stream(_HISTORY, execution_options={"yield_per": HISTORY_CHUNK})
    async for row in rows:
        data = {"gift_id": str(row.id), "amount": row.amount, "currency": "gold"}
        yield Event(row.event_id, GIFTED, row.user_id, row.occurred_at, data)
