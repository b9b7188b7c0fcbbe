"""Missions over HTTP: those of today and this week, their rewards, the exchange."""

from typing import Annotated, Final

from fastapi import Path, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.missions import service
from casino_club.domains.missions.schemas import MissionClaimOut, MissionSetOut, MissionsOut
from casino_club.domains.rewards.schemas import reward_items
from casino_club.infra.http.deps import AppClock, Language, ReadDb, WriteDb
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/missions", tags=["missions"])

CLAIMS: Final = RateLimitItemPerMinute(60)
MissionCode = Annotated[str, Path(min_length=1, max_length=48, pattern=r"^[a-z0-9_-]+$")]


@router.get("", responses=errors(401, 403))
async def list_missions(user: CurrentUser, session: ReadDb, clock: AppClock, language: Language) -> MissionsOut:
    """The caller's missions of this UTC day and of this week (Sunday to Saturday)."""
    return MissionsOut.of(await service.read_sets(session, user_id=user.user_id, now=clock.now()), language)


@router.get("/daily", responses=errors(401, 403))
async def list_daily_missions(user: CurrentUser, session: ReadDb, clock: AppClock, language: Language) -> MissionSetOut:
    """The caller's missions of this UTC day."""
    sets = await service.read_sets(session, user_id=user.user_id, now=clock.now(), kinds=["daily"])
    return MissionSetOut.of(sets[0], language)


@router.get("/weekly", responses=errors(401, 403))
async def list_weekly_missions(
    user: CurrentUser, session: ReadDb, clock: AppClock, language: Language
) -> MissionSetOut:
    """The caller's missions of this week, Sunday to Saturday in UTC."""
    sets = await service.read_sets(session, user_id=user.user_id, now=clock.now(), kinds=["weekly"])
    return MissionSetOut.of(sets[0], language)


@router.post("/{id}/claim", responses=errors(401, 403, 404, 409, 422, 429))
async def claim_mission(
    id: MissionCode,  # noqa: A002 - the path's own name
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
) -> MissionClaimOut:
    """Take a finished mission's reward, once. A repetition answers the first result with `idempotent`.

    Only while its day or week runs; a reward that was not taken by then is given by itself soon after.
    """
    await enforce(request, response, CLAIMS, "mission-claim", str(user.user_id))
    grant, view = await service.claim(session, user_id=user.user_id, code=id, now=clock.now())
    return MissionClaimOut(
        id=id,
        applied=grant.applied,
        idempotent=not grant.applied,
        new_balances=grant.new_balances,
        reward_items=reward_items(grant),
        progress_version=view.progress_version,
    )


@router.post("/{id}/reroll", responses=errors(401, 403, 404, 409, 422, 429))
async def reroll_mission(
    id: MissionCode,  # noqa: A002 - the path's own name
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    language: Language,
) -> MissionSetOut:
    """Exchange an unfinished mission for another one, once a day and once a week; answers the whole set.

    The new mission counts what the day or week already holds.
    """
    await enforce(request, response, CLAIMS, "mission-reroll", str(user.user_id))
    return MissionSetOut.of(await service.reroll(session, user_id=user.user_id, code=id, now=clock.now()), language)
