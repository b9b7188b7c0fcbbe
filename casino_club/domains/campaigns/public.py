"""The door to campaigns, for the worker and the audit."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.campaigns import repository, sending
from casino_club.domains.campaigns.contracts import RecipientState
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock
from casino_club.kernel.invariants import Finding


async def send_due(database: Database, clock: Clock) -> dict[RecipientState, int]:
    """Start what is due and send what is under way, for less than a minute; answers what became of whom. For every
    minute, in any number of workers.
    """
    return await sending.send_due(database, clock)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of campaigns, checked over all rows."""
    return await repository.findings(session)
