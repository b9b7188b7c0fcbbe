"""Puts the shipped missions into the pool, once each."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.missions import repository, rules
from casino_club.domains.missions.catalog import SHIPPED
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock


async def publish_shipped(database: Database, clock: Clock) -> int:
    """Add what is missing: to an empty pool from its beginning, to one players have seen from the next period on."""

    async def write(session: AsyncSession) -> int:
        known = {one.code for one in await repository.list_versions(session)}
        missing = [one for one in SHIPPED if one.code not in known]
        if not missing:
            return 0
        is_empty = await repository.lock_pool(session)
        now = clock.now()
        for one in missing:
            since = one.valid_from if is_empty else rules.next_start(one.kind, now)
            await repository.ship_version(session, replace(one, valid_from=since), now=now)
        return len(missing)

    return await database.run(write)
