"""The load: a process of its own, keep-alive connections, one request at a time on each.

Reads a JSON job on stdin, writes a JSON report on stdout. With `rate`, requests start on a schedule and latency counts
from the scheduled moment, so a stalled server is not forgiven (no coordinated omission).
"""

import asyncio
import json
import random
import sys
import time
import uuid
from collections import Counter
from typing import Any

import uvloop

from bench.common import percentile

PATH = "/api/games/slot/spin"
REPLAY_SHARE = 0.01


class Connection(asyncio.Protocol):
    """One keep-alive connection; `ask` sends prepared bytes and answers the status."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future[int] | None = None
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._buffer[:end].lower()
        at = head.find(b"content-length: ") + 16
        length = int(head[at:].split(b"\r\n", 1)[0])
        if len(self._buffer) >= end + 4 + length and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            status = int(self._buffer[9:12])
            self._buffer = self._buffer[end + 4 + length :]
            waiting.set_result(status)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None:
            self._waiting.set_exception(exc or ConnectionResetError())

    def ask(self, request: bytes) -> "asyncio.Future[int]":
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._waiting


def request_bytes(port: int, token: str, key: str, machine: str, stake: int) -> bytes:
    body = f'{{"machine_id":"{machine}","bet_amount":{stake}}}'.encode()
    return (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def drive(job: dict[str, Any]) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    tokens: list[str] = job["tokens"]
    machines: list[str] = job["machines"]
    until = time.perf_counter() + job["seconds"]
    statuses: Counter[int] = Counter()
    latencies: list[float] = []
    every = None if job.get("rate") is None else job["connections"] / job["rate"]

    async def one(number: int) -> None:
        dice = random.Random(number)
        _, connection = await loop.create_connection(Connection, "127.0.0.1", job["port"])
        last = None
        due = time.perf_counter() + (dice.random() * every if every else 0)
        while due < until:
            if every and (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            if last is not None and dice.random() < REPLAY_SHARE:
                request = last
            else:
                token = tokens[dice.randrange(len(tokens))]
                request = last = request_bytes(
                    job["port"],
                    token,
                    uuid.UUID(int=dice.getrandbits(128)).hex + job["mark"],
                    dice.choice(machines),
                    100,
                )
            started = due if every else time.perf_counter()
            statuses[await connection.ask(request)] += 1
            latencies.append(time.perf_counter() - started)
            due = due + every if every else time.perf_counter()

    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(job["connections"])))
    took = time.perf_counter() - began
    latencies.sort()
    return {
        "requests": len(latencies),
        "per_s": len(latencies) / took,
        "statuses": {str(status): count for status, count in statuses.items()},
        "p50_ms": percentile(latencies, 0.50) * 1000,
        "p95_ms": percentile(latencies, 0.95) * 1000,
        "p99_ms": percentile(latencies, 0.99) * 1000,
    }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(drive(json.load(sys.stdin)))))
