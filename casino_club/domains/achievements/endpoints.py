"""Achievements over HTTP: one's own, another player's badges, rewards, the badges to show."""

from typing import Annotated, Final

from fastapi import Path, Request, Response

from casino_club.domains.achievements import service
from casino_club.domains.achievements.schemas import AchievementClaimOut, AchievementsOut, ShowcaseIn, WallOut
from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.rewards.schemas import reward_items
from casino_club.infra.http.deps import AppClock, Language, ReadDb, WriteDb
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import RowId, errors

router = house_router(prefix="/api", tags=["achievements"])

CLAIMS: Final = RateLimitItemPerMinute(60)
AchievementCode = Annotated[str, Path(min_length=1, max_length=48, pattern=r"^[a-z0-9_-]+$")]


@router.get("/achievements", responses=errors(401, 403))
async def list_achievements(user: CurrentUser, session: ReadDb, clock: AppClock, language: Language) -> AchievementsOut:
    """The caller's achievements with their progress, and the badges the profile shows."""
    standings = await service.read_own(session, user_id=user.user_id, now=clock.now())
    wall = await service.read_wall(session, user_id=user.user_id)
    return AchievementsOut.of(standings, wall.shown, language)


@router.get("/games/achievements/{user_id}", responses=errors(401, 403, 404, 422))
async def get_badges(
    user_id: RowId, user: CurrentUser, session: ReadDb, clock: AppClock, language: Language
) -> WallOut:
    """Any player's badges. 404 for players who left or take a break."""
    if user_id == user.user_id:
        wall = await service.read_wall(session, user_id=user_id)
    else:
        wall = await service.read_wall_of_other(session, user_id=user_id, now=clock.now())
    return WallOut.of(user_id, wall, language)


@router.put("/achievements/showcase", responses=errors(401, 403, 422))
async def choose_showcase(
    body: ShowcaseIn, user: CurrentUser, session: WriteDb, clock: AppClock, language: Language
) -> WallOut:
    """Choose up to three badges for the profile, in order. Only what is unlocked can be shown."""
    wall = await service.choose(session, user_id=user.user_id, codes=body.codes, now=clock.now())
    return WallOut.of(user.user_id, wall, language)


@router.post("/achievements/{code}/claim", responses=errors(401, 403, 404, 409, 422, 429))
async def claim_achievement(
    code: AchievementCode, user: CurrentUser, request: Request, response: Response, session: WriteDb, clock: AppClock
) -> AchievementClaimOut:
    """Take an unlocked achievement's reward, once. A repetition answers the first result with `idempotent`."""
    await enforce(request, response, CLAIMS, "achievement-claim", str(user.user_id))
    grant = await service.claim(session, user_id=user.user_id, code=code, now=clock.now())
    return AchievementClaimOut(
        code=code,
        applied=grant.applied,
        idempotent=not grant.applied,
        new_balances=grant.new_balances,
        reward_items=reward_items(grant),
    )
