"""Follows the counting: points become levels in the transaction that counted them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.battlepass import repository
from casino_club.domains.battlepass.contracts import PROGRESS
from casino_club.domains.battlepass.rules import level_of, points_of, season_id_of
from casino_club.domains.progress.contracts import TallyChange, Told
from casino_club.domains.users import public as users


async def watch(session: AsyncSession, changes: Sequence[TallyChange], now: datetime) -> Sequence[Told]:
    """Tell players their points, keep the level on their rows, and reopen a settled season that a late event changed.

    `claimable` in a message is how many levels it has just opened.
    """
    ours = [(season_id, change) for change in changes if (season_id := season_id_of(change.scope)) is not None]
    if not ours:
        return []
    ladders = await repository.list_ladders(session, {season_id for season_id, _ in ours})
    today = now.date()
    told: list[Told] = []
    levels: dict[int, int] = {}
    late: dict[int, int] = {}
    for season_id, change in ours:
        ladder = ladders.get(season_id)
        if ladder is None:
            continue
        before, points = points_of(change.before, ladder), points_of(change.after, ladder)
        if points == before:
            continue
        level = level_of(points, ladder)
        if ladder.ends_on <= today:
            late[season_id] = min(change.user_id, late.get(season_id, change.user_id))
            continue
        gained = level - level_of(before, ladder)
        if gained and ladder.starts_on <= today:
            levels[change.user_id] = level
        data = {"season": season_id, "level": level, "points": points, "claimable": max(0, gained)}
        told.append(Told(change.user_id, PROGRESS, data))
    for season_id, first_user in sorted(late.items()):
        await repository.reopen(session, season_id, first_user=first_user, today=today)
    if levels:
        await users.set_battlepass_levels(session, levels=levels)
    return told
