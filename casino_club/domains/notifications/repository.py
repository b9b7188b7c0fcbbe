"""Statements on messages, the centre and preferences.

Who may be written to is decided here, for thousands at once: an active account, outside every break, with the channel
and the kind on, and for marketing the opt-in. The statement joins `users` and `play_guards` for it.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, BOOLEAN, TEXT, TIMESTAMP
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.notifications.contracts import Channel, Kind, Notification
from casino_club.domains.notifications.events import POSTED
from casino_club.domains.notifications.rules import Draft

REACH: Final = """
    u.status = 'active' AND coalesce(u.excluded_until <= :now, true) AND coalesce(g.excluded_until <= :now, true)
    AND ({kind} <> 'marketing' OR coalesce((u.notify ->> 'marketing')::boolean, false))"""
"""Who may hear of a kind at all; `u`, `g` and `p` are the user, the guard and the preferences."""


def passes(channel: str, kind: str) -> str:
    """SQL: the player's switches let this kind through on this channel."""
    return (
        f"coalesce((u.notify ->> '{channel}')::boolean, true)"
        f" AND NOT coalesce({kind} || '/{channel}' = ANY (p.muted), false)"
    )


_AUDIENCE: Final = f"""
    SELECT u.id AS user_id, u.locale, u.nickname, p.quiet_since, p.quiet_until, p.time_zone, c.in_app, c.email, c.push
    FROM unnest(:user_ids) AS asked (user_id)
    JOIN users u ON u.id = asked.user_id
    LEFT JOIN play_guards g ON g.user_id = u.id
    LEFT JOIN notification_preferences p ON p.user_id = u.id
    CROSS JOIN LATERAL (SELECT
        'in_app' = ANY (:channels) AND {passes("in_app", ":kind")} AS in_app,
        'email' = ANY (:channels) AND u.email IS NOT NULL AND {passes("email", ":kind")} AS email,
        'push' = ANY (:channels) AND {passes("push", ":kind")}
            AND EXISTS (SELECT FROM push_subscriptions s WHERE s.user_id = u.id) AS push
    ) c
    WHERE {REACH.format(kind=":kind")} AND (c.in_app OR c.email OR c.push)"""  # noqa: S608 - constants only

_ASKED: Final = (
    bindparam("user_ids", type_=ARRAY(BIGINT)),
    bindparam("channels", type_=ARRAY(TEXT)),
    bindparam("kind", type_=TEXT),
    bindparam("now", type_=TIMESTAMP(timezone=True)),
)
_WRITTEN: Final = (
    *(
        bindparam(name, type_=TEXT)
        for name in ("dedupe_key", "template", "priority", "title_ko", "title_en", "body_ko", "body_en", "link")
    ),
    bindparam("urgent", type_=BOOLEAN),
    bindparam("due_at", type_=TIMESTAMP(timezone=True)),
)

# One statement, so a message, its deliveries and its event are written together or not at all. Rows are written in
# order of the player: two callers that meet wait for each other and never deadlock.
_POST: Final = text(
    f"""
    WITH audience AS MATERIALIZED (
        {_AUDIENCE}
    ), fresh AS (
        INSERT INTO notifications (user_id, dedupe_key, template, kind, priority, title, body, link, in_app, created_at)
        SELECT a.user_id, :dedupe_key, :template, :kind, :priority,
            replace(CASE a.locale WHEN 'en' THEN :title_en ELSE :title_ko END, '{{nickname}}', a.nickname),
            replace(CASE a.locale WHEN 'en' THEN :body_en ELSE :body_ko END, '{{nickname}}', a.nickname),
            :link, a.in_app, :now
        FROM (SELECT DISTINCT ON (user_id) * FROM audience ORDER BY user_id) a
        ON CONFLICT (user_id, dedupe_key) DO NOTHING
        RETURNING id, user_id, title, body, in_app
    ), told AS (
        INSERT INTO outbox (type, user_id, data)
        SELECT '{POSTED}', f.user_id, jsonb_build_object('id', f.id, 'kind', :kind, 'title', f.title,
            'body', f.body, 'priority', :priority)
        FROM fresh f WHERE f.in_app
    ), opened AS (
        INSERT INTO notification_deliveries AS d (user_id, channel, kind, urgent, due_at, created_at)
        SELECT a.user_id, o.channel, :kind, :urgent,
            CASE WHEN :urgent THEN :now
                ELSE after_quiet_hours(:due_at, a.quiet_since, a.quiet_until, a.time_zone) END, :now
        FROM fresh f JOIN audience a USING (user_id)
        CROSS JOIN LATERAL (VALUES ('email', a.email), ('push', a.push)) o (channel, wanted)
        WHERE o.wanted ORDER BY a.user_id, o.channel
        ON CONFLICT (user_id, channel, kind) WHERE status = 'pending' AND NOT sealed
        DO UPDATE SET urgent = d.urgent OR excluded.urgent, due_at = least(d.due_at, excluded.due_at)
        RETURNING id, user_id
    ), held AS (
        INSERT INTO notification_delivery_items (delivery_id, notification_id)
        SELECT o.id, f.id FROM opened o JOIN fresh f USING (user_id)
    )
    SELECT count(*) AS written, count(*) FILTER (WHERE in_app) AS told FROM fresh"""  # noqa: S608 - constants only
).bindparams(*_ASKED, *_WRITTEN)
_WAKE: Final = text("SELECT pg_notify('outbox', '')")
_REACHABLE: Final = text(f"SELECT user_id FROM ({_AUDIENCE}) a").bindparams(*_ASKED)  # noqa: S608 - constants only

