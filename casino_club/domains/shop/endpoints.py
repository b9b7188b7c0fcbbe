"""The shop for players."""

from contextlib import suppress
from typing import Annotated, Final

from fastapi import Path, Request, Response, status
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.shop import repository, service
from casino_club.domains.shop.admin_endpoints import router as admin
from casino_club.domains.shop.contracts import Wish
from casino_club.domains.shop.deps import AppBuyCall, AppTill, BuyCall
from casino_club.domains.shop.desk_endpoints import router as desk
from casino_club.domains.shop.errors import GrantFailedError
from casino_club.domains.shop.receipt_endpoints import router as receipt_files
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
    WebhookOut,
)
from casino_club.domains.shop.till import Till
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.idempotency import RequestKey
from casino_club.infra.http.deps import AppClock, AppDatabase, Language, ReadDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import REPLAYED, answer_with_key
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_id_cursor, encode_cursor, errors

CALLS_PER_MINUTE: Final = RateLimitItemPerMinute(30)
CODES_PER_MINUTE: Final = RateLimitItemPerMinute(10)

router = house_router(prefix="/api/shop", tags=["shop"])
Receipt = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,64}$")]


async def _required_key(key: RequestKey, in_body: str | None, request: Request) -> RequestKey:
    if key.key is not None:
        return key
    if in_body is None:
        raise FieldError([("header.idempotency-key", "missing")])
    return RequestKey.of(in_body, request.url.path, await request.body())


@router.get("/catalog", responses=errors(401, 403))
async def get_catalog(
    user: CurrentUser, session: ReadDb, clock: AppClock, till: AppTill, language: Language
) -> CatalogOut:
    """What is sold, at the caller's prices."""
    offers = await service.catalog(session, user_id=user.user_id, limited=False, terms=till.terms, now=clock.now())
    return CatalogOut(items=[ProductOut.of(offer, language) for offer in offers])


@router.get("/limited", responses=errors(401, 403))
async def list_packages(
    user: CurrentUser, session: ReadDb, clock: AppClock, till: AppTill, language: Language
) -> PackagesOut:
    """Limited packages with what is left of them, at the caller's prices."""
    now = clock.now()
    offers = await service.catalog(session, user_id=user.user_id, limited=True, terms=till.terms, now=now)
    return PackagesOut(items=[PackageOut.of(offer, language, now) for offer in offers])


@router.post("/quote", responses=errors(401, 403, 404, 409, 410, 422, 429))
async def quote_purchase(
    body: QuoteIn, user: CurrentUser, request: Request, response: Response, session: ReadDb, clock: AppClock
) -> QuoteOut:
    """What a purchase would cost and give now, with a code too; nothing is taken."""
    await _limit(request, response, user.user_id, body.promo_code)
    return QuoteOut.of(await service.price(session, user_id=user.user_id, wish=body.wish(), now=clock.now()))


@router.post("/buy", responses=errors(401, 403, 404, 409, 422, 429, 503))
async def buy_product(body: BuyIn, call: AppBuyCall) -> BoughtOut:
    """Buy, once a key: a repetition gets the first answer. A purchase that could not be paid is `failed`, with why."""
    return await _buy(call, body.wish(), key_in_body=body.idempotency_key)


@router.post("/limited/buy", responses=errors(401, 403, 404, 409, 410, 422, 429, 503))
async def buy_package(body: BuyPackageIn, call: AppBuyCall) -> BoughtOut:
    """Buy of a limited package. 409 `sold_out`, `user_limit`, `window_closed`; 410 `package_disabled`."""
    return await _buy(call, body.wish(), key_in_body=body.idempotency_key)


async def _limit(request: Request, response: Response, user_id: int, promo_code: str | None) -> None:
    """Calls a minute; with a code much fewer, so that codes cannot be tried out."""
    if promo_code is not None:
        await enforce(request, response, CODES_PER_MINUTE, "shop-code", str(user_id))
    await enforce(request, response, CALLS_PER_MINUTE, "shop", str(user_id))


