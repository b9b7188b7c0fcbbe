"""Live events over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from casino_club.domains.events.contracts import (
    Claimed,
    EventDraft,
    EventStatus,
    LiveEvent,
    Participant,
    PlayerEvent,
)
from casino_club.domains.events.rules import REQUIREMENTS_MAX, UNCOUNTED
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards.schemas import BundleIn, RewardItemOut
from casino_club.infra.http.schemas import Amount, In, Moment, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

ShownStatus = Literal["upcoming", "active", "ended"]
PRIORITY_MAX: Final = 1000
REPORT_MAX: Final = 1000


def _known_evaluators(requirements: dict[str, int]) -> dict[str, int]:
    if unknown := sorted(requirements.keys() - (EVALUATORS.keys() - UNCOUNTED)):
        raise PydanticCustomError("unknown_evaluator", "nothing counts {names}", {"names": ", ".join(unknown)})
    return requirements


_NoNul = Field(pattern=r"^[^\x00]*$")
Title = Annotated[str, Field(min_length=1, max_length=120), _NoNul]
Description = Annotated[str, Field(max_length=2000), _NoNul]
Requirements = Annotated[
    dict[Annotated[str, Field(max_length=64)], Annotated[int, Field(ge=1, le=AMOUNT_MAX)]],
    Field(min_length=1, max_length=REQUIREMENTS_MAX, description="evaluator → target; all must be reached"),
    AfterValidator(_known_evaluators),
]


class EventIn(In):
    """An event as an operator writes it. `is_draft` keeps it from players; `reported` as requirement is self-reported.

    Texts without `_en` are shown to everybody when there is no English one.
    """

    title: Title
    event_type: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
    start_date: Moment
    end_date: Moment
    requirements: Requirements
    rewards: BundleIn
    priority: Annotated[int, Field(ge=0, le=PRIORITY_MAX)] = 0
    description: Description | None = None
    title_en: Title | None = None
    description_en: Description | None = None
    is_draft: bool = False

    def draft(self) -> EventDraft:
        """The same in the club's own words."""
        return EventDraft(
            title=self.title,
            title_en=self.title_en,
            description=self.description or "",
            description_en=self.description_en,
            event_type=self.event_type,
            starts_at=self.start_date,
            ends_at=self.end_date,
            requirements=self.requirements,
            rewards=self.rewards.bundle().as_data(),
            priority=self.priority,
            is_draft=self.is_draft,
        )


class EventJoinIn(In):
    event_id: Annotated[UUID, Field(strict=False)]


class EventReportIn(In):
    """How much more of what the event asks for."""

    amount: Annotated[int, Field(ge=1, le=REPORT_MAX)]


class EventGoalOut(Out):
    evaluator: str
    progress: Amount
    target: Amount


class EventOut(Out):
    """An event as the caller sees it. `progress` of `target`: the one goal's numbers, or per cent of several goals."""

    id: UUID
    title: str
    description: str
    event_type: str
    start_date: UtcTime
    end_date: UtcTime
    status: EventStatus
    priority: int
    requirements: dict[str, int]
    rewards: dict[str, Any]
    self_reported: bool
    participation_count: int = Field(description="players who take part now")
    joined: bool
    joined_at: UtcTime | None
    goals: list[EventGoalOut]
    progress: Amount
    target: Amount
    completed: bool
    claimed: bool
    claimable: bool
    progress_version: int

    @classmethod
    def of(cls, seen: PlayerEvent, *, language: str, now: datetime) -> "EventOut":
        """An event in the caller's language."""
        event, progress = seen.event, seen.progress
        status = event.status(now)
        earned = seen.is_completed if status != "deactivated" else _was_completed(seen)
        return cls(
            id=event.id,
            title=event.title_in(language),
            description=event.description_in(language),
            event_type=event.event_type,
            start_date=event.starts_at,
            end_date=event.ends_at,
            status=status,
            priority=event.priority,
            requirements=dict(event.requirements),
            rewards=dict(event.rewards),
            self_reported=event.is_self_reported,
            participation_count=event.participants,
            joined=seen.is_joined,
            joined_at=None if seen.participation is None else seen.participation.joined_at,
            goals=[EventGoalOut.model_validate(goal) for goal in progress.goals],
            progress=progress.progress,
            target=progress.target,
            completed=seen.is_completed,
            claimed=seen.is_claimed,
            claimable=earned and not seen.is_claimed,
            progress_version=seen.version,
        )


def _was_completed(seen: PlayerEvent) -> bool:
    return seen.participation is not None and seen.participation.completed_at is not None


