"""Use cases of users. Each takes part in the caller's transaction."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.users import repository, rules
from casino_club.domains.users.contracts import Gain, NewUser, Role, Standing, Status, Tier, UserView
from casino_club.domains.users.errors import (
    EmailTakenError,
    NicknameCooldownError,
    NicknameTakenError,
    PhoneTakenError,
    SiteIdTakenError,
    UserNotFoundError,
)
from casino_club.domains.users.events import PROFILE_CHANGED, SIGNED_UP
from casino_club.infra.outbox.store import Outgoing, publish, publish_many
from casino_club.kernel.errors import DomainError

_TAKEN: Final[dict[str, type[DomainError]]] = {
    "users_site_id_key_key": SiteIdTakenError,
    "users_nickname_key_key": NicknameTakenError,
    "users_phone_number_key": PhoneTakenError,
    "users_email_key_key": EmailTakenError,
}


@contextmanager
def _named_conflicts() -> Generator[None]:
    """The unique indexes decide who was first; the loser hears which name it was."""
    try:
        yield
    except IntegrityError as error:
        taken = _TAKEN.get(repository.violated_constraint(error) or "")
        if taken is None:
            raise
        raise taken from error


async def create(session: AsyncSession, *, user: NewUser, now: datetime) -> UserView:
    """A new user. See `users.public.create`."""
    clean = replace(
        user,
        site_id=rules.clean_site_id(user.site_id),
        nickname=rules.clean_nickname(user.nickname),
        phone_number=None if user.phone_number is None else rules.clean_phone(user.phone_number),
        email=None if user.email is None else rules.clean_email(user.email),
    )
    with _named_conflicts():
        created = await repository.insert_user(session, clean, now)
    publish(
        session,
        type_=SIGNED_UP,
        user_id=created.id,
        data={"nickname": created.nickname, "locale": created.locale},
    )
    return created


async def get(session: AsyncSession, *, user_id: int, lock: bool = False) -> UserView:
    """A user who has not been deleted. Raises `UserNotFoundError`."""
    user = await repository.find_user(session, user_id, lock=lock)
    if user is None or user.status == "deleted":
        raise UserNotFoundError
    return user


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
    """Change what is given; a nickname at most once in `NICKNAME_COOLDOWN`, the first time at once."""
    user = await get(session, user_id=user_id, lock=True)
    facts: dict[str, Any] = {}
    if nickname is not None and (name := rules.clean_nickname(nickname)) != user.nickname:
        if user.nickname_changed_at is not None:
            left = user.nickname_changed_at + rules.NICKNAME_COOLDOWN - now
            if left.total_seconds() > 0:
                raise NicknameCooldownError(int(left.total_seconds()) + 1)
        facts |= {"nickname": name, "nickname_key": rules.nickname_key(name), "nickname_changed_at": now}
    facts |= {key: value for key, value in (("locale", locale), ("avatar", avatar)) if value is not None}
    if notify is not None:
        facts["notify"] = {**user.notify, **notify}
    return await _update(session, user, facts) if facts else user


async def _update(session: AsyncSession, before: UserView, facts: dict[str, Any]) -> UserView:
    with _named_conflicts():
        after = await repository.update_user(session, before.id, **facts)
    changes = {
        field: getattr(after, field)
        for field in ("nickname", "locale", "avatar", "role", "vip_tier")
        if getattr(after, field) != getattr(before, field)
    }
    if changes:
        publish(session, type_=PROFILE_CHANGED, user_id=after.id, data={"changes": changes})
    return after


async def set_role(session: AsyncSession, *, user_id: int, role: Role) -> UserView:
    """Give a role. Tokens already handed out carry the old one: the caller must outdate them."""
    return await _update(session, await get(session, user_id=user_id, lock=True), {"role": role})


async def set_tier(session: AsyncSession, *, user_id: int, tier: Tier) -> UserView:
    """Give a tier. Tokens already handed out carry the old one: the caller must outdate them."""
    return await _update(session, await get(session, user_id=user_id, lock=True), {"vip_tier": tier})


async def set_status(session: AsyncSession, *, user_id: int, status: Status) -> UserView:
    """Suspend or reinstate. Sessions are the caller's to end."""
    return await _update(session, await get(session, user_id=user_id, lock=True), {"status": status})


async def exclude(session: AsyncSession, *, user_id: int, until: datetime) -> UserView:
    """Shut the user out until then; a later end that stands already stays. Sessions are the caller's to end."""
    user = await get(session, user_id=user_id, lock=True)
    if user.excluded_until is not None and user.excluded_until >= until:
        return user
    return await repository.update_user(session, user_id, excluded_until=until)


async def set_birth_date(session: AsyncSession, *, user_id: int, born: date) -> UserView:
    """Keep a birth date; one that stands already is not overwritten."""
    user = await get(session, user_id=user_id, lock=True)
    return user if user.birth_date else await repository.update_user(session, user_id, birth_date=born)


async def record_login(session: AsyncSession, *, user_id: int, now: datetime) -> UserView:
    """Note the log-in; holds the user's row, so that a suspension comes wholly before or wholly after."""
    await get(session, user_id=user_id, lock=True)
    return await repository.update_user(session, user_id, last_login_at=now)


async def rise(
    session: AsyncSession, *, standings: Mapping[int, Standing], gains: Mapping[int, Gain]
) -> dict[int, Standing]:
    """Add experience and VIP points to locked players. See `users.public.rise`."""
    after: dict[int, Standing] = {}
    told: list[Outgoing] = []
    for user_id, gain in gains.items():
        before = standings[user_id]
        level, experience = rules.risen(before.level, before.experience, gain.exp)
        now = replace(before, level=level, experience=experience, vip_points=before.vip_points + gain.vip_points)
        after[user_id] = now
        changes = {
            field: getattr(now, field)
            for field in ("level", "experience", "vip_points")
            if getattr(now, field) != getattr(before, field)
        }
        if changes:
            told.append(Outgoing(PROFILE_CHANGED, user_id, {"changes": changes}))
    await repository.write_standings(session, after.values())
    publish_many(session, told)
    return after


async def anonymise(session: AsyncSession, *, user_id: int, now: datetime) -> None:
    """Delete the person, keep the numbers."""
    await get(session, user_id=user_id, lock=True)
    await repository.anonymise(session, user_id, now)
