"""Tallies: what a player did within a scope, as numbers that merge in any order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from casino_club.kernel.calendar import period_start

SCOPE_ALL: Final = "all"

SUMS: Final = (
    "plays",
    "wins",
    "bet",
    "win",
    "exp",
    "days",
    "claims",
    "missions",
    "gifts",
    "gifted",
    "friends",
    "pass_levels",
    "reported",
)
"""Columns that add up."""
PEAKS: Final = ("best_win", "best_multiplier_x100", "best_streak", "level", "streak")
"""Columns that keep the highest."""
SETS: Final = ("games", "collected")
"""Columns that unite."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One player's row of one scope. Amounts are gold.

    `bet`, `win`, `best_win`: of settled rounds. `best_streak`: rounds won in a row. `games`: which were played.
    `days`: attended. `streak`: longest attendance. `claims`: rewards taken. `gifts`, `gifted`: sent, and how much.
    `collected`: gacha items. `pass_levels`: given. `reported`: the player's own word (events that say so).
    `version` rises with every change: the API's `progress_version`.
    """

    plays: int = 0
    wins: int = 0
    bet: int = 0
    win: int = 0
    exp: int = 0
    days: int = 0
    claims: int = 0
    missions: int = 0
    gifts: int = 0
    gifted: int = 0
    friends: int = 0
    pass_levels: int = 0
    reported: int = 0
    best_win: int = 0
    best_multiplier_x100: int = 0
    best_streak: int = 0
    level: int = 0
    streak: int = 0
    games: frozenset[str] = frozenset()
    collected: frozenset[str] = frozenset()
    version: int = 0


@dataclass(slots=True)
class Facts:
    """Part of a tally on its way there: only the columns that something adds to."""

    sums: dict[str, int] = field(default_factory=dict[str, int])
    peaks: dict[str, int] = field(default_factory=dict[str, int])
    sets: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def merge(self, other: "Facts") -> None:
        """Take in more: in any order, the same comes out."""
        for name, amount in other.sums.items():
            self.sums[name] = self.sums.get(name, 0) + amount
        for name, amount in other.peaks.items():
            self.peaks[name] = max(self.peaks.get(name, 0), amount)
        for name, members in other.sets.items():
            self.sets[name] = self.sets.get(name, frozenset()) | members


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one event adds to its player's tallies, at the moment it happened."""

    user_id: int
    at: datetime
    facts: Facts


@dataclass(frozen=True, slots=True)
class ScopeWindow:
    """A scope beside `all`, days and weeks: counts what happened from `since` until before `until`.

    `user_id` None means everybody.
    """

    scope: str
    user_id: int | None
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TallyChange:
    """A row before and after a batch of events."""

    user_id: int
    scope: str
    before: Tally
    after: Tally


@dataclass(frozen=True, slots=True)
class Told:
    """A live message to one player: `kind` and `data` reach the sockets as they are."""

    user_id: int
    kind: str
    data: Mapping[str, Any]


def day_scope(day: date) -> str:
    """The scope of one UTC day."""
    return f"day:{day.isoformat()}"


def week_scope(day: date) -> str:
    """The scope of the week around a UTC day; weeks begin on Sunday."""
    return f"week:{period_start('week', day)}"
