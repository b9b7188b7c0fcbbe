"""`python -m bench.crash`: a thousand players at one crash table, all on live sockets, all betting and leaving.

Rounds alternate between `spread` (bets all through the window, everybody another target) and `rush` (everybody bets the
moment it opens and leaves at the same multiplier, half of them by hand). Then workers are killed while a second one
stands by, and the time until it leads is taken. Ends with the audit.
"""

import argparse
import asyncio
import hashlib
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from itertools import cycle, islice
from typing import Any, Final

import psycopg

from bench.common import ROOT, RunningProduct, machine, record, running_product
from bench.spin.players import make_players
from casino_club.domains.audit.public import run_audit
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.domains.crash.rules import crash_point
from casino_club.domains.shared_rounds.rules import run
from casino_club.infra.db.engine import Database
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.embedded.valkey import EmbeddedValkey
from casino_club.infra.settings import Settings, jwt_secret
from casino_club.kernel.rng import Draw
from tests.support.product import processes_of
from tests.support.shared_rounds import LENGTH, SALT, give_chain, law, newest, until

CRASHES_X100: Final = (300, 1200)
SPARE: Final = 2
RUSH_TARGET: Final = 2.0
SAME_MOMENT_MS: Final = 200
TAKEOVER_S: Final = 2.0
TICK_MS: Final = 100
DELIVERY_P95_MS: Final = 100
_TERM: Final = "SELECT token FROM shared_round_leases WHERE game = 'crash'"
_STARTED: Final = b"worker_started"


