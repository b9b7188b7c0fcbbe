"""The age check: declaration, the provider's word, and what it opens.

A provider is asked between two transactions: intent, commit, call, finalise.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.content import repository, rules
from casino_club.domains.content.contracts import (
    AgeAsk,
    AgeOutcome,
    AgeState,
    AgeVerification,
    AgeVerifier,
)
from casino_club.domains.content.errors import (
    AgeVerificationFailedError,
    AgeVerificationNotFoundError,
    AgeVerificationRequiredError,
    UnderageError,
)
from casino_club.domains.responsible import public as responsible
from casino_club.domains.users import public as users
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

RETURN_PATH = "/stories"


async def _held(session: AsyncSession, user_id: int, now: datetime) -> AgeVerification | None:
    found = await repository.find_adult(session, user_id)
    if found is None or found.decided_at is None or rules.verified_until(found.decided_at) <= now:
        return None
    return found


async def require_verified(session: AsyncSession, *, user_id: int, now: datetime) -> None:
    """Raise `AgeVerificationRequiredError` unless a check that said `adult` holds now."""
    if await _held(session, user_id, now) is None:
        raise AgeVerificationRequiredError


async def state_of(session: AsyncSession, *, user_id: int, now: datetime) -> AgeState:
    """Where the player stands, from stored facts only."""
    user = await users.get(session, user_id=user_id)
    declared_at = await responsible.find_adult_since(session, user_id=user_id)
    held = await _held(session, user_id, now)
    if held is None or held.decided_at is None:
        return AgeState("none" if declared_at is None else "declared", user.birth_date, declared_at)
    until = rules.verified_until(held.decided_at)
    return AgeState("verified", user.birth_date, declared_at, until, held.id)


async def verify(
    database: Database, clock: Clock, verifier: AgeVerifier | None, *, user_id: int, born: date | None
) -> AgeState:
    """Declare a birth date and have it checked; a check that still holds is answered as it stands.

    Without a verifier the declaration alone is kept, which opens no story. Raises `UnderageError`,
    `BirthDateMissingError`, `BirthDateMismatchError`, `AgeVerifierUnavailableError`, `AgeVerificationFailedError`.
    """

    async def begin(session: AsyncSession) -> tuple[AgeState, AgeVerification | None]:
        now = clock.now()
        await responsible.declare_adult(session, user_id=user_id, born=born, now=now)
        state = await state_of(session, user_id=user_id, now=now)
        if verifier is None or state.status == "verified":
            return state, None
        return state, await repository.add_age(session, user_id, provider=verifier.name, now=now)

    state, attempt = await database.run(begin)
    if verifier is None or attempt is None or state.birth_date is None:
        return state
    started = await verifier.start(AgeAsk(attempt.id, state.birth_date, f"{RETURN_PATH}?verification={attempt.id}"))
    await database.run(lambda session: repository.refer_age(session, attempt.id, started.provider_ref))
    if started.redirect_url is not None:
        return AgeState(
            "pending",
            state.birth_date,
            state.adult_verified_at,
            verification_id=attempt.id,
            redirect_url=started.redirect_url,
        )
    outcome = await verifier.result(provider_ref=started.provider_ref, token=None)
    return await _decide(database, clock, user_id=user_id, id_=attempt.id, outcome=outcome)


async def finish(
    database: Database,
    clock: Clock,
    verifier: AgeVerifier | None,
    *,
    user_id: int,
    verification_id: UUID,
    token: str | None,
) -> AgeState:
    """Fetch the result of a check the player comes back from. Answers again what was decided before."""

    async def find(session: AsyncSession) -> AgeVerification:
        found = await repository.find_age(session, verification_id, user_id)
        if found is None or found.provider_ref is None or verifier is None or found.provider != verifier.name:
            raise AgeVerificationNotFoundError
        return found

    attempt = await database.run(find)
    outcome = attempt.outcome
    if outcome is None and verifier is not None and attempt.provider_ref is not None:
        outcome = await verifier.result(provider_ref=attempt.provider_ref, token=token)
    if outcome is None:
        raise AgeVerificationFailedError
    return await _decide(database, clock, user_id=user_id, id_=verification_id, outcome=outcome)


async def _decide(database: Database, clock: Clock, *, user_id: int, id_: UUID, outcome: AgeOutcome) -> AgeState:
    async def keep(session: AsyncSession) -> tuple[AgeOutcome | None, AgeState]:
        now = clock.now()
        await repository.decide_age(session, id_, outcome, now)
        found = await repository.find_age(session, id_, user_id)
        return None if found is None else found.outcome, await state_of(session, user_id=user_id, now=now)

    stands, state = await database.run(keep)
    if stands == "minor":
        raise UnderageError
    if stands != "adult":
        raise AgeVerificationFailedError
    return state
