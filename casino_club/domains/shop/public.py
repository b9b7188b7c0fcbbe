"""The door to the shop for other domains and for the entry points."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.shop import admin_service, audit
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock
from casino_club.kernel.invariants import Finding


async def publish_shipped(database: Database, clock: Clock) -> int:
    """Add the products the club comes with where they are missing; answers how many. For every start."""

    async def write(session: AsyncSession) -> int:
        return await admin_service.ship(session, now=clock.now())

    return await database.run(write)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of the shop, checked over all rows."""
    return await audit.findings(session)
