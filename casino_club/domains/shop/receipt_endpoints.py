"""Receipts to keep: a page, the signed document, and the key by which anybody checks either."""

import asyncio
import base64
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Path, Query, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.shop import receipt_keys, receipt_pdf, receipts, repository, service
from casino_club.domains.shop.receipt_schemas import ReceiptKeyOut, SignedReceiptOut
from casino_club.infra.http.deps import AppClock, AppDatabase, AppSettings, ClientIp, Language
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

RECEIPTS_PER_MINUTE: Final = RateLimitItemPerMinute(20)
KEYS_PER_MINUTE: Final = RateLimitItemPerMinute(60)
PAGES_AT_ONCE: Final = 2
"""Drawing takes the interpreter for tenths of a second: more at once would only slow every other request."""
_PDF: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"application/pdf": {}}, "description": "The receipt"},
}

router = house_router(prefix="/api/shop", tags=["shop"])
Receipt = Annotated[str, Path(pattern="^[A-Za-z0-9-]{1,64}$")]
Spoken = Annotated[Literal["ko", "en"] | None, Query()]


async def _desk(request: Request) -> asyncio.Semaphore:
    state = request.app.state
    if not hasattr(state, "receipt_desk"):
        state.receipt_desk = asyncio.Semaphore(PAGES_AT_ONCE)
    return state.receipt_desk


async def _signed(
    receipt: Receipt,
    user: CurrentUser,
    request: Request,
    response: Response,
    database: AppDatabase,
    settings: AppSettings,
    clock: AppClock,
    accepted: Language,
    language: Spoken = None,
) -> dict[str, Any]:
    """The signed document of a purchase of the caller; support gets everybody's."""
    await enforce(request, response, RECEIPTS_PER_MINUTE, "shop-receipt", str(user.user_id))
    owner = None if user.has_role("support") else user.user_id
    async with database.read() as session:  # given back before the signing and the drawing
        purchase, steps = await service.get_purchase(session, receipt=receipt, user_id=owner)
        refunds = await repository.list_refunds(session, purchase.id)
    document = receipts.receipt_document(
        purchase,
        steps,
        refunds,
        club_name=receipts.CLUB_NAME,
        club_url=settings.base_url,
        # When the purchase last moved, not now: the same receipt is the same bytes.
        issued_at=purchase.changed_at,
        language=language or accepted,
    )
    return receipts.sign(document, await receipt_keys.receipt_key(database, clock.now()))


SignedReceipt = Annotated[dict[str, Any], Depends(_signed)]
Desk = Annotated[asyncio.Semaphore, Depends(_desk)]


def _attachment(signed: dict[str, Any], ending: str) -> dict[str, str]:
    # The club's own spelling of the code: letters and digits.
    return {"Content-Disposition": f'attachment; filename="{signed["document"]["receipt_code"]}.{ending}"'}


@router.get(
    "/transactions/{receipt}/receipt.pdf",
    response_class=Response,
    responses={**_PDF, **errors(401, 403, 404, 409, 422, 429)},
)
async def get_receipt_page(signed: SignedReceipt, desk: Desk) -> Response:
    """A receipt as a page in `language` (or Accept-Language), the signed document attached to it.

    409 `receipt_not_ready` for a purchase that nobody paid.
    """
    async with desk:
        page = await asyncio.to_thread(receipt_pdf.render, signed)
    return Response(page, media_type="application/pdf", headers=_attachment(signed, "pdf"))


@router.get("/transactions/{receipt}/receipt.json", responses=errors(401, 403, 404, 409, 422, 429))
async def get_signed_receipt(signed: SignedReceipt, response: Response) -> SignedReceiptOut:
    """A receipt as a document with the club's Ed25519 signature over its canonical JSON (RFC 8785).

    409 `receipt_not_ready` for a purchase that nobody paid.
    """
    response.headers.update(_attachment(signed, "json"))
    return SignedReceiptOut.model_validate(signed)


@router.get("/receipt-key", responses=errors(429))
async def get_receipt_key(
    request: Request, response: Response, database: AppDatabase, clock: AppClock, caller: ClientIp
) -> ReceiptKeyOut:
    """The public key by which anybody checks a receipt."""
    await enforce(request, response, KEYS_PER_MINUTE, "shop-receipt-key", caller)
    public = receipts.public_bytes(await receipt_keys.receipt_key(database, clock.now()))
    return ReceiptKeyOut(key_id=receipts.key_id(public), alg=receipts.ALG, public_key=base64.b64encode(public).decode())
