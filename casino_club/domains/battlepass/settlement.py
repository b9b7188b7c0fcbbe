"""The end of a season: whoever earned something and did not claim it gets it, one player a transaction.

How far it has come is committed with each player, so whoever dies is gone on from; and every reward has its key, so
whoever claimed meanwhile, or a second settling, changes nothing.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.battlepass import metrics, repository, rules, service
from casino_club.domains.battlepass.contracts import Season
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import Tally
from casino_club.domains.rewards import public as rewards
from casino_club.domains.users import public as users

SETTLED_AFTER: Final = timedelta(minutes=10)
"""No transaction lives so long: by then every event of a season is in the outbox or through it."""


async def settle_next(session: AsyncSession, *, now: datetime) -> int | None:
    """Settle one player of a season that is over, or close it; answers what was given, None when nothing is due."""
    due = await repository.lock_due_season(session, (now - SETTLED_AFTER).date())
    if due is None:
        return None
    season = due.season
    lines = await progress.list_scope(session, scope=season.scope, after=due.settled_through, limit=1)
    if not lines:
        await repository.settled(session, season.id, now)
        return 0
    ((user_id, tally),) = lines
    given = await _settle(session, season, user_id, tally, now)
    await repository.settled_through(session, season.id, user_id)
    return given


async def _settle(session: AsyncSession, season: Season, user_id: int, tally: Tally, now: datetime) -> int:
    name = (await users.list_names(session, user_ids=[user_id])).get(user_id)
    if name is None or name.status == "deleted":
        return 0
    given = await rewards.find_grants(session, user_id=user_id, keys=rules.keys_of(season))
    owed = [
        reward
        for reward in rules.rewards_of(
            season,
            reached=rules.level_of(rules.points_of(tally, season), season),
            premium=await repository.is_owner(session, season.id, user_id),
            given=given.keys(),
        )
        if reward.state == "claimable"
    ]
    await service.give(session, season, owed, user_id=user_id, how="settled", now=now)
    await _begin_anew(session, user_id, now)
    metrics.SETTLED.inc()
    return len(owed)


async def _begin_anew(session: AsyncSession, user_id: int, now: datetime) -> None:
    """Show the level of the season that runs now, which is none for who has not played in it.

    The row is held before the tally is read: a counting that is under way has either been seen, or writes after this.
    """
    await users.lock_standings(session, user_ids=[user_id])
    season = await repository.find_season_on(session, now.date())
    level = 0
    if season is not None:
        tallies = await progress.tallies_of(session, user_id=user_id, scopes=[season.scope])
        level = rules.level_of(rules.points_of(tallies[season.scope], season), season)
    await users.set_battlepass_levels(session, levels={user_id: level})
