"""Every statement on live events, who takes part, and the striped counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.events.contracts import (
    MODEL_INDEX,
    EventDraft,
    EventStatus,
    LiveEvent,
    ParticipantFilter,
    Participation,
    scope_of,
)

STRIPES: Final = 16

_IDS: Final = bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))
_EVENT: Final = """
SELECT e.id, e.template, e.title, e.title_en, e.description, e.description_en, e.event_type, e.starts_at, e.ends_at,
    e.requirements, e.rewards, e.priority, e.is_draft, e.deactivated_at, e.created_by, e.created_at, e.updated_at,
    coalesce(c.participants, 0)::bigint AS participants, coalesce(c.rounds, 0)::bigint AS rounds
FROM live_events e LEFT JOIN LATERAL (
    SELECT sum(participants) AS participants, sum(rounds) AS rounds FROM live_event_counts WHERE event_id = e.id
) c ON true
"""
_VISIBLE: Final = " NOT e.is_draft AND e.deactivated_at IS NULL"
_STATUS: Final[dict[EventStatus, str]] = {
    "draft": "e.is_draft",
    "deactivated": "NOT e.is_draft AND e.deactivated_at IS NOT NULL",
    "upcoming": f"{_VISIBLE} AND e.starts_at > :now",
    "active": f"{_VISIBLE} AND e.starts_at <= :now AND e.ends_at > :now",
    "ended": f"{_VISIBLE} AND e.ends_at <= :now",
}
_INSERT: Final = text(
    "INSERT INTO live_events (template, title, title_en, description, description_en, event_type, starts_at, ends_at,"
    " requirements, rewards, priority, is_draft, created_by, created_at, updated_at)"
    " VALUES (:template, :title, :title_en, :description, :description_en, :event_type, :starts_at, :ends_at,"
    " :requirements, :rewards, :priority, :is_draft, :created_by, :now, :now) RETURNING id"
).bindparams(bindparam("requirements", type_=JSONB), bindparam("rewards", type_=JSONB))
_UPDATE: Final = text(
    "UPDATE live_events SET title = :title, title_en = :title_en, description = :description,"
    " description_en = :description_en, event_type = :event_type, starts_at = :starts_at, ends_at = :ends_at,"
    " requirements = :requirements, rewards = :rewards, priority = :priority, is_draft = :is_draft, updated_at = :now"
    " WHERE id = :id"
).bindparams(bindparam("requirements", type_=JSONB), bindparam("rewards", type_=JSONB))
_DEACTIVATE: Final = text(
    "UPDATE live_events SET deactivated_at = :now, updated_at = :now WHERE id = :id AND deactivated_at IS NULL"
    " RETURNING id"
)
_HOLD: Final = text("SELECT id FROM live_events WHERE id = :id FOR SHARE")
_ALONE: Final = text("SELECT id FROM live_events WHERE id = :id FOR UPDATE")
_ONE_SEED: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('live_events.' || :template, 0))")

_PARTICIPATION: Final = "event_id, user_id, joined_at, left_at, completed_at, claimed_at"
_OWN: Final = text(
    f"SELECT {_PARTICIPATION} FROM live_event_participants WHERE user_id = :user_id AND event_id = ANY(:ids)"  # noqa: S608
).bindparams(_IDS)
_LOCK_OWN: Final = text(
    f"SELECT {_PARTICIPATION} FROM live_event_participants WHERE event_id = :event_id AND user_id = :user_id FOR UPDATE"  # noqa: S608
)
_JOIN: Final = text(
    "INSERT INTO live_event_participants AS p (event_id, user_id, joined_at) VALUES (:event_id, :user_id, :now)"
    " ON CONFLICT (event_id, user_id) DO UPDATE SET left_at = NULL WHERE p.left_at IS NOT NULL RETURNING user_id"
)
_LEAVE: Final = text(
    "UPDATE live_event_participants SET left_at = :now"
    " WHERE event_id = :event_id AND user_id = :user_id AND left_at IS NULL RETURNING user_id"
)
_ADMIT: Final = text(
    "INSERT INTO live_event_participants (event_id, user_id, joined_at, left_at)"
    " VALUES (:event_id, :user_id, :now, :now) ON CONFLICT DO NOTHING"
)
_COUNT: Final = text(
    "INSERT INTO live_event_counts AS c (event_id, stripe, participants, rounds)"
    " VALUES (:event_id, :stripe, greatest(:participants, 0), :rounds)"
    " ON CONFLICT (event_id, stripe) DO UPDATE SET participants = c.participants + :participants,"
    " rounds = c.rounds + :rounds"
)
_COMPLETE: Final = text(
    "UPDATE live_event_participants p SET completed_at = :now FROM unnest(:ids, :users) d (event_id, user_id)"
    " WHERE p.event_id = d.event_id AND p.user_id = d.user_id AND p.completed_at IS NULL"
).bindparams(_IDS, bindparam("users", type_=ARRAY(BIGINT)))
_CLAIM: Final = text(
    "UPDATE live_event_participants SET completed_at = coalesce(completed_at, :now), claimed_at = :now"
    " WHERE event_id = :event_id AND user_id = :user_id AND claimed_at IS NULL"
)
_CLAIMED_OF: Final = text(
    "SELECT p.event_id, p.user_id FROM unnest(:ids, :users) d (event_id, user_id)"
    " JOIN live_event_participants p ON p.event_id = d.event_id AND p.user_id = d.user_id"
    " WHERE p.claimed_at IS NOT NULL"
).bindparams(_IDS, bindparam("users", type_=ARRAY(BIGINT)))
_UNPAID: Final = text(
    "SELECT p.event_id, p.user_id FROM live_event_participants p JOIN live_events e ON e.id = p.event_id"
    " WHERE p.completed_at IS NOT NULL AND p.claimed_at IS NULL AND (e.ends_at <= :now OR e.deactivated_at IS NOT NULL)"
    " AND (p.event_id, p.user_id) > (:after_event, :after_user) ORDER BY p.event_id, p.user_id LIMIT :limit"
)
_RECENT: Final = text(
    "SELECT id FROM live_events WHERE NOT is_draft AND deactivated_at IS NULL AND ends_at > :since"
    " AND starts_at <= :now"
)
_ALL_STRIPES: Final = text(
    "INSERT INTO live_event_counts (event_id, stripe) SELECT :event_id, generate_series(0, :last)"
    " ON CONFLICT (event_id, stripe) DO UPDATE SET stripe = excluded.stripe"
)
_RECOUNT: Final = text(
    "UPDATE live_event_counts c SET rounds = t.plays FROM ("
    "  SELECT s AS stripe, coalesce(sum(plays), 0)::bigint AS plays FROM generate_series(0, :last) s"
    "  LEFT JOIN tallies ON scope = :scope AND user_id % :stripes = s GROUP BY s) t"
    " WHERE c.event_id = :event_id AND c.stripe = t.stripe AND c.rounds <> t.plays"
)
_COUNT_ACTIVE: Final = text(f"SELECT count(*) FROM live_events e WHERE {_STATUS['active']}")  # noqa: S608
_MODEL_ROUNDS: Final = text(
    "SELECT coalesce(sum(c.rounds), 0)::bigint FROM live_events e JOIN live_event_counts c ON c.event_id = e.id"
    " WHERE jsonb_exists(e.requirements, :name)"
)


def _event(row: Row[Any]) -> LiveEvent:
    return LiveEvent(*row)


async def insert(session: AsyncSession, draft: EventDraft, *, created_by: int | None, now: datetime) -> UUID:
    """Keep a new event; answers its id."""
    facts = _facts(draft) | {"created_by": created_by, "now": now}
    return (await session.execute(_INSERT, facts)).scalar_one()


async def update(session: AsyncSession, event_id: UUID, draft: EventDraft, now: datetime) -> None:
    """Write an event anew, but for its template."""
    facts = _facts(draft)
    del facts["template"]
    await session.execute(_UPDATE, facts | {"id": event_id, "now": now})


def _facts(draft: EventDraft) -> dict[str, Any]:
    return asdict(draft) | {"requirements": dict(draft.requirements), "rewards": dict(draft.rewards)}


async def deactivate(session: AsyncSession, event_id: UUID, now: datetime) -> bool:
    """Take an event down; false when it was down already."""
    return (await session.execute(_DEACTIVATE, {"id": event_id, "now": now})).first() is not None


async def hold(session: AsyncSession, event_id: UUID, *, alone: bool = False) -> None:
    """Keep the event as it is until the transaction ends: shared by those who join, alone for who edits."""
    await session.execute(_ALONE if alone else _HOLD, {"id": event_id})


async def lock_template(session: AsyncSession, template: str) -> None:
    """One seed of a template at a time."""
    await session.execute(_ONE_SEED, {"template": template})


async def find(session: AsyncSession, event_id: UUID) -> LiveEvent | None:
    """An event with its counts, whatever its status."""
    row = (await session.execute(text(_EVENT + " WHERE e.id = :id"), {"id": event_id})).first()
    return None if row is None else _event(row)


async def find_running(session: AsyncSession, template: str, now: datetime) -> LiveEvent | None:
    """The newest event of a template that is neither over nor taken down."""
    statement = text(
        _EVENT + " WHERE e.template = :template AND e.deactivated_at IS NULL AND e.ends_at > :now"
        " ORDER BY e.id DESC LIMIT 1"
    )
    row = (await session.execute(statement, {"template": template, "now": now})).first()
    return None if row is None else _event(row)


async def list_by_ids(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, LiveEvent]:
    """Events by id; those nobody has are left out."""
    statement = text(_EVENT + " WHERE e.id = ANY(:ids)").bindparams(_IDS)
    return {row.id: _event(row) for row in await session.execute(statement, {"ids": list(ids)})}


async def list_active(session: AsyncSession, now: datetime, *, limit: int) -> list[LiveEvent]:
    """Running events, the most important first, then those that end sooner."""
    statement = text(f"{_EVENT} WHERE {_STATUS['active']} ORDER BY e.priority DESC, e.ends_at, e.id LIMIT :limit")
    return [_event(row) for row in await session.execute(statement, {"now": now, "limit": limit})]


async def list_page(
    session: AsyncSession,
    now: datetime,
    *,
    status: EventStatus | None,
    drafts: bool,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[LiveEvent]:
    """Events by start, the latest first. Without `drafts`, only what players may see."""
    facts: dict[str, Any] = {"now": now, "limit": limit}
    where = ["true" if status is None else _STATUS[status], "true" if drafts else _VISIBLE]
    if before is not None:
        where.append("(e.starts_at, e.id) < (:starts_at, :id)")
        facts |= {"starts_at": before[0], "id": before[1]}
    # `where` is made of the constants above; every value is a bound parameter.
    statement = text(f"{_EVENT} WHERE {' AND '.join(where)} ORDER BY e.starts_at DESC, e.id DESC LIMIT :limit")
    return [_event(row) for row in await session.execute(statement, facts)]


async def list_public(session: AsyncSession, now: datetime, *, since: datetime | None, limit: int) -> list[LiveEvent]:
    """What stands in the window: running and coming events, changed after `since` when that is given."""
    statement = text(
        f"{_EVENT} WHERE {_VISIBLE} AND e.ends_at > :now AND (CAST(:since AS timestamptz) IS NULL"
        " OR e.updated_at > :since) ORDER BY e.starts_at > :now, e.priority DESC, e.starts_at, e.id LIMIT :limit"
    )
    return [_event(row) for row in await session.execute(statement, {"now": now, "since": since, "limit": limit})]


async def count_active(session: AsyncSession, now: datetime) -> int:
    """How many events run."""
    return (await session.execute(_COUNT_ACTIVE, {"now": now})).scalar_one()


async def has_participants(session: AsyncSession, event_id: UUID) -> bool:
    """True when anybody ever joined."""
    statement = text("SELECT EXISTS (SELECT FROM live_event_participants WHERE event_id = :id)")
    return (await session.execute(statement, {"id": event_id})).scalar_one()


async def participations_of(
    session: AsyncSession, user_id: int, event_ids: Collection[UUID]
) -> dict[UUID, Participation]:
    """A player's part in these events."""
    rows = await session.execute(_OWN, {"user_id": user_id, "ids": list(event_ids)})
    return {row.event_id: Participation(*row) for row in rows}


