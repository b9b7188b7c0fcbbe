"""Rewards over HTTP: the player's own history, and what operators give."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Request

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import CurrentUser, require_role
from casino_club.domains.rewards import repository, rules, service
from casino_club.domains.rewards.contracts import Counter
from casino_club.domains.rewards.errors import GrantTooLargeError
from casino_club.domains.rewards.schemas import (
    CounterDayOut,
    CounterHistoryOut,
    GivenOut,
    GrantIn,
    GrantOut,
    HoldingsOut,
)
from casino_club.domains.users import public as users
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors
from casino_club.kernel.errors import IdempotencyKeyReusedError

router = house_router(prefix="/api", tags=["rewards"])

Operator = Annotated[Principal, require_role("operator")]
OPERATOR_KEY: Final = "operator:"
COUNTER_DAYS: Final = 60


def _before(cursor: str | None) -> UUID | None:
    value = decode_cursor(cursor)
    try:
        return None if value is None else UUID(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error


@router.get("/rewards", responses=errors(401, 403, 422))
async def list_rewards(
    user: CurrentUser,
    session: ReadDb,
    reason: Annotated[str | None, Query(max_length=64)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[GivenOut]:
    """Everything the caller was given, newest first."""
    found = await repository.list_grants(
        session, user_id=user.user_id, before=_before(cursor), reason=reason, limit=limit + 1
    )
    items = [GivenOut.of(grant) for grant in found[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(found) > limit else None)


@router.get("/rewards/counters/{counter}", responses=errors(401, 403, 422))
async def get_counter_history(counter: Counter, user: CurrentUser, session: ReadDb) -> CounterHistoryOut:
    """Where the caller's experience, VIP points or spending came from, by UTC day."""
    lines = await repository.list_counter_days(session, user_id=user.user_id, counter=counter, limit=COUNTER_DAYS)
    return CounterHistoryOut(counter=counter, items=[CounterDayOut.model_validate(line) for line in lines])


@router.get("/rewards/holdings", responses=errors(401, 403))
async def get_holdings(user: CurrentUser, session: ReadDb) -> HoldingsOut:
    """Items and protections the caller keeps."""
    return HoldingsOut(holdings=await repository.holdings_of(session, user_id=user.user_id))


async def _give(body: GrantIn, actor: Principal, request: Request, session: WriteDb, clock: AppClock) -> GrantOut:
    bundle = body.bundle.bundle()
    if rules.exceeds(bundle, rules.GRANT_MAX):
        raise GrantTooLargeError
    await users.get(session, user_id=body.user_id)
    given = await service.grant(
        session,
        user_id=body.user_id,
        reason=body.reason,
        bundle=bundle,
        idempotency_key=OPERATOR_KEY + body.idempotency_key,
        now=clock.now(),
    )
    if not given.applied and (given.bundle != bundle or given.reason != body.reason):
        raise IdempotencyKeyReusedError
    if given.applied:
        await auth.record_audit(
            session,
            actor_id=actor.user_id,
            action="reward_granted",
            target=f"user:{body.user_id}",
            facts={"grant_id": str(given.id), "reason": body.reason, "bundle": bundle.as_data()},
            request_id=request_id_of(request),
        )
    return GrantOut.of(given)


@router.post("/rewards", tags=["admin"], responses=errors(401, 403, 404, 422))
async def give_reward(body: GrantIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock) -> GrantOut:
    """Give a player something, once a key. Written to the audit log."""
    return await _give(body, actor, request, session, clock)


@router.post("/admin/rewards", tags=["admin"], responses=errors(401, 403, 404, 422))
async def give_reward_as_staff(
    body: GrantIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> GrantOut:
    """The same call under the back office's own path."""
    return await _give(body, actor, request, session, clock)
