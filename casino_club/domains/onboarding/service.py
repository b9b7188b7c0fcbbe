"""Use cases of the tour. It stands in the database, so it goes on where it was on any device."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import public as games_public
from casino_club.domains.onboarding import metrics, repository, rules
from casino_club.domains.onboarding.contracts import STEPS, Step, TourState
from casino_club.domains.onboarding.errors import OnboardingIncompleteError, StepNotDoneError, StepNotFoundError
from casino_club.domains.responsible import public as responsible
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle, Grant


async def get_state(session: AsyncSession, *, user_id: int, now: datetime) -> TourState:
    """Where the player stands."""
    facts: set[Step] = set()
    if await games_public.list_rounds(session, user_id=user_id, limit=1):
        facts.add("first_round")
    if await responsible.has_own_limits(session, user_id=user_id, now=now):
        facts.add("own_limit")
    grants = await rewards.find_grants(session, user_id=user_id, keys=[rules.REWARD_KEY])
    away = await responsible.find_exclusion(session, user_id=user_id, now=now)
    tour = await repository.find(session, user_id)
    return rules.stand(tour, facts=facts, claimed=rules.REWARD_KEY in grants, quiet=away is not None)


async def report_step(session: AsyncSession, *, user_id: int, step: str, now: datetime) -> TourState:
    """Note that a step was done. One that goes by facts is only looked up. Raises `StepNotFoundError`,
    `StepNotDoneError`."""
    found: Step | None = next((one for one in STEPS if one == step), None)
    if found is None:
        raise StepNotFoundError
    if rules.rule_of(found).by == "report":
        await repository.report(session, user_id, found, now)
        metrics.STEPS.labels(found).inc()
    state = await get_state(session, user_id=user_id, now=now)
    if found not in state.done:
        raise StepNotDoneError({"step": found})
    return state


async def skip(session: AsyncSession, *, user_id: int, now: datetime) -> TourState:
    """Put the tour away; it can be taken up again, and its reward stays."""
    await repository.skip(session, user_id, skipped_at=now, now=now)
    metrics.ENDS.labels("skipped").inc()
    return await get_state(session, user_id=user_id, now=now)


async def resume(session: AsyncSession, *, user_id: int, now: datetime) -> TourState:
    """Take the tour up again where it was."""
    await repository.skip(session, user_id, skipped_at=None, now=now)
    metrics.ENDS.labels("resumed").inc()
    return await get_state(session, user_id=user_id, now=now)


async def claim(session: AsyncSession, *, user_id: int, now: datetime) -> Grant:
    """The first reward, once. Raises `OnboardingIncompleteError` while a needed step is missing."""
    state = await get_state(session, user_id=user_id, now=now)
    if not state.claimed and (left := rules.missing(state.done)):
        raise OnboardingIncompleteError({"missing": left})
    grant = await rewards.grant(
        session,
        user_id=user_id,
        reason="onboarding",
        bundle=Bundle.of(rules.REWARD),
        idempotency_key=rules.REWARD_KEY,
        now=now,
    )
    if grant.applied:
        metrics.ENDS.labels("rewarded").inc()
    return grant
