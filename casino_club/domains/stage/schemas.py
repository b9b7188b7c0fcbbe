"""The stage over HTTP and on its topic."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from casino_club.domains.events.schemas import EventOut
from casino_club.domains.stage.contracts import (
    Art,
    Episode,
    EpisodeDraft,
    EpisodeStatus,
    Gift,
    GiftLimits,
    ModelIndex,
    Sent,
    Supporter,
)
from casino_club.domains.stage.rules import CHIPS, GIFT_STEP
from casino_club.domains.users.contracts import PublicName
from casino_club.infra.http.schemas import Amount, In, Moment, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

Names = Mapping[int, PublicName]
NUMBER_MAX: Final = 1_000_000


class SupporterOut(Out):
    """One place. Players who left or take a break keep theirs, with `user_id`, `nickname` and `avatar` null."""

    rank: int
    user_id: int | None
    nickname: str | None
    avatar: str | None
    gold: Amount

    @classmethod
    def of(cls, line: Supporter, names: Names) -> "SupporterOut":
        """A line with what may be shown of it."""
        name = names.get(line.user_id)
        return cls(
            rank=line.rank,
            user_id=None if name is None else line.user_id,
            nickname=None if name is None else name.nickname,
            avatar=None if name is None else name.avatar,
            gold=line.gold,
        )


class StageUpdateOut(Out):
    """`stage_update`: what everybody at the stage is told, at most once a second."""

    model_index: int
    supporters: list[SupporterOut]

    @classmethod
    def of(cls, index: ModelIndex, top: Sequence[Supporter], names: Names) -> "StageUpdateOut":
        """How the stage stands."""
        return cls(model_index=index.points, supporters=[SupporterOut.of(line, names) for line in top])


class StageHostOut(Out):
    name: str
    tagline: str

    @classmethod
    def of(cls, language: str) -> "StageHostOut":
        """The club's own host: a drawn character, no real person."""
        if language == "ko":
            return cls(name="지민", tagline="클럽 스테이지의 밤을 여는 진행자")
        return cls(name="JiMin", tagline="Host of the club's late stage")


class EpisodeOut(Out):
    id: UUID
    number: int
    title: str
    description: str
    art: Art
    status: EpisodeStatus
    starts_at: UtcTime
    ends_at: UtcTime

    @classmethod
    def of(cls, episode: Episode, *, language: str, now: datetime) -> "EpisodeOut":
        """An episode in the caller's language."""
        english = language == "en"
        return cls(
            id=episode.id,
            number=episode.number,
            title=(episode.title_en or episode.title) if english else episode.title,
            description=(episode.description_en or episode.description) if english else episode.description,
            art=episode.art,
            status=episode.status(now),
            starts_at=episode.starts_at,
            ends_at=episode.ends_at,
        )


class StageGiftOut(Out):
    gift_id: UUID
    amount: Amount
    episode_id: UUID | None
    created_at: UtcTime

    @classmethod
    def of(cls, gift: Gift) -> "StageGiftOut":
        """One of the own gifts."""
        return cls(gift_id=gift.id, amount=gift.amount, episode_id=gift.episode_id, created_at=gift.created_at)


class SupporterPlaceOut(Out):
    rank: int
    gold: Amount
    gifts: int


class GiftingOut(Out):
    """What a gift may be now; `enabled` is false where the market knows no gifts."""

    enabled: bool
    step: int
    chips: list[int]
    gift_max: Amount
    day_max: Amount
    day_left: Amount

    @classmethod
    def of(cls, limits: GiftLimits, *, given: int, enabled: bool) -> "GiftingOut":
        """The limits with what is left of the day."""
        return cls(
            enabled=enabled,
            step=GIFT_STEP,
            chips=[chip for chip in CHIPS if chip <= limits.gift_max],
            gift_max=limits.gift_max,
            day_max=limits.day_max,
            day_left=max(0, limits.day_max - given),
        )


class IndexPartsOut(Out):
    """What the index is made of: a point for each 100 gold, and one for each round of the event's participants."""

    gold_gifted: Amount
    rounds: int


class StageOut(Out):
    host: StageHostOut
    on_air: EpisodeOut | None
    episodes: list[EpisodeOut] = Field(description="past, running and coming within four weeks; the latest first")
    model_index: int
    index_parts: IndexPartsOut
    event: EventOut | None = Field(description="the running event that the stage counts as its own")
    supporters: list[SupporterOut]
    me: SupporterPlaceOut | None
    gifts: list[StageGiftOut] = Field(description="own gifts, newest first")
    gifting: GiftingOut


class StageGiftIn(In):
    """Gold: a multiple of 100."""

    amount: Annotated[int, Field(ge=1, le=AMOUNT_MAX)]


class StageGiftSentOut(Out):
    gift_id: UUID
    amount: Amount
    episode_id: UUID | None
    created_at: UtcTime
    balance_after: Amount
    new_balances: dict[str, int]
    model_index: int
    me: SupporterPlaceOut
    day_left: Amount

    @classmethod
    def of(cls, sent: Sent) -> "StageGiftSentOut":
        """A gift and what came of it."""
        gift = sent.gift
        return cls(
            gift_id=gift.id,
            amount=gift.amount,
            episode_id=gift.episode_id,
            created_at=gift.created_at,
            balance_after=sent.balance_after,
            new_balances={"gold": sent.balance_after},
            model_index=sent.index.points,
            me=SupporterPlaceOut.model_validate(sent.me),
            day_left=sent.day_left,
        )


_NoNul = Field(pattern=r"^[^\x00]*$")
Title = Annotated[str, Field(min_length=1, max_length=120), _NoNul]
Description = Annotated[str, Field(max_length=2000), _NoNul]


class EpisodeIn(In):
    number: Annotated[int, Field(ge=1, le=NUMBER_MAX)]
    title: Title
    art: Art
    starts_at: Moment
    ends_at: Moment
    description: Description | None = None
    title_en: Title | None = None
    description_en: Description | None = None

    def draft(self) -> EpisodeDraft:
        """The same in the club's own words."""
        return EpisodeDraft(
            number=self.number,
            title=self.title,
            title_en=self.title_en,
            description=self.description or "",
            description_en=self.description_en,
            art=self.art,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
        )


class AdminEpisodeOut(Out):
    id: UUID
    number: int
    title: str
    title_en: str | None
    description: str
    description_en: str | None
    art: Art
    status: EpisodeStatus
    starts_at: UtcTime
    ends_at: UtcTime
    withdrawn_at: UtcTime | None
    created_by: int | None
    created_at: UtcTime
    updated_at: UtcTime

    @classmethod
    def of(cls, episode: Episode, now: datetime) -> "AdminEpisodeOut":
        """The whole row."""
        columns = {name: getattr(episode, name) for name in Episode.__slots__}
        return cls(**columns, status=episode.status(now))


class SeededEpisodesOut(Out):
    created: list[AdminEpisodeOut]


class GiftLimitsIn(In):
    """Gold, in hundreds: the most in one gift, and from one player in a UTC day."""

    gift_max: Annotated[int, Field(ge=GIFT_STEP, le=AMOUNT_MAX, multiple_of=GIFT_STEP)]
    day_max: Annotated[int, Field(ge=GIFT_STEP, le=AMOUNT_MAX, multiple_of=GIFT_STEP)]


class GiftLimitsOut(Out):
    version: int
    gift_max: Amount
    day_max: Amount
    created_by: int | None
    created_at: UtcTime
