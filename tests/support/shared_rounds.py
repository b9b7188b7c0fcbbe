"""Crash tables whose rounds a test chose: fast, and with the crash points it needs."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import text

from casino_club.domains.crash.plugin import PLUGIN
from casino_club.domains.crash.rules import crash_point
from casino_club.domains.crash.service import CrashGame, CrashHost
from casino_club.domains.games import repository as games_repository
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import ShippedConfig, body_hash
from casino_club.domains.games.lane import BetLane
from casino_club.domains.games.ledger import LaneLedger
from casino_club.domains.games.plugin import GamePlugin, LeaderContext
from casino_club.domains.shared_rounds import repository
from casino_club.domains.shared_rounds.engine import Leader
from casino_club.domains.shared_rounds.repository import Table
from casino_club.domains.shared_rounds.rules import make_chain, run
from casino_club.infra.db.engine import Database
from casino_club.infra.redis import Redis
from casino_club.infra.settings import Settings
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import SystemClock
from casino_club.kernel.rng import Draw

PATIENCE_S = 30
LENGTH = 60
SALT = "public-salt"
CRASH = Table("crash", "main")


class QuickCrash(CrashGame):
    """The shipped table with other times."""

    def __init__(self, **changes: Any) -> None:
        self._changes = changes

    def shipped(self) -> Sequence[ShippedConfig]:
        (shipped,) = super().shipped()
        body = shipped.body | self._changes
        return [ShippedConfig("crash", "main", body_hash(body), body)]


def quick_plugin(**changes: Any) -> GamePlugin:
    """Crash on a changed table, without a leader of its own."""
    return GamePlugin(game=QuickCrash(**changes), routers=PLUGIN.routers, on_start=PLUGIN.on_start)


def law() -> Any:
    """The shipped table."""
    game = CrashGame()
    return game.parse(game.shipped()[0].body)


def points(seed: bytes, count: int, length: int = LENGTH) -> list[int]:
    """Crash points of a chain's first rounds."""
    return [crash_point(law(), Draw(run(seed, length - n), SALT, n)) for n in range(1, count + 1)]


def seed_where(wanted: Callable[[list[int]], bool], count: int = 3) -> bytes:
    """A chain's seed whose first crash points are as wanted."""
    for number in range(100_000):
        seed = hashlib.sha256(f"chain {number}".encode()).digest()
        if wanted(points(seed, count)):
            return seed
    raise AssertionError("no such chain")


async def publish_quick(database: Database, **changes: Any) -> None:
    """The shipped table and, as the version after it, a changed one: what processes that start from now on play."""
    for game in (CrashGame(), QuickCrash(**changes)):
        async with database.transaction() as session:
            await games_repository.publish_config(session, game.shipped()[0])


async def give_chain(database: Database, seed: bytes, length: int = LENGTH) -> None:
    """A salted chain made from a known seed."""
    checkpoints, terminal_hash = make_chain(seed, length)
    async with database.transaction() as session:
        chain_id = await repository.insert_chain(
            session, CRASH, length=length, terminal_hash=terminal_hash, checkpoints=checkpoints, made_by="operator"
        )
        await repository.salt_chain(session, chain_id, SALT, {"kind": "operator", "value": SALT})


@asynccontextmanager
async def candidate(
    database: Database, redis: Redis, settings: Settings, game: CrashGame
) -> AsyncIterator[tuple[Leader, LeaderContext]]:
    """What a worker is made of, as far as leading goes. The leader is not running yet."""
    clock = SystemClock()
    games = Games([game], database, clock)
    await games.load()
    lane = BetLane(LaneLedger(database), queue_max=4096)
    await lane.start()
    background = Background()
    context = LeaderContext(database, redis, lane, games, clock, settings, background)
    try:
        yield Leader(context, CrashHost()), context
    finally:
        await background.end()
        await lane.stop()
        await games.stop()


@asynccontextmanager
async def leading(
    database: Database, redis: Redis, settings: Settings, game: CrashGame
) -> AsyncIterator[LeaderContext]:
    """A worker's leader at work."""
    async with candidate(database, redis, settings, game) as (leader, context):
        task = asyncio.create_task(leader.run())
        try:
            yield context
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], Any], *, every_s: float = 0.02) -> Any:
    """What `condition` (awaited) answers, once it is true."""
    async with asyncio.timeout(PATIENCE_S):
        while not (found := await condition()):  # noqa: ASYNC110 - other processes cannot set an event
            await asyncio.sleep(every_s)
    return found


async def newest(database: Database) -> Any:
    """The newest crash round, or None."""
    async with database.read() as session:
        return await repository.find_newest_round(session, CRASH)


async def rounds_ended(database: Database, count: int) -> list[Any]:
    """The first `count` rounds, once they have ended; in order."""

    async def ended() -> list[Any]:
        async with database.read() as session:
            found = await repository.list_ended_rounds(session, CRASH, before=None, limit=200)
        return found[::-1][:count] if len(found) >= count else []

    return await until(ended)


async def shift_round(database: Database, **seconds: float) -> None:
    """Move times of the open round: stands in for minutes of waiting."""
    changes = ", ".join(f"{name} = clock_timestamp() + make_interval(secs => :{name})" for name in seconds)
    async with database.transaction() as session:
        await session.execute(text(f"UPDATE shared_rounds SET {changes} WHERE state = 'open'"), seconds)


async def bets_of(database: Database) -> list[Any]:
    """Every bet on any shared round, in order."""
    async with database.read() as session:
        return list(await session.execute(text("SELECT * FROM bets WHERE shared_round IS NOT NULL ORDER BY id")))
