"""Own limits, breaks and the play clock over HTTP; the market's profile for everybody."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter

from casino_club.domains.auth.guards import AppAuth, CurrentUser, RevokingDb
from casino_club.domains.responsible import public, repository, service
from casino_club.domains.responsible.schemas import (
    CoolOffIn,
    ExclusionOut,
    LimitChangeOut,
    LimitsIn,
    LimitsOut,
    MarketOut,
    PlaySessionOut,
    SelfExcludeIn,
)
from casino_club.infra.http.deps import AppClock, AppSettings, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.route import HouseRoute, house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

router = APIRouter()
own = house_router(prefix="/api/responsible-play", tags=["responsible play"])
club = APIRouter(prefix="/api", tags=["responsible play"], route_class=HouseRoute)

_NEWEST: Final = UUID(int=2**128 - 1)


@own.get("/limits", responses=errors(401, 403))
async def get_limits(user: CurrentUser, session: ReadDb, clock: AppClock) -> LimitsOut:
    """Own limits: what holds, and what waits."""
    return LimitsOut.of(await service.get_limits(session, user_id=user.user_id, now=clock.now()))


@own.put("/limits", responses=errors(401, 403, 422))
async def set_limits(body: LimitsIn, user: CurrentUser, session: WriteDb, clock: AppClock) -> LimitsOut:
    """Change own limits: lower at once, higher or none after 24 hours."""
    wanted = body.wanted()
    return LimitsOut.of(await service.set_limits(session, user_id=user.user_id, wanted=wanted, now=clock.now()))


@own.get("/history", responses=errors(401, 403, 422))
async def list_history(
    user: CurrentUser, session: ReadDb, cursor: Cursor = None, limit: Limit = 50
) -> Page[LimitChangeOut]:
    """Every change of own limits and every break, newest first."""
    asked = decode_cursor(cursor)
    try:
        before = _NEWEST if asked is None else UUID(asked)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    rows = await repository.list_changes(session, user.user_id, before=before, limit=limit + 1)
    items = [
        LimitChangeOut.model_validate({"id": id_, **{name: getattr(row, name) for name in row.__slots__}})
        for id_, row in rows[:limit]
    ]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > limit else None)


@own.post("/cool-off", responses=errors(401, 403, 422))
async def cool_off(body: CoolOffIn, user: CurrentUser, session: WriteDb, clock: AppClock) -> ExclusionOut:
    """Take a break of a day, a week or a month: no bets, but the club stays open to look at."""
    return ExclusionOut.model_validate(
        await service.cool_off(session, user_id=user.user_id, hours=body.hours, now=clock.now())
    )


@own.post("/self-exclude", responses=errors(401, 403, 422))
async def self_exclude(
    body: SelfExcludeIn, user: CurrentUser, auth: AppAuth, session: RevokingDb, clock: AppClock
) -> ExclusionOut:
    """Leave for a time. Every device is logged out at once, and nobody can undo it before its end."""
    return ExclusionOut.model_validate(
        await service.self_exclude(session, auth=auth, user_id=user.user_id, days=body.days, now=clock.now())
    )


@own.get("/session", responses=errors(401, 403))
async def get_session(user: CurrentUser, session: ReadDb, clock: AppClock, settings: AppSettings) -> PlaySessionOut:
    """The own sitting: time, net result, the next reality check, and how far limits are used."""
    profile = public.market_profile(settings.market)
    return PlaySessionOut.of(await service.get_session(session, user_id=user.user_id, profile=profile, now=clock.now()))


@own.post("/reality-check/dismiss", responses=errors(401, 403))
async def dismiss_reality_check(
    user: CurrentUser, session: WriteDb, clock: AppClock, settings: AppSettings
) -> PlaySessionOut:
    """The reality check was seen; the next one comes an hour later."""
    now = clock.now()
    await service.dismiss_reality_check(session, user_id=user.user_id, now=now)
    profile = public.market_profile(settings.market)
    return PlaySessionOut.of(await service.get_session(session, user_id=user.user_id, profile=profile, now=now))


@club.get("/market")
async def get_market(settings: AppSettings) -> MarketOut:
    """The market this installation plays in. Public."""
    return MarketOut.model_validate(public.market_profile(settings.market))


router.routes.extend(own.routes)
router.routes.extend(club.routes)
