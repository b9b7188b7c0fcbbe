"""The pool of missions in the back office: support reads, operators write. Changes hold from the next period on."""

from typing import Annotated

from fastapi import Path, Request, status

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.missions import admin_service, repository
from casino_club.domains.missions.admin_schemas import (
    MissionActiveIn,
    MissionEditIn,
    MissionIn,
    MissionPlanOut,
    MissionPlansOut,
)
from casino_club.domains.missions.rules import NOT_FOR_GOALS
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/admin/missions", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
MissionCode = Annotated[str, Path(min_length=1, max_length=48, pattern=r"^[a-z0-9_-]+$")]


@router.get("", responses=errors(401, 403))
async def list_mission_pool(_: Support, session: ReadDb, clock: AppClock) -> MissionPlansOut:
    """Every mission: how it stands now and what is planned."""
    plans = admin_service.plans_of(await repository.list_versions(session), clock.now())
    return MissionPlansOut(
        items=[MissionPlanOut.of(plan) for plan in plans], evaluators=sorted(EVALUATORS.keys() - NOT_FOR_GOALS)
    )


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_mission(
    body: MissionIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> MissionPlanOut:
    """Add a mission to the pool of the next day or week."""
    deed = Deed(actor.user_id, request_id_of(request))
    return MissionPlanOut.of(await admin_service.create(session, body.mission(), deed=deed, now=clock.now()))


@router.put("/{id}", responses=errors(401, 403, 404, 422))
async def edit_mission(
    id: MissionCode,  # noqa: A002 - the path's own name
    body: MissionEditIn,
    actor: Operator,
    request: Request,
    session: WriteDb,
    clock: AppClock,
) -> MissionPlanOut:
    """Change a mission from the next day or week on; what players have now stays as it is."""
    deed = Deed(actor.user_id, request_id_of(request))
    return MissionPlanOut.of(await admin_service.edit(session, id, changes=body.changes(), deed=deed, now=clock.now()))


@router.post("/{id}/active", responses=errors(401, 403, 404, 422))
async def switch_mission(
    id: MissionCode,  # noqa: A002 - the path's own name
    body: MissionActiveIn,
    actor: Operator,
    request: Request,
    session: WriteDb,
    clock: AppClock,
) -> MissionPlanOut:
    """Put a mission into the pool of the next day or week, or take it out; who has it now keeps it."""
    deed = Deed(actor.user_id, request_id_of(request))
    changes = {"active": body.active}
    return MissionPlanOut.of(await admin_service.edit(session, id, changes=changes, deed=deed, now=clock.now()))
