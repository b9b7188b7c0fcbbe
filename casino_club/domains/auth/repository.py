"""Every statement on credentials, failures, sessions, refresh tokens and revocations.

Whoever changes a user's sessions holds the user's row: a suspension comes wholly before or wholly after a refresh.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.contracts import Client, Revocation, SessionView

_SET_CREDENTIAL: Final = text(
    "INSERT INTO credentials (user_id, password_hash, must_change_password, changed_at)"
    " VALUES (:user_id, :hash, :must_change, :now) ON CONFLICT (user_id) DO UPDATE SET"
    " password_hash = excluded.password_hash, must_change_password = excluded.must_change_password,"
    " changed_at = excluded.changed_at"
)
_CREDENTIAL: Final = text("SELECT password_hash, must_change_password FROM credentials WHERE user_id = :user_id")
_LOCK_SUBJECT: Final = text("SELECT pg_advisory_xact_lock(:key)")
_FAILURES: Final = text(
    "SELECT failed_at FROM login_failures WHERE subject = :subject AND failed_at > :since"
    " ORDER BY failed_at DESC LIMIT :limit"
)
_SESSION_COLUMNS: Final = "id, device, ip, created_at, last_seen_at, expires_at"
_SESSIONS: Final = text(
    f"SELECT {_SESSION_COLUMNS} FROM sessions WHERE user_id = :user_id AND ended_at IS NULL AND expires_at > :now"  # noqa: S608
    " ORDER BY last_seen_at DESC, id"
)
_END: Final = text(
    "UPDATE sessions SET ended_at = :now, end_reason = :reason"
    " WHERE id = ANY(:ids) AND user_id = :user_id AND ended_at IS NULL RETURNING id"
).bindparams(bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True))))
_LIVE_IDS: Final = text(
    "SELECT id FROM sessions WHERE user_id = :user_id AND ended_at IS NULL ORDER BY last_seen_at DESC, id"
)
_REFRESH: Final = text(
    "SELECT s.id AS session_id, s.user_id, s.cookie_mode, s.ended_at, t.expires_at, t.used_at"
    " FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.token_hash = :hash"
)
_REVOCATIONS: Final = "SELECT kind, user_id, session_id, at, expires_at FROM revocations WHERE "


def _facts(row: Any) -> dict[str, Any]:
    return row._asdict()


@dataclass(frozen=True, slots=True)
class Credential:
    """How a user proves who they are."""

    password_hash: str
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class RefreshState:
    """A refresh token with its session."""

    session_id: UUID
    user_id: int
    cookie_mode: bool
    ended_at: datetime | None
    expires_at: datetime
    used_at: datetime | None


async def find_credential(session: AsyncSession, user_id: int) -> Credential | None:
    row = (await session.execute(_CREDENTIAL, {"user_id": user_id})).first()
    return None if row is None else Credential(row.password_hash, row.must_change_password)


async def set_credential(
    session: AsyncSession, user_id: int, password_hash: str, *, must_change: bool, now: datetime
) -> None:
    facts = {"user_id": user_id, "hash": password_hash, "must_change": must_change, "now": now}
    await session.execute(_SET_CREDENTIAL, facts)


async def delete_credential(session: AsyncSession, user_id: int) -> None:
    await session.execute(text("DELETE FROM credentials WHERE user_id = :user_id"), {"user_id": user_id})


async def lock_subject(session: AsyncSession, subject: str) -> None:
    """Be alone in judging this login until the transaction ends."""
    digest = hashlib.sha256(f"login:{subject}".encode()).digest()
    await session.execute(_LOCK_SUBJECT, {"key": int.from_bytes(digest[:8], signed=True)})


async def list_failures(session: AsyncSession, subject: str, *, since: datetime, limit: int) -> list[datetime]:
    rows = await session.execute(_FAILURES, {"subject": subject, "since": since, "limit": limit})
    return [row.failed_at for row in rows]


async def add_failure(session: AsyncSession, subject: str, now: datetime) -> None:
    statement = text("INSERT INTO login_failures (subject, failed_at) VALUES (:subject, :now)")
    await session.execute(statement, {"subject": subject, "now": now})


async def clear_failures(session: AsyncSession, subject: str) -> None:
    await session.execute(text("DELETE FROM login_failures WHERE subject = :subject"), {"subject": subject})


async def insert_session(
    session: AsyncSession, session_id: UUID, user_id: int, client: Client, *, now: datetime, expires_at: datetime
) -> None:
    statement = text(
        "INSERT INTO sessions (id, user_id, device, ip, cookie_mode, created_at, last_seen_at, expires_at)"
        " VALUES (:id, :user_id, :device, :ip, :cookie_mode, :now, :now, :expires_at)"
    )
    facts: dict[str, Any] = {"id": session_id, "user_id": user_id, "device": client.device, "ip": client.ip}
    facts |= {"cookie_mode": client.cookie_mode, "now": now, "expires_at": expires_at}
    await session.execute(statement, facts)


async def is_new_device(session: AsyncSession, user_id: int, device: str) -> bool:
    """True when the user has had sessions, and none of them on this device."""
    statement = text("SELECT count(*) > 0 AND NOT bool_or(device = :device) FROM sessions WHERE user_id = :user_id")
    return bool((await session.execute(statement, {"user_id": user_id, "device": device})).scalar_one())


async def touch_session(
    session: AsyncSession, session_id: UUID, client: Client, *, now: datetime, expires_at: datetime
) -> None:
    statement = text(
        "UPDATE sessions SET device = :device, ip = :ip, last_seen_at = :now, expires_at = :expires_at WHERE id = :id"
    )
    facts = {"id": session_id, "device": client.device, "ip": client.ip, "now": now, "expires_at": expires_at}
    await session.execute(statement, facts)


async def list_sessions(session: AsyncSession, user_id: int, now: datetime) -> list[SessionView]:
    """Live sessions, the latest seen first."""
    rows = await session.execute(_SESSIONS, {"user_id": user_id, "now": now})
    return [SessionView(**_facts(row)) for row in rows]


async def live_session_ids(session: AsyncSession, user_id: int) -> list[UUID]:
    """Sessions not ended, the latest seen first."""
    return [row.id for row in await session.execute(_LIVE_IDS, {"user_id": user_id})]


async def end_sessions(
    session: AsyncSession, user_id: int, ids: Sequence[UUID], *, reason: str, now: datetime
) -> list[UUID]:
    """End those of `ids` that are the user's and live; answers which they were."""
    facts = {"user_id": user_id, "ids": list(ids), "reason": reason, "now": now}
    return [row.id for row in await session.execute(_END, facts)]