class EventsOut(Out):
    items: list[EventOut]


class EventClaimOut(Out):
    """`applied` is false and `idempotent` true for a repetition, which tells the first result again."""

    applied: bool
    idempotent: bool
    reward_items: list[RewardItemOut]
    progress_version: int
    new_balances: dict[str, int]

    @classmethod
    def of(cls, claimed: Claimed) -> "EventClaimOut":
        """What a claim came to."""
        return cls(
            applied=claimed.applied,
            idempotent=not claimed.applied,
            reward_items=[RewardItemOut(**line) for line in claimed.reward_items],
            progress_version=claimed.progress_version,
            new_balances=dict(claimed.new_balances),
        )


class EventForcedOut(Out):
    applied: bool
    idempotent: bool
    reward_items: list[RewardItemOut]

    @classmethod
    def of(cls, claimed: Claimed) -> "EventForcedOut":
        """What an operator's grant came to."""
        lines = [RewardItemOut(**line) for line in claimed.reward_items]
        return cls(applied=claimed.applied, idempotent=not claimed.applied, reward_items=lines)


class PublicEventOut(Out):
    id: UUID
    title: str
    event_type: str
    start_date: UtcTime
    end_date: UtcTime
    rewards_summary: dict[str, Any] = Field(description="the reward: amounts by kind, `items` by code")
    participation_count: int

    @classmethod
    def of(cls, event: LiveEvent, language: str) -> "PublicEventOut":
        """What anybody may know of an event."""
        return cls(
            id=event.id,
            title=event.title_in(language),
            event_type=event.event_type,
            start_date=event.starts_at,
            end_date=event.ends_at,
            rewards_summary=dict(event.rewards),
            participation_count=event.participants,
        )


class PublicEventsOut(Out):
    events: list[PublicEventOut]
    generated_at: UtcTime
    ttl: int = Field(description="seconds after which it is worth asking again")


class AdminEventOut(Out):
    """An event as operators see it, in all its languages."""

    id: UUID
    template: str | None
    title: str
    title_en: str | None
    description: str
    description_en: str | None
    event_type: str
    start_date: UtcTime
    end_date: UtcTime
    status: EventStatus
    requirements: dict[str, int]
    rewards: dict[str, Any]
    priority: int
    is_draft: bool
    deactivated_at: UtcTime | None
    participation_count: int
    rounds_counted: int
    created_by: int | None
    created_at: UtcTime
    updated_at: UtcTime

    @classmethod
    def of(cls, event: LiveEvent, now: datetime) -> "AdminEventOut":
        """The whole row."""
        return cls(
            id=event.id,
            template=event.template,
            title=event.title,
            title_en=event.title_en,
            description=event.description,
            description_en=event.description_en,
            event_type=event.event_type,
            start_date=event.starts_at,
            end_date=event.ends_at,
            status=event.status(now),
            requirements=dict(event.requirements),
            rewards=dict(event.rewards),
            priority=event.priority,
            is_draft=event.is_draft,
            deactivated_at=event.deactivated_at,
            participation_count=event.participants,
            rounds_counted=event.rounds,
            created_by=event.created_by,
            created_at=event.created_at,
            updated_at=event.updated_at,
        )


class SeededEventOut(Out):
    """`created` is false when the event ran or was to come already."""

    created: bool
    event: AdminEventOut


class EventParticipationOut(Out):
    user_id: int
    nickname: str | None
    joined_at: UtcTime
    left_at: UtcTime | None
    goals: list[EventGoalOut]
    progress: Amount
    target: Amount
    completed: bool
    completed_at: UtcTime | None
    claimed: bool
    claimed_at: UtcTime | None

    @classmethod
    def of(cls, line: Participant) -> "EventParticipationOut":
        """A line of the operators' list."""
        part = line.participation
        return cls(
            user_id=part.user_id,
            nickname=line.nickname,
            joined_at=part.joined_at,
            left_at=part.left_at,
            goals=[EventGoalOut.model_validate(goal) for goal in line.progress.goals],
            progress=line.progress.progress,
            target=line.progress.target,
            completed=part.completed_at is not None,
            completed_at=part.completed_at,
            claimed=part.claimed_at is not None,
            claimed_at=part.claimed_at,
        )


def decoded_position(value: str) -> tuple[datetime, UUID]:
    """A cursor's start and id. Raises ValueError."""
    moment, _, event_id = value.partition("|")
    return datetime.fromisoformat(moment), UUID(event_id)


def encoded_position(event: LiveEvent) -> str:
    """Where a page that ended with this event goes on."""
    return f"{event.starts_at.isoformat()}|{event.id}"