async def _buy(call: BuyCall, wish: Wish, *, key_in_body: str | None) -> BoughtOut:
    buyer, session, till = call.buyer, call.session, call.till
    key = await _required_key(call.key, key_in_body, call.request)
    await _limit(call.request, call.response, buyer.user_id, wish.promo_code)
    await wallet.lock_player(session, user_id=buyer.user_id)

    async def work() -> BoughtOut:
        counter = till if till.terms.takes_money else None
        now = call.clock.now()
        bought = await service.buy(session, buyer=buyer, wish=wish, terms=till.terms, counter=counter, now=now)
        gold = (await wallet.balances_of(session, user_id=buyer.user_id))["gold"]
        return BoughtOut.of(bought, gold=gold, checkout_url=till.checkout_link(bought))

    answer = await answer_with_key(session, call.response, user_id=buyer.user_id, key=key, shape=BoughtOut, work=work)
    if REPLAYED in call.response.headers:
        await service.tell_repeated(session, user_id=buyer.user_id, receipt=answer.receipt_code, code=wish.code)
    return answer


@router.get("/transactions", responses=errors(401, 403, 422))
async def list_purchases(
    user: CurrentUser, session: ReadDb, language: Language, cursor: Cursor = None, limit: Limit = 50
) -> Page[PurchaseOut]:
    """The caller's purchases, newest first."""
    before = decode_id_cursor(cursor)
    rows = await repository.list_purchases(session, user_id=user.user_id, before=before, limit=limit + 1)
    page = rows[:limit]
    return Page(
        items=[PurchaseOut.of(one, language) for one in page],
        next_cursor=encode_cursor(str(page[-1].id)) if len(rows) > limit else None,
    )


@router.get("/transactions/{receipt}", responses=errors(401, 403, 404, 422))
async def get_purchase(
    receipt: Receipt, user: CurrentUser, session: ReadDb, till: AppTill, language: Language
) -> PurchaseDetailOut:
    """One purchase of the caller with its timeline; support sees everybody's."""
    owner = None if user.has_role("support") else user.user_id
    return await _detail(session, receipt, owner, till, language)


async def _detail(
    session: AsyncSession, receipt: str, owner: int | None, till: Till, language: str
) -> PurchaseDetailOut:
    purchase, steps = await service.get_purchase(session, receipt=receipt, user_id=owner)
    return PurchaseDetailOut.whole(purchase, steps, language, till.checkout_link(purchase))


@router.get(
    "/checkout/{receipt}",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    responses=errors(404, 422, 503),
)
async def go_to_checkout(receipt: Receipt, till: AppTill) -> RedirectResponse:
    """On to the provider's page, or to the page that tells how the purchase ended. Opened by a browser, so the receipt
    is all it asks for: nobody can guess one, and all it lets anybody do is pay."""
    return RedirectResponse(await till.checkout(receipt), status.HTTP_303_SEE_OTHER)


@router.post("/transactions/{receipt}/settle", responses=errors(401, 403, 404, 422, 429, 503))
async def settle_purchase(
    receipt: Receipt,
    user: CurrentUser,
    request: Request,
    response: Response,
    database: AppDatabase,
    till: AppTill,
    language: Language,
) -> PurchaseDetailOut:
    """Ask the provider about a purchase of the caller (operators: anybody's) and do what follows from the answer."""
    is_operator = user.has_role("operator")
    owner = None if is_operator else user.user_id
    await enforce(request, response, CALLS_PER_MINUTE, "settle", str(user.user_id))
    with suppress(GrantFailedError):  # the purchase says so itself
        await till.settle(receipt, owner=owner, actor_id=user.user_id if is_operator else None)
    async with database.read() as session:
        return await _detail(session, receipt, owner, till, language)


@router.post("/webhook/{provider}", responses=errors(401, 413, 503))
async def receive_webhook(
    provider: Annotated[str, Path(pattern=r"^[a-z]{1,32}$")], request: Request, till: AppTill
) -> WebhookOut:
    """What the payment provider tells: `payment` in the club's own format (`X-Webhook-Signature`), `stripe` in its own.

    Signed over the raw body. A known event is answered alike and does nothing. 401 for a signature that is missing,
    forged, older than five minutes, or used before.
    """
    known = {"payment": "sandbox"}.get(provider, provider)
    await till.receive(known, {name.lower(): value for name, value in request.headers.items()}, await request.body())
    return WebhookOut()


router.routes.extend(desk.routes)
router.routes.extend(admin.routes)
router.routes.extend(receipt_files.routes)
