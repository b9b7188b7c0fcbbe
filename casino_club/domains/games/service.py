"""Use cases every game shares: moves inside a session, rounds, verification, statistics, sessions."""

from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness import public as fairness
from casino_club.domains.fairness.contracts import ActiveSeed, SeedFacts
from casino_club.domains.games import ledger, repository
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, DayStats, GameConfig, GameSession, GameStats, Round, Settled
from casino_club.domains.games.errors import (
    BetNotFoundError,
    RoundNotFoundError,
    SessionEndedError,
    SessionNotFoundError,
    UnknownGameError,
)
from casino_club.domains.games.rules import combine, rebuild
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import raw_connection_of
from casino_club.kernel.calendar import Period, period_start
from casino_club.kernel.clock import Clock
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw, commit


async def lock_play(session: AsyncSession, *, user_id: int) -> ActiveSeed:
    """Be alone with a player's play until the transaction ends; answers the seed the next bet is drawn from."""
    await wallet.lock_player(session, user_id=user_id)
    seed = await fairness.find_active_seed(session, user_id=user_id)
    if seed is None:
        raise InvariantError(f"player {user_id} has no seeds")
    return seed


async def apply(session: AsyncSession, bet: Bet, *, seed: ActiveSeed | None = None) -> Settled:
    """Make one move inside the caller's transaction, which holds `lock_play`. Raises the move's refusal."""
    connection = await raw_connection_of(session)
    (row,) = await ledger.settle(connection, [ledger.Intent(bet, seed, bet.drawn)])
    if row.status != "settled":
        raise ledger.refusal(row)
    nonce = None if seed is None else seed.nonce
    return Settled(row.ref, row.settled_round, row.balance_after, row.win_streak, seed, nonce, bet.drawn)


def bet_answer(bet: Bet, settled: Settled) -> dict[str, Any]:
    """The part of a settled bet's answer that every game shares, for a bet drawn from the player's seed."""
    drawn, seed = settled.drawn, settled.seed
    if drawn is None or seed is None:
        raise InvariantError("only a bet drawn from the player's seed is answered from memory")
    return {
        "round_id": str(settled.round_id),
        "bet_amount": bet.stake,
        "win_amount": drawn.payout,
        "net": drawn.payout - bet.stake,
        "balance_after": settled.balance_after,
        "config_version": bet.config.version,
        "fairness": {
            "server_seed_hash": commit(seed.server_seed),
            "client_seed": seed.client_seed,
            "nonce": settled.nonce,
        },
        "win_streak": settled.win_streak,
    }


def round_answer(games: Games, config: GameConfig, played: Round, seed: SeedFacts) -> dict[str, Any]:
    """A round as its bet was answered, rebuilt from what is stored."""
    return {
        "round_id": str(played.id),
        "bet_amount": played.stake,
        "win_amount": played.payout,
        "net": played.payout - played.stake,
        "balance_after": played.balance_after,
        "config_version": config.version,
        "fairness": {
            "server_seed_hash": seed.server_seed_hash,
            "client_seed": seed.client_seed,
            "nonce": played.nonce,
        },
        "win_streak": played.win_streak,
        **games.get(played.game).present(games.table_of(config), played),
    }


async def get_round(session: AsyncSession, *, round_id: UUID, user_id: int | None) -> Round:
    """A round; with `user_id`, only that player's. Raises `RoundNotFoundError`."""
    found = await repository.find_round(session, round_id)
    if found is None or (user_id is not None and found.user_id != user_id):
        raise RoundNotFoundError
    return found


async def read_answer(session: AsyncSession, games: Games, *, bet_id: UUID, user_id: int) -> dict[str, Any]:
    """The answer a settled bet was given, for a repetition of its request. Raises `BetNotFoundError`."""
    played = await repository.find_round_of_bet(session, bet_id)
    if played is None or played.user_id != user_id:
        raise BetNotFoundError
    config = await repository.get_config(session, played.config_id)
    seed = await fairness.seed_facts(session, seed_id=played.seed_id)
    return round_answer(games, config, played, seed)


