"""What other domains may ask of the games."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import audit, repository, service
from casino_club.domains.games.contracts import GameConfig, GameSession, GameStats, Round
from casino_club.domains.games.rules import Period
from casino_club.domains.wallet.contracts import Finding
from casino_club.kernel.clock import Clock


async def list_rounds(session: AsyncSession, *, user_id: int, limit: int, before: UUID | None = None) -> list[Round]:
    """A player's newest rounds."""
    return await repository.list_rounds(session, user_id, game=None, before=before, limit=limit)


async def list_configs(session: AsyncSession, *, game: str) -> list[GameConfig]:
    """Every published version of a game's tables, oldest first."""
    return await service.require_configs(session, game)


async def stats_of(
    session: AsyncSession, *, user_id: int, period: Period, now: datetime, game: str | None = None
) -> dict[str, GameStats]:
    """Statistics by game over a period."""
    return await service.stats_of(session, user_id=user_id, period=period, game=game, now=now)


async def current_session(session: AsyncSession, *, user_id: int) -> GameSession | None:
    """What a player is playing now."""
    return await service.current_session(session, user_id=user_id)


async def close_stale_sessions(session: AsyncSession, clock: Clock, *, idle_s: int) -> int:
    """End sessions in which nobody has played for `idle_s` seconds."""
    return await service.close_stale_sessions(session, clock, idle_s=idle_s)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of rounds and statistics, checked over all rows."""
    return await audit.findings(session)
