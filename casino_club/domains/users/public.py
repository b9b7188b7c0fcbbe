"""The door to users for other domains. Every function takes part in the caller's transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.users import repository, rules, service
from casino_club.domains.users.contracts import Gain, NewUser, PublicName, Role, Standing, Status, Tier, UserView

AVATARS = rules.AVATARS
NOTIFY_CHANNELS = rules.NOTIFY_CHANNELS
clean_site_id = rules.clean_site_id
clean_nickname = rules.clean_nickname
clean_phone = rules.clean_phone
clean_email = rules.clean_email
clean_birth_date = rules.clean_birth_date


risen = rules.risen


def max_experience(level: int) -> int:
    """Experience that completes `level`."""
    return rules.max_experience(level)


async def create(session: AsyncSession, *, user: NewUser, now: datetime) -> UserView:
    """Create a user and tell the club.

    Raises `SiteIdTakenError`, `NicknameTakenError`, `PhoneTakenError` or `EmailTakenError`, also for the loser of a
    race, and `errors.RefusedInputError` for a name no rule allows.
    """
    return await service.create(session, user=user, now=now)


async def get(session: AsyncSession, *, user_id: int, lock: bool = False) -> UserView:
    """A user who has not been deleted; `lock` holds the row. Raises `UserNotFoundError`."""
    return await service.get(session, user_id=user_id, lock=lock)


async def find_by_login(session: AsyncSession, *, login: str) -> UserView | None:
    """The user with this login name or nickname, whatever its status but deleted."""
    return await repository.find_by_login(session, login)


async def search(session: AsyncSession, *, prefix: str, after: int, limit: int) -> list[UserView]:
    """Users in order of id whose login name or nickname begins with `prefix`."""
    return await repository.search(session, prefix, after=after, limit=limit)


async def list_names(session: AsyncSession, *, user_ids: Iterable[int]) -> dict[int, PublicName]:
    """What anybody may see of these users, by id, in one query; ids nobody has are left out."""
    return await repository.list_names(session, user_ids)


async def find_by_nickname(session: AsyncSession, *, nickname: str) -> PublicName | None:
    """What anybody may see of the player with exactly this nickname, by what nicknames are unique by."""
    return await repository.find_by_nickname(session, nickname)


async def change_profile(
    session: AsyncSession,
    *,
    user_id: int,
    now: datetime,
    nickname: str | None = None,
    locale: str | None = None,
    avatar: str | None = None,
    notify: dict[str, bool] | None = None,
) -> UserView:
    """Change what is given. Raises `NicknameTakenError`, `NicknameCooldownError`."""
    return await service.change_profile(
        session, user_id=user_id, now=now, nickname=nickname, locale=locale, avatar=avatar, notify=notify
    )


async def grant_role(session: AsyncSession, *, user_id: int, role: Role) -> UserView:
    """Give a role; outdate the user's tokens in the same transaction (`auth.public.outdate_tokens`)."""
    return await service.set_role(session, user_id=user_id, role=role)


async def set_tier(session: AsyncSession, *, user_id: int, tier: Tier) -> UserView:
    """Give a tier; outdate the user's tokens in the same transaction (`auth.public.outdate_tokens`)."""
    return await service.set_tier(session, user_id=user_id, tier=tier)


async def set_status(session: AsyncSession, *, user_id: int, status: Status) -> UserView:
    """Suspend or reinstate; end the sessions in the same transaction (`auth.public.end_sessions`)."""
    return await service.set_status(session, user_id=user_id, status=status)


async def exclude(session: AsyncSession, *, user_id: int, until: datetime) -> UserView:
    """Shut the user out until then (never shorter than before); end the sessions in the same transaction."""
    return await service.exclude(session, user_id=user_id, until=until)


async def set_birth_date(session: AsyncSession, *, user_id: int, born: date) -> UserView:
    """Keep a birth date when none stands yet; answers the user as it is then."""
    return await service.set_birth_date(session, user_id=user_id, born=born)


async def record_login(session: AsyncSession, *, user_id: int, now: datetime) -> UserView:
    """Note the log-in. Holds the user's row until the transaction ends."""
    return await service.record_login(session, user_id=user_id, now=now)


async def lock_standings(session: AsyncSession, *, user_ids: Iterable[int]) -> dict[int, Standing]:
    """Lock the rows of these players, by id. Whoever also needs their accounts locks those first."""
    return await repository.lock_standings(session, user_ids)


async def rise(
    session: AsyncSession, *, standings: Mapping[int, Standing], gains: Mapping[int, Gain]
) -> dict[int, Standing]:
    """Add to players locked by `lock_standings`; answers how they stand then, and tells the club what is shown."""
    return await service.rise(session, standings=standings, gains=gains)


async def set_battlepass_levels(session: AsyncSession, *, levels: Mapping[int, int]) -> None:
    """Show these levels of the season pass. Holds the rows, by id, until the transaction ends."""
    await repository.write_battlepass_levels(session, levels)


async def anonymise(session: AsyncSession, *, user_id: int, now: datetime) -> None:
    """Take the person out of the row; end the sessions and delete the credentials in the same transaction."""
    await service.anonymise(session, user_id=user_id, now=now)
