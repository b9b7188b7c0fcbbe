"""Campaigns in the back office: support may read, operators write, everything written is audited."""

from datetime import UTC, timedelta
from typing import Annotated, Final

from fastapi import Query, Request
from fastapi import status as http

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.campaigns import repository, service
from casino_club.domains.campaigns.contracts import Status
from casino_club.domains.campaigns.schemas import (
    CampaignIn,
    CampaignOut,
    CancelIn,
    FieldsOut,
    PreviewIn,
    PreviewOut,
    ReportOut,
    ScheduleIn,
    check_segment,
)
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, RowId, decode_cursor, encode_cursor, errors
from casino_club.kernel.money import AMOUNT_MAX

router = house_router(prefix="/api/admin/campaigns", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
AHEAD_MAX: Final = timedelta(days=365)
_DIGITS_MAX: Final = 16


def _deed(actor: Principal, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request))


@router.get("", responses=errors(401, 403, 422))
async def list_campaigns(
    _: Support,
    session: ReadDb,
    status: Annotated[Status | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[CampaignOut]:
    """Campaigns, newest first."""
    value = decode_cursor(cursor) or str(AMOUNT_MAX)
    if not value.isdigit() or len(value) > _DIGITS_MAX:
        raise FieldError([("query.cursor", "invalid_cursor")])
    found = await repository.list_newest(session, status=status, before=int(value), limit=limit + 1)
    page = found[:limit]
    return Page(
        items=CampaignOut.all_of(page),
        next_cursor=encode_cursor(str(page[-1].id)) if len(found) > limit else None,
    )


@router.post("", status_code=http.HTTP_201_CREATED, responses=errors(401, 403, 422))
async def create_campaign(
    body: CampaignIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> CampaignOut:
    """Keep a draft."""
    message = body.message()
    return CampaignOut.of(await service.create(session, deed=_deed(actor, request), message=message, now=clock.now()))


@router.get("/fields", responses=errors(401, 403))
async def list_segment_fields(_: Support) -> FieldsOut:
    """What a segment may ask of a player, with operators and choices."""
    return FieldsOut.all()


@router.post("/preview", responses=errors(401, 403, 422, 503))
async def preview_audience(body: PreviewIn, _: Operator, session: ReadDb, clock: AppClock) -> PreviewOut:
    """How many players a segment finds now; nothing is kept."""
    check_segment(body.segment, "body.segment")
    return PreviewOut.of(await service.preview(session, segment=body.segment, now=clock.now()))


@router.get("/{campaign_id}", responses=errors(401, 403, 404, 422))
async def get_campaign(campaign_id: RowId, _: Support, session: ReadDb) -> CampaignOut:
    """One campaign."""
    return CampaignOut.of(await service.get(session, campaign_id=campaign_id))


@router.put("/{campaign_id}", responses=errors(401, 403, 404, 409, 422))
async def edit_campaign(
    campaign_id: RowId, body: CampaignIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> CampaignOut:
    """Replace what a draft says."""
    message = body.message()
    campaign = await service.edit(
        session, deed=_deed(actor, request), campaign_id=campaign_id, message=message, now=clock.now()
    )
    return CampaignOut.of(campaign)


@router.post("/{campaign_id}/schedule", responses=errors(401, 403, 404, 409, 422))
async def schedule_campaign(
    campaign_id: RowId, body: ScheduleIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> CampaignOut:
    """Let a draft go at a moment, or now. The audience is found when it goes."""
    now, send_at = clock.now(), None if body.send_at is None else body.send_at.astimezone(UTC)
    if send_at is not None and not now <= send_at <= now + AHEAD_MAX:
        raise FieldError([("body.send_at", "not_within_a_year")])
    campaign = await service.schedule(
        session, deed=_deed(actor, request), campaign_id=campaign_id, send_at=send_at, now=now
    )
    return CampaignOut.of(campaign)


@router.post("/{campaign_id}/cancel", responses=errors(401, 403, 404, 409, 422))
async def cancel_campaign(
    campaign_id: RowId, body: CancelIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> CampaignOut:
    """Stop what has not gone out. What has gone out stays."""
    campaign = await service.cancel(
        session, deed=_deed(actor, request), campaign_id=campaign_id, reason=body.reason, now=clock.now()
    )
    return CampaignOut.of(campaign)


@router.get("/{campaign_id}/report", responses=errors(401, 403, 404, 422))
async def report_campaign(campaign_id: RowId, _: Support, session: ReadDb) -> ReportOut:
    """What became of it so far: by player, and by channel."""
    return ReportOut.of(await service.report(session, campaign_id=campaign_id))
