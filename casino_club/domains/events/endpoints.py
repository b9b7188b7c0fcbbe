"""Live events over HTTP: the player's own, and what anybody may see."""

import hashlib
from typing import Annotated, Final
from uuid import UUID

import orjson
from fastapi import Header, Query, Request, Response
from pydantic import AwareDatetime

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.events import repository, service
from casino_club.domains.events.schemas import (
    EventClaimOut,
    EventJoinIn,
    EventOut,
    EventReportIn,
    EventsOut,
    PublicEventOut,
    PublicEventsOut,
    ShownStatus,
    decoded_position,
    encoded_position,
)
from casino_club.infra.http.deps import AppClock, ClientIp, Language, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

router = house_router(prefix="/api", tags=["events"])

CLAIMS_PER_MINUTE: Final = RateLimitItemPerMinute(60)
REPORTS_PER_MINUTE: Final = RateLimitItemPerMinute(60)
PUBLIC_PER_5_MINUTES: Final = RateLimitItemPerMinute(60, 5)
PUBLIC_TTL_S: Final = 30
PUBLIC_MAX: Final = 50


@router.get("/events", responses=errors(401, 403, 422))
async def list_events(
    user: CurrentUser,
    session: ReadDb,
    clock: AppClock,
    language: Language,
    status: ShownStatus | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[EventOut]:
    """Coming, running and past events, by start, the latest first."""
    value = decode_cursor(cursor)
    try:
        before = None if value is None else decoded_position(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    now = clock.now()
    seen = await service.list_page(
        session, user_id=user.user_id, now=now, status=status, before=before, limit=limit + 1
    )
    items = [EventOut.of(one, language=language, now=now) for one in seen[:limit]]
    following = encode_cursor(encoded_position(seen[limit - 1].event)) if len(seen) > limit else None
    return Page(items=items, next_cursor=following)


@router.get("/events/active", responses=errors(401, 403))
async def list_active_events(user: CurrentUser, session: ReadDb, clock: AppClock, language: Language) -> EventsOut:
    """Running events with own progress, the most important first."""
    now = clock.now()
    seen = await service.list_active(session, user_id=user.user_id, now=now)
    return EventsOut(items=[EventOut.of(one, language=language, now=now) for one in seen])


@router.post("/events/join", responses=errors(401, 403, 404, 409, 422))
async def join_event(
    body: EventJoinIn, user: CurrentUser, session: WriteDb, clock: AppClock, language: Language
) -> EventOut:
    """Take part from now on. Joining again changes nothing; after leaving, the count goes on where it stood."""
    now = clock.now()
    seen = await service.join(session, event_id=body.event_id, user_id=user.user_id, now=now)
    return EventOut.of(seen, language=language, now=now)


@router.get("/events/{event_id}", responses=errors(401, 403, 404, 422))
async def get_event(
    event_id: UUID, user: CurrentUser, session: ReadDb, clock: AppClock, language: Language
) -> EventOut:
    """One event with own progress."""
    now = clock.now()
    seen = await service.get(session, event_id=event_id, user_id=user.user_id, now=now)
    return EventOut.of(seen, language=language, now=now)


@router.post("/events/{event_id}/leave", responses=errors(401, 403, 404, 409, 422))
async def leave_event(
    event_id: UUID, user: CurrentUser, session: WriteDb, clock: AppClock, language: Language
) -> EventOut:
    """Stop taking part. What was counted stays, and so does a completed event's reward."""
    now = clock.now()
    seen = await service.leave(session, event_id=event_id, user_id=user.user_id, now=now)
    return EventOut.of(seen, language=language, now=now)


@router.put("/events/progress/{event_id}", responses=errors(401, 403, 404, 409, 422, 429))
async def report_event_progress(
    event_id: UUID,
    body: EventReportIn,
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    language: Language,
) -> EventOut:
    """Count more of what a self-reported event asks for, up to its target. Other events count by themselves: 409."""
    await enforce(request, response, REPORTS_PER_MINUTE, "event-report", str(user.user_id))
    now = clock.now()
    seen = await service.report(session, event_id=event_id, user_id=user.user_id, amount=body.amount, now=now)
    return EventOut.of(seen, language=language, now=now)


@router.post("/events/claim/{event_id}", responses=errors(401, 403, 404, 409, 422, 429))
async def claim_event(
    event_id: UUID, user: CurrentUser, request: Request, response: Response, session: WriteDb, clock: AppClock
) -> EventClaimOut:
    """Take the reward of a completed event. A second claim grants nothing and answers `idempotent: true`."""
    await enforce(request, response, CLAIMS_PER_MINUTE, "event-claim", str(user.user_id))
    claimed = await service.claim(session, event_id=event_id, user_id=user.user_id, now=clock.now())
    return EventClaimOut.of(claimed)


def _names(if_none_match: str | None, etag: str) -> bool:
    if if_none_match is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in tags or "*" in tags


@router.get(
    "/public/events",
    tags=["public"],
    response_model=PublicEventsOut,
    responses={304: {"description": "nothing changed since the given ETag"}, **errors(422, 429)},
)
async def list_public_events(
    request: Request,
    response: Response,
    session: ReadDb,
    clock: AppClock,
    language: Language,
    ip: ClientIp,
    limit: Annotated[int, Query(ge=1, le=PUBLIC_MAX)] = 20,
    since: Annotated[AwareDatetime | None, Query(description="only events made or edited after")] = None,
    if_none_match: Annotated[str | None, Header(max_length=1024)] = None,
) -> Response:
    """Running and coming events for anybody, without login; 60 requests in 5 minutes an address."""
    await enforce(request, response, PUBLIC_PER_5_MINUTES, "public-events", ip)
    now = clock.now()
    found = await repository.list_public(session, now, since=since, limit=limit)
    events = [PublicEventOut.of(event, language) for event in found]
    facts = orjson.dumps([event.model_dump(mode="json") for event in events])
    etag = f'"{hashlib.blake2b(facts, digest_size=12).hexdigest()}"'
    headers = {
        **{name: value for name, value in response.headers.items() if name.startswith("ratelimit-")},
        "ETag": etag,
        "Cache-Control": f"public, max-age={PUBLIC_TTL_S}",
        "Vary": "Accept-Language",
    }
    if _names(if_none_match, etag):
        return Response(status_code=304, headers=headers)
    body = PublicEventsOut(events=events, generated_at=now, ttl=PUBLIC_TTL_S)
    return Response(body.model_dump_json(), headers=headers, media_type="application/json")
