"""Use cases of the stories. Everything about them is closed until an age check holds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.content import age, metrics, repository, rules
from casino_club.domains.content.catalog import get_story, shipped_stories
from casino_club.domains.content.contracts import Method, Stage, Story, StoryStage, Unlock
from casino_club.domains.content.errors import ContentNotFoundError, StageOutOfOrderError
from casino_club.domains.users import public as users
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage as one player sees it. `story` holds its words; show them only when `unlock` stands."""

    story: StoryStage
    unlock: Unlock | None
    is_next: bool
    free_by: Method | None


@dataclass(frozen=True, slots=True)
class StoryView:
    story: Story
    stages: tuple[StageView, ...]

    @property
    def next_stage(self) -> Stage | None:
        """The stage that can be opened now."""
        return next((view.story.stage for view in self.stages if view.is_next), None)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """`applied` is false when the stage had been open before; nothing was spent then."""

    unlock: Unlock
    applied: bool
    balance_after: int


async def list_stories(session: AsyncSession, *, user_id: int, now: datetime) -> list[StoryView]:
    """Every story that is on. Raises `AgeVerificationRequiredError`."""
    await age.require_verified(session, user_id=user_id, now=now)
    disabled = await repository.list_disabled(session)
    return await _views(session, user_id, [story for story in shipped_stories().values() if story.id not in disabled])


async def get_story_view(session: AsyncSession, *, user_id: int, content_id: str, now: datetime) -> StoryView:
    """One story. Raises `AgeVerificationRequiredError`, `ContentNotFoundError`."""
    await age.require_verified(session, user_id=user_id, now=now)
    story = await _enabled(session, content_id)
    return (await _views(session, user_id, [story]))[0]


async def _enabled(session: AsyncSession, content_id: str) -> Story:
    story = get_story(content_id)
    if content_id in await repository.list_disabled(session):
        raise ContentNotFoundError
    return story


async def _views(session: AsyncSession, user_id: int, stories: list[Story]) -> list[StoryView]:
    user = await users.get(session, user_id=user_id)
    owned: dict[tuple[str, Stage], Unlock] = {
        (one.content_id, one.stage): one for one in await repository.list_unlocks(session, user_id)
    }
    views: list[StoryView] = []
    for story in stories:
        coming = rules.next_stage({one.stage for one in owned.values() if one.content_id == story.id})
        stages = tuple(
            StageView(
                stage,
                owned.get((story.id, stage.stage)),
                stage.stage == coming,
                rules.free_by(stage, tier=user.vip_tier, level=user.level),
            )
            for stage in story.stages
        )
        views.append(StoryView(story, stages))
    return views


async def unlock(session: AsyncSession, *, user_id: int, content_id: str, stage: Stage, now: datetime) -> Unlocked:
    """Open a stage for good: free by tier or level, else for its gold. A stage that is open answers as it stands.

    The caller holds the player's lock. Raises `AgeVerificationRequiredError`, `ContentNotFoundError`,
    `StageOutOfOrderError`, `InsufficientFundsError`.
    """
    await age.require_verified(session, user_id=user_id, now=now)
    story = await _enabled(session, content_id)
    owned: dict[Stage, Unlock] = {
        one.stage: one for one in await repository.list_unlocks(session, user_id) if one.content_id == content_id
    }
    if (known := owned.get(stage)) is not None:
        return Unlocked(known, False, await _gold(session, user_id))  # noqa: FBT003 - a dataclass read in order
    if not rules.is_in_order(stage, owned):
        raise StageOutOfOrderError({"next_stage": rules.next_stage(owned)})
    wanted = story.stage(stage)
    user = await users.get(session, user_id=user_id)
    method: Method = rules.free_by(wanted, tier=user.vip_tier, level=user.level) or "gold"
    price, ref = 0, None
    if method == "gold":
        price = wanted.gold
        key = f"unlock:{user_id}:{content_id}:{stage}"
        paid = TransferCommand(Player(user_id), "shop", "gold", price, "shop_spend", key)
        ref = (await wallet.transfer(session, paid)).ref
    opened = await repository.add_unlock(
        session, user_id, content_id=content_id, stage=stage, method=method, price=price, posting_ref=ref, now=now
    )
    metrics.UNLOCKS.labels(stage, method).inc()
    return Unlocked(opened, True, await _gold(session, user_id))  # noqa: FBT003 - a dataclass read in order


async def _gold(session: AsyncSession, user_id: int) -> int:
    return (await wallet.balances_of(session, user_id=user_id))["gold"]