def play(product: RunningProduct, tokens: list[str], modes: list[str]) -> dict[str, Any]:
    """Seat everybody, play the rounds; the players' report and the processor time it took."""
    job = {
        "port": product.port,
        "tokens": tokens,
        "modes": modes,
        "salt": SALT,
        "rush_target": RUSH_TARGET,
        "growth_per_s": law().growth_ppm / 1_000_000,
    }
    players = subprocess.Popen(
        [sys.executable, "-m", "bench.crash.client"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert players.stdin is not None
    assert players.stdout is not None
    players.stdin.write(json.dumps(job) + "\n")
    players.stdin.flush()
    seated = json.loads(players.stdout.readline())
    before, began, children = product.cpu_seconds(), time.perf_counter(), os.times()
    report = json.loads(players.stdout.readline())
    took, after = time.perf_counter() - began, product.cpu_seconds()
    players.wait(30)
    ended = os.times()
    client = ended.children_user + ended.children_system - children.children_user - children.children_system
    cores = {part.strip(): round((after[part] - before[part]) / took, 2) for part in after}
    return seated | report | {"cores": cores | {"players": round(client / took, 2)}}


def worker_of(product: RunningProduct) -> int:
    """The pid of the worker that the product's supervisor started."""
    return next(pid for pid, line in processes_of(product.data_dir).items() if line.endswith("casino_club worker"))


class Workers:
    """Workers beside the product's own, one of which leads while the next stands by."""

    def __init__(self, product: RunningProduct) -> None:
        self.product = product
        self.url = EmbeddedPostgres(product.data_dir).url
        urls = {"DATABASE_URL": self.url, "REDIS_URL": EmbeddedValkey(product.data_dir).url}
        self.environment = {**os.environ, **urls, "DATA_DIR": str(product.data_dir), "LOG_LEVEL": "info"}
        self.count = 0

    def start(self) -> "subprocess.Popen[bytes]":
        """Another worker, once it stands by."""
        self.count += 1
        log = self.product.data_dir / f"stand-by-{self.count}.log"
        with log.open("wb") as sink:
            worker = subprocess.Popen(
                [sys.executable, "-m", "casino_club", "worker"],
                cwd=ROOT,
                env=self.environment,
                stdout=sink,
                stderr=sink,
            )
        while _STARTED not in log.read_bytes():
            time.sleep(0.05)
        return worker

    def until_another_leads(self, term: int) -> tuple[float, int]:
        """(seconds it took, the new term)."""
        began = time.perf_counter()
        with psycopg.connect(self.url, autocommit=True) as connection:
            while (now := self._term(connection)) == term:
                time.sleep(0.005)
        return time.perf_counter() - began, now

    def term(self) -> int:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return self._term(connection)

    def _term(self, connection: "psycopg.Connection[tuple[int]]") -> int:
        row = connection.execute(_TERM).fetchone()
        assert row is not None
        return row[0]


def take_overs(product: RunningProduct, count: int) -> dict[str, Any]:
    """Freeze the leader, then kill its successors one after another, each while another worker stands by."""
    workers = Workers(product)
    own = worker_of(product)
    leader = workers.start()
    term = workers.term()
    os.kill(own, signal.SIGSTOP)
    try:
        frozen, term = workers.until_another_leads(term)
        killed: list[float] = []
        for _ in range(count):
            stand_by = workers.start()
            leader.kill()
            took, term = workers.until_another_leads(term)
            killed.append(took)
            leader.wait()
            leader = stand_by
        leader.terminate()
        leader.wait(30)
    finally:
        os.kill(own, signal.SIGCONT)
    killed.sort()
    return {
        "frozen_s": round(frozen, 2),
        "killed": count,
        "killed_median_s": round(statistics.median(killed), 2),
        "killed_max_s": round(killed[-1], 2),
    }


def make_seed(rounds: int) -> bytes:
    """A chain on which crashes are high enough for everybody to leave by hand. It begins with round 2: the product has
    opened one on a chain of its own by then."""
    low, high = CRASHES_X100
    # Some to spare: rounds pass before everybody sits.
    for number in range(10_000_000):
        seed = hashlib.sha256(f"bench {number}".encode()).digest()
        hash_ = run(seed, LENGTH - rounds - SPARE)
        # Backwards: a round's hash gives that of the round before it.
        for at in range(rounds + SPARE, 0, -1):
            if not low <= crash_point(law(), Draw(hash_, SALT, at + 1)) < high:
                break
            hash_ = run(hash_, 1)
        else:
            return seed
    raise AssertionError("no such chain")


async def prepare(url: str, seed: bytes) -> None:
    """Once the product's own first round is open, the next one is the first of the chain."""
    database = Database(url)
    await until(lambda: newest(database))
    await give_chain(database, seed)
    await database.close()


async def audit(url: str) -> bool:
    """The invariants over everything the benchmark wrote."""
    database = Database(url)
    report = await run_audit(database)
    await database.close()
    for finding in report.findings:
        if finding.violations:
            print(f"  {finding.check}: {finding.violations} VIOLATIONS")
    return report.clean


def ratios(report: dict[str, Any], taken: dict[str, Any]) -> dict[str, float]:
    """What was measured over what was asked for: below 1 is kept."""
    apart = max(round_["crash_seen"]["all_ms"] for round_ in report["rounds"] if "crash_seen" in round_)
    return {
        "crash_seen_apart": round(apart / SAME_MOMENT_MS, 2),
        "tick_every": round(report["tick_every"]["p50_ms"] / TICK_MS, 2),
        "delivery_p95": round(report["tick_age"]["p95_ms"] / DELIVERY_P95_MS, 2),
        "take_over": round(max(taken["frozen_s"], taken["killed_max_s"]) / TAKEOVER_S, 2),
    }


def main() -> None:
    """Play, take over, audit, print and record."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__)
    parser.add_argument("--players", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--take-overs", type=int, default=5)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"machine: {machine()}, load before: {load:.2f}")
    seed = make_seed(options.rounds)
    modes = list(islice(cycle(["spread", "rush"]), options.rounds))
    with running_product(BET_QUEUE_MAX="4096") as product:
        url = EmbeddedPostgres(product.data_dir).url
        asyncio.run(prepare(url, seed))
        tokens = AccessTokens(jwt_secret(Settings(data_dir=product.data_dir)), timedelta(hours=6))
        everyone = make_players(url, tokens, count=options.players * 100 // 99 + 1, gold=10**6)
        # One in a hundred has no funds.
        funded = [token for number, token in enumerate(everyone, start=1) if number % 100]
        report = play(product, funded[: options.players], modes)
        print(json.dumps(report, indent=2))
        taken = take_overs(product, options.take_overs)
        print(json.dumps(taken))
        clean = asyncio.run(audit(url))
    measured = ratios(report, taken)
    print(f"measured / asked for: {measured}; audit {'clean' if clean else 'NOT CLEAN'}")
    facts = {"players": options.players, "load_before": round(load, 2), "ratios": measured, "audit_clean": clean}
    record("crash", facts | {"take_over": taken} | report)
    if not clean:
        raise SystemExit("the audit found violations")


if __name__ == "__main__":
    main()
