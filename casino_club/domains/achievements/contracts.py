"""What an achievement is, and what a player has of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from casino_club.domains.rewards.contracts import Bundle

Tier = Literal["bronze", "silver", "gold"]
TIERS: Final[tuple[Tier, ...]] = ("bronze", "silver", "gold")

ScopeKind = Literal["all", "day"]
"""Counted over everything, or over the best single UTC day."""

SHOWN_MAX: Final = 3
"""Badges a profile shows."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One tier of one family. Its evaluator is a name in `progress.evaluators`; the badge is drawn by its key."""

    code: str
    family: str
    tier: Tier
    evaluator: str
    scope_kind: ScopeKind
    target: int
    title_ko: str
    title_en: str
    description_ko: str
    description_en: str
    badge: str
    bundle: Bundle
    sort: int
    active: bool = True

    def title(self, language: str) -> str:
        """Its name in `ko`, else in English."""
        return self.title_ko if language == "ko" else self.title_en

    def description(self, language: str) -> str:
        """What to do for it, in `ko`, else in English."""
        return self.description_ko if language == "ko" else self.description_en


@dataclass(frozen=True, slots=True)
class Unlock:
    """An achievement reached, for good. `scope` is the tally that reached `target`."""

    user_id: int
    code: str
    scope: str
    target: int
    unlocked_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One achievement as its player sees it. `progress` is at most `target`, and equals it once unlocked."""

    definition: Definition
    progress: int
    unlocked_at: datetime | None
    claimed: bool

    @property
    def claimable(self) -> bool:
        """Reached, and its reward not taken yet."""
        return not self.claimed and self.progress >= self.definition.target


@dataclass(frozen=True, slots=True)
class Newest:
    """The achievement a player unlocked last."""

    code: str
    badge: str
    tier: Tier
    title_ko: str
    title_en: str
    unlocked_at: datetime


@dataclass(frozen=True, slots=True)
class Summary:
    """What a home screen says about achievements."""

    unlocked: int
    total: int
    claimable: int
    newest: Newest | None


@dataclass(frozen=True, slots=True)
class Wall:
    """A player's badges: definitions in order, what is unlocked when, and which stand on the profile."""

    definitions: Sequence[Definition]
    unlocks: dict[str, datetime]
    shown: tuple[str, ...]
