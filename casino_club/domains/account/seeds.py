"""Accounts that a fresh installation for development starts with. Never in production."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.account import service
from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.public import Auth
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import NewUser, Role
from casino_club.infra.db.engine import Database


@dataclass(frozen=True, slots=True)
class SeedAccount:
    """A seeded account. Its password is public, so it must be changed at the first log-in."""

    site_id: str
    password: str
    role: Role = "player"


SEEDS: Final = (
    SeedAccount("admin", "123456", "admin"),
    *(SeedAccount(f"user00{number}", "123455") for number in range(1, 5)),
)
RESETTABLE: Final = SEEDS[2]


async def seed_accounts(auth: Auth, database: Database) -> list[str]:
    """Make the seeded accounts that do not exist; answers their login names."""
    made: list[str] = []
    for account in SEEDS:
        async with database.read() as session:
            if await users.find_by_login(session, login=account.site_id) is not None:
                continue
        password_hash = await auth.passwords.hash(account.password)
        async with database.transaction() as session:
            await service.create_user(
                session,
                user=NewUser(site_id=account.site_id, nickname=account.site_id, role=account.role),
                password_hash=password_hash,
                must_change_password=True,
                now=auth.clock.now(),
            )
        made.append(account.site_id)
    return made


async def reset_account(session: AsyncSession, *, auth: Auth, account: SeedAccount, password_hash: str) -> None:
    """Put a seeded account back: its password, its standing, no session. Money and rounds stay."""
    user = await users.find_by_login(session, login=account.site_id)
    if user is None:
        await service.create_user(
            session,
            user=NewUser(site_id=account.site_id, nickname=account.site_id, role=account.role),
            password_hash=password_hash,
            must_change_password=True,
            now=auth.clock.now(),
        )
        return
    await users.set_status(session, user_id=user.id, status="active")
    await auth_public.reset_password(session, auth=auth, user_id=user.id, password_hash=password_hash)
