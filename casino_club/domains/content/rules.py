"""Who may open which stage, and how long an age check holds."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from casino_club.domains.content.contracts import STAGES, Method, Stage, Story, StoryStage, Text
from casino_club.domains.users.contracts import TIER_RANK, Tier

VERIFIED_FOR: Final = timedelta(days=365)
"""Korean practice for 19+ services: an age check is repeated within a year."""

NOTICE: Final = Text(
    en=(
        "These stories are for adults of 19 and over. We check your age once a year and keep the result, its date and"
        " the checker's reference, not your identity. Unlocking with gold spends game currency for good: it is not"
        " refunded and has no value outside the club."
    ),
    ko=(
        "이 이야기는 만 19세 이상만 볼 수 있어요. 성인 인증은 1년에 한 번 하고, 저희는 인증 결과와 날짜, 인증 기관의"
        " 참조 번호만 보관해요. 신원 정보는 저장하지 않아요. 골드로 열면 게임 재화가 바로 쓰이고 돌려드릴 수 없으며,"
        " 클럽 밖에서는 아무 가치가 없어요."
    ),
)


def verified_until(decided_at: datetime) -> datetime:
    """When a check that said `adult` has to be repeated."""
    return decided_at + VERIFIED_FOR


def next_stage(unlocked: Collection[Stage]) -> Stage | None:
    """The first stage that is not open yet; None when all are."""
    return next((stage for stage in STAGES if stage not in unlocked), None)


def is_in_order(stage: Stage, unlocked: Collection[Stage]) -> bool:
    """Whether every stage before this one is open."""
    return all(before in unlocked for before in STAGES[: STAGES.index(stage)])


def free_by(stage: StoryStage, *, tier: Tier, level: int) -> Method | None:
    """What opens the stage without gold; None when it costs gold."""
    if TIER_RANK[tier] >= TIER_RANK[stage.tier]:
        return "tier"
    return "level" if level >= stage.level else None


def problems_of(story: Story) -> list[str]:
    """What is wrong with a story's data: stages complete and in order, each later one dearer."""
    problems: list[str] = []
    if tuple(stage.stage for stage in story.stages) != STAGES:
        problems.append("stages")
        return problems
    for before, after in zip(story.stages, story.stages[1:], strict=False):
        if not (
            TIER_RANK[before.tier] <= TIER_RANK[after.tier] and before.level <= after.level and before.gold < after.gold
        ):
            problems.append(f"{after.stage}.requirement")
    for stage in story.stages:
        # Whoever has neither tier nor level pays, so only what is free for all may cost nothing.
        if (stage.gold == 0) != (stage.tier == "STANDARD"):
            problems.append(f"{stage.stage}.gold")
        if not stage.text.en or len(stage.text.en) != len(stage.text.ko):
            problems.append(f"{stage.stage}.text")
    return problems
