"""What a mission is, which ones a player has, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from casino_club.domains.rewards.contracts import Bundle

Kind = Literal["daily", "weekly"]
KINDS: Final[tuple[Kind, ...]] = ("daily", "weekly")

PICKS: Final = 3
"""Missions a player has at a time, of each kind."""


@dataclass(frozen=True, slots=True)
class Mission:
    """One mission as it stands in the pool from `valid_from` (a UTC day; a Sunday for weekly ones) on."""

    code: str
    kind: Kind
    evaluator: str
    target: int
    bundle: Bundle
    weight: int
    title_ko: str
    title_en: str
    active: bool
    valid_from: date

    def title(self, language: str) -> str:
        """What to do, in `ko`, else in English."""
        return self.title_ko if language == "ko" else self.title_en


@dataclass(frozen=True, slots=True)
class Period:
    """One day or week of missions: from `starts_on` until `ends_at`, the moment the next one begins."""

    kind: Kind
    scope: str
    starts_on: date
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Swap:
    """The one exchange of a period."""

    user_id: int
    scope: str
    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A mission that reached its target in a scope."""

    user_id: int
    scope: str
    code: str
    target: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class MissionView:
    """One of a player's missions. `progress` is at most its target."""

    mission: Mission
    period: Period
    progress: int
    claimed: bool
    progress_version: int

    @property
    def completed(self) -> bool:
        """True when the target is reached."""
        return self.progress >= self.mission.target

    @property
    def claimable(self) -> bool:
        """Completed, and its reward not taken yet."""
        return self.completed and not self.claimed


@dataclass(frozen=True, slots=True)
class MissionSet:
    """A player's missions of one period, and whether one may still be exchanged."""

    period: Period
    missions: Sequence[MissionView]
    reroll_left: bool
