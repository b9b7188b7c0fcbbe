"""Use cases of accounts. Those that take `auth` and `database` first run their own transactions."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.account.contracts import Entry, OwnData, OwnUser, Profile
from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.contracts import Client
from casino_club.domains.auth.public import Auth
from casino_club.domains.fairness import public as fairness
from casino_club.domains.friends import public as friends
from casino_club.domains.games import public as games
from casino_club.domains.invites import public as invites
from casino_club.domains.notifications import public as notifications
from casino_club.domains.onboarding import public as onboarding
from casino_club.domains.partners import public as partners
from casino_club.domains.quiz import public as quiz
from casino_club.domains.rewards import public as rewards
from casino_club.domains.shop import public as shop
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import NewUser, UserView
from casino_club.domains.users.errors import UserNotFoundError
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database

EXPORT_ROWS_MAX: Final = 10_000


async def create_user(
    session: AsyncSession, *, user: NewUser, password_hash: str, must_change_password: bool, now: datetime
) -> UserView:
    """A user with everything a player has: password, accounts, seeds, welcome gold. One transaction."""
    created = await users.create(session, user=user, now=now)
    await auth_public.set_password(
        session, user_id=created.id, password_hash=password_hash, must_change=must_change_password, now=now
    )
    await wallet.open_accounts(session, user_id=created.id)
    await fairness.open_seeds(session, user_id=created.id)
    await rewards.grant_welcome(session, user_id=created.id, now=now)
    return created


async def sign_up(
    auth: Auth,
    database: Database,
    *,
    user: NewUser,
    password: str,
    invite_code: str,
    unlimited_code: str,
    client: Client,
) -> Entry:
    """Make a user for an invite code, and log them in."""
    auth_public.check_new_password(password)
    async with database.read() as session:  # a bad code costs nobody a password hash
        await invites.require(session, code=invite_code, unlimited_code=unlimited_code, now=auth.clock.now())
    password_hash = await auth.passwords.hash(password)
    async with auth.feed.transaction() as session:
        now = auth.clock.now()
        created = await create_user(
            session, user=user, password_hash=password_hash, must_change_password=False, now=now
        )
        await invites.consume(session, code=invite_code, unlimited_code=unlimited_code, user_id=created.id, now=now)
        created = await users.record_login(session, user_id=created.id, now=now)
        tokens = await auth_public.open_session(session, auth=auth, user=created, client=client)
        own = await own_user(session, user=created, must_change_password=False)
    return Entry(own, tokens)


async def log_in(auth: Auth, database: Database, *, login: str, password: str, client: Client) -> Entry:
    """Open a session, and show the user with it."""
    entered = await auth_public.log_in(auth, database, login=login, password=password, client=client)
    async with database.read() as session:
        own = await own_user(session, user=entered.user, must_change_password=entered.must_change_password)
    return Entry(own, entered.tokens)


async def own_user(session: AsyncSession, *, user: UserView, must_change_password: bool) -> OwnUser:
    """The user with what other domains know of them."""
    balances = await wallet.balances_of(session, user_id=user.id)
    return OwnUser(
        id=user.id,
        site_id=user.site_id,
        nickname=user.nickname,
        role=user.role,
        is_admin=user.role == "admin",
        vip_tier=user.vip_tier,
        gold_balance=balances["gold"],
        gem_balance=balances["gem"],
        level=user.level,
        experience=user.experience,
        max_experience=users.max_experience(user.level),
        vip_points=user.vip_points,
        battlepass_level=user.battlepass_level,
        total_spent=user.total_spent,
        avatar=user.avatar,
        locale=user.locale,
        must_change_password=must_change_password,
        created_at=user.created_at,
        last_login_at=user.last_login_at,
    )


async def get_profile(session: AsyncSession, *, user_id: int, seen_by: int, now: datetime) -> Profile:
    """A player with their totals and what they play now. Raises `UserNotFoundError`, also between two of whom one has
    blocked the other."""
    if await friends.is_blocked(session, one=user_id, other=seen_by):
        raise UserNotFoundError
    user = await users.get(session, user_id=user_id)
    stats = await games.stats_of(session, user_id=user_id, period="all", now=now)
    return Profile(user, stats, await games.current_session(session, user_id=user_id))


def _personal(user: UserView) -> dict[str, Any]:
    return {key: value for key, value in asdict(user).items() if key != "status"}


async def export(session: AsyncSession, *, user_id: int, now: datetime) -> OwnData:
    """All that is kept about a user, the newest rows of each history first."""
    user = await users.get(session, user_id=user_id)
    postings = await wallet.list_postings(session, user_id=user_id, limit=EXPORT_ROWS_MAX + 1)
    rounds = await games.list_rounds(session, user_id=user_id, limit=EXPORT_ROWS_MAX + 1)
    grants = await rewards.list_grants(session, user_id=user_id, limit=EXPORT_ROWS_MAX + 1)
    purchases = await shop.list_purchases(session, user_id=user_id, limit=EXPORT_ROWS_MAX + 1)
    return OwnData(
        exported_at=now,
        user=_personal(user),
        balances=await wallet.balances_of(session, user_id=user_id),
        sessions=await auth_public.list_sessions(session, user_id=user_id, now=now),
        stats=await games.stats_of(session, user_id=user_id, period="all", now=now),
        postings=postings[:EXPORT_ROWS_MAX],
        rounds=rounds[:EXPORT_ROWS_MAX],
        friends=await friends.export(session, user_id=user_id),
        rewards=grants[:EXPORT_ROWS_MAX],
        quiz=await quiz.list_results(session, user_id=user_id),
        purchases=purchases[:EXPORT_ROWS_MAX],
        partners=await partners.export(session, user_id=user_id),
        complete=max(len(postings), len(rounds), len(grants), len(purchases)) <= EXPORT_ROWS_MAX,
    )


async def delete(auth: Auth, database: Database, *, user_id: int, password: str) -> None:
    """Take the person out of the club for good; ledger and statistics keep their numbers."""
    await auth_public.check_password(auth, database, user_id=user_id, password=password)
    async with auth.feed.transaction() as session:
        await auth_public.forget_user(session, auth=auth, user_id=user_id)
        await friends.forget(session, user_id=user_id)
        await notifications.forget(session, user_id=user_id)
        await onboarding.erase(session, user_id=user_id)
        await quiz.erase(session, user_id=user_id)
        await partners.forget(session, user_id=user_id, now=auth.clock.now())
        await users.anonymise(session, user_id=user_id, now=auth.clock.now())
