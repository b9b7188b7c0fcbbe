"""What operators do with stories: see how far they are opened, switch them. Every switch is audited."""

from typing import Annotated

from fastapi import Path, Request
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.content import repository
from casino_club.domains.content.catalog import get_story, shipped_stories
from casino_club.domains.content.contracts import Story
from casino_club.domains.content.schemas import (
    AdminStageOut,
    AdminStoriesOut,
    AdminStoryOut,
    ContentSwitchIn,
    StoryTextOut,
)
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/admin/content", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
ContentPath = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("", responses=errors(401, 403))
async def list_admin_content(_: Support, session: ReadDb) -> AdminStoriesOut:
    """Every story, on or off, with how many players opened each stage and the gold they spent."""
    return AdminStoriesOut(items=[await _shown(session, story) for story in shipped_stories().values()])


@router.post("/{content_id}/enable", responses=errors(401, 403, 404, 422))
async def enable_content(
    content_id: ContentPath, body: ContentSwitchIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminStoryOut:
    """Show a story again."""
    return await _switch(session, actor, content_id, body.reason, request, clock, enabled=True)


@router.post("/{content_id}/disable", responses=errors(401, 403, 404, 422))
async def disable_content(
    content_id: ContentPath, body: ContentSwitchIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AdminStoryOut:
    """Take a story away at once. What players opened stays theirs for when it comes back."""
    return await _switch(session, actor, content_id, body.reason, request, clock, enabled=False)


async def _switch(
    session: AsyncSession,
    actor: Principal,
    content_id: str,
    reason: str,
    request: Request,
    clock: AppClock,
    *,
    enabled: bool,
) -> AdminStoryOut:
    story = get_story(content_id)
    await repository.switch(session, content_id, enabled=enabled, now=clock.now())
    await auth_public.record_audit(
        session,
        actor_id=actor.user_id,
        action="content.enabled" if enabled else "content.disabled",
        target=f"content:{content_id}",
        facts={"reason": reason},
        request_id=request_id_of(request),
    )
    return await _shown(session, story)


async def _shown(session: AsyncSession, story: Story) -> AdminStoryOut:
    counts = await repository.count_unlocks(session)
    stages: list[AdminStageOut] = []
    for stage in story.stages:
        unlocks, gold = counts.get((story.id, stage.stage), (0, 0))
        stages.append(
            AdminStageOut(
                stage=stage.stage,
                tier=stage.tier,
                level=stage.level,
                gold=stage.gold,
                unlocks=unlocks,
                gold_spent=gold,
            )
        )
    return AdminStoryOut(
        id=story.id,
        title=StoryTextOut.model_validate(story.title),
        enabled=story.id not in await repository.list_disabled(session),
        stages=stages,
    )
