"""Play for leaderboards, told twice: as the facts events carry, and as the facts that rounds add up to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casino_club.domains.leaderboards.contracts import ALL_GAMES, NEVER, BoardKey, Fact, Metric, Standing
from casino_club.domains.leaderboards.rules import coalesced, ranked
from casino_club.kernel.calendar import Period, period_start

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Played:
    """A round. `moment` grows from round to round; equal moments are allowed between players."""

    user_id: int
    game: str
    day: date
    stake: int
    payout: int
    multiplier_x100: int
    moment: int


def event_facts(rounds: Iterable[Played]) -> list[Fact]:
    """What each round's event says: totals of the day so far, and the round's own moment and multiplier."""
    totals: dict[tuple[int, str, date], tuple[int, int, int]] = {}
    facts = []
    for one in rounds:
        key = one.user_id, one.game, one.day
        plays, wagered, net = totals.get(key, (0, 0, 0))
        totals[key] = plays, wagered, net = plays + 1, wagered + one.stake, net + one.payout - one.stake
        facts.append(
            Fact(
                one.user_id,
                one.game,
                one.day,
                plays,
                wagered,
                net,
                one.multiplier_x100,
                one.moment,
                one.moment if one.stake else NEVER,
                one.moment if one.payout != one.stake else NEVER,
                one.moment,
            )
        )
    return facts


def board_of(facts: Sequence[Fact], game: str, period: Period, metric: Metric, today: date = TODAY) -> list[Standing]:
    """The leaderboard a list of facts must make."""
    since = period_start(period, today)
    counted = [
        fact
        for fact in coalesced(facts)
        if (game in (ALL_GAMES, fact.game)) and (since is None or (fact.day is not None and fact.day >= since))
    ]
    return ranked(counted, metric)


def boards_of(games: Sequence[str], today: date = TODAY) -> list[BoardKey]:
    """Every board there is."""
    return [
        BoardKey(game, period, today, metric)
        for game in (*games, ALL_GAMES)
        for period in ("day", "week", "month", "all")
        for metric in ("plays", "wagered", "net_win", "biggest_multiplier")
    ]


def days_before(days: int) -> date:
    return TODAY - timedelta(days=days)