async def fairness_of_round(
    session: AsyncSession, games: Games, *, round_id: UUID, user_id: int | None
) -> dict[str, Any]:
    """Everything needed to verify a round by hand; the server seed is null until it is revealed."""
    played = await get_round(session, round_id=round_id, user_id=user_id)
    config = await repository.get_config(session, played.config_id)
    seed = await fairness.seed_facts(session, seed_id=played.seed_id)
    game = games.get(played.game)
    return {
        "round_id": str(played.id),
        "game": played.game,
        "game_variant": played.variant,
        "config_version": config.version,
        "config_hash": config.hash,
        "params": game.proof_params(games.table_of(config), played),
        "server_seed_hash": seed.server_seed_hash,
        "server_seed": seed.server_seed,
        "client_seed": seed.client_seed,
        "nonce": played.nonce,
        "stops": played.outcome.get("stops"),
        "outcome": round_answer(games, config, played, seed),
    }


async def recompute(
    session: AsyncSession,
    games: Games,
    *,
    game: str,
    variant: str,
    config_version: int,
    params: dict[str, Any],
    draw: Draw,
) -> tuple[GameConfig, dict[str, Any]]:
    """Draw again from given seeds on a published table: the same code that plays."""
    law = games.get(game)
    config = await repository.find_config(session, game, variant, config_version)
    if config is None:
        raise UnknownGameError
    return config, law.recompute(games.table_of(config), params, draw)


async def stats_of(
    session: AsyncSession, *, user_id: int, period: Period, game: str | None, now: datetime
) -> dict[str, GameStats]:
    """Statistics by game over a period ending now."""
    since = period_start(period, now.date())
    days = await repository.list_day_stats(session, user_id, game=game, since=since)
    since_time = None if since is None else datetime.combine(since, time(), UTC)
    seconds = await repository.play_seconds(session, user_id, since_time)
    by_game: dict[str, list[GameStats]] = {}
    for day in days:
        by_game.setdefault(day.game, []).append(day.stats)
    return {
        code: combine([*stats[:-1], _with_seconds(stats[-1], seconds.get(code, 0))]) for code, stats in by_game.items()
    }


def _with_seconds(stats: GameStats, seconds: int) -> GameStats:
    return GameStats(**{**asdict(stats), "play_seconds": seconds})


async def recalculate(session: AsyncSession, *, user_id: int) -> tuple[list[DayStats], list[DayStats]]:
    """Rebuild a player's statistics from the rounds. Answers (before, after), both in (game, day) order."""
    await wallet.lock_player(session, user_id=user_id)
    before = await repository.list_day_stats(session, user_id)
    after = rebuild(await repository.list_round_facts(session, user_id))
    await repository.replace_stats(session, user_id, after)
    return sorted(before, key=_by_game_and_day), sorted(after, key=_by_game_and_day)


def _by_game_and_day(day: DayStats) -> tuple[str, str]:
    return day.game, day.day.isoformat()


async def start_session(session: AsyncSession, *, user_id: int, game: str, variant: str | None) -> GameSession:
    """Open a session of a game; the player's open one of that game ends."""
    session_id = await repository.start_session(session, user_id, game, variant)
    return await get_session(session, user_id=user_id, session_id=session_id)


async def get_session(session: AsyncSession, *, user_id: int, session_id: UUID) -> GameSession:
    """A player's own session. Raises `SessionNotFoundError`."""
    found = await repository.find_session(
        session, "s.id = :id AND s.user_id = :user_id", id=session_id, user_id=user_id
    )
    if found is None:
        raise SessionNotFoundError
    return found


async def end_session(session: AsyncSession, *, user_id: int, session_id: UUID) -> GameSession:
    """End an own session and answer its totals. Raises `SessionEndedError` the second time."""
    found = await get_session(session, user_id=user_id, session_id=session_id)
    if found.ended_at is not None:
        raise SessionEndedError
    await repository.end_session(session, session_id)
    return await get_session(session, user_id=user_id, session_id=session_id)


async def current_session(session: AsyncSession, *, user_id: int) -> GameSession | None:
    """What a player is playing now, if anything."""
    return await repository.find_session(session, "s.user_id = :user_id AND s.ended_at IS NULL", user_id=user_id)


async def close_stale_sessions(session: AsyncSession, clock: Clock, *, idle_s: int) -> int:
    """End sessions without a round for `idle_s` seconds."""
    idle_before = datetime.fromtimestamp(clock.now().timestamp() - idle_s, tz=UTC)
    return await repository.close_stale_sessions(session, idle_before)
