"""`python -m bench.fraud`: one judgement of an attempt to pay, with Valkey's windows and without them.

PostgreSQL and Valkey of their own are started with full durability and filled with a month of attempts by many players,
three at an address. Then attempts are judged one after the other by the shipped rules, each in a transaction of its
own. What is timed is the judgement: reading the past, counting, the rules, writing the attempt; the commit belongs to
the purchase. The bar is p95 <= 5 ms. `SELECT 1` beside it says what a bare statement took on the machine of the moment.
"""

import argparse
import asyncio
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

import psycopg
from sqlalchemy import text

from bench.common import machine, percentile, record
from casino_club.domains.fraud.contracts import Attempt
from casino_club.domains.fraud.public import Judge, make_judge
from casino_club.domains.fraud.windows import SINCE, micros
from casino_club.infra import redis
from casino_club.infra.db import migrate
from casino_club.infra.db.engine import Database
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.embedded.valkey import EmbeddedValkey
from casino_club.infra.settings import Settings

WARM_UP: Final = 50
NOTHING: Final = text("SELECT 1")
COPY: Final = (
    "COPY fraud_attempts (receipt, user_id, at, ip, device, currency, amount, amount_krw, counted, tier, score,"
    " matched, features, rules_version, outcome, outcome_at, card) FROM STDIN"
)
MONTH_S: Final = 30 * 86_400


@dataclass(frozen=True)
class Load:
    """How much is there, and how many calls are timed."""

    players: int
    attempts: int
    calls: int


def attempt_of(player: int, receipt: str) -> Attempt:
    """A player's usual purchase, from the usual place."""
    place = player // 3
    return Attempt(
        user_id=player,
        ip=f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}",
        device=f"device of {player}",
        currency="KRW",
        amount=10_000,
        amount_krw=10_000,
        receipt=receipt,
    )


def figures_of(taken: list[float]) -> dict[str, float]:
    """Milliseconds out of seconds."""
    taken.sort()
    return {
        name: round(percentile(taken, share) * 1000, 3) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    }


async def timed(database: Database, judge: Judge, load: Load, name: str) -> dict[str, dict[str, float]]:
    """Judgements made one after the other, and a bare statement before each."""
    dice = random.Random(name)
    bare, judged = cast("list[float]", []), cast("list[float]", [])
    for number in range(load.calls + WARM_UP):
        attempt = attempt_of(dice.randint(1, load.players), f"{name}{number}")
        async with database.transaction() as session:
            await session.connection()
            started = time.perf_counter()
            await session.execute(NOTHING)
            between = time.perf_counter()
            await judge.judge(session, attempt, datetime.now(UTC))
            ended = time.perf_counter()
        if number >= WARM_UP:
            bare.append(between - started)
            judged.append(ended - between)
    return {"judgement_ms": figures_of(judged), "select_1_ms": figures_of(bare)}


async def measure(settings: Settings, load: Load) -> dict[str, Any]:
    """Judge with whole windows, and with a Valkey that is not there."""
    assert settings.database_url is not None
    assert settings.redis_url is not None
    database = Database(settings.database_url, pool_size=2, application_name="bench")
    client, nobody = redis.connect(settings.redis_url), redis.connect("redis://127.0.0.1:1/0")
    judge = make_judge(settings, client)
    fill(settings.database_url, judge, load)
    await client.set(SINCE, micros(datetime.now(UTC) - timedelta(days=2)))
    figures = {
        "valkey": await timed(database, judge, load, "whole"),
        "postgresql_alone": await timed(database, make_judge(settings, nobody), load, "alone"),
    }
    await client.aclose()
    await nobody.aclose()
    await database.close()
    return figures


def fill(url: str, judge: Judge, load: Load) -> None:
    """A month of attempts, nine of ten paid, with one card a player."""
    dice, now = random.Random(1), datetime.now(UTC)
    with psycopg.connect(url, autocommit=True) as connection:
        with connection.cursor() as cursor, cursor.copy(COPY) as rows:
            for number in range(load.attempts):
                at = now - timedelta(seconds=dice.uniform(0, MONTH_S))
                player = dice.randint(1, load.players)
                seen = judge.seen(attempt_of(player, f"past{number}"), at)
                outcome = "failed" if number % 10 == 0 else "paid"
                judged = ("KRW", 10_000, 10_000, True, "allow", 0, "[]", "{}", "1-bench", outcome, at, f"card{player}")
                rows.write_row((seen.receipt, player, at, seen.ip, seen.device, *judged))
        connection.execute("VACUUM ANALYZE fraud_attempts")


def main() -> None:
    """Measure, print, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=20_000)
    parser.add_argument("--attempts", type=int, default=200_000, help="attempts of the month before")
    parser.add_argument("--calls", type=int, default=4000)
    parser.add_argument("--dry", action="store_true", help="print only")
    asked = parser.parse_args()
    load = Load(asked.players, asked.attempts, asked.calls)
    print(f"machine: {machine()}")
    with tempfile.TemporaryDirectory(prefix="casino-bench-") as folder:
        data_dir = Path(folder)
        data_dir.chmod(0o711)
        postgres, valkey = EmbeddedPostgres(data_dir), EmbeddedValkey(data_dir)
        try:
            postgres.start()
            valkey.start()
            migrate.upgrade(postgres.url)
            settings = Settings(data_dir=data_dir, database_url=postgres.url, redis_url=valkey.url)
            figures = asyncio.run(measure(settings, load))
        finally:
            valkey.stop()
            postgres.stop()
    for name, lines in figures.items():
        for what, line in lines.items():
            print(f"{name:>18} {what:<13} {line}")
    if not asked.dry:
        record("fraud", {"players": load.players, "attempts": load.attempts, "calls": load.calls, **figures})


if __name__ == "__main__":
    main()
