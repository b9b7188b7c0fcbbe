"""The shop for players."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.shop import repository, service
from casino_club.domains.shop.admin_endpoints import router as admin
from casino_club.domains.shop.contracts import Wish
from casino_club.domains.shop.schemas import (
    BoughtOut,
    BuyIn,
    BuyPackageIn,
    CatalogOut,
    PackageOut,
    PackagesOut,
    ProductOut,
    PurchaseDetailOut,
    PurchaseOut,
    QuoteIn,
    QuoteOut,
)
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.idempotency import RequestKey, answer_once
from casino_club.infra.http.deps import AppClock, Language, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import RequestKeyHeader
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

CALLS_PER_MINUTE: Final = RateLimitItemPerMinute(30)
CODES_PER_MINUTE: Final = RateLimitItemPerMinute(10)

router = house_router(prefix="/api/shop", tags=["shop"])
Receipt = Annotated[str, Path(min_length=1, max_length=64)]


async def _required_key(key: RequestKey, in_body: str | None, request: Request) -> RequestKey:
    if key.key is not None:
        return key
    if in_body is None:
        raise FieldError([("header.idempotency-key", "missing")])
    return RequestKey.of(in_body, request.url.path, await request.body())


@router.get("/catalog", responses=errors(401, 403))
async def get_catalog(user: CurrentUser, session: ReadDb, clock: AppClock, language: Language) -> CatalogOut:
    """What is sold, at the caller's prices."""
    offers = await service.catalog(session, user_id=user.user_id, limited=False, now=clock.now())
    return CatalogOut(items=[ProductOut.of(offer, language) for offer in offers])


@router.get("/limited", responses=errors(401, 403))
async def list_packages(user: CurrentUser, session: ReadDb, clock: AppClock, language: Language) -> PackagesOut:
    """Limited packages with what is left of them, at the caller's prices."""
    now = clock.now()
    offers = await service.catalog(session, user_id=user.user_id, limited=True, now=now)
    return PackagesOut(items=[PackageOut.of(offer, language, now) for offer in offers])


@router.post("/quote", responses=errors(401, 403, 404, 409, 410, 422, 429))
async def quote_purchase(
    body: QuoteIn, user: CurrentUser, request: Request, response: Response, session: ReadDb, clock: AppClock
) -> QuoteOut:
    """What a purchase would cost and give now, with a code too; nothing is taken."""
    await _limit(request, response, user.user_id, body.promo_code)
    return QuoteOut.of(await service.price(session, user_id=user.user_id, wish=body.wish(), now=clock.now()))


@router.post("/buy", responses=errors(401, 403, 404, 409, 422, 429, 503))
async def buy_product(
    body: BuyIn,
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    key: RequestKeyHeader,
) -> BoughtOut:
    """Buy, once a key: a repetition gets the first answer. A purchase that could not be paid is `failed`, with why."""
    required = await _required_key(key, body.idempotency_key, request)
    await _limit(request, response, user.user_id, body.promo_code)
    return await _buy(session, response, user_id=user.user_id, wish=body.wish(), key=required, now=clock.now())


@router.post("/limited/buy", responses=errors(401, 403, 404, 409, 410, 422, 429, 503))
async def buy_package(
    body: BuyPackageIn,
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    key: RequestKeyHeader,
) -> BoughtOut:
    """Buy of a limited package. 409 `sold_out`, `user_limit`, `window_closed`; 410 `package_disabled`."""
    required = await _required_key(key, body.idempotency_key, request)
    await _limit(request, response, user.user_id, body.promo_code)
    return await _buy(session, response, user_id=user.user_id, wish=body.wish(), key=required, now=clock.now())


async def _limit(request: Request, response: Response, user_id: int, promo_code: str | None) -> None:
    """Calls a minute; with a code much fewer, so that codes cannot be tried out."""
    if promo_code is not None:
        await enforce(request, response, CODES_PER_MINUTE, "shop-code", str(user_id))
    await enforce(request, response, CALLS_PER_MINUTE, "shop", str(user_id))


async def _buy(
    session: AsyncSession, response: Response, *, user_id: int, wish: Wish, key: RequestKey, now: datetime
) -> BoughtOut:
    await wallet.lock_player(session, user_id=user_id)

    async def work() -> dict[str, Any]:
        purchase = await service.buy(session, user_id=user_id, wish=wish, now=now)
        gold = (await wallet.balances_of(session, user_id=user_id))["gold"]
        return BoughtOut.of(purchase, gold=gold).model_dump(mode="json")

    answer, replayed = await answer_once(session, user_id=user_id, key=key, work=work)
    if replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return BoughtOut.model_validate(answer)


@router.get("/transactions", responses=errors(401, 403, 422))
async def list_purchases(
    user: CurrentUser, session: ReadDb, language: Language, cursor: Cursor = None, limit: Limit = 50
) -> Page[PurchaseOut]:
    """The caller's purchases, newest first."""
    value = decode_cursor(cursor)
    try:
        before = None if value is None else UUID(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error
    rows = await repository.list_purchases(session, user_id=user.user_id, before=before, limit=limit + 1)
    page = rows[:limit]
    return Page(
        items=[PurchaseOut.of(one, language) for one in page],
        next_cursor=encode_cursor(str(page[-1].id)) if len(rows) > limit else None,
    )


@router.get("/transactions/{receipt}", responses=errors(401, 403, 404, 422))
async def get_purchase(receipt: Receipt, user: CurrentUser, session: ReadDb, language: Language) -> PurchaseDetailOut:
    """One purchase of the caller with its timeline; support sees everybody's."""
    owner = None if user.has_role("support") else user.user_id
    purchase, steps = await service.get_purchase(session, receipt=receipt, user_id=owner)
    return PurchaseDetailOut.whole(purchase, steps, language)


router.routes.extend(admin.routes)
