"""Statements on pity counters and inventories. Every writer holds the player's lock (`games.public.lock_play`)."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.gacha.contracts import Counters
from casino_club.domains.gacha.events import COLLECTED
from casino_club.kernel.events import Event

_COUNTERS: Final = text(
    "SELECT pity_group, since_ssr, since_sr, featured_next FROM gacha_pity WHERE user_id = :user_id"
)
_COUNTERS_OF: Final = text(
    "SELECT since_ssr, since_sr, featured_next FROM gacha_pity WHERE user_id = :user_id AND pity_group = :pity_group"
)
_KEEP: Final = text(
    "INSERT INTO gacha_pity (user_id, pity_group, since_ssr, since_sr, featured_next)"
    " VALUES (:user_id, :pity_group, :since_ssr, :since_sr, :featured_next)"
    " ON CONFLICT (user_id, pity_group) DO UPDATE SET since_ssr = excluded.since_ssr, since_sr = excluded.since_sr,"
    " featured_next = excluded.featured_next"
)
_OWNED: Final = text(
    "SELECT item_id FROM gacha_inventory WHERE user_id = :user_id AND item_id = ANY(:items)"
).bindparams(bindparam("items", type_=ARRAY(TEXT)))
_ADD: Final = text(
    "INSERT INTO gacha_inventory AS i (user_id, item_id, config_id, copies, first_round)"
    " SELECT :user_id, n.item_id, :config_id, n.copies, :round_id"
    " FROM unnest(CAST(:items AS text[]), CAST(:copies AS int[])) AS n (item_id, copies)"
    " ON CONFLICT (user_id, item_id) DO UPDATE SET copies = i.copies + excluded.copies"
).bindparams(bindparam("items", type_=ARRAY(TEXT)), bindparam("copies", type_=ARRAY(INTEGER)))
_INVENTORY: Final = text(
    "SELECT item_id, config_id, copies, first_round, uuid_extract_timestamp(first_round) AS first_at"
    " FROM gacha_inventory WHERE user_id = :user_id ORDER BY first_round DESC, item_id"
)
_HISTORY: Final = text(
    "SELECT id, user_id, outcome->'items' AS items, uuid_extract_timestamp(id) AS settled_at"
    " FROM rounds WHERE game = 'gacha' ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class OwnedItem:
    """A row of an inventory. `config_id` is the banner version it first came from."""

    item_id: str
    config_id: int
    copies: int
    first_round: UUID
    first_at: datetime


async def counters_of(session: AsyncSession, user_id: int, pity_group: str) -> Counters:
    """Where a player stands in a group; nothing pulled yet is all zero."""
    facts = {"user_id": user_id, "pity_group": pity_group}
    row = (await session.execute(_COUNTERS_OF, facts)).mappings().first()
    return Counters() if row is None else Counters(**row)


async def list_counters(session: AsyncSession, user_id: int) -> dict[str, Counters]:
    """All of a player's counters by group."""
    rows = await session.execute(_COUNTERS, {"user_id": user_id})
    return {row.pity_group: Counters(row.since_ssr, row.since_sr, row.featured_next) for row in rows}


async def keep_counters(session: AsyncSession, user_id: int, pity_group: str, counters: Counters) -> None:
    """Write where the player stands now."""
    facts = {
        "user_id": user_id,
        "pity_group": pity_group,
        "since_ssr": counters.since_ssr,
        "since_sr": counters.since_sr,
        "featured_next": counters.featured_next,
    }
    await session.execute(_KEEP, facts)


async def owned_of(session: AsyncSession, user_id: int, items: Collection[str]) -> set[str]:
    """Which of `items` the player owns."""
    rows = await session.execute(_OWNED, {"user_id": user_id, "items": list(items)})
    return {row.item_id for row in rows}


async def add_items(
    session: AsyncSession, user_id: int, copies: Mapping[str, int], *, config_id: int, round_id: UUID
) -> None:
    """Add what a round gave: new items, and copies of those that are there."""
    facts = {
        "user_id": user_id,
        "items": list(copies),
        "copies": list(copies.values()),
        "config_id": config_id,
        "round_id": round_id,
    }
    await session.execute(_ADD, facts)


async def list_inventory(session: AsyncSession, user_id: int) -> list[OwnedItem]:
    """Everything a player owns, the newest find first."""
    return [OwnedItem(**row) for row in (await session.execute(_INVENTORY, {"user_id": user_id})).mappings()]


async def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every bet as the event that told what it gave."""
    async for row in await session.stream(_HISTORY):
        data = {"round_id": str(row.id), "items": sorted(set(row.items))}
        yield Event(row.id, COLLECTED, row.user_id, row.settled_at, data)
