"""The stage in the back office: support may read, operators write, everything written is audited."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import Request, status

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.stage import admin_service, repository
from casino_club.domains.stage.contracts import EpisodeDraft
from casino_club.domains.stage.schemas import (
    NUMBER_MAX,
    AdminEpisodeOut,
    EpisodeIn,
    GiftLimitsIn,
    GiftLimitsOut,
    SeededEpisodesOut,
)
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

router = house_router(prefix="/api/admin/stage", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
EPISODE_MAX: Final = timedelta(days=92)


def _deed(actor: Principal, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request))


def _draft(body: EpisodeIn) -> EpisodeDraft:
    if not body.starts_at < body.ends_at:
        raise FieldError([("body.ends_at", "before_start")])
    if body.ends_at - body.starts_at > EPISODE_MAX:
        raise FieldError([("body.ends_at", "too_far")])
    return body.draft()


@router.get("/episodes", responses=errors(401, 403, 422))
async def list_episodes(
    _: Support, session: ReadDb, clock: AppClock, cursor: Cursor = None, limit: Limit = 50
) -> Page[AdminEpisodeOut]:
    """Every episode, the highest number first."""
    value = decode_cursor(cursor)
    if value is not None and not (value.isascii() and value.isdigit() and int(value[:9]) <= NUMBER_MAX):
        raise FieldError([("query.cursor", "invalid_cursor")])
    before = NUMBER_MAX + 1 if value is None else int(value[:9])
    rows = await repository.list_all(session, before=before, limit=limit + 1)
    items = [AdminEpisodeOut.of(row, clock.now()) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].number)) if len(rows) > limit else None)


@router.post("/episodes", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_episode(
    body: EpisodeIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminEpisodeOut:
    """Put an episode on the schedule."""
    now = clock.now()
    episode = await admin_service.create_episode(session, draft=_draft(body), deed=_deed(actor, request), now=now)
    return AdminEpisodeOut.of(episode, now)


@router.post("/episodes/seed", responses=errors(401, 403))
async def seed_episodes(actor: Operator, request: Request, session: WriteDb, clock: AppClock) -> SeededEpisodesOut:
    """The shipped episodes around today; those whose numbers exist stay as they are."""
    now = clock.now()
    made = await admin_service.seed_episodes(session, deed=_deed(actor, request), now=now)
    return SeededEpisodesOut(created=[AdminEpisodeOut.of(episode, now) for episode in made])


@router.put("/episodes/{episode_id}", responses=errors(401, 403, 404, 409, 422))
async def edit_episode(
    episode_id: UUID, body: EpisodeIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminEpisodeOut:
    """Write an episode anew."""
    now = clock.now()
    episode = await admin_service.edit_episode(
        session, episode_id=episode_id, draft=_draft(body), deed=_deed(actor, request), now=now
    )
    return AdminEpisodeOut.of(episode, now)


@router.post("/episodes/{episode_id}/withdraw", responses=errors(401, 403, 404, 422))
async def withdraw_episode(
    episode_id: UUID, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminEpisodeOut:
    """Take an episode off the stage; its gifts stay."""
    now = clock.now()
    episode = await admin_service.withdraw_episode(session, episode_id=episode_id, deed=_deed(actor, request), now=now)
    return AdminEpisodeOut.of(episode, now)


@router.get("/limits", responses=errors(401, 403))
async def get_gift_limits(_: Support, session: ReadDb) -> GiftLimitsOut:
    """The gift limits that hold."""
    return GiftLimitsOut.model_validate(await repository.get_limits(session))


@router.put("/limits", responses=errors(401, 403, 422))
async def set_gift_limits(
    body: GiftLimitsIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> GiftLimitsOut:
    """Let other gift limits hold from now on, as a new version."""
    if body.day_max < body.gift_max:
        raise FieldError([("body.day_max", "below_gift_max")])
    limits = await admin_service.set_limits(
        session, gift_max=body.gift_max, day_max=body.day_max, deed=_deed(actor, request), now=clock.now()
    )
    return GiftLimitsOut.model_validate(limits)
