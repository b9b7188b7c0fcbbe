"""The door to the pass for other domains."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.battlepass import audit, repository, service, watcher
from casino_club.domains.battlepass.contracts import PassState
from casino_club.kernel.invariants import Finding

watch: Final = watcher.watch


async def state_of(session: AsyncSession, *, user_id: int, now: datetime) -> PassState | None:
    """The season that runs, as this player has it, in a few numbers; None when none runs."""
    season = await repository.find_season_on(session, now.date())
    if season is None:
        return None
    view = await service.view_of(session, season, user_id=user_id)
    return PassState(
        season_id=season.id,
        title=season.title,
        ends_at=season.ends_at,
        level=view.level,
        level_count=season.level_count,
        points=view.points,
        points_to_next=view.points_to_next,
        premium_owned=view.premium_owned,
        claimable=view.claimable,
    )


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of the pass, over all rows."""
    return await audit.findings(session)
