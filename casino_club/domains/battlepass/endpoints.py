"""The pass over HTTP: the season as one player has it, claims, the paid track, and operators' seasons."""

from datetime import date
from typing import Annotated, Final

from fastapi import Query, Request, Response, status

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import CurrentUser, require_role
from casino_club.domains.battlepass import repository, rules, seasons, service
from casino_club.domains.battlepass.contracts import SeasonDraft
from casino_club.domains.battlepass.schemas import (
    AdminSeasonOut,
    BoughtOut,
    BuyIn,
    ClaimIn,
    ClaimOut,
    PassOut,
    SeasonIn,
)
from casino_club.domains.wallet import public as wallet
from casino_club.infra.http.deps import AppClock, AppDatabase, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.idempotency import RequestKeyHeader, answer_with_key
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Page, RowId, decode_cursor, encode_cursor, errors

router = house_router(prefix="/api", tags=["battlepass"])

CLAIMS: Final = RateLimitItemPerMinute(60)
Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]


@router.get("/battlepass", responses=errors(401, 403))
async def get_battlepass(user: CurrentUser, database: AppDatabase, clock: AppClock) -> PassOut:
    """The season that runs, every level of both tracks, and how far the caller has come."""
    now = clock.now()
    async with database.read() as session:
        season = await repository.find_season_on(session, now.date())
    if season is None:
        season = await database.run(lambda session: seasons.open_due(session, now=now))
    async with database.read() as session:
        return PassOut.of(await service.view_of(session, season, user_id=user.user_id))


@router.post("/battlepass/claim", responses=errors(401, 403, 404, 409, 422, 429))
async def claim_battlepass(
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    key: RequestKeyHeader,
    body: ClaimIn | None = None,
) -> ClaimOut:
    """Take one level (both tracks), or everything that waits. Taken again, it answers the same and gives nothing."""
    await enforce(request, response, CLAIMS, "battlepass-claim", str(user.user_id))
    level = None if body is None else body.level
    await wallet.lock_player(session, user_id=user.user_id)

    async def work() -> ClaimOut:
        claimed = await service.claim(session, user_id=user.user_id, level=level, now=clock.now())
        return ClaimOut.of(claimed)

    return await answer_with_key(session, response, user_id=user.user_id, key=key, shape=ClaimOut, work=work)


@router.post("/battlepass/buy-premium", responses=errors(401, 402, 403, 404, 409, 422, 429))
async def buy_premium(
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    key: RequestKeyHeader,
    body: BuyIn | None = None,
) -> BoughtOut:
    """Take the paid track of the season that runs, for gems, once. Its rewards up to the own level can be claimed."""
    await enforce(request, response, CLAIMS, "battlepass-buy", str(user.user_id))
    season_id = None if body is None else body.season_id
    await wallet.lock_player(session, user_id=user.user_id)

    async def work() -> BoughtOut:
        bought = await service.buy_premium(session, user_id=user.user_id, season_id=season_id, now=clock.now())
        return BoughtOut.of(bought)

    return await answer_with_key(session, response, user_id=user.user_id, key=key, shape=BoughtOut, work=work)


@router.get("/admin/battlepass/seasons", tags=["admin"], responses=errors(401, 403, 422))
async def list_pass_seasons(
    _: Support,
    session: ReadDb,
    clock: AppClock,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=24)] = 6,
) -> Page[AdminSeasonOut]:
    """Every season with its tracks, the latest first."""
    value = decode_cursor(cursor)
    try:
        before = None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    found = await repository.list_seasons(session, before=before, limit=limit + 1)
    page = found[:limit]
    today = clock.now().date()
    return Page(
        items=[AdminSeasonOut.of(one.season, owners=one.owners, today=today) for one in page],
        next_cursor=encode_cursor(page[-1].season.starts_on.isoformat()) if len(found) > limit else None,
    )


@router.post(
    "/admin/battlepass/seasons",
    tags=["admin"],
    status_code=status.HTTP_201_CREATED,
    responses=errors(401, 403, 409, 422),
)
async def create_pass_season(
    body: SeasonIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminSeasonOut:
    """Plan a season that begins on a later day."""
    now = clock.now()
    season = await seasons.create(session, deed=_deed(actor, body, request), draft=_checked(body), now=now)
    return AdminSeasonOut.of(season, owners=0, today=now.date())


@router.put("/admin/battlepass/seasons/{season_id}", tags=["admin"], responses=errors(401, 403, 404, 409, 422))
async def change_pass_season(
    season_id: RowId, body: SeasonIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminSeasonOut:
    """Give a season that has not begun other terms, whole."""
    now = clock.now()
    season = await seasons.change(
        session, deed=_deed(actor, body, request), season_id=season_id, draft=_checked(body), now=now
    )
    return AdminSeasonOut.of(season, owners=0, today=now.date())


def _deed(actor: Principal, body: SeasonIn, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request), body.reason)


def _checked(body: SeasonIn) -> SeasonDraft:
    draft = body.draft()
    if problems := rules.problems_of(draft):
        raise FieldError([(f"body.{where}", what) for where, _, what in (one.partition(":") for one in problems)])
    return draft
