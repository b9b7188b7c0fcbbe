"""`python -m bench.spin`: the real product over HTTP and pgbench, in alternation, on one database.

Prints every pair, medians and ratios, latency at half load, CPU by part, and the audit at the end. The worker relays
events during both; between runs the outbox drains, so neither pays for the other's.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import psycopg

from bench.common import ROOT, RunningProduct, machine, record, running_product
from bench.spin.players import make_players
from casino_club.domains.audit.public import run_audit
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.infra.db.engine import Database
from casino_club.infra.embedded.postgres import EmbeddedPostgres, bin_dir
from casino_club.infra.settings import Settings, jwt_secret

MACHINES: Final = ["ring-fruits", "pojangmacha", "horangi"]
PLAYERS: Final = 10_000
YARDSTICK: Final = Path(__file__).with_name("one_spin.sql")
YARDSTICK_CLIENTS: Final = 32  # pgbench's best on two cores: more clients are slower


class Bench:
    """One product, its players, and both ways to load it. HTTP and pgbench use different players of one database."""

    def __init__(self, product: RunningProduct) -> None:
        self.product = product
        self.url = EmbeddedPostgres(product.data_dir).url
        tokens = AccessTokens(jwt_secret(Settings(data_dir=product.data_dir)), timedelta(hours=6))
        everyone = make_players(self.url, tokens, count=2 * PLAYERS, gold=10**9)
        self.tokens = everyone[:PLAYERS]
        with psycopg.connect(self.url) as connection:
            connection.execute(YARDSTICK.read_text().encode())
            row = connection.execute("SELECT max(id) FROM users WHERE site_id LIKE 'bench%'").fetchone()
        assert row is not None
        self.script = product.data_dir / "one_spin.pgbench"
        self.script.write_text(
            f"\\set player random({row[0] - PLAYERS + 1}, {row[0]})\n"
            "SELECT bench_one_spin(:player, gen_random_uuid()::text);\n"
        )
        self.script.chmod(0o644)
        self.runs = 0

    def http(self, connections: int, seconds: float, rate: float | None = None) -> dict[str, Any]:
        """Spins over HTTP from a process of its own."""
        self.runs += 1
        job = {
            "port": self.product.port,
            "tokens": self.tokens,
            "machines": MACHINES,
            "connections": connections,
            "seconds": seconds,
            "rate": rate,
            "mark": f"-{self.runs}",
        }
        before, children = self.product.cpu_seconds(), os.times()
        done = subprocess.run(
            [sys.executable, "-m", "bench.spin.client"],
            cwd=ROOT,
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=True,
        )
        report: dict[str, Any] = json.loads(done.stdout)
        after, ended = self.product.cpu_seconds(), os.times()
        report["cpu_us_per_request"] = {
            part: round((after[part] - before[part]) / report["requests"] * 1e6, 1) for part in after
        } | {
            "client": round(
                (ended.children_user + ended.children_system - children.children_user - children.children_system)
                / report["requests"]
                * 1e6,
                1,
            )
        }
        return report

    def pgbench(self, seconds: float) -> dict[str, Any]:
        """The yardstick: the same writes, one function a transaction, no HTTP."""
        done = subprocess.run(
            [str(bin_dir() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={YARDSTICK_CLIENTS}",
             "--jobs=2", f"--time={max(1, round(seconds))}", f"--file={self.script}", self.url],
            capture_output=True,
            text=True,
            check=True,
        )  # fmt: skip
        tps = re.search(r"tps = ([\d.]+)", done.stdout)
        assert tps is not None, done.stdout
        return {"per_s": float(tps.group(1))}

    def drain(self) -> float:
        """Wait until the relay has published everything; answers the seconds it took."""
        began = time.perf_counter()
        with psycopg.connect(self.url, autocommit=True) as connection:
            while time.perf_counter() - began < 300:
                if connection.execute("SELECT 1 FROM outbox LIMIT 1").fetchone() is None:
                    break
                time.sleep(0.1)
        return time.perf_counter() - began


def report_level(bench: Bench, connections: int, *, pairs: int, seconds: float) -> dict[str, Any]:
    """Alternating pairs at one number of connections, then latency at half the median rate."""
    product_runs: list[dict[str, Any]] = []
    yardstick_runs: list[float] = []
    for pair in range(pairs):
        product_runs.append(bench.http(connections, seconds))
        bench.drain()
        yardstick_runs.append(bench.pgbench(seconds)["per_s"])
        bench.drain()
        ours, theirs = product_runs[-1], yardstick_runs[-1]
        print(
            f"  {connections:>3} connections, #{pair + 1}: product {ours['per_s']:6.0f}/s p95 {ours['p95_ms']:5.1f} ms"
            f"   pgbench {theirs:8.0f}/s   ratio {ours['per_s'] / theirs:.2f}   {ours['statuses']}"
        )
    ratios = [ours["per_s"] / theirs for ours, theirs in zip(product_runs, yardstick_runs, strict=True)]
    median = statistics.median(run["per_s"] for run in product_runs)
    half = bench.http(connections, seconds, rate=median / 2)
    lag = bench.drain()
    level = {
        "connections": connections,
        "product_per_s": round(median),
        "pgbench_per_s": round(statistics.median(yardstick_runs)),
        "pgbench_clients": YARDSTICK_CLIENTS,
        "ratio": round(statistics.median(ratios), 2),
        "ratio_min": round(min(ratios), 2),
        "ratio_max": round(max(ratios), 2),
        "p95_ms": round(statistics.median(run["p95_ms"] for run in product_runs), 1),
        "half_load": {name: round(half[name], 1) for name in ("per_s", "p50_ms", "p95_ms", "p99_ms")},
        "outbox_drain_after_half_load_s": round(lag, 2),
        "cpu_us_per_request": product_runs[-1]["cpu_us_per_request"],
    }
    print(json.dumps(level, indent=2))
    return level


async def audit(url: str) -> bool:
    """The invariants over everything the benchmark wrote."""
    database = Database(url)
    report = await run_audit(database)
    await database.close()
    for finding in report.findings:
        print(f"  {finding.check:<34} {'ok' if not finding.violations else f'{finding.violations} VIOLATIONS'}")
    return report.clean


def main() -> None:
    """Run every level and record the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, nargs="+", default=[64, 256])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=8)
    options = parser.parse_args()
    print(f"machine: {machine()}")
    with running_product(BET_QUEUE_MAX="4096") as product:
        bench = Bench(product)
        bench.http(64, 3)
        bench.pgbench(3)
        bench.drain()
        levels = [
            report_level(bench, connections, pairs=options.pairs, seconds=options.seconds)
            for connections in options.connections
        ]
        clean = asyncio.run(audit(bench.url))
    record("spin", {"levels": levels, "pairs": options.pairs, "seconds": options.seconds, "audit_clean": clean})
    if not clean:
        raise SystemExit("the audit found violations")


if __name__ == "__main__":
    main()