_COLUMNS: Final = "id, template, kind, priority, title, body, link, created_at, read_at"
_LIST: Final = text(
    f"SELECT {_COLUMNS} FROM notifications WHERE user_id = :user_id AND in_app AND id < :before"  # noqa: S608
    " AND (CAST(:unread AS boolean) IS NULL OR (read_at IS NULL) = CAST(:unread AS boolean))"
    " AND (CAST(:kind AS text) IS NULL OR kind = :kind) ORDER BY id DESC LIMIT :limit"
)
_READ: Final = text(
    "WITH shown AS (SELECT id, read_at FROM notifications WHERE id = :id AND user_id = :user_id AND in_app),"
    " changed AS (UPDATE notifications n SET read_at = :now FROM shown"
    "  WHERE n.id = shown.id AND n.read_at IS NULL RETURNING n.id)"
    " SELECT EXISTS (SELECT FROM changed) AS changed FROM shown"
)
_READ_ALL: Final = text(
    "UPDATE notifications SET read_at = :now WHERE user_id = :user_id AND in_app AND read_at IS NULL"
    " AND (CAST(:kind AS text) IS NULL OR kind = :kind)"
)
_UNREAD: Final = text("SELECT count(*) FROM notifications WHERE user_id = :user_id AND in_app AND read_at IS NULL")
_REPORT: Final = text(
    "SELECT count(*) AS posted, count(*) FILTER (WHERE in_app) AS in_app, count(read_at) AS read FROM notifications"
    " WHERE dedupe_key = :key AND kind = 'marketing'"
)
_REPORT_DELIVERIES: Final = text(
    "SELECT d.channel, d.status, count(*) AS number FROM notifications n"
    " JOIN notification_delivery_items i ON i.notification_id = n.id"
    " JOIN notification_deliveries d ON d.id = i.delivery_id"
    " WHERE n.dedupe_key = :key AND n.kind = 'marketing' GROUP BY d.channel, d.status"
)
_PREFERENCES: Final = text(
    "SELECT muted, quiet_since, quiet_until, time_zone FROM notification_preferences WHERE user_id = :user_id"
)
_SAVE_PREFERENCES: Final = text(
    "INSERT INTO notification_preferences (user_id, muted, quiet_since, quiet_until, time_zone)"
    " VALUES (:user_id, :muted, :quiet_since, :quiet_until, :time_zone) ON CONFLICT (user_id) DO UPDATE"
    " SET muted = excluded.muted, quiet_since = excluded.quiet_since, quiet_until = excluded.quiet_until,"
    " time_zone = excluded.time_zone"
).bindparams(bindparam("muted", type_=ARRAY(TEXT)))
_IS_TIME_ZONE: Final = text("SELECT is_time_zone(:name)")
_FORGET: Final = (
    "DELETE FROM notification_deliveries WHERE user_id = :user_id",
    "DELETE FROM notifications WHERE user_id = :user_id",
    "DELETE FROM push_subscriptions WHERE user_id = :user_id",
    "DELETE FROM notification_preferences WHERE user_id = :user_id",
)
_PURGE_DELIVERIES: Final = text(
    "DELETE FROM notification_deliveries WHERE id IN (SELECT id FROM notification_deliveries"
    " WHERE finished_at < :before ORDER BY finished_at LIMIT :limit)"
)
_PURGE: Final = text(
    "DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE created_at < :before"
    " ORDER BY created_at LIMIT :limit)"
)


