"""Attendance and streaks over HTTP."""

from datetime import date
from typing import Annotated, Final

from fastapi import Query, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.streaks import rules, service
from casino_club.domains.streaks.contracts import DAILY_LOGIN
from casino_club.domains.streaks.schemas import (
    ProtectionBoughtOut,
    ProtectionBuyIn,
    ProtectionOut,
    StreakClaimIn,
    StreakClaimOut,
    StreakPastDayOut,
    StreakStatusOut,
    StreakTickIn,
    StreakTickOut,
)
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.idempotency import answer_once
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import RequestKeyHeader, mark_replayed
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

CLAIMS_PER_MINUTE: Final = RateLimitItemPerMinute(60)

router = house_router(prefix="/api/streak", tags=["streak"])
ActionQuery = Annotated[str, Query(min_length=1, max_length=32)]


@router.post("/tick", responses=errors(401, 403, 422, 429))
async def tick_streak(
    user: CurrentUser,
    session: WriteDb,
    clock: AppClock,
    request: Request,
    response: Response,
    body: StreakTickIn | None = None,
) -> StreakTickOut:
    """Attend this UTC day, once. Days missed before it are absorbed by protections, all of them or none."""
    await enforce(request, response, CLAIMS_PER_MINUTE, "streak", str(user.user_id))
    action = service.get_action((body or StreakTickIn()).action_type)
    return StreakTickOut.of(await service.tick(session, user_id=user.user_id, action=action, now=clock.now()))


@router.get("/status", responses=errors(401, 403, 422))
async def get_streak(
    user: CurrentUser, session: ReadDb, clock: AppClock, action_type: ActionQuery = DAILY_LOGIN
) -> StreakStatusOut:
    """The streak as it stands now, this week's calendar, and what the next claim pays."""
    action = service.get_action(action_type)
    return StreakStatusOut.of(await service.status(session, user_id=user.user_id, action=action, now=clock.now()))


@router.post("/claim", responses=errors(401, 403, 422, 429))
async def claim_streak(
    user: CurrentUser,
    session: WriteDb,
    clock: AppClock,
    request: Request,
    response: Response,
    body: StreakClaimIn | None = None,
) -> StreakClaimOut:
    """Take the day's reward, once; a second claim of the day gives nothing. Attends the day when nothing has."""
    await enforce(request, response, CLAIMS_PER_MINUTE, "streak", str(user.user_id))
    action = service.get_action((body or StreakClaimIn()).action_type)
    return StreakClaimOut.of(await service.claim(session, user_id=user.user_id, action=action, now=clock.now()))


@router.get("/history", responses=errors(401, 403, 422))
async def list_streak_days(
    user: CurrentUser,
    session: ReadDb,
    month: Annotated[str | None, Query(description="`YYYY-MM`, UTC", pattern=r"^[0-9]{4}-[0-9]{2}$")] = None,
    action_type: ActionQuery = DAILY_LOGIN,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[StreakPastDayOut]:
    """Days attended or protected, the newest first: of one month, or of all time."""
    action = service.get_action(action_type)
    first = None if month is None else rules.month_of(month)
    if month is not None and first is None:
        raise FieldError([("query.month", "invalid_month")])
    value = decode_cursor(cursor)
    try:
        before = None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    days = await service.list_past(
        session, user_id=user.user_id, action=action, month=first, before=before, limit=limit + 1
    )
    items = [StreakPastDayOut.of(day) for day in days[:limit]]
    following = encode_cursor(items[-1].date.isoformat()) if len(days) > limit else None
    return Page(items=items, next_cursor=following)


@router.get("/protection", responses=errors(401, 403))
async def get_protection(user: CurrentUser, session: ReadDb, clock: AppClock) -> ProtectionOut:
    """Protections in hand, and what one costs."""
    return ProtectionOut.of(await service.protection(session, user_id=user.user_id, now=clock.now()))


@router.post("/protection/buy", responses=errors(401, 402, 403, 409, 422, 429))
async def buy_protection(
    body: ProtectionBuyIn,
    user: CurrentUser,
    session: WriteDb,
    clock: AppClock,
    key: RequestKeyHeader,
    request: Request,
    response: Response,
) -> ProtectionBoughtOut:
    """Buy protections for days to come; a gap that is there already is settled first. The same key buys once."""
    await enforce(request, response, CLAIMS_PER_MINUTE, "streak", str(user.user_id))
    await wallet.lock_player(session, user_id=user.user_id)
    answer, replayed = await answer_once(
        session,
        user_id=user.user_id,
        key=key,
        work=lambda: service.buy_protection(
            session, user_id=user.user_id, count=body.count, currency=body.currency, now=clock.now()
        ),
    )
    mark_replayed(response, replayed=replayed)
    return ProtectionBoughtOut.model_validate(answer)
