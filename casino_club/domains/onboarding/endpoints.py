"""The tour over HTTP."""

from typing import Annotated, Final

from fastapi import Path, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.onboarding import service
from casino_club.domains.onboarding.schemas import OnboardingClaimOut, OnboardingOut
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/onboarding", tags=["onboarding"])

CLAIMS_PER_MINUTE: Final = RateLimitItemPerMinute(60)


@router.get("", responses=errors(401, 403))
async def get_onboarding(user: CurrentUser, session: ReadDb, clock: AppClock) -> OnboardingOut:
    """The steps of the first minutes, and which are done."""
    return OnboardingOut.of(await service.get_state(session, user_id=user.user_id, now=clock.now()))


@router.post("/steps/{step}", responses=errors(401, 403, 404, 409))
async def report_onboarding_step(
    step: Annotated[str, Path(min_length=1, max_length=32)], user: CurrentUser, session: WriteDb, clock: AppClock
) -> OnboardingOut:
    """Say that a step is done. A first round or an own limit is looked up, not believed."""
    return OnboardingOut.of(await service.report_step(session, user_id=user.user_id, step=step, now=clock.now()))


@router.post("/skip", responses=errors(401, 403))
async def skip_onboarding(user: CurrentUser, session: WriteDb, clock: AppClock) -> OnboardingOut:
    """Put the tour away."""
    return OnboardingOut.of(await service.skip(session, user_id=user.user_id, now=clock.now()))


@router.post("/resume", responses=errors(401, 403))
async def resume_onboarding(user: CurrentUser, session: WriteDb, clock: AppClock) -> OnboardingOut:
    """Take the tour up again."""
    return OnboardingOut.of(await service.resume(session, user_id=user.user_id, now=clock.now()))


@router.post("/claim", responses=errors(401, 403, 409, 429))
async def claim_onboarding(
    user: CurrentUser, request: Request, response: Response, session: WriteDb, clock: AppClock
) -> OnboardingClaimOut:
    """The first reward, once every needed step is done. Asking again answers the same."""
    await enforce(request, response, CLAIMS_PER_MINUTE, "onboarding-claim", str(user.user_id))
    return OnboardingClaimOut.of(await service.claim(session, user_id=user.user_id, now=clock.now()))
