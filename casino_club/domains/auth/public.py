"""The door to auth for other domains and for the entry points.

Functions that take a session first are part of the caller's transaction, which is `Auth.feed.transaction()` (the
`RevokingDb` dependency) wherever sessions may end: it makes the end hold at once.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import audit, repository, rules, runtime, service
from casino_club.domains.auth.contracts import Client, Deed, LoggedIn, Principal, SessionView, TokenPair
from casino_club.domains.auth.runtime import Auth
from casino_club.domains.auth.verifier import Verifier
from casino_club.domains.users.contracts import UserView
from casino_club.infra.db.engine import Database

__all__ = ["Auth", "Verifier", "make_auth"]

make_auth: Final = runtime.make_auth
check_new_password: Final = rules.check_password
clean_device: Final = rules.clean_device


async def log_in(auth: Auth, database: Database, *, login: str, password: str, client: Client) -> LoggedIn:
    """Open a session for who knows the password.

    Raises `InvalidCredentialsError` (an unknown login takes as long as a wrong password), `LoginLockedError` after five
    failures in ten minutes, and `AccountSuspendedError` or `AccountExcludedError` to who knows the password.
    """
    return await service.log_in(auth, database, login=login, password=password, client=client)


async def check_password(auth: Auth, database: Database, *, user_id: int, password: str) -> None:
    """Ask a logged-in user for the password again. Raises `WrongPasswordError`, `LoginLockedError`."""
    await service.check_password(auth, database, user_id=user_id, password=password)


async def open_session(session: AsyncSession, *, auth: Auth, user: UserView, client: Client) -> TokenPair:
    """A new session of a user created in this transaction."""
    return await service.open_session(session, auth=auth, user=user, client=client)


async def refresh(auth: Auth, *, token: str, client: Client) -> TokenPair:
    """A new pair for a refresh token, once.

    The second time the whole session ends (`RefreshReusedError`); within 30 s, cookie mode gets another pair instead.
    Raises `RefreshInvalidError` for everything else that is not good.
    """
    return await service.refresh(auth, token=token, client=client)


async def list_sessions(session: AsyncSession, *, user_id: int, now: datetime) -> list[SessionView]:
    """The user's live sessions, the latest seen first."""
    return await repository.list_sessions(session, user_id, now)


async def end_session(session: AsyncSession, *, auth: Auth, user_id: int, session_id: UUID, reason: str) -> None:
    """End one of the user's own sessions. Raises `SessionNotFoundError`."""
    await service.end_session(session, auth=auth, user_id=user_id, session_id=session_id, reason=reason)


async def end_sessions(session: AsyncSession, *, auth: Auth, user_id: int, reason: str, but: UUID | None = None) -> int:
    """End the user's sessions, all or all but one. Answers how many."""
    return await service.end_sessions(session, auth=auth, user_id=user_id, reason=reason, but=but)


async def exclude(session: AsyncSession, *, auth: Auth, user_id: int, until: datetime) -> None:
    """Shut the user out until then: every session ends on every device, log-in and refresh answer 403 with the end."""
    await service.exclude(session, auth=auth, user_id=user_id, until=until)


async def outdate_tokens(session: AsyncSession, *, auth: Auth, user_id: int) -> None:
    """After a change of role or tier: refuse the access tokens handed out so far, keep the sessions."""
    await service.outdate_tokens(session, auth=auth, user_id=user_id)


async def set_password(
    session: AsyncSession, *, user_id: int, password_hash: str, must_change: bool, now: datetime
) -> None:
    """Write the hash of a new user's password (`Auth.passwords.hash`, made outside any transaction)."""
    await service.set_password(session, user_id=user_id, password_hash=password_hash, must_change=must_change, now=now)


async def change_password(
    auth: Auth, database: Database, *, principal: Principal, current_password: str, new_password: str
) -> None:
    """The user's own change. Raises `WrongPasswordError`, `LoginLockedError`, `PasswordRefusedError`."""
    await service.change_password(
        auth, database, principal=principal, current_password=current_password, new_password=new_password
    )


async def reset_password(session: AsyncSession, *, auth: Auth, user_id: int, password_hash: str) -> None:
    """Somebody else's change: every session ends, and the user must choose an own password at the next log-in."""
    await service.reset_password(session, auth=auth, user_id=user_id, password_hash=password_hash)


async def forget_user(session: AsyncSession, *, auth: Auth, user_id: int) -> None:
    """End every session and delete the password, for good."""
    await service.forget_user(session, auth=auth, user_id=user_id)


async def record_audit(
    session: AsyncSession,
    *,
    actor_id: int | None,
    action: str,
    target: str,
    facts: dict[str, Any],
    request_id: str | None,
) -> None:
    """Append to the audit log what a person with power did. `facts` hold no secret."""
    await audit.record(session, actor_id=actor_id, action=action, target=target, facts=facts, request_id=request_id)


async def record_deed(session: AsyncSession, deed: Deed, *, action: str, target: str, facts: dict[str, Any]) -> None:
    """Append a deed to the audit log, with its reason when it has one. `facts` hold no secret."""
    await audit.record(
        session,
        actor_id=deed.actor_id,
        action=action,
        target=target,
        facts=facts if deed.reason is None else {"reason": deed.reason, **facts},
        request_id=deed.request_id,
    )


async def purge_expired(session: AsyncSession, *, now: datetime) -> None:
    """Delete revocations of dead tokens, failures outside any window, and sessions a week past their end."""
    await service.purge_expired(session, now=now)
