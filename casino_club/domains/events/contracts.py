"""What the club knows of a live event, of who takes part in it, and of how far somebody is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

EventStatus = Literal["draft", "upcoming", "active", "ended", "deactivated"]

SCOPE_PREFIX: Final = "event:"
"""What is tallied for an event's participants stands in the scope `event:<id>`."""
REPORTED: Final = "reported"
"""The requirement of a self-reported event: what a player's own client counts."""
MODEL_INDEX: Final = "model_index_points"
"""The requirement of events that the club's stage counts as its own."""


def scope_of(event_id: UUID) -> str:
    """The tally that an event is judged by."""
    return f"{SCOPE_PREFIX}{event_id}"


def reward_key(event_id: UUID) -> str:
    """The key of the one grant a player gets for an event."""
    return f"event:{event_id}"


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """One event. `requirements` map an evaluator's name to its target; `rewards` is a bundle's JSON form.

    `title` and `description` are Korean or the only text there is; the English ones may be left out.
    """

    id: UUID
    template: str | None
    title: str
    title_en: str | None
    description: str
    description_en: str | None
    event_type: str
    starts_at: datetime
    ends_at: datetime
    requirements: Mapping[str, int]
    rewards: Mapping[str, Any]
    priority: int
    is_draft: bool
    deactivated_at: datetime | None
    created_by: int | None
    created_at: datetime
    updated_at: datetime
    participants: int = 0
    rounds: int = 0

    @property
    def is_self_reported(self) -> bool:
        """True when the players' own reports count."""
        return REPORTED in self.requirements

    def status(self, now: datetime) -> EventStatus:
        """Where the event stands; its end is exclusive."""
        if self.is_draft:
            return "draft"
        if self.deactivated_at is not None:
            return "deactivated"
        if now < self.starts_at:
            return "upcoming"
        return "active" if now < self.ends_at else "ended"

    def title_in(self, language: str) -> str:
        """The title in `ko` or `en`."""
        return self.title_en or self.title if language == "en" else self.title

    def description_in(self, language: str) -> str:
        """The description in `ko` or `en`."""
        return self.description_en or self.description if language == "en" else self.description


@dataclass(frozen=True, slots=True)
class Participation:
    """One player in one event. `left_at` is set while the player is out; marks of completion and claim stay."""

    event_id: UUID
    user_id: int
    joined_at: datetime
    left_at: datetime | None
    completed_at: datetime | None
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Goal:
    """One requirement and how far a player is, at most its target."""

    evaluator: str
    progress: int
    target: int


@dataclass(frozen=True, slots=True)
class EventProgress:
    """How far a player is. With one goal in its own unit; with several in per cent of the whole, rounded down."""

    goals: tuple[Goal, ...]
    progress: int
    target: int
    completed: bool


@dataclass(frozen=True, slots=True)
class PlayerEvent:
    """An event as one player sees it; `participation` is None before the first join. `version` is the tally's."""

    event: LiveEvent
    participation: Participation | None
    progress: EventProgress
    version: int = 0

    @property
    def is_joined(self) -> bool:
        """True while the player takes part."""
        return self.participation is not None and self.participation.left_at is None

    @property
    def is_completed(self) -> bool:
        """True from completion on, for good."""
        return self.participation is not None and (
            self.participation.completed_at is not None or self.progress.completed
        )

    @property
    def is_claimed(self) -> bool:
        """True when the reward was given."""
        return self.participation is not None and self.participation.claimed_at is not None


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What an operator writes."""

    title: str
    event_type: str
    starts_at: datetime
    ends_at: datetime
    requirements: Mapping[str, int]
    rewards: Mapping[str, Any]
    priority: int = 0
    description: str = ""
    title_en: str | None = None
    description_en: str | None = None
    is_draft: bool = False
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim came to. `applied` is false for a repetition, which tells the first result again."""

    applied: bool
    reward_items: tuple[dict[str, Any], ...]
    new_balances: Mapping[str, int]
    progress_version: int


@dataclass(frozen=True, slots=True)
class Participant:
    """A line of the operators' list."""

    participation: Participation
    nickname: str | None
    progress: EventProgress


@dataclass(frozen=True, slots=True)
class ParticipantFilter:
    """Which lines of the operators' list are wanted; None: whichever."""

    completed: bool | None = None
    claimed: bool | None = None
