"""Use cases of auth: log in, stay in, get out.

Functions that take `auth` first run their own transactions: a refusal that must be remembered (a failed log-in, a
reused token) commits, and is raised after.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import repository, rules
from casino_club.domains.auth.contracts import (
    Client,
    LoggedIn,
    Principal,
    Revocation,
    RevocationKind,
    TokenPair,
)
from casino_club.domains.auth.errors import (
    AccountExcludedError,
    AccountSuspendedError,
    InvalidCredentialsError,
    LoginLockedError,
    PasswordRefusedError,
    RefreshInvalidError,
    RefreshReusedError,
    SessionNotFoundError,
    WrongPasswordError,
)
from casino_club.domains.auth.events import NEW_DEVICE, PASSWORD_CHANGED
from casino_club.domains.auth.revocations import record
from casino_club.domains.auth.runtime import Auth
from casino_club.domains.auth.tokens import new_refresh_token, refresh_hash
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import UserView
from casino_club.domains.users.errors import UserNotFoundError
from casino_club.infra.db.engine import Database
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import DomainError
from casino_club.kernel.ids import uuid7

LOGINS: Final = Counter("casino_club_logins_total", "Tries to log in, by result", ["result"])
REFRESHES_REUSED: Final = Counter("casino_club_refresh_reused_total", "Sessions ended by a reused token")


async def log_in(auth: Auth, database: Database, *, login: str, password: str, client: Client) -> LoggedIn:
    """Open a session for who knows the password. See `auth.public.log_in`."""
    async with database.read() as session:
        user = await users.find_by_login(session, login=login)
        known = None if user is None else await repository.find_credential(session, user.id)
        subject = f"user:{user.id}" if user and known else _nobody(login)
        await _refuse_locked(session, subject, auth.clock.now())
    good = await auth.passwords.verify(password, known.password_hash if known else None)
    async with auth.feed.transaction() as session:
        refusal = await _judge_try(session, subject, good=good, now=auth.clock.now(), wrong=InvalidCredentialsError)
        if refusal is None and user is not None and known is not None:
            user = await users.record_login(session, user_id=user.id, now=auth.clock.now())
            if await repository.find_credential(session, user.id) != known:
                raise InvalidCredentialsError  # changed while it was being checked
            if user.status == "suspended":
                raise AccountSuspendedError
            _refuse_excluded(user, auth.clock.now())
            if await repository.is_new_device(session, user.id, client.device):
                told = {"device": rules.device_name(client.device)}
                publish(session, type_=NEW_DEVICE, user_id=user.id, data=told)
            tokens = await open_session(
                session, auth=auth, user=user, client=client, must_change_password=known.must_change_password
            )
            LOGINS.labels("ok").inc()
            return LoggedIn(user, tokens, known.must_change_password)
    LOGINS.labels(refusal.code if refusal else InvalidCredentialsError.code).inc()
    raise refusal or InvalidCredentialsError


def _refuse_excluded(user: UserView, now: datetime) -> None:
    if user.excluded_until is not None and user.excluded_until > now:
        raise AccountExcludedError(user.excluded_until)


def _nobody(login: str) -> str:
    return "login:" + hashlib.sha256(login.lower().encode("utf-8", "surrogatepass")).hexdigest()


async def _refuse_locked(session: AsyncSession, subject: str, now: datetime) -> None:
    failures = await repository.list_failures(
        session, subject, since=now - rules.LOGIN_WINDOW, limit=rules.LOGIN_FAILURES_MAX
    )
    if left_s := rules.locked_for_s(failures, now):
        LOGINS.labels(LoginLockedError.code).inc()
        raise LoginLockedError(left_s)


async def _judge_try(
    session: AsyncSession, subject: str, *, good: bool, now: datetime, wrong: type[DomainError]
) -> DomainError | None:
    """Count one checked password, one at a time for each subject: of many guesses at once only five are answered."""
    await repository.lock_subject(session, subject)
    await _refuse_locked(session, subject, now)
    if good:
        await repository.clear_failures(session, subject)
        return None
    await repository.add_failure(session, subject, now)
    return wrong()


async def check_password(auth: Auth, database: Database, *, user_id: int, password: str) -> str:
    """Ask a logged-in user for the password again; failures count as failed log-ins do. Answers its hash."""
    subject = f"user:{user_id}"
    async with database.read() as session:
        await _refuse_locked(session, subject, auth.clock.now())
        known = await repository.find_credential(session, user_id)
    good = await auth.passwords.verify(password, known.password_hash if known else None)
    async with database.transaction() as session:
        refusal = await _judge_try(session, subject, good=good, now=auth.clock.now(), wrong=WrongPasswordError)
    if refusal is not None or known is None:
        raise refusal or WrongPasswordError
    return known.password_hash


async def open_session(
    session: AsyncSession, *, auth: Auth, user: UserView, client: Client, must_change_password: bool = False
) -> TokenPair:
    """A new session with its first pair of tokens. The caller holds the user's row."""
    now = auth.clock.now()
    live = await repository.live_session_ids(session, user.id)
    await _end(session, auth, user.id, live[rules.SESSIONS_MAX - 1 :], reason="too_many")
    session_id = uuid7()
    await repository.insert_session(session, session_id, user.id, client, now=now, expires_at=now + auth.refresh_ttl)
    return await _hand_out(session, auth, user, session_id, must_change_password=must_change_password)


