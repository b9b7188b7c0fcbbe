"""Achievements over HTTP."""

from collections.abc import Collection
from typing import Annotated

from pydantic import Field, field_validator

from casino_club.domains.achievements.contracts import SHOWN_MAX, Definition, Standing, Tier, Wall
from casino_club.domains.rewards.schemas import BundleOut, GrantOut
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime

Code = Annotated[str, Field(min_length=1, max_length=48, pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]


class BadgeOut(Out):
    """One tier of a family, in the caller's language."""

    code: str
    family: str
    tier: Tier
    title: str
    description: str
    badge: str = Field(description="the key by which the badge is drawn")
    unlocked: bool
    unlocked_at: UtcTime | None


class AchievementOut(BadgeOut):
    """An achievement of one's own. One that counts within a day shows the progress of today."""

    scope: str = Field(description="`all`, or `day` for what must happen within one UTC day")
    progress: Amount
    target: Amount
    claimed: bool
    claimable: bool
    rewards: BundleOut

    @classmethod
    def of(cls, standing: Standing, language: str) -> "AchievementOut":
        """One line of the own list."""
        one = standing.definition
        return cls(
            code=one.code,
            family=one.family,
            tier=one.tier,
            title=one.title(language),
            description=one.description(language),
            badge=one.badge,
            unlocked=standing.unlocked_at is not None or standing.claimable,
            unlocked_at=standing.unlocked_at,
            scope=one.scope_kind,
            progress=standing.progress,
            target=one.target,
            claimed=standing.claimed,
            claimable=standing.claimable,
            rewards=BundleOut.of(one.bundle),
        )


class AchievementsOut(Out):
    """The own achievements, in order; `showcase` are the codes the profile shows."""

    items: list[AchievementOut]
    showcase: list[str]
    unlocked_count: int
    claimable_count: int

    @classmethod
    def of(cls, standings: Collection[Standing], shown: Collection[str], language: str) -> "AchievementsOut":
        """Everything of the own achievements."""
        items = [AchievementOut.of(one, language) for one in standings]
        return cls(
            items=items,
            showcase=list(shown),
            unlocked_count=sum(one.unlocked for one in items),
            claimable_count=sum(one.claimable for one in items),
        )


class WallOut(Out):
    """A player's badges, as anybody may see them."""

    user_id: int
    items: list[BadgeOut]
    showcase: list[str]
    unlocked_count: int

    @classmethod
    def of(cls, user_id: int, wall: Wall, language: str) -> "WallOut":
        """A wall in the caller's language."""
        items = [_badge(one, wall, language) for one in wall.definitions]
        return cls(user_id=user_id, items=items, showcase=list(wall.shown), unlocked_count=len(wall.unlocks))


def _badge(one: Definition, wall: Wall, language: str) -> BadgeOut:
    return BadgeOut(
        code=one.code,
        family=one.family,
        tier=one.tier,
        title=one.title(language),
        description=one.description(language),
        badge=one.badge,
        unlocked=one.code in wall.unlocks,
        unlocked_at=wall.unlocks.get(one.code),
    )


class AchievementClaimOut(GrantOut):
    """A claim's answer; `idempotent` says that the reward had been taken before."""

    code: str
    idempotent: bool


class ShowcaseIn(In):
    """The badges to show, in this order; none hides them all."""

    codes: Annotated[list[Code], Field(max_length=SHOWN_MAX)]

    @field_validator("codes")
    @classmethod
    def _once_each(cls, value: list[str]) -> list[str]:
        if len(set(value)) != len(value):
            raise ValueError("each badge once")
        return value
