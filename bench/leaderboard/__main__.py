"""A leaderboard of a million: what one round's update, the own rank and a rebuild cost.

A Valkey of its own is filled with one player's fact after the other, as a rebuild does; every player stands on the
boards of two games and of all, in every period. Then single updates and reads are timed one by one, from a client, with
the other player of each at random: the network and Python are in the figures.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from bench.common import percentile, record
from casino_club.domains.leaderboards.boards import Boards
from casino_club.domains.leaderboards.contracts import BoardKey, Fact
from casino_club.infra import redis
from casino_club.infra.embedded.valkey import EmbeddedValkey

FACTS_A_PART = 2000


def fact(user_id: int, day: date | None, plays: int, moment: int, dice: random.Random) -> Fact:
    """A plausible day, or past, of one player."""
    net = int(dice.gauss(-2, 60) * plays)
    multiplier = int(100 * dice.paretovariate(1))
    return Fact(user_id, "slot", day, plays, plays * 100, net, multiplier, *[moment] * 4)


async def fill(boards: Boards, players: int, today: date, dice: random.Random) -> float:
    """Everybody's past, and for every player a day of this month; answers seconds."""
    space = await boards.begin()
    assert space is not None
    started = time.perf_counter()
    for first in range(1, players + 1, FACTS_A_PART):
        part: list[Fact] = []
        for user_id in range(first, min(first + FACTS_A_PART, players + 1)):
            part.append(fact(user_id, None, dice.randint(1, 400), dice.randint(1, 2**40), dice))
            part.append(fact(user_id, today, dice.randint(1, 40), dice.randint(2**40, 2**41), dice))
        assert await boards.apply(part, today=today, space=space)
    assert await boards.promote(space)
    return time.perf_counter() - started


async def timed(times: int, work: Callable[[], Awaitable[object]]) -> dict[str, float]:
    """Milliseconds of calls made one after the other."""
    taken: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {name: round(percentile(taken, share), 3) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}


async def measure(url: str, players: int, calls: int) -> dict[str, object]:
    """Fill, then update and read."""
    client = redis.connect(url)
    boards, dice, today = Boards(client), random.Random(1), datetime.now(UTC).date()
    fill_s = await fill(boards, players, today, dice)
    moment = 2**42

    async def update() -> None:
        nonlocal moment
        moment += dice.randint(1, 4096)
        assert await boards.apply([fact(dice.randint(1, players), today, 41 + moment % 100, moment, dice)], today=today)

    async def read() -> None:
        board = BoardKey("slot", dice.choice(("day", "week", "month", "all")), today, "net_win")
        found = await boards.read(board, limit=50, user_id=dice.randint(1, players))
        assert found is not None
        assert found.me is not None

    async def both() -> None:
        await update()
        await read()

    async def batch() -> None:
        nonlocal moment
        moment += 4096
        facts = [fact(dice.randint(1, players), today, 200 + moment % 1000, moment, dice) for _ in range(500)]
        assert await boards.apply(facts, today=today)

    figures: dict[str, object] = {
        "players": players,
        "fill_s": round(fill_s, 1),
        "facts_per_s": round(2 * players / fill_s),
        "update_ms": await timed(calls, update),
        "top_50_and_own_rank_ms": await timed(calls, read),
        "update_then_rank_ms": await timed(calls, both),
        "batch_of_500_ms": await timed(max(5, calls // 200), batch),
        "memory_mb": round((await cast("Any", client).info("memory"))["used_memory"] / 2**20),
    }
    await client.aclose()
    return figures


def main() -> None:
    """Print the figures at one or several sizes and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, nargs="*", default=[10_000, 1_000_000])
    parser.add_argument("--calls", type=int, default=4000)
    arguments = parser.parse_args()
    for players in arguments.players:
        with tempfile.TemporaryDirectory(prefix="casino-bench-") as folder:
            data_dir = Path(folder)
            data_dir.chmod(0o711)
            valkey = EmbeddedValkey(data_dir)
            valkey.start()
            try:
                figures = asyncio.run(measure(valkey.url, players, arguments.calls))
            finally:
                valkey.stop()
        print("\n".join(f"{name:>24}  {value}" for name, value in figures.items()), end="\n\n")
        record("leaderboard", figures)


main()