async def _hand_out(
    session: AsyncSession, auth: Auth, user: UserView, session_id: UUID, *, must_change_password: bool
) -> TokenPair:
    now = auth.clock.now()
    refresh_token = new_refresh_token()
    await repository.insert_refresh(
        session, session_id, refresh_hash(refresh_token), now=now, expires_at=now + auth.refresh_ttl
    )
    principal = Principal(
        user_id=user.id,
        session_id=session_id,
        role=user.role,
        tier=user.vip_tier,
        issued_at=now,
        expires_at=now + auth.tokens.ttl,
        must_change_password=must_change_password,
    )
    return TokenPair(
        access_token=auth.tokens.sign(principal),
        refresh_token=refresh_token,
        expires_in_s=int(auth.tokens.ttl.total_seconds()),
        refresh_expires_in_s=int(auth.refresh_ttl.total_seconds()),
        session_id=session_id,
        user_id=user.id,
    )


async def refresh(auth: Auth, *, token: str, client: Client) -> TokenPair:
    """A new pair for a refresh token, once. See `auth.public.refresh`."""
    token_hash = refresh_hash(token)
    async with auth.feed.transaction() as session:
        found = await repository.find_refresh(session, token_hash)
        if found is None:
            raise RefreshInvalidError
        try:
            user = await users.get(session, user_id=found.user_id, lock=True)
        except UserNotFoundError as error:
            raise RefreshInvalidError from error
        state = await repository.find_refresh(session, token_hash)  # as it is now that the user's row is ours
        now = auth.clock.now()
        _refuse_excluded(user, now)
        if (
            state is None
            or state.ended_at is not None
            or state.expires_at <= now
            or state.cookie_mode != client.cookie_mode
            or user.status != "active"
        ):
            raise RefreshInvalidError
        # A client that holds its token alone never sends it twice; tabs that share one cookie do.
        in_grace = state.cookie_mode and state.used_at is not None and now - state.used_at <= rules.REFRESH_GRACE
        if state.used_at is None or in_grace:
            await repository.mark_refresh_used(session, token_hash, now)
            await repository.touch_session(
                session, state.session_id, client, now=now, expires_at=now + auth.refresh_ttl
            )
            credential = await repository.find_credential(session, user.id)
            must_change = credential is not None and credential.must_change_password
            return await _hand_out(session, auth, user, state.session_id, must_change_password=must_change)
        await _end(session, auth, user.id, [state.session_id], reason="refresh_reused")
    REFRESHES_REUSED.inc()
    raise RefreshReusedError


def _revocation(auth: Auth, kind: RevocationKind, user_id: int, session_id: UUID | None = None) -> Revocation:
    now = auth.clock.now()
    return Revocation(kind, user_id, session_id, now, now + auth.tokens.ttl)


async def _end(session: AsyncSession, auth: Auth, user_id: int, ids: Sequence[UUID], *, reason: str) -> list[UUID]:
    if not ids:
        return []
    ended = await repository.end_sessions(session, user_id, ids, reason=reason, now=auth.clock.now())
    for session_id in ended:
        await record(session, _revocation(auth, "session_ended", user_id, session_id))
    return ended


