"""Statements on deliveries and push subscriptions: what leaves the house, and where to.

A delivery is pending, then sending under a lease, then sent, failed or dropped. Only the holder of the lease may finish
it. A lease that ran out makes it pending again: its worker died, before or after the message was out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as SQL_UUID
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.notifications.contracts import DeliveryStatus, Kind, Locale, Outbound
from casino_club.domains.notifications.repository import REACH, passes

_EXPIRE: Final = text(
    "UPDATE notification_deliveries SET status = 'pending', lease = NULL, lease_until = NULL, due_at = :now"
    " WHERE id IN (SELECT id FROM notification_deliveries WHERE status = 'sending' AND lease_until <= :now"
    "  FOR UPDATE SKIP LOCKED)"
)
_CLAIM: Final = text(
    "UPDATE notification_deliveries d SET status = 'sending', sealed = true, attempts = d.attempts + 1,"
    " lease = :lease, lease_until = :until FROM ("
    "  SELECT id FROM notification_deliveries WHERE status = 'pending' AND due_at <= :now AND channel = :channel"
    "  ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED"
    " ) due WHERE d.id = due.id RETURNING d.id"
)
_FACTS: Final = text(
    f"""
    SELECT d.id, d.user_id, d.channel, d.kind, d.urgent, d.attempts, u.email, u.locale, u.nickname,
        {REACH.format(kind="d.kind")} AND CASE d.channel
            WHEN 'email' THEN u.email IS NOT NULL AND {passes("email", "d.kind")}
            ELSE {passes("push", "d.kind")} END AS allowed,
        after_quiet_hours(:now, p.quiet_since, p.quiet_until, p.time_zone) AS quiet_until,
        (SELECT json_agg(json_build_object('id', n.id, 'title', n.title, 'body', n.body, 'link', n.link) ORDER BY n.id)
            FROM notification_delivery_items i JOIN notifications n ON n.id = i.notification_id
            WHERE i.delivery_id = d.id) AS items
    FROM notification_deliveries d
    JOIN users u ON u.id = d.user_id
    LEFT JOIN play_guards g ON g.user_id = u.id
    LEFT JOIN notification_preferences p ON p.user_id = u.id
    WHERE d.id = ANY (:ids)
    ORDER BY d.id"""  # noqa: S608 - constants only
).bindparams(bindparam("ids", type_=ARRAY(SQL_UUID(as_uuid=True))))
_FINISH: Final = text(
    "UPDATE notification_deliveries SET status = :status, reason = :reason, finished_at = :now, lease = NULL,"
    " lease_until = NULL WHERE id = :id AND lease = :lease"
)
_RETRY: Final = text(
    "UPDATE notification_deliveries SET status = 'pending', reason = :reason, due_at = :due_at,"
    " attempts = attempts - :uncounted, lease = NULL, lease_until = NULL WHERE id = :id AND lease = :lease"
)
_COUNTS: Final = text(
    "SELECT channel, status, count(*) AS number, min(due_at) FILTER (WHERE status = 'pending') AS oldest"
    " FROM notification_deliveries GROUP BY channel, status"
)
_PENDING: Final = text(
    "SELECT channel, count(*) AS number FROM notification_deliveries WHERE status = 'pending' GROUP BY channel"
)
# A browser has one endpoint, whoever is logged in: the last one to subscribe has it.
_SUBSCRIBE: Final = text(
    "INSERT INTO push_subscriptions (user_id, endpoint, p256dh, auth, device, created_at)"
    " VALUES (:user_id, :endpoint, :p256dh, :auth, :device, :now) ON CONFLICT (endpoint) DO UPDATE"
    " SET user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device"
    " RETURNING id"
)
_TRIM: Final = text(
    "DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions WHERE user_id = :user_id"
    " ORDER BY id DESC OFFSET :keep)"
)
_SUBSCRIPTIONS: Final = text(
    "SELECT id, endpoint, p256dh, auth, device, created_at FROM push_subscriptions WHERE user_id = :user_id ORDER BY id"
)
_UNSUBSCRIBE: Final = text("DELETE FROM push_subscriptions WHERE id = :id AND user_id = :user_id")
_DROP_SUBSCRIPTIONS: Final = text("DELETE FROM push_subscriptions WHERE id = ANY (:ids)").bindparams(
    bindparam("ids", type_=ARRAY(SQL_UUID(as_uuid=True)))
)


@dataclass(frozen=True, slots=True)
class Item:
    """One notification inside a message."""

    id: str
    title: str
    body: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery under a lease, and what is true of its player now."""

    id: UUID
    user_id: int
    channel: Outbound
    kind: Kind
    urgent: bool
    attempts: int
    email: str | None
    locale: Locale
    nickname: str
    allowed: bool
    quiet_until: datetime
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser that takes push messages: its endpoint and its public keys (RFC 8291), base64url."""

    id: UUID
    endpoint: str
    p256dh: str
    auth: str
    device: str
    created_at: datetime


async def expire_leases(session: AsyncSession, now: datetime) -> int:
    """Let what a dead worker held be claimed again; answers how many."""
    done: Any = await session.execute(_EXPIRE, {"now": now})
    return done.rowcount


async def claim(
    session: AsyncSession, *, channel: Outbound, lease: UUID, now: datetime, ttl: timedelta, limit: int
) -> list[Claimed]:
    """Take due deliveries of a channel under one lease."""
    facts = {"channel": channel, "lease": lease, "now": now, "until": now + ttl, "limit": limit}
    ids = list((await session.execute(_CLAIM, facts)).scalars())
    if not ids:
        return []
    rows = (await session.execute(_FACTS, {"ids": ids, "now": now})).mappings()
    claimed: list[Claimed] = []
    for row in rows:
        facts: dict[str, Any] = dict(row)
        facts["items"] = tuple(Item(**one) for one in row["items"] or ())
        claimed.append(Claimed(**facts))
    return claimed


async def finish(
    session: AsyncSession,
    *,
    id_: UUID,
    lease: UUID,
    status: Literal["sent", "failed", "dropped"],
    reason: str | None,
    now: datetime,
) -> bool:
    """End a delivery; False when the lease is not held any more."""
    facts = {"id": id_, "lease": lease, "status": status, "reason": reason, "now": now}
    done: Any = await session.execute(_FINISH, facts)
    return done.rowcount == 1


async def put_back(
    session: AsyncSession, *, id_: UUID, lease: UUID, due_at: datetime, reason: str, counted: bool
) -> bool:
    """Let a delivery wait until `due_at`; False when the lease is not held any more."""
    facts = {"id": id_, "lease": lease, "due_at": due_at, "reason": reason, "uncounted": 0 if counted else 1}
    done: Any = await session.execute(_RETRY, facts)
    return done.rowcount == 1


async def counts(session: AsyncSession) -> list[tuple[Outbound, DeliveryStatus, int, datetime | None]]:
    """Deliveries kept, by channel and status, and since when the oldest pending one is due."""
    return [(row.channel, row.status, row.number, row.oldest) for row in await session.execute(_COUNTS)]


async def count_pending(session: AsyncSession) -> dict[str, int]:
    """Waiting deliveries by channel."""
    return {row.channel: row.number for row in await session.execute(_PENDING)}


async def subscribe(
    session: AsyncSession, user_id: int, *, endpoint: str, p256dh: str, auth: str, device: str, keep: int, now: datetime
) -> UUID:
    """Keep a browser's subscription, at most `keep` a player: the oldest go."""
    facts = {"user_id": user_id, "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "device": device, "now": now}
    id_: UUID = (await session.execute(_SUBSCRIBE, facts)).scalar_one()
    await session.execute(_TRIM, {"user_id": user_id, "keep": keep})
    return id_


async def list_subscriptions(session: AsyncSession, user_id: int) -> list[Subscription]:
    """A player's browsers."""
    return [Subscription(**row) for row in (await session.execute(_SUBSCRIPTIONS, {"user_id": user_id})).mappings()]


async def unsubscribe(session: AsyncSession, user_id: int, id_: UUID) -> bool:
    """Forget one of the player's browsers; False when there is no such one."""
    done: Any = await session.execute(_UNSUBSCRIBE, {"id": id_, "user_id": user_id})
    return done.rowcount == 1


async def drop_subscriptions(session: AsyncSession, ids: list[UUID]) -> None:
    """Forget browsers that their push service forgot."""
    await session.execute(_DROP_SUBSCRIPTIONS, {"ids": ids})
