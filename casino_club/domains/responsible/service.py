"""Use cases of responsible play. Each takes part in the caller's transaction."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.public import Auth
from casino_club.domains.responsible import repository, rules
from casino_club.domains.responsible.contracts import (
    Exclusion,
    ExclusionKind,
    Limit,
    LimitChange,
    LimitKind,
    MarketProfile,
    PlaySession,
    Usage,
)
from casino_club.domains.responsible.errors import BirthDateMismatchError, BirthDateMissingError, UnderageError
from casino_club.domains.responsible.events import COOL_OFF_BEGAN, LIMIT_NEAR, LIMITS_CHANGED, SELF_EXCLUDED
from casino_club.domains.users import public as users
from casino_club.domains.wallet import public as wallet
from casino_club.infra.outbox.store import publish
from casino_club.kernel.clock import iso_z

MINUTE_MS = 60_000


async def get_limits(session: AsyncSession, *, user_id: int, now: datetime) -> dict[LimitKind, Limit]:
    """Every kind of limit as it stands."""
    return rules.all_limits(await repository.list_limits(session, user_id), now)


def _facts(limit: Limit) -> dict[str, Any]:
    pending_from = None if limit.pending_from is None else iso_z(limit.pending_from)
    return {"value": limit.value, "pending_value": limit.pending_value, "pending_from": pending_from}


async def set_limits(
    session: AsyncSession, *, user_id: int, wanted: Mapping[LimitKind, int | None], now: datetime
) -> dict[LimitKind, Limit]:
    """Change the named limits; see `rules.change`. No bet of the player is between the old and the new ones."""
    await wallet.lock_player(session, user_id=user_id)
    limits = await get_limits(session, user_id=user_id, now=now)
    changed: dict[str, Any] = {}
    for kind, value in wanted.items():
        before = limits[kind]
        after, action = rules.change(before, value, now)
        if action is None:
            continue
        limits[kind] = after
        changed[kind] = _facts(after)
        await repository.save_limit(session, user_id, kind, after)
        line = LimitChange(kind, action, before.value, value, after.pending_from or now, now)
        await repository.add_change(session, user_id, line)
    if changed:
        await repository.watch(session, user_id, watched=rules.is_watched(limits), now=now)
        publish(session, type_=LIMITS_CHANGED, user_id=user_id, data={"limits": changed})
    return limits


async def _exclude(
    session: AsyncSession, *, user_id: int, kind: ExclusionKind, length: timedelta, now: datetime
) -> Exclusion:
    await wallet.lock_player(session, user_id=user_id)
    until = await repository.exclude(session, user_id, kind, now + length)
    hours = int(length.total_seconds()) // 3600
    await repository.add_change(session, user_id, LimitChange(kind, kind, None, hours, until, now))
    event = COOL_OFF_BEGAN if kind == "cool_off" else SELF_EXCLUDED
    publish(session, type_=event, user_id=user_id, data={"until": iso_z(until)})
    return Exclusion(kind, until)


async def cool_off(session: AsyncSession, *, user_id: int, hours: int, now: datetime) -> Exclusion:
    """No bet for `hours`; the player may still look around."""
    return await _exclude(session, user_id=user_id, kind="cool_off", length=timedelta(hours=hours), now=now)


async def self_exclude(session: AsyncSession, *, auth: Auth, user_id: int, days: int, now: datetime) -> Exclusion:
    """Leave for `days`: no log-in on any device, and no way back before. Needs a revoking transaction."""
    await users.get(session, user_id=user_id, lock=True)  # the user's row before the player's lock, as a log-in does
    exclusion = await _exclude(session, user_id=user_id, kind="self_exclusion", length=timedelta(days=days), now=now)
    await auth_public.exclude(session, auth=auth, user_id=user_id, until=exclusion.until)
    return exclusion


async def get_session(session: AsyncSession, *, user_id: int, profile: MarketProfile, now: datetime) -> PlaySession:
    """The player's sitting: time, money, the next reality check, and how far own limits are used."""
    clock = await repository.read_clock(session, user_id, now)
    started_at = clock.started_at if clock.goes_on else None
    check_at = None
    if started_at is not None and clock.reality_checked_at is not None:
        check_at = clock.reality_checked_at + timedelta(minutes=profile.reality_check_minutes)
    exclusion = None
    if clock.excluded_until is not None and clock.exclusion_kind is not None and clock.excluded_until > now:
        exclusion = Exclusion(clock.exclusion_kind, clock.excluded_until)
    return PlaySession(
        started_at=started_at,
        minutes=0 if started_at is None else int((now - started_at).total_seconds()) // 60,
        minutes_today=clock.today_ms // MINUTE_MS,
        net=0 if started_at is None else clock.net,
        net_today=await repository.net_since(session, user_id, now.date()),
        reality_check_at=check_at,
        reality_check_due=check_at is not None and check_at <= now,
        exclusion=exclusion,
        adult_verified=clock.adult_verified_at is not None,
        usage=tuple(await list_usage(session, user_id=user_id, now=now)),
    )


async def list_usage(session: AsyncSession, *, user_id: int, now: datetime) -> list[Usage]:
    """How far the limits on losses and time are used."""
    limits = await get_limits(session, user_id=user_id, now=now)
    usage: list[Usage] = []
    for kind in ("daily_loss", "weekly_loss", "monthly_loss", "daily_minutes"):
        value = limits[kind].value
        if value is None:
            continue
        if kind == "daily_minutes":
            used = (await repository.read_clock(session, user_id, now)).today_ms // MINUTE_MS
        else:
            used = max(0, await repository.loss_since(session, user_id, rules.window_start(kind, now.date())))
        usage.append(Usage(kind, used, value, rules.is_near(used, value)))
    return usage


async def warn_near(session: AsyncSession, *, user_id: int, now: datetime) -> None:
    """Tell the player of each limit that is nearly used, once a window."""
    for usage in await list_usage(session, user_id=user_id, now=now):
        start = rules.window_start(usage.kind, now.date())
        if usage.near and await repository.warn_once(session, user_id, usage.kind, start):
            facts = {"kind": usage.kind, "used": usage.used, "value": usage.value}
            publish(session, type_=LIMIT_NEAR, user_id=user_id, data=facts)


async def dismiss_reality_check(session: AsyncSession, *, user_id: int, now: datetime) -> None:
    """The player has seen how long and at what result they have played."""
    await wallet.lock_player(session, user_id=user_id)
    await repository.dismiss_reality_check(session, user_id, now)


async def verify_age(session: AsyncSession, *, user_id: int, born: date | None, now: datetime) -> datetime:
    """Record the declaration of an adult. Answers since when it stands.

    It is the player's own word: the birth date of the sign-up, or one given here once. Raises `UnderageError`,
    `BirthDateMissingError`, and `BirthDateMismatchError` for a second, different date.
    """
    user = await users.get(session, user_id=user_id, lock=True)
    known = user.birth_date or born
    if known is None:
        raise BirthDateMissingError
    if born is not None and born != known:
        raise BirthDateMismatchError
    if not rules.is_adult(known, now.date()):
        raise UnderageError
    await users.set_birth_date(session, user_id=user_id, born=known)
    await wallet.lock_player(session, user_id=user_id)
    return await repository.verify_adult(session, user_id, now)