async def lock_participation(session: AsyncSession, event_id: UUID, user_id: int) -> Participation | None:
    """A player's part in an event, held until the transaction ends."""
    row = (await session.execute(_LOCK_OWN, {"event_id": event_id, "user_id": user_id})).first()
    return None if row is None else Participation(*row)


async def join(session: AsyncSession, event_id: UUID, user_id: int, now: datetime) -> bool:
    """Take a player in; false when in already."""
    facts = {"event_id": event_id, "user_id": user_id, "now": now}
    if (await session.execute(_JOIN, facts)).first() is None:
        return False
    await count(session, event_id, user_id % STRIPES, participants=1)
    return True


async def leave(session: AsyncSession, event_id: UUID, user_id: int, now: datetime) -> bool:
    """Let a player go; false when not in."""
    facts = {"event_id": event_id, "user_id": user_id, "now": now}
    if (await session.execute(_LEAVE, facts)).first() is None:
        return False
    await count(session, event_id, user_id % STRIPES, participants=-1)
    return True


async def admit(session: AsyncSession, event_id: UUID, user_id: int, now: datetime) -> None:
    """Make a line for somebody who never joined, for an operator's grant; it is not counted as taking part."""
    await session.execute(_ADMIT, {"event_id": event_id, "user_id": user_id, "now": now})


