"""What an event adds to its player's tallies. Pure, one function an event type."""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from casino_club.domains.gacha.events import COLLECTED
from casino_club.domains.games.events import ROUND_SETTLED
from casino_club.domains.progress.contracts import (
    SCOPE_ALL,
    Contribution,
    Facts,
    ScopeWindow,
    day_scope,
    week_scope,
)
from casino_club.domains.rewards.events import GRANTED
from casino_club.kernel.events import Event
from casino_club.kernel.ids import uuid7_time

NOT_CLAIMED: Final = frozenset(
    {"welcome", "level_up", "compensation", "season_prize", "campaign", "purchase", "partner"}
)
"""Reasons of grants that a player did nothing for."""

EVENT_SCOPE: Final = "event:"


def _round_settled(event: Event) -> tuple[datetime, Facts]:
    data = event.data
    gold = data["currency"] == "gold"
    bet, win = (data["stake"], data["payout"]) if gold else (0, 0)
    facts = Facts(
        sums={"plays": 1, "wins": int(win > bet), "bet": bet, "win": win},
        peaks={
            "best_win": win if win > bet else 0,
            "best_multiplier_x100": data["multiplier_x100"],
            "best_streak": data["win_streak"],
        },
        sets={"games": frozenset({data["game"]})},
    )
    return uuid7_time(UUID(data["round_id"])), facts


def _granted(event: Event) -> tuple[datetime, Facts]:
    data = event.data
    bundle, reason = data["bundle"], data["reason"]
    facts = Facts(sums={"exp": bundle.get("exp", 0), "pass_levels": bundle.get("pass_levels", 0)})
    if reason not in NOT_CLAIMED:
        facts.sums |= {"claims": 1, "missions": int(reason == "mission")}
    if reason == "level_up":
        facts.peaks["level"] = int(data["key"].removeprefix("level-up:"))
    return datetime.fromisoformat(data["granted_at"]), facts


def _ticked(event: Event) -> tuple[datetime, Facts]:
    day = date.fromisoformat(event.data["day"])
    # The tick belongs to its day whatever the clock of the transaction said.
    at = event.occurred_at if event.occurred_at.astimezone(UTC).date() == day else datetime.combine(day, time(), UTC)
    return at, Facts(sums={"days": 1}, peaks={"streak": event.data["streak_count"]})


def _gifted(event: Event) -> tuple[datetime, Facts]:
    return event.occurred_at, Facts(sums={"gifts": 1, "gifted": event.data["amount"]})


def _befriended(event: Event) -> tuple[datetime, Facts]:
    # Parted friends who meet again are no new friendship.
    return event.occurred_at, Facts(sums={"friends": int(event.data["first"])})


def _collected(event: Event) -> tuple[datetime, Facts]:
    at = uuid7_time(UUID(event.data["round_id"]))
    return at, Facts(sets={"collected": frozenset(event.data["items"])})


_FACTS_OF: Final[dict[str, Callable[[Event], tuple[datetime, Facts]]]] = {
    ROUND_SETTLED: _round_settled,
    COLLECTED: _collected,
    GRANTED: _granted,
    "streaks.ticked.v1": _ticked,
    "stage.gifted.v1": _gifted,
    "friends.accepted.v1": _befriended,
}


def is_counted(event: Event) -> bool:
    """True for events that say what a player did."""
    return event.user_id is not None and event.type in _FACTS_OF


def contribution_of(event: Event) -> Contribution:
    """What a counted event adds. Raises on data that is not of its type's shape."""
    assert event.user_id is not None  # noqa: S101 - `is_counted` says so
    at, facts = _FACTS_OF[event.type](event)
    return Contribution(event.user_id, at.astimezone(UTC), facts)


def _without_experience(facts: Facts) -> Facts:
    return Facts({name: amount for name, amount in facts.sums.items() if name != "exp"}, facts.peaks, facts.sets)


class Scopes:
    """Which rows a contribution belongs to: all time, its day, its week, and each window it falls into."""

    def __init__(self, windows: Collection[ScopeWindow]) -> None:
        self._everybody = [window for window in windows if window.user_id is None]
        self._own: dict[int, list[ScopeWindow]] = {}
        for window in windows:
            if window.user_id is not None:
                self._own.setdefault(window.user_id, []).append(window)

    def spread(self, contributions: Iterable[Contribution]) -> dict[tuple[int, str], Facts]:
        """Contributions merged by player and scope.

        Experience is kept by day, so it does not count for events, which may begin at any moment.
        """
        rows: dict[tuple[int, str], Facts] = {}
        for one in contributions:
            for scope in self._scopes_of(one):
                facts = _without_experience(one.facts) if scope.startswith(EVENT_SCOPE) else one.facts
                rows.setdefault((one.user_id, scope), Facts()).merge(facts)
        return rows

    def _scopes_of(self, one: Contribution) -> list[str]:
        day = one.at.date()
        inside = {
            window.scope
            for window in (*self._everybody, *self._own.get(one.user_id, ()))
            if window.since <= one.at < window.until
        }
        return [SCOPE_ALL, day_scope(day), week_scope(day), *inside]


def stakes_by_day(contributions: Iterable[tuple[Event, Contribution]]) -> dict[tuple[int, date], list[int]]:
    """Gold staked in each settled round, by player and UTC day: what experience is counted from."""
    stakes: dict[tuple[int, date], list[int]] = {}
    for event, one in contributions:
        if event.type == ROUND_SETTLED:
            stakes.setdefault((one.user_id, one.at.date()), []).append(one.facts.sums["bet"])
    return stakes
