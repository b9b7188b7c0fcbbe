"""The partner link for players, and the signed API for partners' servers."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Request, Response, status

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.partners import metrics, repository, service
from casino_club.domains.partners.admin_endpoints import router as admin
from casino_club.domains.partners.gate import SignedPartner
from casino_club.domains.partners.schemas import (
    BalanceOut,
    CodeIn,
    CreditIn,
    CreditLineOut,
    CreditOut,
    ExternalPath,
    LinkCodeOut,
    LinkOfferOut,
    LinkOut,
    LinksOut,
    LinkStartIn,
    PartnerPath,
)
from casino_club.domains.responsible import public as responsible
from casino_club.infra.http.deps import AppClock, AppSettings, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import RequestKeyHeader, mark_replayed
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Moment, Page, decode_cursor, encode_cursor, errors

CODES_PER_MINUTE: Final = RateLimitItemPerMinute(10)

router = house_router(prefix="/api", tags=["partners"])


@router.get("/partners/links", responses=errors(401, 403))
async def list_links(user: CurrentUser, session: ReadDb) -> LinksOut:
    """The partners the caller is linked to."""
    return LinksOut.all_of(await repository.links_of(session, user.user_id))


@router.post("/partners/link/preview", responses=errors(401, 403, 404, 422, 429))
async def preview_link(
    body: CodeIn, user: CurrentUser, request: Request, response: Response, session: ReadDb, clock: AppClock
) -> LinkOfferOut:
    """Whom a code would link to whom: for the player to see before they agree."""
    await enforce(request, response, CODES_PER_MINUTE, "partner-code", str(user.user_id))
    return LinkOfferOut.of(await service.look_at_code(session, code=body.code, now=clock.now()))


@router.post("/partners/link", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 404, 409, 422, 429))
async def link_partner(
    body: CodeIn, user: CurrentUser, request: Request, response: Response, session: WriteDb, clock: AppClock
) -> LinkOut:
    """Agree: the partner may see the caller's balances and credit gold, until the caller unlinks."""
    await enforce(request, response, CODES_PER_MINUTE, "partner-code", str(user.user_id))
    return LinkOut.of(await service.link(session, user_id=user.user_id, code=body.code, now=clock.now()))


@router.delete(
    "/partners/links/{partner}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 422)
)
async def unlink_partner(partner: PartnerPath, user: CurrentUser, session: WriteDb, clock: AppClock) -> None:
    """Withdraw: from now on the partner knows nobody by that id."""
    await service.unlink(session, user_id=user.user_id, partner_id=partner, now=clock.now())


@router.post(
    "/partner/v1/links",
    status_code=status.HTTP_201_CREATED,
    responses=errors(401, 403, 409, 422, 429),
    tags=["partner"],
)
async def start_link(body: LinkStartIn, partner: SignedPartner, session: WriteDb, clock: AppClock) -> LinkCodeOut:
    """A code, valid for ten minutes and for one use, which the person enters in the club."""
    made = await service.offer_link(session, partner=partner, external_id=body.external_id, now=clock.now())
    return LinkCodeOut.of(made)


@router.get("/partner/v1/players/{external_id}/balance", responses=errors(401, 403, 404, 422, 429), tags=["partner"])
async def get_balance(
    external_id: ExternalPath, partner: SignedPartner, session: ReadDb, clock: AppClock
) -> BalanceOut:
    """A linked player's balances."""
    now = clock.now()
    return BalanceOut.of(await service.balance(session, partner=partner, external_id=external_id), now)


@router.post("/partner/v1/credits", responses=errors(401, 403, 404, 409, 422, 429), tags=["partner"])
async def post_credit(
    body: CreditIn,
    partner: SignedPartner,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    settings: AppSettings,
    key: RequestKeyHeader,
) -> CreditOut:
    """Credit gold, once an `Idempotency-Key`: a repetition, byte for byte, gets the first answer."""
    if key.key is None:
        raise FieldError([("header.idempotency-key", "missing")])
    made, applied = await service.credit(
        session,
        partner=partner,
        order=body.order(),
        key=key,
        allowed=responsible.market_profile(settings.market).partner_credit,
        now=clock.now(),
    )
    mark_replayed(response, replayed=not applied)
    if applied:
        metrics.CREDITED.labels(partner.id).inc(made.amount)
    return CreditOut(applied=applied, credit_id=str(made.id), balance_after=made.balance_after)


@router.get("/partner/v1/credits/{reference}", responses=errors(401, 403, 404, 422, 429), tags=["partner"])
async def get_credit(reference: ExternalPath, partner: SignedPartner, session: ReadDb) -> CreditLineOut:
    """One credit by the partner's own name for it."""
    return CreditLineOut.of(await service.get_credit(session, partner=partner, reference=reference))


@router.get("/partner/v1/statement", responses=errors(401, 403, 422, 429), tags=["partner"])
async def get_statement(
    partner: SignedPartner,
    session: ReadDb,
    since: Annotated[Moment | None, Query()] = None,
    until: Annotated[Moment | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[CreditLineOut]:
    """The partner's credits of `since` (inclusive) to `until` (exclusive), the newest first."""
    found = await service.statement(
        session, partner=partner, since=since, until=until, before=_before(cursor), limit=limit + 1
    )
    page = found[:limit]
    return Page(
        items=[CreditLineOut.of(one) for one in page],
        next_cursor=encode_cursor(str(page[-1].id)) if len(found) > limit else None,
    )


def _before(cursor: str | None) -> UUID | None:
    value = decode_cursor(cursor)
    try:
        return None if value is None else UUID(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error


router.routes.extend(admin.routes)
