"""The door to the stage for other domains and for the entry points."""

from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.contracts import Deed
from casino_club.domains.stage import admin_service, audit, repository
from casino_club.domains.stage.contracts import Episode
from casino_club.kernel.events import Event
from casino_club.kernel.invariants import Finding


def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every gift as the event it was published with, oldest first, streamed."""
    return repository.history(session)


async def seed_episodes(session: AsyncSession, *, now: datetime) -> list[Episode]:
    """The shipped episodes, made by the product itself; those that exist stay. Answers the new ones."""
    return await admin_service.seed_episodes(session, deed=Deed(None, None), now=now)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of gifts and their sums, checked over all rows."""
    return await audit.findings(session)
