"""Bodies of stories and age checks."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from casino_club.domains.content.contracts import AgeStatus, Method, Stage
from casino_club.domains.content.service import StageView, StoryView, Unlocked
from casino_club.domains.users.contracts import Tier
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime

ContentId = Annotated[str, Field(min_length=1, max_length=64)]


class StoryTextOut(Out):
    en: str
    ko: str


class StoryParagraphsOut(Out):
    en: list[str]
    ko: list[str]


class StoryStageOut(Out):
    """Free from `tier` or `level` on, else for `gold`. `heading` and `text` are null while it is closed."""

    stage: Stage
    tier: Tier
    level: int
    gold: Amount
    unlocked: bool
    unlocked_at: UtcTime | None
    is_next: bool
    free_by: Method | None
    heading: StoryTextOut | None
    text: StoryParagraphsOut | None

    @classmethod
    def of(cls, view: StageView, *, with_text: bool) -> Self:
        story = view.story
        is_open = view.unlock is not None
        return cls(
            stage=story.stage,
            tier=story.tier,
            level=story.level,
            gold=story.gold,
            unlocked=is_open,
            unlocked_at=None if view.unlock is None else view.unlock.created_at,
            is_next=view.is_next,
            free_by=view.free_by,
            heading=StoryTextOut.model_validate(story.heading) if is_open else None,
            text=StoryParagraphsOut(en=list(story.text.en), ko=list(story.text.ko)) if is_open and with_text else None,
        )


class StoryOut(Out):
    id: str
    scene: str
    title: StoryTextOut
    next_stage: Stage | None
    stages: list[StoryStageOut]

    @classmethod
    def of(cls, view: StoryView, *, with_text: bool) -> Self:
        return cls(
            id=view.story.id,
            scene=view.story.scene,
            title=StoryTextOut.model_validate(view.story.title),
            next_stage=view.next_stage,
            stages=[StoryStageOut.of(stage, with_text=with_text) for stage in view.stages],
        )


class StoriesOut(Out):
    """Texts of open stages come with one story's own page."""

    items: list[StoryOut]
    notice: StoryTextOut


class UnlockIn(In):
    content_id: ContentId
    stage: Stage


class UnlockOut(Out):
    """`applied` is false and `idempotent` true when the stage was open already."""

    content_id: str
    stage: Stage
    method: Method
    price: Amount
    unlocked_at: UtcTime
    applied: bool
    idempotent: bool
    balance_after: Amount

    @classmethod
    def of(cls, done: Unlocked) -> Self:
        return cls(
            content_id=done.unlock.content_id,
            stage=done.unlock.stage,
            method=done.unlock.method,
            price=done.unlock.price,
            unlocked_at=done.unlock.created_at,
            applied=done.applied,
            idempotent=not done.applied,
            balance_after=done.balance_after,
        )


class PastUnlockOut(Out):
    id: UUID
    content_id: str
    title: StoryTextOut | None
    stage: Stage
    method: Method
    price: Amount
    created_at: UtcTime


class AgeVerificationIn(In):
    """Needed when the sign-up gave no birth date."""

    birth_date: Annotated[str, Field(max_length=10, json_schema_extra={"format": "date"})] | None = None


class AgeFinishIn(In):
    """`token` is what the provider handed to the browser."""

    verification_id: str = Field(max_length=36, json_schema_extra={"format": "uuid"})
    token: Annotated[str, Field(min_length=1, max_length=4096)] | None = None


class AgeVerificationOut(Out):
    """`adult_verified_at` is the declaration, which opens games where the market asks for it; stories open while
    `status` is `verified`. `pending`: go to `redirect_url`, then finish. `declared`: nobody checks ages here yet."""

    status: AgeStatus
    birth_date: date | None
    adult_verified_at: UtcTime | None
    verified_until: UtcTime | None
    verification_id: UUID | None
    redirect_url: str | None


class ContentNoticeOut(Out):
    """The legal notice, for everybody, and where the caller stands."""

    notice: StoryTextOut
    age: AgeVerificationOut


class AdminStageOut(Out):
    stage: Stage
    tier: Tier
    level: int
    gold: Amount
    unlocks: int
    gold_spent: Amount


class AdminStoryOut(Out):
    id: str
    title: StoryTextOut
    enabled: bool
    stages: list[AdminStageOut]


class AdminStoriesOut(Out):
    items: list[AdminStoryOut]


class ContentSwitchIn(In):
    reason: Annotated[str, Field(min_length=3, max_length=500)]