async def insert_refresh(
    session: AsyncSession, session_id: UUID, token_hash: bytes, *, now: datetime, expires_at: datetime
) -> None:
    statement = text(
        "INSERT INTO refresh_tokens (token_hash, session_id, created_at, expires_at)"
        " VALUES (:hash, :session_id, :now, :expires_at)"
    )
    await session.execute(
        statement, {"hash": token_hash, "session_id": session_id, "now": now, "expires_at": expires_at}
    )


async def find_refresh(session: AsyncSession, token_hash: bytes) -> RefreshState | None:
    row = (await session.execute(_REFRESH, {"hash": token_hash})).first()
    return None if row is None else RefreshState(**_facts(row))


async def mark_refresh_used(session: AsyncSession, token_hash: bytes, now: datetime) -> None:
    statement = text("UPDATE refresh_tokens SET used_at = :now WHERE token_hash = :hash AND used_at IS NULL")
    await session.execute(statement, {"hash": token_hash, "now": now})


async def insert_revocation(session: AsyncSession, revocation: Revocation) -> None:
    statement = text(
        "INSERT INTO revocations (kind, user_id, session_id, at, expires_at)"
        " VALUES (:kind, :user_id, :session_id, :at, :expires_at)"
    )
    facts = {
        "kind": revocation.kind,
        "user_id": revocation.user_id,
        "session_id": revocation.session_id,
        "at": revocation.at,
        "expires_at": revocation.expires_at,
    }
    await session.execute(statement, facts)


async def list_revocations(session: AsyncSession, *, now: datetime, since: datetime | None) -> list[Revocation]:
    """Revocations that still concern a living token, made after `since` or all."""
    where = "expires_at > :now" if since is None else "expires_at > :now AND at > :since"
    facts = {"now": now} if since is None else {"now": now, "since": since}
    rows = await session.execute(text(_REVOCATIONS + where), facts)
    return [Revocation(**_facts(row)) for row in rows]


_PURGES: Final = (
    text("DELETE FROM revocations WHERE expires_at < :now"),
    text("DELETE FROM login_failures WHERE failed_at < :failures_before"),
    text("DELETE FROM refresh_tokens WHERE expires_at < :sessions_before"),
    text(
        "DELETE FROM sessions s WHERE s.expires_at < :sessions_before"
        " AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.session_id = s.id)"
    ),
)


async def purge(session: AsyncSession, *, now: datetime, failures_before: datetime, sessions_before: datetime) -> None:
    """Delete what nobody can use any more."""
    facts = {"now": now, "failures_before": failures_before, "sessions_before": sessions_before}
    for statement in _PURGES:
        await session.execute(statement, facts)
