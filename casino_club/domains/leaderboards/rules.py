"""Pure arithmetic of leaderboards: moments, periods, how facts merge, and the order of lines.

Facts merge like a set: in any order, any number of times, the outcome is the same. That is why an event delivered
twice, a rebuild that overtakes the events, and a late event after a rebuild all end in the same leaderboard.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from casino_club.domains.leaderboards.contracts import METRICS, NEVER, Fact, Metric, Prize, SeasonPeriod, Standing
from casino_club.kernel.calendar import Period, period_end, period_start

MOMENT_EPOCH_MS: Final = 1_767_225_600_000
"""2026-01-01: with 12 bits below the millisecond, moments stay exact in a double until 2095."""
DAY_S: Final = 24 * 3600
DAYS_SINGLE: Final = 8
"""Days before today that boards still count one by one, to know an event they had before."""


def moment_of(round_id: UUID) -> int:
    """When a round was settled, from its UUIDv7: milliseconds since 2026 times 4096, and PostgreSQL's 12 finer bits."""
    millis, fine = round_id.int >> 80, round_id.int >> 64 & 0xFFF
    return max(NEVER, (millis - MOMENT_EPOCH_MS) * 4096 + fine)


def merged(first: Fact, second: Fact) -> Fact:
    """Two facts about the same day of the same player's game as one."""
    newer = max(first, second, key=lambda fact: fact.plays)
    best = max(first, second, key=lambda fact: (fact.multiplier_x100, -fact.multiplier_at))
    return replace(
        newer,
        multiplier_x100=best.multiplier_x100,
        multiplier_at=best.multiplier_at,
        plays_at=max(first.plays_at, second.plays_at),
        wagered_at=max(first.wagered_at, second.wagered_at),
        net_win_at=max(first.net_win_at, second.net_win_at),
    )


def coalesced(facts: Iterable[Fact]) -> list[Fact]:
    """One fact a player, game and day."""
    found: dict[tuple[int, str, date | None], Fact] = {}
    for fact in facts:
        key = fact.user_id, fact.game, fact.day
        found[key] = merged(found[key], fact) if key in found else fact
    return list(found.values())


def single_days_from(today: date) -> date:
    """The first day that boards hold singly: the current week and month are whole, and a week of late events fits."""
    starts = [period_start(period, today) or today for period in ("week", "month")]
    return min(*starts, today - timedelta(days=DAYS_SINGLE))


def group_of(period: Period, day: date) -> str:
    """Short name of the period around `day`, part of a board's key."""
    start = period_start(period, day)
    return "a" if start is None else f"{period[0]}{start:%Y%m%d}"


def groups_of(day: date | None, today: date) -> list[tuple[str, int]]:
    """Groups a fact of `day` counts in, the one that knows it first, each with the seconds it is kept (0: for ever).

    Weeks and months that are over are shown to nobody and get nothing.
    """
    if day is None:
        return [("a", 0)]
    now = max(day, today)
    groups = [(group_of("day", day), (DAYS_SINGLE + 2) * DAY_S)]
    for period in ("week", "month"):
        end = period_end(period, day)
        if end is not None and period_start(period, day) == period_start(period, now):
            groups.append((group_of(period, day), ((end - now).days + 1) * DAY_S))
    return [*groups, ("a", 0)]


def value_of(fact: Fact, metric: Metric) -> tuple[int, int]:
    """A fact's value of a metric and the moment it was reached."""
    match metric:
        case "plays":
            return fact.plays, fact.plays_at
        case "wagered":
            return fact.wagered, fact.wagered_at
        case "net_win":
            return fact.net_win, fact.net_win_at
        case "biggest_multiplier":
            return fact.multiplier_x100, fact.multiplier_at


def ranked(facts: Iterable[Fact], metric: Metric) -> list[Standing]:
    """The leaderboard over one fact a player, game and day, stated once more without any store.

    Higher first; of equal values the one reached earlier; of one moment the older account.
    """
    sums: dict[int, list[tuple[int, int]]] = {}
    for fact in facts:
        sums.setdefault(fact.user_id, []).append(value_of(fact, metric))
    lines: list[tuple[int, int, int]] = []
    for user_id, parts in sums.items():
        if metric == "biggest_multiplier":
            value, at = max(parts, key=lambda part: (part[0], -part[1]))
        else:
            value, at = sum(part[0] for part in parts), max(part[1] for part in parts)
        lines.append((-value, at, user_id))
    return [Standing(rank, user_id, -value) for rank, (value, _, user_id) in enumerate(sorted(lines), 1)]


def metric_index(metric: Metric) -> int:
    """A metric's place in a stored standing, from 1."""
    return METRICS.index(metric) + 1


def season_bounds(period: SeasonPeriod, day: date) -> tuple[date, date]:
    """First day of the season around `day`, and the first day after it."""
    start, end = period_start(period, day), period_end(period, day)
    assert start is not None  # noqa: S101 - a season is a week or a month
    assert end is not None  # noqa: S101
    return start, end


def prize_of(prizes: Sequence[Prize], rank: int) -> int:
    """Gold for a rank; 0 when it wins nothing."""
    return next((prize.gold for prize in prizes if prize.first <= rank <= prize.last), 0)


def last_prized_rank(prizes: Sequence[Prize]) -> int:
    """How far down a season pays."""
    return max((prize.last for prize in prizes), default=0)
