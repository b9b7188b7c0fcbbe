"""What a streak is, for other domains and for the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Literal

DAILY_LOGIN: Final = "DAILY_LOGIN"
PROTECTIONS_MAX: Final = 3

DayKind = Literal["attended", "protected"]
"""A day with the player, or a missed one that a protection absorbed."""


@dataclass(frozen=True, slots=True)
class ActionType:
    """A kind of attendance with a streak of its own. `protected` lets protections absorb its missed days."""

    code: str
    protected: bool


ACTION_TYPES: Final[Mapping[str, ActionType]] = MappingProxyType(
    {kind.code: kind for kind in (ActionType(DAILY_LOGIN, protected=True),)}
)
"""Every attendance there is, by code. Another one is another line here."""


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row up to `last_day`: `count` of them attended, the rest protected."""

    last_day: date
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a streak stands on a day that is not attended yet.

    `count` is zero after a gap that nothing covers; `absorbed` are the missed days that protections cover.
    """

    count: int
    absorbed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Reward:
    """What a claim pays."""

    gold: int
    exp: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One UTC day as the player sees it."""

    date: date
    attended: bool
    claimed: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class StreakStatus:
    """The truth of one moment: what a tick would find, without writing it.

    `streak_count` holds today's attendance only after the tick. `protections` are those left once the missed days are
    covered. `next_reward` is what the next claim pays: today's, or tomorrow's after today's claim.
    """

    action_type: str
    today: date
    streak_count: int
    best_count: int
    ticked_today: bool
    claimed_today: bool
    next_reward: Reward
    week: tuple[CalendarDay, ...]
    month_count: int
    protections: int


@dataclass(frozen=True, slots=True)
class Tick:
    """What a tick came to; `applied` is false when the day was attended already."""

    action_type: str
    day: date
    streak_count: int
    applied: bool
    absorbed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class StreakClaim:
    """What a claim paid; `applied` is false for a second claim of the day, which tells the first."""

    reward: Reward
    streak_count: int
    balance_after: int
    applied: bool


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day of the history; `claimed` is what was paid for it, None when it was not claimed."""

    day: date
    kind: DayKind
    streak_count: int
    noted_at: datetime
    claimed: Reward | None


@dataclass(frozen=True, slots=True)
class Protection:
    """Protections in hand and what one costs, by currency."""

    held: int
    held_max: int
    price_gold: int
    price_gem: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A copy that was not what its days come to; None stands for no row. (last day, count, best)."""

    user_id: int
    action_type: str
    stored: tuple[date, int, int] | None
    true: tuple[date, int, int] | None
