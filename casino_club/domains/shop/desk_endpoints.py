"""The desk of support and operators: refunds, a purchase as a whole, and webhooks."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.fraud import public as fraud
from casino_club.domains.payments import public as payments
from casino_club.domains.payments.contracts import WebhookEvent, WebhookStatus
from casino_club.domains.rewards import public as rewards
from casino_club.domains.shop import refunds, repository, service
from casino_club.domains.shop.deps import AppTill
from casino_club.domains.shop.desk_schemas import PurchaseCaseOut, RefundDoneOut, RefundIn, WebhookEventOut
from casino_club.domains.shop.errors import WebhookNotFailedError, WebhookNotFoundError
from casino_club.domains.wallet import public as wallet
from casino_club.infra.http.deps import AppClock, AppDatabase, Language, ReadDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.idempotency import RequestKeyHeader, answer_with_key
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_id_cursor, encode_cursor, errors

router = house_router(prefix="/api", tags=[])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
Receipt = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,64}$")]


@router.post("/shop/transactions/{receipt}/refund", tags=["shop"], responses=errors(401, 403, 404, 409, 422, 503))
async def refund_purchase(
    receipt: Receipt,
    body: RefundIn,
    actor: Operator,
    request: Request,
    response: Response,
    database: AppDatabase,
    clock: AppClock,
    till: AppTill,
    key: RequestKeyHeader,
) -> RefundDoneOut:
    """Pay a purchase back, or a part of it, by the goods that are still there; once a key.

    The books and the goods move at once. The provider is told after; when it does not answer, `sent` is false and it is
    told again every minute. 409 `refund_exceeds_unspent` says in `details.refundable` how much can go back.
    """
    if key.key is None:
        raise FieldError([("header.idempotency-key", "missing")])

    async def work(session: AsyncSession) -> RefundDoneOut:
        asked, _ = await service.get_purchase(session, receipt=receipt, user_id=None)
        await wallet.lock_player(session, user_id=asked.user_id)

        async def once() -> RefundDoneOut:
            purchase, _ = await service.get_purchase(session, receipt=receipt, user_id=None)
            moved, one = await refunds.refund(
                session,
                purchase,
                amount=body.amount,
                actor_id=actor.user_id,
                reason=body.reason,
                terms=till.terms,
                now=clock.now(),
            )
            facts = {"amount": one.amount, "currency": moved.currency, "reason": body.reason}
            deed = Deed(actor.user_id, request_id_of(request))
            await auth.record_deed(session, deed, action="purchase_refunded", target=f"purchase:{receipt}", facts=facts)
            return RefundDoneOut.of(moved, one)

        return await answer_with_key(session, response, user_id=actor.user_id, key=key, shape=RefundDoneOut, work=once)

    done = await database.run(work)
    await till.send_refunds(receipt)
    async with database.read() as session:
        purchase, _ = await service.get_purchase(session, receipt=receipt, user_id=None)
        sent = {one.id: one for one in await repository.list_refunds(session, purchase.id)}
    return done.model_copy(update={"sent": sent[done.id].sent_at is not None, "status": purchase.status})


@router.get("/admin/purchases/{receipt}", tags=["admin"], responses=errors(401, 403, 404, 422))
async def get_purchase_case(
    receipt: Receipt, _: Support, session: ReadDb, till: AppTill, language: Language
) -> PurchaseCaseOut:
    """Everything about one purchase: timeline, postings, refunds and debts, webhooks, and what the fraud rules said."""
    purchase, steps = await service.get_purchase(session, receipt=receipt, user_id=None)
    refunded = await repository.list_refunds(session, purchase.id)
    key = service.grant_key(receipt)
    grants = await rewards.find_grants(session, user_id=purchase.user_id, keys=[key])
    refs = [purchase.id, *(one.id for one in refunded), *(grant.id for grant in grants.values())]
    return PurchaseCaseOut.of_case(
        purchase,
        steps,
        language,
        checkout_url=till.checkout_link(purchase),
        postings=await wallet.list_postings_of(session, user_id=purchase.user_id, refs=refs, since=purchase.created_at),
        refunds=refunded,
        webhooks=await payments.events_of(session, receipt=receipt),
        fraud=await fraud.case_of(session, receipt),
    )


@router.get("/admin/webhooks", tags=["admin"], responses=errors(401, 403, 422))
async def list_webhooks(
    _: Support,
    session: ReadDb,
    status: Annotated[WebhookStatus | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[WebhookEventOut]:
    """Webhooks of the payment provider, the newest first."""
    before = decode_id_cursor(cursor)
    rows = await payments.list_events(session, status=status, before=before, limit=limit + 1)
    page = rows[:limit]
    return Page(
        items=[WebhookEventOut.of(one) for one in page],
        next_cursor=encode_cursor(str(page[-1].id)) if len(rows) > limit else None,
    )


@router.post("/admin/webhooks/replay/{webhook_id}", tags=["admin"], responses=errors(401, 403, 404, 409, 422, 503))
async def replay_webhook(
    webhook_id: UUID, actor: Operator, request: Request, database: AppDatabase, clock: AppClock, till: AppTill
) -> WebhookEventOut:
    """Work on a webhook that FAILED again; 409 for any other."""

    async def claim(session: AsyncSession) -> WebhookEvent:
        event = await payments.claim_failed(session, webhook_id, now=clock.now())
        if event is None:
            if await payments.find_event(session, webhook_id) is None:
                raise WebhookNotFoundError
            raise WebhookNotFailedError
        deed = Deed(actor.user_id, request_id_of(request))
        facts = {"receipt": event.receipt, "event_id": event.event_id}
        await auth.record_deed(session, deed, action="webhook_replayed", target=f"webhook:{event.id}", facts=facts)
        return event

    await till.work_on(await database.run(claim))
    async with database.read() as session:
        event = await payments.find_event(session, webhook_id)
    if event is None:
        raise WebhookNotFoundError
    return WebhookEventOut.of(event)
