"""What other domains may ask of the games."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.domains.games import audit, repository, service
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import (
    Bet,
    GameConfig,
    GameSession,
    GameStats,
    NowPlaying,
    OpenBet,
    Round,
    Settled,
)
from casino_club.domains.games.errors import BetNotFoundError
from casino_club.kernel.calendar import Period
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event
from casino_club.kernel.invariants import Finding


async def lock_play(session: AsyncSession, *, user_id: int) -> ActiveSeed:
    """Be alone with a player's play until the transaction ends; answers the seed the next bet is drawn from."""
    return await service.lock_play(session, user_id=user_id)


async def apply(session: AsyncSession, bet: Bet, *, seed: ActiveSeed | None = None) -> Settled:
    """Make one move inside the caller's transaction, which holds `lock_play`.

    `bet.drawn` is the outcome of a `play` or `close`; `seed` the one it was drawn from, for `play` and `open`. Raises
    the move's refusal: `InsufficientFundsError`, `BetClosedError`, `ConfigMovedError`, a limit of the player's.
    """
    return await service.apply(session, bet, seed=seed)


def bet_answer(bet: Bet, settled: Settled) -> dict[str, Any]:
    """The part of a settled bet's answer that every game shares, for a bet drawn from the player's seed."""
    return service.bet_answer(bet, settled)


async def read_answer(session: AsyncSession, games: Games, *, bet_id: UUID, user_id: int) -> dict[str, Any]:
    """The whole answer of a bet that was settled. Raises `BetNotFoundError`."""
    return await service.read_answer(session, games, bet_id=bet_id, user_id=user_id)


async def get_bet(session: AsyncSession, *, bet_id: UUID, user_id: int, game: str) -> OpenBet:
    """A player's bet of a game, open or ended. Raises `BetNotFoundError`, also for another's."""
    found = await repository.find_bet(session, bet_id)
    if found is None or found.user_id != user_id or found.game != game:
        raise BetNotFoundError
    return found


async def find_open_bet(session: AsyncSession, *, user_id: int, game: str) -> OpenBet | None:
    """A player's oldest open bet of a game."""
    return await repository.find_open_bet(session, user_id, game)


async def list_open_bets(session: AsyncSession, *, game: str, opened_before: datetime, limit: int) -> list[OpenBet]:
    """Open bets of a game older than a moment, oldest first."""
    return await repository.list_open_bets(session, game, opened_before=opened_before, limit=limit)


async def list_bets_of_shared_round(
    session: AsyncSession, *, shared_round: UUID, user_id: int | None = None
) -> list[OpenBet]:
    """All bets on a shared round, or one player's, in the order they were placed."""
    return await repository.list_bets_of_shared_round(session, shared_round, user_id=user_id)


async def find_round(session: AsyncSession, *, round_id: UUID) -> Round | None:
    """A settled round by id."""
    return await repository.find_round(session, round_id)


async def get_config(session: AsyncSession, *, config_id: int) -> GameConfig:
    """The version of a table that a bet or round was made on."""
    return await repository.get_config(session, config_id)


async def list_rounds(
    session: AsyncSession, *, user_id: int, limit: int, before: UUID | None = None, game: str | None = None
) -> list[Round]:
    """A player's newest rounds, of all games or of one."""
    return await repository.list_rounds(session, user_id, game=game, before=before, limit=limit)


async def stats_of(
    session: AsyncSession, *, user_id: int, period: Period, now: datetime, game: str | None = None
) -> dict[str, GameStats]:
    """Statistics by game over a period."""
    return await service.stats_of(session, user_id=user_id, period=period, game=game, now=now)


async def current_session(session: AsyncSession, *, user_id: int) -> GameSession | None:
    """What a player is playing now."""
    return await service.current_session(session, user_id=user_id)


async def list_playing(session: AsyncSession, *, user_ids: Collection[int]) -> dict[int, NowPlaying]:
    """What each of these players is playing now, by id; those who play nothing are left out. One query."""
    return await repository.list_playing(session, user_ids)


async def close_stale_sessions(session: AsyncSession, clock: Clock, *, idle_s: int) -> int:
    """End sessions in which nobody has played for `idle_s` seconds."""
    return await service.close_stale_sessions(session, clock, idle_s=idle_s)


def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every round as the event it was settled with, without the day's statistics; in order of play."""
    return repository.history(session)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of rounds and statistics, checked over all rows."""
    return await audit.findings(session)
