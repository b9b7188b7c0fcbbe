"""What other domains may ask of the capsules."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.gacha import audit
from casino_club.kernel.invariants import Finding


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of pity and inventories, checked over all rows."""
    return await audit.findings(session)
