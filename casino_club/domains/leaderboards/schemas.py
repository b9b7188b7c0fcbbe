"""Leaderboards over HTTP."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import Field

from casino_club.domains.leaderboards.contracts import (
    BoardKey,
    Metric,
    PastSeason,
    Ranking,
    Season,
    SeasonPeriod,
    Standing,
    Winner,
)
from casino_club.domains.users.contracts import PublicName
from casino_club.infra.http.schemas import Amount, Out, UtcTime
from casino_club.kernel.calendar import Period, period_end, period_start

Value = Annotated[
    int | float, Field(description="gold, plays, or for `biggest_multiplier` times the stake, to the hundredth")
]
Names = Mapping[int, PublicName]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _value(metric: Metric, value: int) -> int | float:
    return value / 100 if metric == "biggest_multiplier" else value


class OwnStandingOut(Out):
    rank: int
    value: Value

    @classmethod
    def of(cls, line: Standing | Winner | None, metric: Metric) -> "OwnStandingOut | None":
        """A player's own line, if there is one."""
        return None if line is None else cls(rank=line.rank, value=_value(metric, line.value))


class StandingOut(Out):
    """One line. Players who left or take a break keep their place, with `user_id`, `nickname` and `avatar` null."""

    rank: int
    user_id: int | None
    nickname: str | None
    avatar: str | None
    value: Value
    is_me: bool

    @classmethod
    def of(cls, line: Standing, metric: Metric, names: Names, me: int) -> "StandingOut":
        """A line with what may be shown of its player."""
        name = names.get(line.user_id)
        return cls(
            rank=line.rank,
            user_id=None if name is None else name.id,
            nickname=None if name is None else name.nickname,
            avatar=None if name is None else name.avatar,
            value=_value(metric, line.value),
            is_me=line.user_id == me,
        )


class LeaderboardOut(Out):
    game_type: str
    period: Period
    metric: Metric
    period_start: UtcTime | None = Field(description="null for `all`; weeks begin on Sunday, in UTC")
    period_end: UtcTime | None
    players: int = Field(description="how many have a place")
    items: list[StandingOut]
    me: OwnStandingOut | None = Field(description="null before one's first round in the period")
    neighbours: list[StandingOut] = Field(description="the own line with two above and two below")

    @classmethod
    def of(cls, board: BoardKey, ranking: Ranking, names: Names, me: int) -> "LeaderboardOut":
        """A leaderboard as one player sees it."""
        start, end = period_start(board.period, board.today), period_end(board.period, board.today)
        return cls(
            game_type=board.game,
            period=board.period,
            metric=board.metric,
            period_start=None if start is None else _midnight(start),
            period_end=None if end is None else _midnight(end),
            players=ranking.players,
            items=[StandingOut.of(line, board.metric, names, me) for line in ranking.top],
            me=OwnStandingOut.of(ranking.me, board.metric),
            neighbours=[StandingOut.of(line, board.metric, names, me) for line in ranking.neighbours],
        )


class PrizeOut(Out):
    first: int
    last: int
    gold: Amount


class SeasonOut(Out):
    season_id: int
    game_type: str
    metric: Metric
    period: SeasonPeriod
    starts_at: UtcTime
    ends_at: UtcTime
    prizes: list[PrizeOut]

    @classmethod
    def of(cls, season: Season) -> "SeasonOut":
        """A season's terms."""
        return cls(
            season_id=season.id,
            game_type=season.game,
            metric=season.metric,
            period=season.period,
            starts_at=_midnight(season.starts_on),
            ends_at=_midnight(season.ends_on),
            prizes=[PrizeOut.model_validate(prize) for prize in season.prizes],
        )


class CurrentSeasonOut(Out):
    season: SeasonOut
    players: int
    leaders: list[StandingOut]
    me: OwnStandingOut | None
    prize: Amount = Field(description="what the own rank would win now")


class WinnerOut(StandingOut):
    gold: Amount

    @classmethod
    def won(cls, winner: Winner, metric: Metric, names: Names, me: int) -> "WinnerOut":
        """A winner with what may be shown of it."""
        line = StandingOut.of(Standing(winner.rank, winner.user_id, winner.value), metric, names, me)
        return cls(**line.model_dump(), gold=winner.gold)


class PastSeasonOut(Out):
    season: SeasonOut
    winners: list[WinnerOut]
    me: WinnerOut | None = Field(description="the own prize, whatever its rank")

    @classmethod
    def of(cls, past: PastSeason, names: Names, me: int, *, winners_max: int) -> "PastSeasonOut":
        """A closed season as one player sees it."""
        lines = [WinnerOut.won(winner, past.season.metric, names, me) for winner in past.winners]
        return cls(
            season=SeasonOut.of(past.season),
            winners=[line for line in lines if line.rank <= winners_max],
            me=next((line for line in lines if line.is_me), None),
        )


def shown_ids(lines: Sequence[Standing | Winner]) -> set[int]:
    """The players a list names."""
    return {line.user_id for line in lines}
