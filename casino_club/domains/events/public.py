"""The door to live events for other domains. Every function takes part in the caller's transaction."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.contracts import Deed
from casino_club.domains.events import admin_service, audit, repository, service, watcher
from casino_club.domains.events.contracts import LiveEvent, PlayerEvent
from casino_club.kernel.invariants import Finding

watch = watcher.watch


async def active_of(session: AsyncSession, *, user_id: int, now: datetime) -> list[PlayerEvent]:
    """Running events as this player sees them, the most important first."""
    return await service.list_active(session, user_id=user_id, now=now)


async def count_active(session: AsyncSession, *, now: datetime) -> int:
    """How many events run now."""
    return await repository.count_active(session, now)


async def model_index_rounds(session: AsyncSession) -> int:
    """Rounds that participants have played in events the stage counts as its own: one point of its index each."""
    return await repository.model_index_rounds(session)


async def seed_model_index(session: AsyncSession, *, now: datetime) -> LiveEvent:
    """The shipped event "Model JiMin", made by the product itself unless it runs already."""
    event, _ = await admin_service.seed_model_index(session, deed=Deed(None, None), now=now)
    return event


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of live events, checked over all rows."""
    return await audit.findings(session)
