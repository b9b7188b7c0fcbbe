"""`python -m bench.realtime --sockets 1000 5000`: how soon everybody hears, and how soon a player sees an own spin.

(a) Broadcasts at a steady rate to every socket of one API process; the audience is a process of its own.
(b) A spin over HTTP until the `profile_update` on the player's socket: settlement, outbox, relay, Valkey, hub, socket.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import orjson
from websockets.asyncio.client import connect

from bench.common import ROOT, RunningProduct, free_port, machine, percentile, record, running_product
from bench.realtime.server import TOPIC
from bench.spin.players import make_players
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.infra import redis
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.embedded.valkey import EmbeddedValkey
from casino_club.infra.realtime.stream import StreamStore
from casino_club.infra.settings import Settings, jwt_secret

_TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK")
MACHINE: Final = "ring-fruits"


def cpu_s(pid: int) -> float:
    """CPU seconds a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S


def memory_mib(pid: int) -> float:
    """Resident memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def api_with_topic(product: RunningProduct) -> Generator[tuple[int, int]]:
    """A second API process on the product's engines; answers its port and pid."""
    port = free_port()
    urls = {"DATABASE_URL": EmbeddedPostgres(product.data_dir).url, "REDIS_URL": EmbeddedValkey(product.data_dir).url}
    settings = {"PORT": str(port), "DATA_DIR": str(product.data_dir), "LOG_LEVEL": "warning"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.realtime.server"], cwd=ROOT, env={**os.environ, **urls, **settings}
    )
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


async def publish(redis_url: str, *, rate: float, seconds: float) -> int:
    """Broadcast at a steady rate; answers how many messages went out."""
    valkey = redis.connect(redis_url)
    stream = StreamStore(valkey)
    sent = 0
    started = time.perf_counter()
    while sent < rate * seconds:
        await asyncio.sleep(max(0.0, started + sent / rate - time.perf_counter()))
        body = orjson.dumps({"type": "bench", "user_id": None, "data": {"t": time.monotonic_ns()}, "timestamp": ""})
        await stream.broadcast(TOPIC, body[:-1])
        sent += 1
    await valkey.aclose()
    return sent


def broadcast(product: RunningProduct, tokens: list[str], *, rate: float, seconds: float) -> dict[str, Any]:
    """(a) for one audience."""
    with api_with_topic(product) as (port, pid):
        audience = subprocess.Popen(
            [sys.executable, "-m", "bench.realtime.client"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert audience.stdin is not None
        assert audience.stdout is not None
        audience.stdin.write(json.dumps({"port": port, "tokens": tokens}) + "\n")
        audience.stdin.flush()
        joined = json.loads(audience.stdout.readline())
        before, started = cpu_s(pid), time.perf_counter()
        sent = asyncio.run(publish(EmbeddedValkey(product.data_dir).url, rate=rate, seconds=seconds))
        used, took = cpu_s(pid) - before, time.perf_counter() - started
        time.sleep(2)  # stragglers
        audience.stdin.write("\n")
        audience.stdin.flush()
        report = json.loads(audience.stdout.readline())
        memory = memory_mib(pid)
        audience.wait(30)
    return {
        "sockets": len(tokens),
        "rate": rate,
        "seconds": seconds,
        "connect_s": round(joined["seconds"], 2),
        "delivered_share": round(report["received"] / (sent * len(tokens)), 6),
        "api_cores": round(used / took, 3),
        "api_memory_mib": round(memory, 1),
        **{name: value for name, value in report.items() if name != "received"},
    }


async def spin_to_socket(port: int, token: str, *, spins: int) -> dict[str, Any]:
    """(b): one player, one spin at a time."""
    headers = {"Authorization": f"Bearer {token}"}
    latencies: list[float] = []
    async with (
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
        connect(
            f"ws://127.0.0.1:{port}/api/realtime/sync", additional_headers=headers, compression=None, proxy=None
        ) as live,
    ):
        while orjson.loads(await live.recv())["type"] != "initial_state":
            pass
        for _ in range(spins):
            started = time.perf_counter()
            body = {"machine_id": MACHINE, "bet_amount": 10}
            spinning = asyncio.create_task(http.post("/api/games/slot/spin", json=body, headers=headers))
            while orjson.loads(await live.recv())["type"] != "profile_update":
                pass
            latencies.append((time.perf_counter() - started) * 1000)
            (await spinning).raise_for_status()
    latencies.sort()
    return {"spins": spins, **{f"p{s * 100:g}_ms": round(percentile(latencies, s), 2) for s in (0.5, 0.95, 0.99)}}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.realtime", description=__doc__)
    parser.add_argument("--sockets", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--rate", type=float, default=10.0, help="broadcasts a second")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--spins", type=int, default=300)
    options = parser.parse_args()
    print(machine())
    with running_product() as product:
        tokens = AccessTokens(jwt_secret(Settings(data_dir=product.data_dir)), timedelta(hours=6))
        url = EmbeddedPostgres(product.data_dir).url
        everyone = make_players(url, tokens, count=max(options.sockets) + 1, gold=10**9)
        own = asyncio.run(spin_to_socket(product.port, everyone[0], spins=options.spins))
        print("spin -> own socket:", own)
        audiences: list[dict[str, Any]] = []
        for count in options.sockets:
            figures = broadcast(product, everyone[1 : count + 1], rate=options.rate, seconds=options.seconds)
            audiences.append(figures)
            print("broadcast:", figures)
    record("realtime", {"spin_to_socket": own, "broadcast": audiences})


if __name__ == "__main__":
    main()
