"""Every statement on users."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.users.contracts import NewUser, PublicName, Standing, UserView
from casino_club.domains.users.rules import email_key, nickname_key, site_id_key

_COLUMNS: Final = (
    "id, site_id, nickname, phone_number, email, birth_date, locale, avatar, notify, role, vip_tier, status, level,"
    " experience, vip_points, battlepass_level, total_spent, nickname_changed_at, created_at, last_login_at,"
    " excluded_until"
)
_INSERT: Final = text(
    f"""
    INSERT INTO users (site_id, site_id_key, nickname, nickname_key, phone_number, email, email_key, birth_date, locale,
        role, created_at)
    VALUES (:site_id, :site_id_key, :nickname, :nickname_key, :phone_number, :email, :email_key, :birth_date, :locale,
        :role, :now)
    RETURNING {_COLUMNS}"""  # noqa: S608 - constants only
)
_BY_ID: Final = f"SELECT {_COLUMNS} FROM users WHERE id = :id"  # noqa: S608
# One person's nickname may be another's login name: the login name wins.
_BY_LOGIN: Final = text(
    f"SELECT {_COLUMNS} FROM users WHERE site_id_key = :site_id_key OR nickname_key = :nickname_key"  # noqa: S608
    " ORDER BY site_id_key <> :site_id_key LIMIT 1"
)
_SEARCH: Final = text(
    f"SELECT {_COLUMNS} FROM users WHERE id > :after AND status <> 'deleted'"  # noqa: S608
    " AND (:prefix = '' OR starts_with(site_id_key, :prefix) OR starts_with(nickname_key, :nickname_prefix))"
    " ORDER BY id LIMIT :limit"
)
_NAME: Final = "SELECT id, nickname, avatar, level, vip_tier, status, excluded_until FROM users"
_NAMES: Final = text(f"{_NAME} WHERE id = ANY(:ids)").bindparams(bindparam("ids", type_=ARRAY(BIGINT)))
_BY_NICKNAME: Final = text(f"{_NAME} WHERE nickname_key = :nickname_key")
# In order of id: two batches that share players never wait for each other in a circle.
_LOCK_STANDINGS: Final = text(
    "SELECT id AS user_id, level, experience, vip_points, vip_tier FROM users WHERE id = ANY(:ids)"
    " ORDER BY id FOR NO KEY UPDATE"
).bindparams(bindparam("ids", type_=ARRAY(BIGINT)))
_WRITE_STANDINGS: Final = text(
    "UPDATE users u SET level = n.level, experience = n.experience, vip_points = n.vip_points"
    " FROM unnest(:ids, CAST(:levels AS int[]), :experiences, :points) AS n (id, level, experience, vip_points)"
    " WHERE u.id = n.id"
).bindparams(*(bindparam(name, type_=ARRAY(BIGINT)) for name in ("ids", "experiences", "points")))
# Locked in order of id, as the standings are.
_WRITE_PASS_LEVELS: Final = text(
    "WITH told AS (SELECT id, level FROM unnest(:ids, :levels) AS n (id, level)),"
    " held AS (SELECT u.id, told.level FROM users u JOIN told USING (id)"
    "   ORDER BY u.id FOR NO KEY UPDATE OF u)"
    " UPDATE users u SET battlepass_level = held.level FROM held WHERE u.id = held.id"
).bindparams(*(bindparam(name, type_=ARRAY(BIGINT)) for name in ("ids", "levels")))
# The keys hold characters no name may have, so nobody can take them.
_ANONYMISE: Final = text(
    "UPDATE users SET site_id = 'deleted', site_id_key = '!deleted:' || id, nickname = 'deleted',"
    " nickname_key = '!deleted:' || id, phone_number = NULL, email = NULL, email_key = NULL, birth_date = NULL,"
    " avatar = 'ring-1', notify = '{}', role = 'player', status = 'deleted', deleted_at = :now WHERE id = :id"
)
_SETTABLE: Final = frozenset(
    {
        "nickname",
        "nickname_key",
        "nickname_changed_at",
        "locale",
        "avatar",
        "notify",
        "role",
        "vip_tier",
        "status",
        "last_login_at",
        "birth_date",
        "excluded_until",
    }
)


def _view(row: Any) -> UserView:
    return UserView(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public row mapping


async def insert_user(session: AsyncSession, user: NewUser, now: datetime) -> UserView:
    """Insert a user whose facts the rules have cleaned. Raises IntegrityError when a name is taken."""
    facts = {
        "site_id": user.site_id,
        "site_id_key": site_id_key(user.site_id),
        "nickname": user.nickname,
        "nickname_key": nickname_key(user.nickname),
        "phone_number": user.phone_number,
        "email": user.email,
        "email_key": None if user.email is None else email_key(user.email),
        "birth_date": user.birth_date,
        "locale": user.locale,
        "role": user.role,
        "now": now,
    }
    return _view((await session.execute(_INSERT, facts)).one())


async def find_user(session: AsyncSession, user_id: int, *, lock: bool = False) -> UserView | None:
    """One user; `lock` holds the row until the transaction ends."""
    row = (await session.execute(text(_BY_ID + " FOR NO KEY UPDATE" if lock else _BY_ID), {"id": user_id})).first()
    return None if row is None else _view(row)


async def find_by_login(session: AsyncSession, login: str) -> UserView | None:
    """The user with this login name or nickname, in whatever case."""
    keys = {"site_id_key": site_id_key(login), "nickname_key": nickname_key(login)}
    row = (await session.execute(_BY_LOGIN, keys)).first()
    return None if row is None else _view(row)


async def search(session: AsyncSession, prefix: str, *, after: int, limit: int) -> list[UserView]:
    """Users by id whose login name or nickname begins with `prefix`."""
    facts = {
        "prefix": site_id_key(prefix),
        "nickname_prefix": nickname_key(prefix),
        "after": after,
        "limit": limit,
    }
    return [_view(row) for row in await session.execute(_SEARCH, facts)]


async def list_names(session: AsyncSession, user_ids: Iterable[int]) -> dict[int, PublicName]:
    """Names of those that exist, by id."""
    rows = await session.execute(_NAMES, {"ids": list(user_ids)})
    return {row["id"]: PublicName(**row) for row in rows.mappings()}


async def find_by_nickname(session: AsyncSession, nickname: str) -> PublicName | None:
    """The public name with this nickname, in whatever case."""
    row = (await session.execute(_BY_NICKNAME, {"nickname_key": nickname_key(nickname)})).mappings().first()
    return None if row is None else PublicName(**row)


async def update_user(session: AsyncSession, user_id: int, **facts: Any) -> UserView:
    """Set the named columns. Raises IntegrityError when the nickname is taken."""
    if unknown := facts.keys() - _SETTABLE:
        raise ValueError(f"not settable: {unknown}")
    sets = ", ".join(f"{column} = :{column}" for column in facts)
    statement = text(f"UPDATE users SET {sets} WHERE id = :id RETURNING {_COLUMNS}")  # noqa: S608 - names checked above
    if "notify" in facts:
        statement = statement.bindparams(bindparam("notify", type_=JSONB))
    return _view((await session.execute(statement, {**facts, "id": user_id})).one())


async def lock_standings(session: AsyncSession, user_ids: Iterable[int]) -> dict[int, Standing]:
    """Lock these rows; answers them by id."""
    rows = await session.execute(_LOCK_STANDINGS, {"ids": sorted(user_ids)})
    return {row["user_id"]: Standing(**row) for row in rows.mappings()}


async def write_standings(session: AsyncSession, standings: Iterable[Standing]) -> None:
    """Write rows the caller has locked."""
    lines = list(standings)
    facts = {
        "ids": [line.user_id for line in lines],
        "levels": [line.level for line in lines],
        "experiences": [line.experience for line in lines],
        "points": [line.vip_points for line in lines],
    }
    await session.execute(_WRITE_STANDINGS, facts)


async def write_battlepass_levels(session: AsyncSession, levels: Mapping[int, int]) -> None:
    """Write the pass levels of some users."""
    await session.execute(_WRITE_PASS_LEVELS, {"ids": list(levels.keys()), "levels": list(levels.values())})


async def anonymise(session: AsyncSession, user_id: int, now: datetime) -> None:
    """Take every personal fact out of the row; the row stays, for the ledger and the statistics."""
    await session.execute(_ANONYMISE, {"id": user_id, "now": now})


def violated_constraint(error: IntegrityError) -> str | None:
    """The name of the constraint behind an integrity error."""
    cause = getattr(error.orig, "__cause__", None)
    return getattr(cause, "constraint_name", None)
