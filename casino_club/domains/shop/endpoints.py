"""The shop for players."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Path, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.shop import repository, service
from casino_club.domains.shop.admin_endpoints import router as admin
from casino_club.domains.shop.schemas import BoughtOut, BuyIn, CatalogOut, ProductOut, PurchaseDetailOut, PurchaseOut
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.idempotency import RequestKey, answer_once
from casino_club.infra.http.deps import AppClock, Language, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import RequestKeyHeader
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors

BUYS_PER_MINUTE: Final = RateLimitItemPerMinute(30)

router = house_router(prefix="/api/shop", tags=["shop"])
Receipt = Annotated[str, Path(min_length=14, max_length=14, pattern=r"^CC[2-9A-Z]{12}$")]


async def _required_key(key: RequestKey, body: BuyIn, request: Request) -> RequestKey:
    if key.key is not None:
        return key
    if body.idempotency_key is None:
        raise FieldError([("header.idempotency-key", "missing")])
    return RequestKey.of(body.idempotency_key, request.url.path, await request.body())


@router.get("/catalog", responses=errors(401, 403))
async def get_catalog(user: CurrentUser, session: ReadDb, clock: AppClock, language: Language) -> CatalogOut:
    """What is sold, at the caller's prices."""
    offers = await service.catalog(session, user_id=user.user_id, now=clock.now())
    return CatalogOut(items=[ProductOut.of(offer, language) for offer in offers])


@router.post("/buy", responses=errors(401, 403, 404, 422, 429, 503))
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
    await enforce(request, response, BUYS_PER_MINUTE, "shop-buy", str(user.user_id))
    required = await _required_key(key, body, request)
    await wallet.lock_player(session, user_id=user.user_id)

    async def work() -> dict[str, Any]:
        purchase = await service.buy(
            session, user_id=user.user_id, code=body.product_id, quantity=body.quantity, now=clock.now()
        )
        gold = (await wallet.balances_of(session, user_id=user.user_id))["gold"]
        return BoughtOut.of(purchase, gold=gold).model_dump(mode="json")

    answer, replayed = await answer_once(session, user_id=user.user_id, key=required, work=work)
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