async def end_session(session: AsyncSession, *, auth: Auth, user_id: int, session_id: UUID, reason: str) -> None:
    """End one of the user's sessions. Raises `SessionNotFoundError` for anybody else's."""
    await users.get(session, user_id=user_id, lock=True)
    if not await _end(session, auth, user_id, [session_id], reason=reason):
        raise SessionNotFoundError


async def end_sessions(session: AsyncSession, *, auth: Auth, user_id: int, reason: str, but: UUID | None = None) -> int:
    """End the user's sessions, all or all but one. Answers how many."""
    await users.get(session, user_id=user_id, lock=True)
    ids = [session_id for session_id in await repository.live_session_ids(session, user_id) if session_id != but]
    return len(await _end(session, auth, user_id, ids, reason=reason))


async def exclude(session: AsyncSession, *, auth: Auth, user_id: int, until: datetime) -> None:
    """Shut the user out: no log-in, no refresh, every session and live connection ends, until then."""
    await users.exclude(session, user_id=user_id, until=until)
    await record(session, _revocation(auth, "account_excluded", user_id))
    await end_sessions(session, auth=auth, user_id=user_id, reason="excluded")


async def outdate_tokens(session: AsyncSession, *, auth: Auth, user_id: int) -> None:
    """Refuse the access tokens handed out so far; the sessions live, and a refresh brings a true one."""
    await users.get(session, user_id=user_id, lock=True)
    await record(session, _revocation(auth, "tokens_outdated", user_id))


async def set_password(
    session: AsyncSession, *, user_id: int, password_hash: str, must_change: bool, now: datetime
) -> None:
    """Write a password's hash. The caller has made it with `auth.passwords`, outside any transaction."""
    await repository.set_credential(session, user_id, password_hash, must_change=must_change, now=now)


async def change_password(
    auth: Auth, database: Database, *, principal: Principal, current_password: str, new_password: str
) -> None:
    """The user's own change: the other sessions end, this one goes on with the token it has."""
    known_hash = await check_password(auth, database, user_id=principal.user_id, password=current_password)
    rules.check_password(new_password)
    if rules.normal_password(new_password) == rules.normal_password(current_password):
        raise PasswordRefusedError("unchanged")
    new_hash = await auth.passwords.hash(new_password)
    user_id = principal.user_id
    async with auth.feed.transaction() as session:
        await users.get(session, user_id=user_id, lock=True)
        known = await repository.find_credential(session, user_id)
        if known is None or known.password_hash != known_hash:
            raise WrongPasswordError  # changed by another session meanwhile
        await set_password(session, user_id=user_id, password_hash=new_hash, must_change=False, now=auth.clock.now())
        await end_sessions(session, auth=auth, user_id=user_id, reason="password_changed", but=principal.session_id)
        publish(session, type_=PASSWORD_CHANGED, user_id=user_id, data={})
        if known.must_change_password:
            await record(session, _revocation(auth, "password_changed", user_id))


async def reset_password(session: AsyncSession, *, auth: Auth, user_id: int, password_hash: str) -> None:
    """Somebody else's change: every session ends, locks are lifted, and the user must choose an own password."""
    await end_sessions(session, auth=auth, user_id=user_id, reason="password_reset")
    await set_password(session, user_id=user_id, password_hash=password_hash, must_change=True, now=auth.clock.now())
    await repository.clear_failures(session, f"user:{user_id}")
    publish(session, type_=PASSWORD_CHANGED, user_id=user_id, data={})


async def forget_user(session: AsyncSession, *, auth: Auth, user_id: int) -> None:
    """End every session and delete the password, for good."""
    await end_sessions(session, auth=auth, user_id=user_id, reason="account_deleted")
    await repository.delete_credential(session, user_id)
    await repository.clear_failures(session, f"user:{user_id}")


async def purge_expired(session: AsyncSession, *, now: datetime) -> None:
    """Delete what nobody can use any more; expired sessions stay a week for support."""
    await repository.purge(
        session, now=now, failures_before=now - rules.LOGIN_WINDOW, sessions_before=now - timedelta(days=7)
    )
