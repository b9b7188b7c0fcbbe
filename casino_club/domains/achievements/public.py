"""What other domains and the entry points may ask of achievements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import audit, rules, seeds, service
from casino_club.domains.achievements import watch as watching
from casino_club.domains.achievements.contracts import Summary, Wall
from casino_club.domains.progress.contracts import TallyChange, Told
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock
from casino_club.kernel.invariants import Finding


async def summary_of(session: AsyncSession, user_id: int, now: datetime) -> Summary:
    """How many a player unlocked, the newest of them, and how many rewards wait."""
    return rules.summary(await service.read_own(session, user_id=user_id, now=now))


async def wall_of(session: AsyncSession, user_id: int) -> Wall:
    """A player's badges as anybody may see them, with those the profile shows."""
    return await service.read_wall(session, user_id=user_id)


async def watch(session: AsyncSession, changes: Sequence[TallyChange], now: datetime) -> Sequence[Told]:
    """The watcher of everything and of single days: stores unlocks in the caller's transaction."""
    return await watching.watch(session, changes, now)


async def publish_shipped(database: Database, clock: Clock) -> int:
    """Add the achievements the product comes with where they are missing; answers how many. For every start."""
    return await seeds.publish_shipped(database, clock)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of achievements, checked over all rows."""
    return await audit.findings(session)
