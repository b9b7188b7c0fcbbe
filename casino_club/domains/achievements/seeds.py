"""Writes down the shipped achievements, once each."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import repository
from casino_club.domains.achievements.catalog import SHIPPED
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock


async def publish_shipped(database: Database, clock: Clock) -> int:
    """Add what is missing; what an operator changed or switched off stays so."""

    async def write(session: AsyncSession) -> int:
        known = {one.code for one in await repository.list_definitions(session)}
        missing = [one for one in SHIPPED if one.code not in known]
        return sum(
            [
                await repository.insert_definition(session, one, created_by=None, now=clock.now())
                for one in sorted(missing, key=lambda one: one.code)
            ]
        )

    return await database.run(write)
