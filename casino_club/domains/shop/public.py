"""The door to the shop for other domains and for the entry points."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fraud.public import Judge
from casino_club.domains.payments.public import make_payments
from casino_club.domains.shop import admin_service, audit, repository
from casino_club.domains.shop.contracts import Purchase
from casino_club.domains.shop.till import Till
from casino_club.infra.db.engine import Database
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import Clock
from casino_club.kernel.invariants import Finding


def make_till(settings: Settings, database: Database, judge: Judge, clock: Clock) -> Till:
    """The till of this installation, with its payment provider if it has one."""
    return Till(database, clock, make_payments(settings, database, clock), judge, settings)


async def publish_shipped(database: Database, clock: Clock) -> int:
    """Add the products the club comes with where they are missing; answers how many. For every start."""

    async def write(session: AsyncSession) -> int:
        return await admin_service.ship(session, now=clock.now())

    return await database.run(write)


async def list_purchases(session: AsyncSession, *, user_id: int, limit: int) -> list[Purchase]:
    """The newest purchases of a player."""
    return await repository.list_purchases(session, user_id=user_id, before=None, limit=limit)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of the shop, checked over all rows."""
    return await audit.findings(session)


async def pending_count(session: AsyncSession, user_id: int) -> int:
    """How many purchases of a player wait for their payment."""
    return await repository.count_pending(session, user_id=user_id)
