"""VIP tiers over HTTP: the own standing, the daily claim, the history."""

from typing import Final

from fastapi import Request, Response

from casino_club.domains.auth.guards import AppAuth, CurrentUser, RevokingDb
from casino_club.domains.vip import repository, service
from casino_club.domains.vip.schemas import TierChangeOut, VipClaimOut, VipStatusOut
from casino_club.infra.http.deps import AppClock, ReadDb
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_id_cursor, encode_cursor, errors

CLAIMS_PER_MINUTE: Final = RateLimitItemPerMinute(60)

router = house_router(prefix="/api/vip", tags=["vip"])


@router.get("/status", responses=errors(401, 403, 404))
async def get_vip(user: CurrentUser, session: ReadDb, clock: AppClock) -> VipStatusOut:
    """Own tier, progress to the next, benefits, the ladder, and whether today's points were taken."""
    return VipStatusOut.of(await service.status(session, user_id=user.user_id, now=clock.now()))


@router.post("/claim", responses=errors(401, 403, 404, 429))
async def claim_vip(
    user: CurrentUser, session: RevokingDb, auth: AppAuth, clock: AppClock, request: Request, response: Response
) -> VipClaimOut:
    """Take the day's VIP points, once; a second claim gives nothing. A tier they lead to comes at once, and ends the
    access tokens that carry the old one."""
    await enforce(request, response, CLAIMS_PER_MINUTE, "vip", str(user.user_id))
    return VipClaimOut.of(await service.claim(session, auth=auth, user_id=user.user_id, now=clock.now()))


@router.get("/history", responses=errors(401, 403, 422))
async def list_tier_changes(
    user: CurrentUser, session: ReadDb, cursor: Cursor = None, limit: Limit = 50
) -> Page[TierChangeOut]:
    """Every change of the own tier, the newest first."""
    before = decode_id_cursor(cursor)
    changes = await repository.list_changes(session, user.user_id, before=before, limit=limit + 1)
    items = [TierChangeOut.of(change) for change in changes[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(changes) > limit else None)
