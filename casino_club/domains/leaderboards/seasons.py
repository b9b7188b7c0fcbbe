"""Seasons: a contest over a calendar month (or week), closed once, its prizes paid once."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.leaderboards import repository
from casino_club.domains.leaderboards.contracts import (
    ALL_GAMES,
    BoardKey,
    Metric,
    PastSeason,
    Prize,
    Season,
    SeasonPeriod,
    Standing,
    Winner,
)
from casino_club.domains.leaderboards.rules import last_prized_rank, prize_of, season_bounds
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from casino_club.kernel.errors import InvariantError

SHIPPED_PERIOD: Final[SeasonPeriod] = "month"
SHIPPED_METRIC: Final[Metric] = "net_win"
"""Not `wagered` or `plays`: a prize must not be had by playing more than one likes."""
SHIPPED_PRIZES: Final = (
    Prize(1, 1, 50_000),
    Prize(2, 2, 30_000),
    Prize(3, 3, 20_000),
    Prize(4, 10, 10_000),
    Prize(11, 50, 3_000),
    Prize(51, 100, 1_000),
)


async def open_current(session: AsyncSession, *, today: date) -> Season:
    """Announce the season of this month, once; answers the one that runs."""
    await repository.open_season(
        session,
        game=ALL_GAMES,
        metric=SHIPPED_METRIC,
        period=SHIPPED_PERIOD,
        bounds=season_bounds(SHIPPED_PERIOD, today),
        prizes=SHIPPED_PRIZES,
    )
    season = await repository.find_current_season(session, today)
    if season is None:
        raise InvariantError(f"no season on {today}")
    return season


async def find_current(session: AsyncSession, *, today: date) -> Season | None:
    """The season that runs today."""
    return await repository.find_current_season(session, today)


def board_of(season: Season, today: date) -> BoardKey:
    """The leaderboard a running season is decided on."""
    return BoardKey(season.game, season.period, today, season.metric)


def counts(metric: Metric, value: int) -> bool:
    """A prize is for winning: a net loss wins none, however few play."""
    return metric != "net_win" or value > 0


def prize_now(season: Season, line: Standing) -> int:
    """What a place would win if the season ended now."""
    return prize_of(season.prizes, line.rank) if counts(season.metric, line.value) else 0


async def close_due(session: AsyncSession, *, now: datetime) -> Season | None:
    """Close one season whose days are all added up; None when there is none left. Gold is paid afterwards."""
    season = await repository.lock_due_season(session, await repository.closed_through(session))
    if season is None:
        return None
    ranking = await repository.rank_from_rounds(
        session,
        game=season.game,
        metric=season.metric,
        since=season.starts_on,
        until=season.ends_on,
        limit=last_prized_rank(season.prizes),
    )
    winners = [
        Winner(season.id, line.rank, line.user_id, line.value, prize_of(season.prizes, line.rank))
        for line in ranking.top
        if counts(season.metric, line.value)
    ]
    await repository.close_season(session, season, winners, now)
    return season


async def pay_next(session: AsyncSession, *, now: datetime, after: tuple[int, int]) -> Winner | None:
    """Pay one prize that is owed; None when none is. The prize and its mark commit together, or neither does."""
    winner = await repository.lock_unpaid_winner(session, after=after)
    if winner is None:
        return None
    await rewards.grant(
        session,
        user_id=winner.user_id,
        reason="season_prize",
        bundle=Bundle(gold=winner.gold),
        idempotency_key=f"leaderboard-season:{winner.season_id}:{winner.rank}",
        now=now,
    )
    await repository.mark_paid(session, winner, now)
    return winner


async def list_past(
    session: AsyncSession, *, before: int | None, limit: int, winners_max: int, user_id: int
) -> Sequence[PastSeason]:
    """Closed seasons, newest first, each with its best players and, where the player won, its own line."""
    seasons = await repository.list_past_seasons(session, before=before, limit=limit)
    winners = await repository.list_winners(
        session, [season.id for season in seasons], limit=winners_max, user_id=user_id
    )
    return [PastSeason(season, winners[season.id]) for season in seasons]
