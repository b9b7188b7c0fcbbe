"""Every statement on friends, requests and blocks. Writers hold both players' rows of `friend_settings`."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.friends.contracts import Request, RequestsFrom, RequestStatus
from casino_club.domains.friends.rules import pair_of

_OPEN_ROWS: Final = text(
    "INSERT INTO friend_settings (user_id) SELECT id FROM unnest(:ids) AS u (id) ORDER BY id ON CONFLICT DO NOTHING"
).bindparams(bindparam("ids", type_=ARRAY(BIGINT)))
_LOCK_ROWS: Final = text(
    "SELECT user_id, requests_from FROM friend_settings WHERE user_id = ANY(:ids) ORDER BY user_id FOR NO KEY UPDATE"
).bindparams(bindparam("ids", type_=ARRAY(BIGINT)))
_SETTING: Final = text("SELECT requests_from FROM friend_settings WHERE user_id = :user_id")
_SET: Final = text(
    "INSERT INTO friend_settings (user_id, requests_from) VALUES (:user_id, :requests_from)"
    " ON CONFLICT (user_id) DO UPDATE SET requests_from = excluded.requests_from"
)
_ARE_FRIENDS: Final = text("SELECT EXISTS (SELECT FROM friendships WHERE low_id = :low AND high_id = :high)")
_FRIENDS: Final = text(
    "SELECT high_id AS friend_id, since FROM friendships WHERE low_id = :user_id"
    " UNION ALL SELECT low_id, since FROM friendships WHERE high_id = :user_id"
)
_COUNT_FRIENDS: Final = text(
    "SELECT (SELECT count(*) FROM friendships WHERE low_id = :user_id)"
    " + (SELECT count(*) FROM friendships WHERE high_id = :user_id)"
)
_BEFRIEND: Final = text("INSERT INTO friendships (low_id, high_id, since) VALUES (:low, :high, :now)")
_UNFRIEND: Final = text("DELETE FROM friendships WHERE low_id = :low AND high_id = :high RETURNING low_id")
_FIRST: Final = text(
    "INSERT INTO friend_firsts (user_id, friend_id, accepted_at) VALUES (:low, :high, :now), (:high, :low, :now)"
    " ON CONFLICT DO NOTHING RETURNING user_id"
)
_REQUEST: Final = "SELECT id, from_id, to_id, status, created_at, ended_at FROM friend_requests"
_OPEN_BETWEEN: Final = text(
    f"{_REQUEST} WHERE status = 'open' AND least(from_id, to_id) = :low AND greatest(from_id, to_id) = :high"
)
_BY_ID: Final = text(f"{_REQUEST} WHERE id = :request_id")
_OPEN_TO: Final = text(
    f"{_REQUEST} WHERE to_id = :user_id AND status = 'open' ORDER BY created_at DESC, id DESC LIMIT :limit"
)
_OPEN_FROM: Final = text(
    f"{_REQUEST} WHERE from_id = :user_id AND status = 'open' ORDER BY created_at DESC, id DESC LIMIT :limit"
)
_ASK: Final = text(
    "INSERT INTO friend_requests (from_id, to_id, created_at) VALUES (:from_id, :to_id, :now)"
    " RETURNING id, from_id, to_id, status, created_at, ended_at"
)
_END: Final = text("UPDATE friend_requests SET status = :status, ended_at = :now WHERE id = :request_id")
_SENT: Final = text(
    "SELECT count(*) FILTER (WHERE status = 'open') AS open, count(*) FILTER (WHERE created_at > :since) AS recent,"
    " min(created_at) FILTER (WHERE created_at > :since) AS oldest FROM friend_requests"
    " WHERE from_id = :user_id AND (status = 'open' OR created_at > :since)"
)
_BLOCKS_BETWEEN: Final = text(
    "SELECT user_id FROM friend_blocks"
    " WHERE user_id = :one AND blocked_id = :other OR user_id = :other AND blocked_id = :one"
)
_BLOCKS: Final = text("SELECT blocked_id, since FROM friend_blocks WHERE user_id = :user_id ORDER BY since DESC")
_BLOCKED_BY: Final = text("SELECT user_id, since FROM friend_blocks WHERE blocked_id = :user_id ORDER BY since DESC")
_COUNT_BLOCKS: Final = text("SELECT count(*) FROM friend_blocks WHERE user_id = :user_id")
_BLOCK: Final = text(
    "INSERT INTO friend_blocks (user_id, blocked_id, since) VALUES (:user_id, :other_id, :now)"
    " ON CONFLICT DO NOTHING RETURNING blocked_id"
)
_UNBLOCK: Final = text("DELETE FROM friend_blocks WHERE user_id = :user_id AND blocked_id = :other_id RETURNING 1")
_ALL_REQUESTS: Final = text(f"{_REQUEST} WHERE from_id = :user_id OR to_id = :user_id ORDER BY created_at, id")
_FORGET: Final = (
    text("DELETE FROM friendships WHERE low_id = :user_id OR high_id = :user_id"),
    text("DELETE FROM friend_requests WHERE from_id = :user_id OR to_id = :user_id"),
    text("DELETE FROM friend_blocks WHERE user_id = :user_id OR blocked_id = :user_id"),
    text("DELETE FROM friend_firsts WHERE user_id = :user_id"),
    text("UPDATE friend_firsts SET friend_id = NULL WHERE friend_id = :user_id"),
    text("DELETE FROM friend_settings WHERE user_id = :user_id"),
)
_HISTORY: Final = text("SELECT id, user_id, friend_id, accepted_at FROM friend_firsts ORDER BY accepted_at, id")


async def lock_players(session: AsyncSession, *user_ids: int) -> dict[int, RequestsFrom]:
    """Be alone with what is between these players until the transaction ends; answers who may ask each of them."""
    ids = sorted(user_ids)
    await session.execute(_OPEN_ROWS, {"ids": ids})
    return {row.user_id: row.requests_from for row in await session.execute(_LOCK_ROWS, {"ids": ids})}


async def requests_from(session: AsyncSession, user_id: int) -> RequestsFrom:
    """Who may ask this player."""
    found: RequestsFrom | None = (await session.execute(_SETTING, {"user_id": user_id})).scalar_one_or_none()
    return found or "everybody"


async def set_requests_from(session: AsyncSession, user_id: int, who: RequestsFrom) -> None:
    """Say who may ask this player."""
    await session.execute(_SET, {"user_id": user_id, "requests_from": who})


def _pair(one: int, other: int) -> dict[str, int]:
    low, high = pair_of(one, other)
    return {"low": low, "high": high}


async def are_friends(session: AsyncSession, one: int, other: int) -> bool:
    """Whether these two are friends."""
    return (await session.execute(_ARE_FRIENDS, _pair(one, other))).scalar_one()


async def list_friends(session: AsyncSession, user_id: int) -> dict[int, datetime]:
    """Since when each friend is one, by id."""
    rows = await session.execute(_FRIENDS, {"user_id": user_id})
    return {row.friend_id: row.since for row in rows}


async def count_friends(session: AsyncSession, user_id: int) -> int:
    """How many friends a player has."""
    return (await session.execute(_COUNT_FRIENDS, {"user_id": user_id})).scalar_one()


async def befriend(session: AsyncSession, one: int, other: int, now: datetime) -> bool:
    """Make two players friends; True when they never were before."""
    facts = {**_pair(one, other), "now": now}
    await session.execute(_BEFRIEND, facts)
    return (await session.execute(_FIRST, facts)).first() is not None


async def unfriend(session: AsyncSession, one: int, other: int) -> bool:
    """End a friendship; False when there is none."""
    return (await session.execute(_UNFRIEND, _pair(one, other))).first() is not None


def _request(row: Any) -> Request:
    return Request(**row)


async def find_request(session: AsyncSession, request_id: UUID) -> Request | None:
    """One request, also an ended one."""
    row = (await session.execute(_BY_ID, {"request_id": request_id})).mappings().first()
    return None if row is None else _request(row)


async def find_open_between(session: AsyncSession, one: int, other: int) -> Request | None:
    """The open request between two players, whoever sent it."""
    row = (await session.execute(_OPEN_BETWEEN, _pair(one, other))).mappings().first()
    return None if row is None else _request(row)


async def list_open_to(session: AsyncSession, user_id: int, *, limit: int) -> list[Request]:
    """Open requests to a player, newest first."""
    rows = await session.execute(_OPEN_TO, {"user_id": user_id, "limit": limit})
    return [_request(row) for row in rows.mappings()]


async def list_open_from(session: AsyncSession, user_id: int, *, limit: int) -> list[Request]:
    """Open requests of a player, newest first."""
    rows = await session.execute(_OPEN_FROM, {"user_id": user_id, "limit": limit})
    return [_request(row) for row in rows.mappings()]


async def list_requests(session: AsyncSession, user_id: int) -> list[Request]:
    """All requests of and to a player, oldest first."""
    return [_request(row) for row in (await session.execute(_ALL_REQUESTS, {"user_id": user_id})).mappings()]


async def add_request(session: AsyncSession, *, from_id: int, to_id: int, now: datetime) -> Request:
    """An open request."""
    facts = {"from_id": from_id, "to_id": to_id, "now": now}
    return _request((await session.execute(_ASK, facts)).mappings().one())


async def end_request(session: AsyncSession, request_id: UUID, status: RequestStatus, now: datetime) -> None:
    """End an open request."""
    await session.execute(_END, {"request_id": request_id, "status": status, "now": now})


async def count_sent(session: AsyncSession, user_id: int, *, since: datetime) -> tuple[int, int, datetime | None]:
    """(open requests, requests sent after `since`, when the first of those was sent)."""
    row = (await session.execute(_SENT, {"user_id": user_id, "since": since})).one()
    return row.open, row.recent, row.oldest


async def blockers_between(session: AsyncSession, one: int, other: int) -> frozenset[int]:
    """Which of the two has blocked the other."""
    rows = await session.execute(_BLOCKS_BETWEEN, {"one": one, "other": other})
    return frozenset(row.user_id for row in rows)


async def list_blocks(session: AsyncSession, user_id: int) -> dict[int, datetime]:
    """Since when each player is blocked by this one, newest first."""
    return {row.blocked_id: row.since for row in await session.execute(_BLOCKS, {"user_id": user_id})}


async def list_blocked_by(session: AsyncSession, user_id: int) -> dict[int, datetime]:
    """Since when each player has blocked this one, newest first."""
    return {row.user_id: row.since for row in await session.execute(_BLOCKED_BY, {"user_id": user_id})}


async def count_blocks(session: AsyncSession, user_id: int) -> int:
    """How many players this one has blocked."""
    return (await session.execute(_COUNT_BLOCKS, {"user_id": user_id})).scalar_one()


async def block(session: AsyncSession, user_id: int, other_id: int, now: datetime) -> bool:
    """Block a player; False when that was done before."""
    facts = {"user_id": user_id, "other_id": other_id, "now": now}
    return (await session.execute(_BLOCK, facts)).first() is not None


async def unblock(session: AsyncSession, user_id: int, other_id: int) -> bool:
    """Take a block back; False when there is none."""
    return (await session.execute(_UNBLOCK, {"user_id": user_id, "other_id": other_id})).first() is not None


async def forget(session: AsyncSession, user_id: int) -> None:
    """Take a player out of every list. What others once counted stays theirs, without the name."""
    for statement in _FORGET:
        await session.execute(statement, {"user_id": user_id})


async def stream_firsts(session: AsyncSession) -> AsyncIterator[Sequence[Any]]:
    """(id, user_id, friend_id, accepted_at) of every first friendship, in order of time, in chunks."""
    result = await session.stream(_HISTORY)
    async for chunk in result.partitions(1000):
        yield chunk
