"""Use cases of invite codes, in the caller's transaction."""

from datetime import datetime
from typing import Final

from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Principal
from casino_club.domains.invites import repository, rules
from casino_club.domains.invites.contracts import InviteCheck, InviteCode
from casino_club.domains.invites.errors import (
    InviteCodeTakenError,
    InviteInvalidError,
    InviteNotFoundError,
    InviteUsedError,
)

CHECKS: Final = Counter("casino_club_invite_checks_total", "Looks at an invite code, by what was found", ["result"])


async def check(session: AsyncSession, *, code: str, unlimited_code: str, now: datetime) -> InviteCheck:
    """Whether a code opens the door now. Uses nothing up."""
    if code == unlimited_code:
        CHECKS.labels("valid").inc()
        return InviteCheck(code, valid=True, infinite=True, reason=None)
    # A text no code can have never reaches the database.
    known = await repository.find_by_code(session, code) if rules.CODE.fullmatch(code) else None
    reason = rules.refusal(known, now)
    CHECKS.labels("valid" if reason is None else reason.lower()).inc()
    return InviteCheck(code, valid=reason is None, infinite=False, reason=reason)


async def require(session: AsyncSession, *, code: str, unlimited_code: str, now: datetime) -> None:
    """Raise what a sign-up with this code would be refused for."""
    found = await check(session, code=code, unlimited_code=unlimited_code, now=now)
    if found.reason == "ALREADY_USED":
        raise InviteUsedError
    if found.reason is not None:
        raise InviteInvalidError(found.reason)


async def consume(session: AsyncSession, *, code: str, unlimited_code: str, user_id: int, now: datetime) -> None:
    """Use the code up for a new user, in the transaction that makes the user: of two, one wins."""
    if code == unlimited_code or await repository.consume(session, code, user_id=user_id, now=now):
        return
    await require(session, code=code, unlimited_code=unlimited_code, now=now)
    raise InviteUsedError  # it opened again between two statements: refuse rather than let two in


async def create(
    session: AsyncSession,
    *,
    actor: Principal,
    code: str | None,
    count: int,
    note: str | None,
    expires_at: datetime | None,
    now: datetime,
    request_id: str | None,
) -> list[InviteCode]:
    """One code of the given name, or `count` random ones. Raises `InviteCodeTakenError`."""
    codes = [code] if code is not None else [rules.new_code() for _ in range(count)]
    made = await repository.insert_codes(
        session, codes, note=note, expires_at=expires_at, created_by=actor.user_id, now=now
    )
    if len(made) != len(codes):
        raise InviteCodeTakenError
    await auth.record_audit(
        session,
        actor_id=actor.user_id,
        action="invites.created",
        target=f"invite:{made[0].id}",
        facts={"count": len(made), "ids": [invite.id for invite in made], "note": note},
        request_id=request_id,
    )
    return made


async def deactivate(session: AsyncSession, *, actor: Principal, invite_id: int, request_id: str | None) -> InviteCode:
    """Close a code. Raises `InviteNotFoundError`."""
    invite = await repository.deactivate(session, invite_id)
    if invite is None:
        raise InviteNotFoundError
    await auth.record_audit(
        session,
        actor_id=actor.user_id,
        action="invites.deactivated",
        target=f"invite:{invite.id}",
        facts={"code": invite.code},
        request_id=request_id,
    )
    return invite
