"""What other domains and the entry points may ask of missions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.missions import audit, seeds, service
from casino_club.domains.missions import watch as watching
from casino_club.domains.missions.contracts import KINDS, Kind, MissionSet
from casino_club.domains.progress.contracts import TallyChange, Told
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock
from casino_club.kernel.invariants import Finding


async def today_of(
    session: AsyncSession, user_id: int, now: datetime, kinds: Sequence[Kind] = KINDS
) -> list[MissionSet]:
    """A player's missions of this day and this week, each set with its end and whether one may be exchanged."""
    return await service.read_sets(session, user_id=user_id, now=now, kinds=kinds)


async def watch(session: AsyncSession, changes: Sequence[TallyChange], now: datetime) -> Sequence[Told]:
    """The watcher of days and weeks: stores what they finish in the caller's transaction, answers what to tell."""
    return await watching.watch(session, changes, now)


async def publish_shipped(database: Database, clock: Clock) -> int:
    """Add the missions the product comes with where they are missing; answers how many. For every start."""
    return await seeds.publish_shipped(database, clock)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of missions, checked over all rows."""
    return await audit.findings(session)
