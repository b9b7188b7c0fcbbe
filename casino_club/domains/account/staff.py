"""What staff may do to an account. Each deed is in the audit log, in the transaction that did it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.account.errors import OutrankedError
from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.public import Auth
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import ROLE_RANK, Role, Status, Tier, UserView
from casino_club.domains.vip import public as vip


@dataclass(frozen=True, slots=True)
class Deed:
    """Who acts, why, and in which request."""

    actor: Principal
    reason: str
    request_id: str | None


async def _target(session: AsyncSession, deed: Deed, user_id: int) -> UserView:
    """The account to act on, its row held."""
    user = await users.get(session, user_id=user_id, lock=True)
    above = deed.actor.role == "admin" or ROLE_RANK[deed.actor.role] > ROLE_RANK[user.role]
    if user.id == deed.actor.user_id or not above:
        raise OutrankedError
    return user


async def _audit(session: AsyncSession, deed: Deed, action: str, user_id: int, **facts: Any) -> None:
    await auth_public.record_audit(
        session,
        actor_id=deed.actor.user_id,
        action=action,
        target=f"user:{user_id}",
        facts={**facts, "reason": deed.reason},
        request_id=deed.request_id,
    )


async def set_status(session: AsyncSession, *, auth: Auth, deed: Deed, user_id: int, status: Status) -> UserView:
    """Suspend (every session ends) or reinstate."""
    before = await _target(session, deed, user_id)
    user = await users.set_status(session, user_id=user_id, status=status)
    if status != "active":
        await auth_public.end_sessions(session, auth=auth, user_id=user_id, reason=f"account_{status}")
    await _audit(session, deed, "users.status_set", user_id, before=before.status, after=status)
    return user


async def set_role(session: AsyncSession, *, auth: Auth, deed: Deed, user_id: int, role: Role) -> UserView:
    """Give a role; tokens that carry another die."""
    before = await _target(session, deed, user_id)
    user = await users.grant_role(session, user_id=user_id, role=role)
    await auth_public.outdate_tokens(session, auth=auth, user_id=user_id)
    await _audit(session, deed, "users.role_set", user_id, before=before.role, after=role)
    return user


async def set_tier(session: AsyncSession, *, auth: Auth, deed: Deed, user_id: int, tier: Tier) -> UserView:
    """Give a tier, with its line in the tier history; tokens that carry another die."""
    before = await _target(session, deed, user_id)
    user = await vip.set_tier(session, auth=auth, user_id=user_id, tier=tier, now=auth.clock.now())
    await _audit(session, deed, "users.tier_set", user_id, before=before.vip_tier, after=tier)
    return user


async def force_logout(session: AsyncSession, *, auth: Auth, deed: Deed, user_id: int) -> None:
    """End every session of a user."""
    await _target(session, deed, user_id)
    ended = await auth_public.end_sessions(session, auth=auth, user_id=user_id, reason="forced")
    await _audit(session, deed, "users.logged_out", user_id, sessions=ended)
