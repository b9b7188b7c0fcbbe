"""Achievements in the back office: support reads, operators write."""

from typing import Annotated

from fastapi import Path, Request, status

from casino_club.domains.achievements import admin_service, repository
from casino_club.domains.achievements.admin_schemas import (
    AchievementAdminOut,
    AchievementEditIn,
    AchievementIn,
    AchievementsAdminOut,
    ActiveIn,
)
from casino_club.domains.achievements.rules import NOT_FOR_GOALS
from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/admin/achievements", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
AchievementCode = Annotated[str, Path(min_length=1, max_length=48, pattern=r"^[a-z0-9_-]+$")]


def _deed(actor: Principal, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request))


@router.get("", responses=errors(401, 403))
async def list_achievement_definitions(_: Support, session: ReadDb) -> AchievementsAdminOut:
    """Every achievement, active or not, with how many players have it."""
    players = await repository.count_players(session)
    found = await repository.list_definitions(session)
    return AchievementsAdminOut(
        items=[AchievementAdminOut.of(one, players.get(one.code, 0)) for one in found],
        evaluators=sorted(EVALUATORS.keys() - NOT_FOR_GOALS),
    )


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_achievement(
    body: AchievementIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AchievementAdminOut:
    """Add an achievement. Players who reached it already can claim it at once."""
    one = await admin_service.create(session, body.definition(), deed=_deed(actor, request), now=clock.now())
    return AchievementAdminOut.of(one, 0)


@router.put("/{code}", responses=errors(401, 403, 404, 409, 422))
async def edit_achievement(
    code: AchievementCode,
    body: AchievementEditIn,
    actor: Operator,
    request: Request,
    session: WriteDb,
    clock: AppClock,
) -> AchievementAdminOut:
    """Change an achievement. What it takes no longer changes once somebody unlocked it: 409 `achievement_settled`."""
    deed = _deed(actor, request)
    one = await admin_service.edit(session, code, changes=body.changes(), deed=deed, now=clock.now())
    return AchievementAdminOut.of(one, (await repository.count_players(session)).get(code, 0))


@router.post("/{code}/active", responses=errors(401, 403, 404, 422))
async def switch_achievement(
    code: AchievementCode, body: ActiveIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> AchievementAdminOut:
    """Show an achievement or take it off the wall. Who unlocked it keeps it, and its reward."""
    deed = _deed(actor, request)
    one = await admin_service.edit(session, code, changes={"active": body.active}, deed=deed, now=clock.now())
    return AchievementAdminOut.of(one, (await repository.count_players(session)).get(code, 0))
