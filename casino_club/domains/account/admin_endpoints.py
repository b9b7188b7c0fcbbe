"""Accounts in the back office."""

from typing import Annotated

from fastapi import Query, Request, status

from casino_club.domains.account import staff
from casino_club.domains.account.schemas import AdminUserOut, ForceLogoutIn, RoleIn, StatusIn, TierIn
from casino_club.domains.account.staff import Deed
from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import AppAuth, RevokingDb, require_role
from casino_club.domains.users import public as users
from casino_club.infra.http.deps import ReadDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, RowId, decode_cursor, encode_cursor, errors

router = house_router(prefix="/api/admin/users", tags=["access", "admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
Admin = Annotated[Principal, require_role("admin")]
_ID_DIGITS_MAX = 15


@router.get("", responses=errors(401, 403, 422))
async def search_users(
    _: Support,
    session: ReadDb,
    query: Annotated[str, Query(max_length=64, pattern=r"^[^\x00]*$")] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[AdminUserOut]:
    """Users whose login name or nickname begins with `query`, oldest first."""
    value = decode_cursor(cursor) or "0"
    if not value.isdigit() or len(value) > _ID_DIGITS_MAX:
        raise FieldError([("query.cursor", "invalid_cursor")])
    rows = await users.search(session, prefix=query, after=int(value), limit=limit + 1)
    items = [AdminUserOut.model_validate(row) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > limit else None)


@router.get("/{user_id}", responses=errors(401, 403, 404, 422))
async def get_user(user_id: RowId, _: Support, session: ReadDb) -> AdminUserOut:
    """One user."""
    return AdminUserOut.model_validate(await users.get(session, user_id=user_id))


@router.post("/{user_id}/status", responses=errors(401, 403, 404, 422))
async def set_user_status(
    user_id: RowId, body: StatusIn, actor: Operator, request: Request, auth: AppAuth, session: RevokingDb
) -> AdminUserOut:
    """Suspend a user (every session ends at once) or reinstate them."""
    deed = Deed(actor, body.reason, request_id_of(request))
    user = await staff.set_status(session, auth=auth, deed=deed, user_id=user_id, status=body.status)
    return AdminUserOut.model_validate(user)


@router.post("/{user_id}/role", responses=errors(401, 403, 404, 422))
async def set_user_role(
    user_id: RowId, body: RoleIn, actor: Admin, request: Request, auth: AppAuth, session: RevokingDb
) -> AdminUserOut:
    """Give a role; the user's tokens are refused until refreshed."""
    deed = Deed(actor, body.reason, request_id_of(request))
    user = await staff.set_role(session, auth=auth, deed=deed, user_id=user_id, role=body.role)
    return AdminUserOut.model_validate(user)


@router.post("/{user_id}/tier", responses=errors(401, 403, 404, 422))
async def set_user_tier(
    user_id: RowId, body: TierIn, actor: Operator, request: Request, auth: AppAuth, session: RevokingDb
) -> AdminUserOut:
    """Give a tier; the user's tokens are refused until refreshed."""
    deed = Deed(actor, body.reason, request_id_of(request))
    user = await staff.set_tier(session, auth=auth, deed=deed, user_id=user_id, tier=body.tier)
    return AdminUserOut.model_validate(user)


@router.post("/{user_id}/logout", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 422))
async def force_logout(
    user_id: RowId, body: ForceLogoutIn, actor: Operator, request: Request, auth: AppAuth, session: RevokingDb
) -> None:
    """End every session of a user."""
    deed = Deed(actor, body.reason, request_id_of(request))
    await staff.force_logout(session, auth=auth, deed=deed, user_id=user_id)
