"""Every statement on invite codes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.invites.contracts import InviteCode

_COLUMNS: Final = "id, code, note, active, expires_at, created_by, created_at, used_by, used_at"
_BY_CODE: Final = text(f"SELECT {_COLUMNS} FROM invite_codes WHERE code = :code")  # noqa: S608 - constants only
_LIST: Final = text(f"SELECT {_COLUMNS} FROM invite_codes WHERE id < :before ORDER BY id DESC LIMIT :limit")  # noqa: S608
_INSERT: Final = text(
    f"""
    INSERT INTO invite_codes (code, note, expires_at, created_by, created_at)
    SELECT unnest(:codes), :note, :expires_at, :created_by, :now
    ON CONFLICT (code) DO NOTHING RETURNING {_COLUMNS}"""
).bindparams(bindparam("codes", type_=ARRAY(TEXT)))
# The row lock makes the second of two racing sign-ups wait, and then see that the code is used.
_CONSUME: Final = text(
    "UPDATE invite_codes SET used_by = :user_id, used_at = :now WHERE code = :code AND used_by IS NULL AND active"
    " AND (expires_at IS NULL OR expires_at > :now) RETURNING id"
)
_DEACTIVATE: Final = text(f"UPDATE invite_codes SET active = false WHERE id = :id RETURNING {_COLUMNS}")  # noqa: S608


def _invite(row: Any) -> InviteCode:
    return InviteCode(**row._asdict())


async def find_by_code(session: AsyncSession, code: str) -> InviteCode | None:
    row = (await session.execute(_BY_CODE, {"code": code})).first()
    return None if row is None else _invite(row)


async def list_codes(session: AsyncSession, *, before: int, limit: int) -> list[InviteCode]:
    """Codes older than `before`, newest first."""
    return [_invite(row) for row in await session.execute(_LIST, {"before": before, "limit": limit})]


async def insert_codes(
    session: AsyncSession,
    codes: Sequence[str],
    *,
    note: str | None,
    expires_at: datetime | None,
    created_by: int | None,
    now: datetime,
) -> list[InviteCode]:
    """Insert those codes that do not exist; answers them."""
    facts = {"codes": list(codes), "note": note, "expires_at": expires_at, "created_by": created_by, "now": now}
    return [_invite(row) for row in await session.execute(_INSERT, facts)]


async def consume(session: AsyncSession, code: str, *, user_id: int, now: datetime) -> bool:
    """Use the code up for this user; false when it is not open."""
    return (await session.execute(_CONSUME, {"code": code, "user_id": user_id, "now": now})).first() is not None


async def deactivate(session: AsyncSession, invite_id: int) -> InviteCode | None:
    row = (await session.execute(_DEACTIVATE, {"id": invite_id})).first()
    return None if row is None else _invite(row)
