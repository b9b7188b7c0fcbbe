"""What operators do with live events; every write stands in the audit log, in its own transaction."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.events import events as told
from casino_club.domains.events import repository, service
from casino_club.domains.events.contracts import (
    Claimed,
    EventDraft,
    LiveEvent,
    Participant,
    ParticipantFilter,
    scope_of,
)
from casino_club.domains.events.errors import (
    EventNotActiveError,
    EventNotFoundError,
    EventOverError,
    EventTermsFixedError,
)
from casino_club.domains.events.rules import MODEL_INDEX_TEMPLATE, fixed_terms, model_index_draft
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import Tally
from casino_club.domains.users import public as users
from casino_club.infra.outbox.store import publish
from casino_club.kernel.clock import iso_z

FORCED: Final = "forced"


async def get(session: AsyncSession, *, event_id: UUID) -> LiveEvent:
    """An event, drafts too. Raises `EventNotFoundError`."""
    event = await repository.find(session, event_id)
    if event is None:
        raise EventNotFoundError
    return event


async def create(session: AsyncSession, *, draft: EventDraft, deed: Deed, now: datetime) -> LiveEvent:
    """Keep a new event; it is public at once unless it is a draft."""
    event_id = await repository.insert(session, draft, created_by=deed.actor_id, now=now)
    event = await get(session, event_id=event_id)
    await _audit(session, deed, "event.create", event, terms_of(event))
    if not event.is_draft:
        await _published(session, event)
    return event


async def edit(session: AsyncSession, *, event_id: UUID, draft: EventDraft, deed: Deed, now: datetime) -> LiveEvent:
    """Write an event anew. Once anybody has joined, only words and priority: raises `EventTermsFixedError`."""
    await repository.hold(session, event_id, alone=True)
    before = await get(session, event_id=event_id)
    if before.status(now) in {"ended", "deactivated"}:
        raise EventOverError
    fields = fixed_terms(before, draft)
    if fields and await repository.has_participants(session, event_id):
        raise EventTermsFixedError({"fields": list(fields)})
    await repository.update(session, event_id, draft, now)
    after = await get(session, event_id=event_id)
    await _audit(session, deed, "event.edit", after, {"before": terms_of(before), "after": terms_of(after)})
    if before.is_draft and not after.is_draft:
        await _published(session, after)
    return after


async def deactivate(session: AsyncSession, *, event_id: UUID, deed: Deed, now: datetime) -> LiveEvent:
    """Take an event down at once; twice changes nothing. What was completed by now is paid."""
    await repository.hold(session, event_id, alone=True)
    event = await get(session, event_id=event_id)
    if await repository.deactivate(session, event_id, now):
        await _audit(session, deed, "event.deactivate", event, {"participants": event.participants})
    return await get(session, event_id=event_id)


async def force_claim(session: AsyncSession, *, event_id: UUID, user_id: int, deed: Deed, now: datetime) -> Claimed:
    """Give the reward whatever the progress, once. For a player who never joined too; drafts and coming events not.

    Raises `EventNotFoundError`, `EventNotActiveError` and `UserNotFoundError`.
    """
    event = await get(session, event_id=event_id)
    if event.status(now) in {"draft", "upcoming"}:
        raise EventNotActiveError
    await users.get(session, user_id=user_id)
    await repository.admit(session, event_id, user_id, now)
    grant = await service.pay(session, event, user_id=user_id, now=now, way=FORCED)
    [seen] = await service.seen_by(session, [event], user_id=user_id)
    await _audit(session, deed, "event.force_claim", event, {"user_id": user_id, "applied": grant.applied})
    return service.claimed_of(grant, seen.version)


async def list_participants(
    session: AsyncSession, *, event_id: UUID, wanted: ParticipantFilter, after: int, limit: int
) -> list[Participant]:
    """Who takes or took part, in order of ids, with how far everybody is."""
    event = await get(session, event_id=event_id)
    rows = await repository.list_participations(session, event_id, wanted, after=after, limit=limit)
    names = await users.list_names(session, user_ids=[row.user_id for row in rows])
    lines: list[Participant] = []
    for row in rows:
        tallies = await progress.tallies_of(session, user_id=row.user_id, scopes=[scope_of(event_id)])
        tally = tallies.get(scope_of(event_id), Tally())
        name = names.get(row.user_id)
        lines.append(Participant(row, None if name is None else name.nickname, service.progress_of(event, tally)))
    return lines


async def seed_model_index(session: AsyncSession, *, deed: Deed, now: datetime) -> tuple[LiveEvent, bool]:
    """The event "Model JiMin", unless one of its kind runs or is to come; answers (event, whether it is new)."""
    await repository.lock_template(session, MODEL_INDEX_TEMPLATE)
    running = await repository.find_running(session, MODEL_INDEX_TEMPLATE, now)
    if running is not None:
        return running, False
    return await create(session, draft=model_index_draft(now), deed=deed, now=now), True


def terms_of(event: LiveEvent) -> dict[str, object]:
    """What the audit log keeps of an event."""
    return {
        "title": event.title,
        "event_type": event.event_type,
        "starts_at": iso_z(event.starts_at),
        "ends_at": iso_z(event.ends_at),
        "requirements": dict(event.requirements),
        "rewards": dict(event.rewards),
        "priority": event.priority,
        "is_draft": event.is_draft,
    }


async def _published(session: AsyncSession, event: LiveEvent) -> None:
    data = {
        "event_id": str(event.id),
        "title": event.title,
        "title_en": event.title_en,
        "starts_at": iso_z(event.starts_at),
        "ends_at": iso_z(event.ends_at),
    }
    publish(session, type_=told.PUBLISHED, user_id=None, data=data)


async def _audit(session: AsyncSession, deed: Deed, action: str, event: LiveEvent, facts: dict[str, object]) -> None:
    await auth.record_deed(session, deed, action=action, target=f"event:{event.id}", facts=facts)
