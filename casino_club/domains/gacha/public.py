"""What other domains may ask of the capsules."""

from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.gacha import audit, repository
from casino_club.kernel.events import Event
from casino_club.kernel.invariants import Finding


def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every bet on a banner as the event that told what it gave; in order of play."""
    return repository.history(session)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of pity and inventories, checked over all rows."""
    return await audit.findings(session)
