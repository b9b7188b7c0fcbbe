"""Every statement on campaigns and their recipients.

An audience is found over `users` and what other domains keep of a player, in one statement: a million players are not
asked for one by one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.campaigns.contracts import (
    AudienceCount,
    Campaign,
    Message,
    RecipientState,
    Report,
    Status,
)
from casino_club.domains.campaigns.segment_sql import Sql
from casino_club.domains.notifications.contracts import DeliveryReport, Text
from casino_club.kernel.invariants import Finding

_JSON: Final = tuple(bindparam(name, type_=JSONB) for name in ("segment", "texts", "variables"))
_BODY: Final = (*_JSON, bindparam("bundle", type_=JSONB(none_as_null=True)), bindparam("channels", type_=ARRAY(TEXT)))
_COLUMNS: Final = (
    "id, name, segment, texts, variables, channels, link, bundle, status, send_at, audience, created_by, created_at,"
    " updated_at, started_at, finished_at"
)
_INSERT: Final = text(
    "INSERT INTO campaigns (name, segment, texts, variables, channels, link, bundle, created_by, created_at,"  # noqa: S608
    " updated_at) VALUES (:name, :segment, :texts, :variables, :channels, :link, :bundle, :actor_id, :now, :now)"
    f" RETURNING {_COLUMNS}"
).bindparams(*_BODY)
_EDIT: Final = text(
    "UPDATE campaigns SET name = :name, segment = :segment, texts = :texts, variables = :variables,"  # noqa: S608
    " channels = :channels, link = :link, bundle = :bundle, updated_at = :now WHERE id = :id"
    f" RETURNING {_COLUMNS}"
).bindparams(*_BODY)
_FIND: Final = f"SELECT {_COLUMNS} FROM campaigns WHERE id = :id"  # noqa: S608
_LIST: Final = text(
    f"SELECT {_COLUMNS} FROM campaigns WHERE id < :before"  # noqa: S608
    " AND (CAST(:status AS text) IS NULL OR status = :status) ORDER BY id DESC LIMIT :limit"
)
_SCHEDULE: Final = text(
    "UPDATE campaigns SET status = 'scheduled', send_at = :send_at, updated_at = :now WHERE id = :id"  # noqa: S608
    f" RETURNING {_COLUMNS}"
)
_FINISH: Final = text(
    "UPDATE campaigns SET status = :status, finished_at = :now, updated_at = :now WHERE id = :id"  # noqa: S608
    f" RETURNING {_COLUMNS}"
)
# Whoever works at a campaign holds its row: a second worker passes on, and a cancellation waits for one chunk.
_TAKE_DUE: Final = text(
    f"SELECT {_COLUMNS} FROM campaigns WHERE status = 'scheduled' AND send_at <= :now"  # noqa: S608
    " ORDER BY send_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED"
)
_TAKE_SENDING: Final = text(
    f"SELECT {_COLUMNS} FROM campaigns WHERE status = 'sending' ORDER BY id <= :after, id LIMIT 1"  # noqa: S608
    " FOR NO KEY UPDATE SKIP LOCKED"
)
_START: Final = text(
    "UPDATE campaigns SET status = 'sending', audience = :audience, started_at = :now, updated_at = :now WHERE id = :id"
)
_FREEZE: Final = (
    "INSERT INTO campaign_recipients (campaign_id, user_id)"
    " SELECT :id, u.id FROM users u WHERE u.status <> 'deleted' AND {where}"
)
_WAITING: Final = text(
    "SELECT user_id FROM campaign_recipients WHERE campaign_id = :id AND state = 'waiting'"
    " ORDER BY user_id LIMIT :limit"
)
# What `responsible.public.is_at_risk` says of one player, for many: a break within 30 days, or an own limit that holds.
_ALLOWED: Final = """
    u.status = 'active' AND coalesce(u.excluded_until <= :now, true)
    AND NOT EXISTS (SELECT FROM play_guards g WHERE g.user_id = u.id AND g.excluded_until > :now)
    AND NOT EXISTS (SELECT FROM play_limit_changes c WHERE c.user_id = u.id
        AND c.action IN ('cool_off', 'self_exclusion') AND c.effective_at > :risk_since)
    AND NOT EXISTS (SELECT FROM play_limits l WHERE l.user_id = u.id
        AND l.kind IN ('daily_loss', 'weekly_loss', 'monthly_loss', 'daily_minutes')
        AND CASE WHEN l.pending_from <= :now THEN l.pending_value ELSE l.value END IS NOT NULL)"""
RISK_WINDOW: Final = timedelta(days=30)
_OPTED_IN: Final = "coalesce((u.notify ->> 'marketing')::boolean, false)"
_LIST_ALLOWED: Final = text(
    f"SELECT u.id FROM unnest(:user_ids) AS asked (id) JOIN users u USING (id) WHERE {_ALLOWED} ORDER BY u.id"  # noqa: S608
).bindparams(bindparam("user_ids", type_=ARRAY(BIGINT)))
_COUNT_AUDIENCE: Final = (
    "SELECT count(*) AS audience, count(*) FILTER (WHERE NOT a.allowed) AS excluded,"  # noqa: S608 - constants only
    " count(*) FILTER (WHERE a.allowed AND NOT a.opted_in) AS without_opt_in"
    f" FROM (SELECT {_ALLOWED} AS allowed, {_OPTED_IN} AS opted_in FROM users u"
    " WHERE u.status <> 'deleted' AND {where}) a"
)
_HAVE_MESSAGE: Final = text(
    "SELECT user_id FROM notifications WHERE dedupe_key = :key AND user_id = ANY(:user_ids)"
).bindparams(bindparam("user_ids", type_=ARRAY(BIGINT)))
_DECIDE: Final = text(
    "UPDATE campaign_recipients r SET state = d.state, decided_at = :now"
    " FROM unnest(:user_ids, CAST(:states AS text[])) AS d (user_id, state)"
    " WHERE r.campaign_id = :id AND r.user_id = d.user_id AND r.state = 'waiting'"
).bindparams(bindparam("user_ids", type_=ARRAY(BIGINT)))
_STATES: Final = text(
    "SELECT state, count(*) AS number FROM campaign_recipients WHERE campaign_id = :id GROUP BY state"
)
_LONGER: Final = text("SELECT set_config('statement_timeout', :limit, true)")

_CHECKS: Final = {
    "campaigns_audience_counted": (
        "SELECT c.id FROM campaigns c WHERE c.audience IS NOT NULL"
        " AND c.audience <> (SELECT count(*) FROM campaign_recipients r WHERE r.campaign_id = c.id)"
    ),
    "campaigns_unsent_have_no_recipients": (
        "SELECT c.id FROM campaigns c WHERE c.audience IS NULL"
        " AND EXISTS (SELECT FROM campaign_recipients r WHERE r.campaign_id = c.id)"
    ),
    "campaigns_sent_to_everybody": (
        "SELECT c.id FROM campaigns c WHERE c.status = 'sent'"
        " AND EXISTS (SELECT FROM campaign_recipients r WHERE r.campaign_id = c.id AND r.state = 'waiting')"
    ),
    "campaigns_gift_given_with_message": (
        "SELECT c.id FROM campaigns c JOIN campaign_recipients r ON r.campaign_id = c.id AND r.state = 'sent'"
        " WHERE c.bundle IS NOT NULL AND NOT EXISTS (SELECT FROM reward_grants g"
        "  WHERE g.user_id = r.user_id AND g.key = 'campaign:' || c.id) GROUP BY c.id"
    ),
}
_EXAMPLES: Final = 5


def _campaign(row: Any) -> Campaign:
    message = Message(
        name=row.name,
        segment=row.segment,
        texts={locale: Text(**words) for locale, words in row.texts.items()},
        variables=row.variables,
        channels=tuple(row.channels),
        link=row.link,
        bundle=row.bundle,
    )
    return Campaign(
        id=row.id,
        message=message,
        status=row.status,
        send_at=row.send_at,
        audience=row.audience,
        created_by=row.created_by,
        created_at=row.created_at,
        updated_at=row.updated_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def _facts(message: Message) -> dict[str, Any]:
    return {
        "name": message.name,
        "segment": dict(message.segment),
        "texts": {locale: {"title": words.title, "body": words.body} for locale, words in message.texts.items()},
        "variables": dict(message.variables),
        "channels": list(message.channels),
        "link": message.link,
        "bundle": None if message.bundle is None else dict(message.bundle),
    }


async def insert(session: AsyncSession, message: Message, *, actor_id: int | None, now: datetime) -> Campaign:
    """A new draft."""
    return _campaign((await session.execute(_INSERT, _facts(message) | {"actor_id": actor_id, "now": now})).one())


async def edit(session: AsyncSession, campaign_id: int, message: Message, *, now: datetime) -> Campaign:
    """Replace what a draft says."""
    return _campaign((await session.execute(_EDIT, _facts(message) | {"id": campaign_id, "now": now})).one())


async def find(session: AsyncSession, campaign_id: int, *, lock: bool = False) -> Campaign | None:
    """One campaign; `lock` holds its row, after any chunk that is being sent."""
    statement = text(f"{_FIND} FOR NO KEY UPDATE" if lock else _FIND)
    row = (await session.execute(statement, {"id": campaign_id})).one_or_none()
    return None if row is None else _campaign(row)


async def list_newest(session: AsyncSession, *, status: Status | None, before: int, limit: int) -> list[Campaign]:
    """Campaigns with ids below `before`, newest first."""
    rows = await session.execute(_LIST, {"status": status, "before": before, "limit": limit})
    return [_campaign(row) for row in rows]


async def schedule(session: AsyncSession, campaign_id: int, *, send_at: datetime, now: datetime) -> Campaign:
    """Let it go at a moment."""
    return _campaign((await session.execute(_SCHEDULE, {"id": campaign_id, "send_at": send_at, "now": now})).one())


async def finish(session: AsyncSession, campaign_id: int, *, status: Status, now: datetime) -> Campaign:
    """End it as sent or cancelled."""
    return _campaign((await session.execute(_FINISH, {"id": campaign_id, "status": status, "now": now})).one())


async def take_due(session: AsyncSession, now: datetime) -> Campaign | None:
    """The scheduled campaign to start now, its row held; None when there is none that nobody else starts."""
    row = (await session.execute(_TAKE_DUE, {"now": now})).one_or_none()
    return None if row is None else _campaign(row)


async def take_sending(session: AsyncSession, after: int) -> Campaign | None:
    """The campaign under way that follows another in turn, its row held; None when others are at all there are."""
    row = (await session.execute(_TAKE_SENDING, {"after": after})).one_or_none()
    return None if row is None else _campaign(row)


async def freeze_audience(session: AsyncSession, campaign_id: int, where: Sql, *, now: datetime) -> int:
    """Write down who is meant, once and for all; answers how many."""
    frozen: Any = await session.execute(text(_FREEZE.format(where=where.text)), where.params | {"id": campaign_id})
    await session.execute(_START, {"id": campaign_id, "audience": frozen.rowcount, "now": now})
    return frozen.rowcount


async def list_waiting(session: AsyncSession, campaign_id: int, limit: int) -> list[int]:
    """Recipients nothing has been decided about."""
    return list((await session.execute(_WAITING, {"id": campaign_id, "limit": limit})).scalars())


async def list_allowed(session: AsyncSession, user_ids: Sequence[int], now: datetime) -> list[int]:
    """Those whom the club may write to at all: active, on no break, and not at risk."""
    facts = {"user_ids": list(user_ids), "now": now, "risk_since": now - RISK_WINDOW}
    return list((await session.execute(_LIST_ALLOWED, facts)).scalars())


async def list_with_message(session: AsyncSession, key: str, user_ids: Sequence[int]) -> set[int]:
    """Those who have the message of a key."""
    return set((await session.execute(_HAVE_MESSAGE, {"key": key, "user_ids": list(user_ids)})).scalars())


async def decide(session: AsyncSession, campaign_id: int, states: dict[int, RecipientState], *, now: datetime) -> None:
    """Say what became of recipients."""
    facts = {"id": campaign_id, "user_ids": list(states), "states": list(states.values()), "now": now}
    await session.execute(_DECIDE, facts)


async def count_audience(session: AsyncSession, where: Sql, *, now: datetime) -> AudienceCount:
    """Whom a segment finds now."""
    facts = where.params | {"now": now, "risk_since": now - RISK_WINDOW}
    row = (await session.execute(text(_COUNT_AUDIENCE.format(where=where.text)), facts)).one()
    return AudienceCount(row.audience, row.excluded, row.without_opt_in)


async def read_report(session: AsyncSession, campaign: Campaign, delivered: DeliveryReport) -> Report:
    """What became of a campaign so far."""
    rows = await session.execute(_STATES, {"id": campaign.id})
    states: dict[RecipientState, int] = {row.state: row.number for row in rows}
    waiting, cancelled = states.get("waiting", 0), campaign.status == "cancelled"
    return Report(
        campaign=campaign,
        audience=campaign.audience or 0,
        sent=states.get("sent", 0),
        excluded=states.get("excluded", 0),
        opted_out=states.get("opted_out", 0),
        waiting=0 if cancelled else waiting,
        not_sent=waiting if cancelled else 0,
        in_app=delivered.in_app,
        read=delivered.read,
        deliveries=delivered.deliveries,
    )


async def allow_longer(session: AsyncSession, limit: timedelta) -> None:
    """Let this transaction's statements take longer than a request's may."""
    await session.execute(_LONGER, {"limit": f"{int(limit.total_seconds() * 1000)}ms"})


async def findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of campaigns, checked over all rows."""
    found: list[Finding] = []
    for check, statement in _CHECKS.items():
        ids = list((await session.execute(text(statement))).scalars())
        found.append(Finding(check, len(ids), tuple(f"campaign {id_}" for id_ in ids[:_EXAMPLES])))
    return found
