"""`user`: make people, give them roles, help them back in. Each deed is in the audit log."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from casino_club.domains.users.contracts import Role
from casino_club.entrypoints.cli.context import load_settings, opened_database, out, with_engines

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from casino_club.domains.auth.public import Auth
    from casino_club.domains.users.contracts import UserView

user = typer.Typer(no_args_is_help=True, help="Create users, grant roles, reset passwords.")
T = TypeVar("T")

Login = Annotated[str, typer.Argument(help="Login name or nickname.")]
Password = Annotated[
    str | None,
    typer.Option(envvar="CASINO_CLUB_PASSWORD", help="Left out, one is made and shown once.", show_envvar=True),
]


@user.command()
def create(
    site_id: Annotated[str, typer.Argument(help="Login name.")],
    nickname: Annotated[str, typer.Argument(help="Name the others see.")],
    password: Password = None,
    role: Role = "player",
) -> None:
    """Create a user with everything a sign-up gives, who chooses an own password at the first log-in."""
    from casino_club.domains.account import service as account  # noqa: PLC0415
    from casino_club.domains.auth import public as auth_public  # noqa: PLC0415
    from casino_club.domains.users.contracts import NewUser  # noqa: PLC0415

    first = _chosen_or_made(password)

    async def work(auth: "Auth", session: "AsyncSession", password_hash: str) -> "UserView":
        created = await account.create_user(
            session,
            user=NewUser(site_id=site_id, nickname=nickname, role=role),
            password_hash=password_hash,
            must_change_password=True,
            now=auth.clock.now(),
        )
        await auth_public.record_audit(
            session,
            actor_id=None,
            action="user.create",
            target=f"user:{created.id}",
            facts={"by": "command line", "role": role},
            request_id=None,
        )
        return created

    created = _with_auth(work, password=first)
    out.print(f"user {created.id} {created.site_id} ({created.role})")
    _show(first, given=password is not None)


@user.command("grant-role")
def grant_role(login: Login, role: Role) -> None:
    """Give a role; access tokens that carry the old one end at once."""
    from casino_club.domains.auth import public as auth_public  # noqa: PLC0415
    from casino_club.domains.users import public as users  # noqa: PLC0415

    async def work(auth: "Auth", session: "AsyncSession", _: str) -> "UserView":
        found = await _require(session, login)
        changed = await users.grant_role(session, user_id=found.id, role=role)
        await auth_public.outdate_tokens(session, auth=auth, user_id=found.id)
        await auth_public.record_audit(
            session,
            actor_id=None,
            action="user.role",
            target=f"user:{found.id}",
            facts={"by": "command line", "before": found.role, "after": role},
            request_id=None,
        )
        return changed

    changed = _with_auth(work)
    out.print(f"user {changed.id} {changed.site_id} is {changed.role}")


@user.command("reset-password")
def reset_password(login: Login, password: Password = None) -> None:
    """Set a password and end every session; the user chooses an own one at the next log-in."""
    from casino_club.domains.auth import public as auth_public  # noqa: PLC0415

    fresh = _chosen_or_made(password)

    async def work(auth: "Auth", session: "AsyncSession", password_hash: str) -> "UserView":
        found = await _require(session, login)
        await auth_public.reset_password(session, auth=auth, user_id=found.id, password_hash=password_hash)
        await auth_public.record_audit(
            session,
            actor_id=None,
            action="user.reset_password",
            target=f"user:{found.id}",
            facts={"by": "command line"},
            request_id=None,
        )
        return found

    found = _with_auth(work, password=fresh)
    out.print(f"user {found.id} {found.site_id} has a new password and no session")
    _show(fresh, given=password is not None)


def _chosen_or_made(password: str | None) -> str:
    from casino_club.domains.auth import public as auth_public  # noqa: PLC0415

    chosen = password or secrets.token_urlsafe(12)
    auth_public.check_new_password(chosen)
    return chosen


def _show(password: str, *, given: bool) -> None:
    if not given:
        out.print(f"password (shown once): {password}", markup=False)


async def _require(session: "AsyncSession", login: str) -> "UserView":
    from casino_club.domains.users import public as users  # noqa: PLC0415
    from casino_club.domains.users.errors import UserNotFoundError  # noqa: PLC0415

    found = await users.find_by_login(session, login=login)
    if found is None:
        raise UserNotFoundError({"login": login})
    return found


def _with_auth(work: "Callable[[Auth, AsyncSession, str], Awaitable[T]]", password: str = "") -> T:
    """Run `work` in one transaction that ends sessions at once; its third argument is the hash of `password`."""
    from casino_club.domains.auth.public import make_auth  # noqa: PLC0415
    from casino_club.infra import redis  # noqa: PLC0415
    from casino_club.kernel.clock import SystemClock  # noqa: PLC0415

    settings = load_settings()

    async def run() -> T:
        async with opened_database(ready) as database:
            valkey = redis.connect(str(ready.redis_url))
            try:
                auth = make_auth(ready, database=database, redis=valkey, clock=SystemClock())
                password_hash = await auth.passwords.hash(password) if password else ""
                async with auth.feed.transaction() as session:
                    return await work(auth, session, password_hash)
            finally:
                await valkey.aclose()

    with with_engines(settings) as ready:
        return asyncio.run(run())
