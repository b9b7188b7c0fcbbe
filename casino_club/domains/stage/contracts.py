"""What stands on the club's stage."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

TOPIC: Final = "stage"
"""The broadcast topic of `stage_update`."""

EpisodeStatus = Literal["upcoming", "on_air", "past", "withdrawn"]
Art = Literal["ring-light", "rain-window", "rooftop", "lanterns", "tuning", "after-hours"]
"""The pictures the web app draws for episodes: our own neon lines, neutral."""


@dataclass(frozen=True, slots=True)
class EpisodeDraft:
    """What an operator writes. Texts without an English form are shown to everybody."""

    number: int
    title: str
    art: Art
    starts_at: datetime
    ends_at: datetime
    description: str = ""
    title_en: str | None = None
    description_en: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode; its end is exclusive."""

    id: UUID
    number: int
    title: str
    title_en: str | None
    description: str
    description_en: str | None
    art: Art
    starts_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None
    created_by: int | None
    created_at: datetime
    updated_at: datetime

    def status(self, now: datetime) -> EpisodeStatus:
        """Where the episode stands."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if now < self.starts_at:
            return "upcoming"
        return "on_air" if now < self.ends_at else "past"


@dataclass(frozen=True, slots=True)
class GiftLimits:
    """Gold: the most in one gift, and from one player in a UTC day."""

    version: int
    gift_max: int
    day_max: int
    created_by: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift that was sent."""

    id: UUID
    user_id: int
    episode_id: UUID | None
    amount: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Supporter:
    """A line of the ranking: gold given in all; of equal sums the one reached earlier stands higher."""

    rank: int
    user_id: int
    gold: int
    gifts: int


@dataclass(frozen=True, slots=True)
class ModelIndex:
    """The club's index: a point for each 100 gold anybody gave, and one for each round of the event's participants."""

    gold_gifted: int
    rounds: int
    points: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What a gift came to: the balance and the giver's line behind it."""

    gift: Gift
    balance_after: int
    index: ModelIndex
    me: Supporter
    day_left: int
