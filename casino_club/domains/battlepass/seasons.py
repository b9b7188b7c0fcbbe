"""The life of seasons: there is always one, the next is known before it begins, and operators plan others."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.battlepass import catalog, repository
from casino_club.domains.battlepass.contracts import Season, SeasonDraft, midnight, scope_of
from casino_club.domains.battlepass.errors import NoSeasonError, SeasonOverlapError, SeasonStartedError
from casino_club.domains.battlepass.rules import gap_around
from casino_club.domains.progress import public as progress
from casino_club.kernel.errors import InvariantError


async def open_due(session: AsyncSession, *, now: datetime) -> Season:
    """See to it that a season runs and the one after it is announced; answers the one that runs.

    The next season counts from its first moment on, because it was announced before.
    """
    season = await _ensure(session, now.date(), now)
    await _ensure(session, season.ends_on, now)
    return season


async def _ensure(session: AsyncSession, day: date, now: datetime) -> Season:
    season = await repository.find_season_on(session, day)
    if season is not None:
        return season
    last_end, next_start = await repository.neighbours_of(session, day)
    draft = catalog.shipped(*gap_around(day, last_end=last_end, next_start=next_start))
    season_id = await repository.insert_season(session, draft)
    if season_id is not None:
        await _enrol(session, season_id, draft, now)
    season = await repository.find_season_on(session, day)
    if season is None:
        raise InvariantError(f"no season of the pass on {day}")
    return season


async def _enrol(session: AsyncSession, season_id: int, draft: SeasonDraft, now: datetime) -> None:
    """Count everybody from the season's start, or from today when it has begun: experience is kept by whole days."""
    since = max(draft.starts_at, midnight(now.date()))
    await progress.enrol(session, scope=scope_of(season_id), user_id=None, since=since, until=draft.ends_at)


async def create(session: AsyncSession, *, deed: Deed, draft: SeasonDraft, now: datetime) -> Season:
    """Plan a season that begins on a later day. Raises `SeasonStartedError`, `SeasonOverlapError`."""
    if draft.starts_on <= now.date():
        raise SeasonStartedError
    season_id = await repository.insert_season(session, draft)
    if season_id is None:
        raise SeasonOverlapError
    await _enrol(session, season_id, draft, now)
    await _record(session, deed, "battlepass.season_created", season_id, draft)
    return await get(session, season_id)


async def change(session: AsyncSession, *, deed: Deed, season_id: int, draft: SeasonDraft, now: datetime) -> Season:
    """Give a season that has not begun other terms. Raises `SeasonStartedError`, `SeasonOverlapError`."""
    before = await repository.find_season(session, season_id, lock=True)
    if before is None:
        raise NoSeasonError
    if min(before.starts_on, draft.starts_on) <= now.date():
        raise SeasonStartedError
    try:
        await repository.update_season(session, season_id, draft)
    except IntegrityError as error:
        raise SeasonOverlapError from error
    await progress.withdraw(session, scope=scope_of(season_id), user_id=None, at=now)
    await _enrol(session, season_id, draft, now)
    await _record(session, deed, "battlepass.season_changed", season_id, draft)
    return await get(session, season_id)


async def get(session: AsyncSession, season_id: int) -> Season:
    """One season. Raises `NoSeasonError`."""
    season = await repository.find_season(session, season_id)
    if season is None:
        raise NoSeasonError
    return season


async def _record(session: AsyncSession, deed: Deed, action: str, season_id: int, draft: SeasonDraft) -> None:
    await auth.record_deed(
        session,
        deed,
        action=action,
        target=f"pass_season:{season_id}",
        facts={
            "code": draft.code,
            "starts_on": draft.starts_on.isoformat(),
            "ends_on": draft.ends_on.isoformat(),
            "points_per_level": draft.points_per_level,
            "premium_gem": draft.premium_gem,
            "free": [bundle.as_data() for bundle in draft.tracks["free"]],
            "paid": [bundle.as_data() for bundle in draft.tracks["paid"]],
        },
    )
