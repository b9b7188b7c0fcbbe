"""Partners in the back office: support reads, operators write, secrets are an admin's."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request
from fastapi import status as http
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.partners import admin_service, delivery_repository, repository
from casino_club.domains.partners.admin_schemas import (
    DeliveryOut,
    PartnerCreatedOut,
    PartnerEditIn,
    PartnerIn,
    PartnerOut,
    PartnersOut,
    SecretOut,
    WebhookSecretOut,
)
from casino_club.domains.partners.contracts import DeliveryStatus, Overview, Secret
from casino_club.domains.partners.schemas import PartnerPath
from casino_club.infra import net
from casino_club.infra.http.deps import AppClock, AppDatabase, AppSettings, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_id_cursor, encode_cursor, errors

router = house_router(prefix="/api/admin/partners", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
Admin = Annotated[Principal, require_role("admin")]
Kid = Annotated[str, Path(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


def _deed(actor: Principal, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request))


async def _check_address(url: str | None, settings: AppSettings) -> None:
    """Look the name up before the transaction: a call over the network has no place in one."""
    if url is not None and not await net.may_call(url, public_only=settings.environment not in {"dev", "test"}):
        raise FieldError([("body.webhook_url", "not_a_public_https_address")])


@router.get("", responses=errors(401, 403))
async def list_partners(_: Support, session: ReadDb, clock: AppClock) -> PartnersOut:
    """Every partner, with what its webhooks wait for."""
    return PartnersOut.all_of(await repository.overviews(session, now=clock.now()))


@router.post("", status_code=http.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_partner(
    body: PartnerIn, actor: Admin, request: Request, database: AppDatabase, settings: AppSettings, clock: AppClock
) -> PartnerCreatedOut:
    """Add a partner. Its secrets are in this answer and nowhere else."""
    await _check_address(body.webhook_url, settings)
    deed, now = _deed(actor, request), clock.now()

    async def work(session: AsyncSession) -> tuple[Overview, Secret, Secret]:
        return await admin_service.create(session, deed=deed, partner_id=body.partner_id, terms=body.terms(), now=now)

    return PartnerCreatedOut.made(*await database.run(work))


@router.get("/{partner_id}", responses=errors(401, 403, 404, 422))
async def get_partner(partner_id: PartnerPath, _: Support, session: ReadDb, clock: AppClock) -> PartnerOut:
    """One partner."""
    return PartnerOut.of(await admin_service.get(session, partner_id=partner_id, now=clock.now()))


@router.put("/{partner_id}", responses=errors(401, 403, 404, 422))
async def edit_partner(
    partner_id: PartnerPath,
    body: PartnerEditIn,
    actor: Operator,
    request: Request,
    database: AppDatabase,
    settings: AppSettings,
    clock: AppClock,
) -> PartnerOut:
    """Replace what operators decide: name, caps, address, events, on or off."""
    await _check_address(body.webhook_url, settings)
    deed, now = _deed(actor, request), clock.now()

    async def work(session: AsyncSession) -> Overview:
        return await admin_service.edit(session, deed=deed, partner_id=partner_id, terms=body.terms(), now=now)

    return PartnerOut.of(await database.run(work))


@router.post("/{partner_id}/secrets", status_code=http.HTTP_201_CREATED, responses=errors(401, 403, 404, 409, 422))
async def add_secret(
    partner_id: PartnerPath, actor: Admin, request: Request, session: WriteDb, clock: AppClock
) -> SecretOut:
    """The next secret for calls, valid beside the one in use."""
    deed = _deed(actor, request)
    made = await admin_service.add_secret(session, deed=deed, partner_id=partner_id, now=clock.now())
    return SecretOut.of(made)


@router.delete(
    "/{partner_id}/secrets/{kid}",
    status_code=http.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404, 409, 422),
)
async def retire_secret(
    partner_id: PartnerPath, kid: Kid, actor: Admin, request: Request, session: WriteDb, clock: AppClock
) -> None:
    """Take a secret for calls out of use at once."""
    deed = _deed(actor, request)
    await admin_service.retire_secret(session, deed=deed, partner_id=partner_id, kid=kid, now=clock.now())


@router.post("/{partner_id}/webhook-secret", status_code=http.HTTP_201_CREATED, responses=errors(401, 403, 404, 422))
async def replace_webhook_secret(
    partner_id: PartnerPath, actor: Admin, request: Request, session: WriteDb, clock: AppClock
) -> WebhookSecretOut:
    """A new secret for webhooks; for a day the one before signs beside it."""
    deed = _deed(actor, request)
    made = await admin_service.replace_webhook_secret(session, deed=deed, partner_id=partner_id, now=clock.now())
    return WebhookSecretOut(webhook_secret=made.secret)


@router.post("/{partner_id}/webhook/enable", responses=errors(401, 403, 404, 422))
async def enable_webhook(
    partner_id: PartnerPath, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> PartnerOut:
    """Call the endpoint again after a 410; what was held back goes out."""
    deed = _deed(actor, request)
    return PartnerOut.of(await admin_service.enable_webhook(session, deed=deed, partner_id=partner_id, now=clock.now()))


@router.get("/{partner_id}/deliveries", responses=errors(401, 403, 404, 422))
async def list_deliveries(
    partner_id: PartnerPath,
    _: Support,
    session: ReadDb,
    clock: AppClock,
    status: Annotated[DeliveryStatus | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[DeliveryOut]:
    """A partner's webhooks, the newest first."""
    await admin_service.get(session, partner_id=partner_id, now=clock.now())
    before = decode_id_cursor(cursor)
    found = await delivery_repository.list_newest(session, partner_id, status=status, before=before, limit=limit + 1)
    page = found[:limit]
    return Page(
        items=[DeliveryOut.of(one) for one in page],
        next_cursor=encode_cursor(str(page[-1].id)) if len(found) > limit else None,
    )


@router.post("/{partner_id}/deliveries/{delivery_id}/replay", responses=errors(401, 403, 404, 409, 422))
async def replay_delivery(
    partner_id: PartnerPath,
    delivery_id: UUID,
    actor: Operator,
    request: Request,
    session: WriteDb,
    clock: AppClock,
) -> DeliveryOut:
    """Send a failed webhook again, under the same id."""
    deed = _deed(actor, request)
    again = await admin_service.replay(
        session, deed=deed, partner_id=partner_id, delivery_id=delivery_id, now=clock.now()
    )
    return DeliveryOut.of(again)