async def insert(
    session: AsyncSession,
    draft: Draft,
    *,
    user_ids: Sequence[int],
    dedupe_key: str,
    urgent: bool,
    due_at: datetime,
    now: datetime,
) -> int:
    """Write the draft to those who may have it and have not had it; answers how many."""
    facts = {
        "user_ids": list(user_ids),
        "channels": sorted(draft.channels),
        "dedupe_key": dedupe_key,
        "template": draft.template,
        "kind": draft.kind,
        "priority": draft.priority,
        "title_ko": draft.texts["ko"].title,
        "body_ko": draft.texts["ko"].body,
        "title_en": draft.texts["en"].title,
        "body_en": draft.texts["en"].body,
        "link": draft.link,
        "urgent": urgent,
        "due_at": due_at,
        "now": now,
    }
    row = (await session.execute(_POST, facts)).one()
    if row.told:
        await session.execute(_WAKE)
    return row.written


async def reachable(
    session: AsyncSession, user_ids: Sequence[int], *, kind: Kind, channels: Sequence[Channel], now: datetime
) -> set[int]:
    """Those whom a message of the kind would reach on one of the channels."""
    facts = {"user_ids": list(user_ids), "kind": kind, "channels": list(channels), "now": now}
    return set((await session.execute(_REACHABLE, facts)).scalars())


async def list_entries(
    session: AsyncSession, user_id: int, *, unread: bool | None, kind: Kind | None, before: UUID, limit: int
) -> list[Notification]:
    """Entries of the centre with ids below `before`, newest first."""
    facts = {"user_id": user_id, "unread": unread, "kind": kind, "before": before, "limit": limit}
    return [Notification(**row) for row in (await session.execute(_LIST, facts)).mappings()]


async def mark_read(session: AsyncSession, user_id: int, id_: UUID, now: datetime) -> bool | None:
    """True when this call marked it, False when it was read before, None when the player has no such entry."""
    return (await session.execute(_READ, {"id": id_, "user_id": user_id, "now": now})).scalar_one_or_none()


async def mark_all_read(session: AsyncSession, user_id: int, kind: Kind | None, now: datetime) -> int:
    """How many entries this call marked."""
    done: Any = await session.execute(_READ_ALL, {"user_id": user_id, "kind": kind, "now": now})
    return done.rowcount


async def count_unread(session: AsyncSession, user_id: int) -> int:
    """How many entries are unread."""
    return (await session.execute(_UNREAD, {"user_id": user_id})).scalar_one()


async def campaign_counts(session: AsyncSession, key: str) -> tuple[int, int, int, dict[tuple[str, str], int]]:
    """Posted, shown in the centre, read there; and the deliveries by channel and status."""
    row = (await session.execute(_REPORT, {"key": key})).one()
    counts = {(one.channel, one.status): one.number for one in await session.execute(_REPORT_DELIVERIES, {"key": key})}
    return row.posted, row.in_app, row.read, counts


async def find_preferences(
    session: AsyncSession, user_id: int
) -> tuple[list[str], time | None, time | None, str] | None:
    """Muted switches, quiet hours and their time zone; None while the player has changed nothing."""
    row = (await session.execute(_PREFERENCES, {"user_id": user_id})).one_or_none()
    return None if row is None else (list(row.muted), row.quiet_since, row.quiet_until, row.time_zone)


async def save_preferences(
    session: AsyncSession, user_id: int, *, muted: list[str], since: time | None, until: time | None, time_zone: str
) -> None:
    """Keep what the player chose."""
    facts = {"user_id": user_id, "muted": muted, "quiet_since": since, "quiet_until": until, "time_zone": time_zone}
    await session.execute(_SAVE_PREFERENCES, facts)


async def is_time_zone(session: AsyncSession, name: str) -> bool:
    """True for a zone that the database knows."""
    return (await session.execute(_IS_TIME_ZONE, {"name": name})).scalar_one()


async def forget(session: AsyncSession, user_id: int) -> None:
    """Delete all that was written to a player, and where to reach them."""
    for statement in _FORGET:
        await session.execute(text(statement), {"user_id": user_id})


async def purge(session: AsyncSession, *, deliveries_before: datetime, messages_before: datetime, limit: int) -> int:
    """Delete at most `limit` old rows of each kind; answers how many went."""
    gone: Any = await session.execute(_PURGE_DELIVERIES, {"before": deliveries_before, "limit": limit})
    old: Any = await session.execute(_PURGE, {"before": messages_before, "limit": limit})
    return gone.rowcount + old.rowcount