async def count(session: AsyncSession, event_id: UUID, stripe: int, *, participants: int = 0, rounds: int = 0) -> None:
    """Add to an event's counts."""
    facts = {"event_id": event_id, "stripe": stripe, "participants": participants, "rounds": rounds}
    await session.execute(_COUNT, facts)


async def add_rounds(session: AsyncSession, rounds: Mapping[tuple[UUID, int], int]) -> None:
    """Add rounds by event and stripe, in one order for every writer."""
    facts = [
        {"event_id": event_id, "stripe": stripe, "participants": 0, "rounds": plays}
        for (event_id, stripe), plays in sorted(rounds.items())
    ]
    await session.execute(_COUNT, facts)


async def mark_completed(session: AsyncSession, pairs: Sequence[tuple[UUID, int]], now: datetime) -> None:
    """Note the first completion of each (event, player)."""
    await session.execute(_COMPLETE, _pairs(pairs) | {"now": now})


async def claimed_among(session: AsyncSession, pairs: Sequence[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Those of the pairs whose reward was given."""
    return {(row.event_id, row.user_id) for row in await session.execute(_CLAIMED_OF, _pairs(pairs))}


def _pairs(pairs: Sequence[tuple[UUID, int]]) -> dict[str, Any]:
    return {"ids": [event_id for event_id, _ in pairs], "users": [user_id for _, user_id in pairs]}


async def mark_claimed(session: AsyncSession, event_id: UUID, user_id: int, now: datetime) -> None:
    """Note that the grant was given, in its transaction."""
    await session.execute(_CLAIM, {"event_id": event_id, "user_id": user_id, "now": now})


async def list_unpaid(
    session: AsyncSession, now: datetime, *, after: tuple[UUID, int], limit: int
) -> list[tuple[UUID, int]]:
    """Completed and unclaimed, in events that are over or were taken down."""
    facts = {"now": now, "after_event": after[0], "after_user": after[1], "limit": limit}
    return [(row.event_id, row.user_id) for row in await session.execute(_UNPAID, facts)]


async def list_participations(
    session: AsyncSession, event_id: UUID, wanted: ParticipantFilter, *, after: int, limit: int
) -> list[Participation]:
    """Lines of an event in order of the players' ids."""
    where = ""
    if wanted.completed is not None:
        where += f" AND completed_at IS {'NOT ' if wanted.completed else ''}NULL"
    if wanted.claimed is not None:
        where += f" AND claimed_at IS {'NOT ' if wanted.claimed else ''}NULL"
    statement = text(
        f"SELECT {_PARTICIPATION} FROM live_event_participants WHERE event_id = :event_id AND user_id > :after {where}"  # noqa: S608
        " ORDER BY user_id LIMIT :limit"
    )
    rows = await session.execute(statement, {"event_id": event_id, "after": after, "limit": limit})
    return [Participation(*row) for row in rows]


async def list_recent(session: AsyncSession, *, since: datetime, now: datetime) -> list[UUID]:
    """Events that began and did not end before `since`."""
    return [row.id for row in await session.execute(_RECENT, {"since": since, "now": now})]


async def recount_rounds(session: AsyncSession, event_id: UUID) -> None:
    """Make an event's rounds what the tallies add up to.

    Every stripe is locked first and the tallies read after: a batch that counts meanwhile is either in both or adds
    itself behind us.
    """
    facts = {"event_id": event_id, "scope": scope_of(event_id), "last": STRIPES - 1, "stripes": STRIPES}
    await session.execute(_ALL_STRIPES, facts)
    await session.execute(_RECOUNT, facts)


async def model_index_rounds(session: AsyncSession) -> int:
    """Rounds that participants played in events the stage counts as its own."""
    return (await session.execute(_MODEL_ROUNDS, {"name": MODEL_INDEX})).scalar_one()
