"""Live events in the back office: support may read, operators write, everything written is audited."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Request, status

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.events import admin_service, repository
from casino_club.domains.events.contracts import EventDraft, EventStatus, ParticipantFilter
from casino_club.domains.events.rules import DURATION_MAX
from casino_club.domains.events.schemas import (
    AdminEventOut,
    EventForcedOut,
    EventIn,
    EventParticipationOut,
    SeededEventOut,
    decoded_position,
    encoded_position,
)
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, RowId, decode_cursor, encode_cursor, errors

router = house_router(prefix="/api/admin/events", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
_DIGITS_MAX: Final = 16


def _deed(actor: Principal, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request))


def _draft(body: EventIn) -> EventDraft:
    if not body.start_date < body.end_date:
        raise FieldError([("body.end_date", "before_start")])
    if body.end_date - body.start_date > DURATION_MAX:
        raise FieldError([("body.end_date", "too_far")])
    return body.draft()


@router.get("", responses=errors(401, 403, 422))
async def list_all_events(
    _: Support,
    session: ReadDb,
    clock: AppClock,
    event_status: Annotated[EventStatus | None, Query(alias="status")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[AdminEventOut]:
    """Every event, drafts too, by start, the latest first."""
    value = decode_cursor(cursor)
    try:
        before = None if value is None else decoded_position(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    now = clock.now()
    rows = await repository.list_page(session, now, status=event_status, drafts=True, before=before, limit=limit + 1)
    items = [AdminEventOut.of(row, now) for row in rows[:limit]]
    return Page(
        items=items, next_cursor=encode_cursor(encoded_position(rows[limit - 1])) if len(rows) > limit else None
    )


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 422))
async def create_event(
    body: EventIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminEventOut:
    """Make an event; players see it at once unless it is a draft."""
    draft, now = _draft(body), clock.now()
    if draft.ends_at <= now:
        raise FieldError([("body.end_date", "in_the_past")])
    event = await admin_service.create(session, draft=draft, deed=_deed(actor, request), now=now)
    return AdminEventOut.of(event, now)


@router.post("/seed/model-index", responses=errors(401, 403))
async def seed_model_index(actor: Operator, request: Request, session: WriteDb, clock: AppClock) -> SeededEventOut:
    """The event "Model JiMin": 14 days from today, unless one of its kind runs or is to come."""
    now = clock.now()
    event, created = await admin_service.seed_model_index(session, deed=_deed(actor, request), now=now)
    return SeededEventOut(created=created, event=AdminEventOut.of(event, now))


@router.get("/{event_id}", responses=errors(401, 403, 404, 422))
async def get_any_event(event_id: UUID, _: Support, session: ReadDb, clock: AppClock) -> AdminEventOut:
    """One event, whole."""
    return AdminEventOut.of(await admin_service.get(session, event_id=event_id), clock.now())


@router.put("/{event_id}", responses=errors(401, 403, 404, 409, 422))
async def edit_event(
    event_id: UUID, body: EventIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminEventOut:
    """Write an event anew. Once anybody has joined, only its words and priority may change: 409 names the others."""
    now = clock.now()
    deed = _deed(actor, request)
    event = await admin_service.edit(session, event_id=event_id, draft=_draft(body), deed=deed, now=now)
    return AdminEventOut.of(event, now)


@router.post("/{event_id}/deactivate", responses=errors(401, 403, 404, 422))
async def deactivate_event(
    event_id: UUID, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminEventOut:
    """Take an event down at once. Rewards completed by now are paid; nothing more is completed."""
    now = clock.now()
    event = await admin_service.deactivate(session, event_id=event_id, deed=_deed(actor, request), now=now)
    return AdminEventOut.of(event, now)


@router.get("/{event_id}/participations", responses=errors(401, 403, 404, 422))
async def list_participations(
    event_id: UUID,
    _: Support,
    session: ReadDb,
    completed: bool | None = None,  # noqa: FBT001 - a query parameter
    claimed: bool | None = None,  # noqa: FBT001
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[EventParticipationOut]:
    """Who takes or took part, with how far everybody is."""
    value = decode_cursor(cursor)
    if value is not None and not (value.isascii() and value.isdigit() and len(value) <= _DIGITS_MAX):
        raise FieldError([("query.cursor", "invalid_cursor")])
    lines = await admin_service.list_participants(
        session,
        event_id=event_id,
        wanted=ParticipantFilter(completed, claimed),
        after=0 if value is None else int(value),
        limit=limit + 1,
    )
    items = [EventParticipationOut.of(line) for line in lines[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].user_id)) if len(lines) > limit else None)


@router.post("/{event_id}/force-claim/{user_id}", responses=errors(401, 403, 404, 409, 422))
async def force_claim(
    event_id: UUID, user_id: RowId, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> EventForcedOut:
    """Give a player the reward whatever the progress, once."""
    claimed = await admin_service.force_claim(
        session, event_id=event_id, user_id=user_id, deed=_deed(actor, request), now=clock.now()
    )
    return EventForcedOut.of(claimed)
