"""Invite codes over HTTP: anybody may check one, operators make and close them."""

from typing import Annotated, Final

from fastapi import Path, Request, Response

from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.invites import repository, service
from casino_club.domains.invites.schemas import InviteCheckOut, InviteCodeOut, InviteCodesOut, InviteCreateIn
from casino_club.infra.http.deps import AppClock, AppSettings, ClientIp, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, RowId, decode_cursor, encode_cursor, errors
from casino_club.kernel.money import AMOUNT_MAX

router = house_router(prefix="/api", tags=["access"])

CHECKS_PER_MINUTE: Final = RateLimitItemPerMinute(30)
Operator = Annotated[Principal, require_role("operator")]


@router.get("/auth/check-invite/{code}", responses=errors(422, 429))
async def check_invite(
    code: Annotated[str, Path(min_length=1, max_length=64)],
    request: Request,
    response: Response,
    session: ReadDb,
    settings: AppSettings,
    clock: AppClock,
    ip: ClientIp,
) -> InviteCheckOut:
    """Whether an invite code works now. Uses nothing up."""
    await enforce(request, response, CHECKS_PER_MINUTE, "check-invite", ip)
    found = await service.check(session, code=code, unlimited_code=settings.unlimited_invite_code, now=clock.now())
    return InviteCheckOut.model_validate(found)


@router.get("/admin/invite-codes", tags=["admin"], responses=errors(401, 403, 422))
async def list_invite_codes(
    _: Operator, session: ReadDb, cursor: Cursor = None, limit: Limit = 50
) -> Page[InviteCodeOut]:
    """Single-use codes, newest first."""
    value = decode_cursor(cursor)
    if value is not None and not (value.isascii() and value.isdigit() and len(value) <= len(str(AMOUNT_MAX))):
        raise FieldError([("query.cursor", "invalid_cursor")])
    before = AMOUNT_MAX if value is None else int(value)
    rows = await repository.list_codes(session, before=before, limit=limit + 1)
    items = [InviteCodeOut.model_validate(row) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > limit else None)


@router.post("/admin/invite-codes", tags=["admin"], responses=errors(401, 403, 409, 422))
async def create_invite_codes(
    body: InviteCreateIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> InviteCodesOut:
    """Make one code of a given name, or many random ones."""
    if body.expires_at is not None and body.expires_at <= clock.now():
        raise FieldError([("body.expires_at", "in_the_past")])
    made = await service.create(
        session,
        actor=actor,
        code=body.code,
        count=body.count or 1,
        note=body.note,
        expires_at=body.expires_at,
        now=clock.now(),
        request_id=request_id_of(request),
    )
    return InviteCodesOut(items=[InviteCodeOut.model_validate(invite) for invite in made])


@router.post("/admin/invite-codes/{invite_id}/deactivate", tags=["admin"], responses=errors(401, 403, 404, 422))
async def deactivate_invite_code(
    invite_id: RowId, actor: Operator, request: Request, session: WriteDb
) -> InviteCodeOut:
    """Close a code for good."""
    invite = await service.deactivate(session, actor=actor, invite_id=invite_id, request_id=request_id_of(request))
    return InviteCodeOut.model_validate(invite)
