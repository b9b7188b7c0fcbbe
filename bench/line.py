"""A browser's connection for load: one request at a time on a kept-alive socket, as cheap as it can be."""

import asyncio
import json
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import psycopg

from bench.common import ROOT, percentile

DRAIN_S = 300


class Answer(NamedTuple):
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class _Wire(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future[Answer] | None = None
        self._transport: Any = None
        self.is_closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._waiting is None:
            return
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        status, whole = int(first[9:12]), end + 4 + int(headers.get("content-length", 0))
        if len(self._buffer) >= whole:
            answer = Answer(status, headers, self._buffer[end + 4 : whole])
            self._buffer = self._buffer[whole:]
            waiting, self._waiting = self._waiting, None
            waiting.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_closed = True
        if self._waiting is not None:
            self._waiting.set_exception(exc or ConnectionResetError())
            self._waiting = None

    def ask(self, request: bytes) -> "asyncio.Future[Answer]":
        if self.is_closed:
            raise ConnectionResetError
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._waiting


class Line:
    """`ask` sends prepared bytes and answers with what came back.

    The server closes what idles for 5 s; like a browser, the next call then opens a connection anew, on its own time.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._wire: _Wire | None = None

    @classmethod
    async def open(cls, port: int) -> "Line":
        """A connection to the product on this machine."""
        line = cls(port)
        line._wire = await line._dial()
        return line

    async def _dial(self) -> _Wire:
        return (await asyncio.get_running_loop().create_connection(_Wire, "127.0.0.1", self._port))[1]

    async def ask(self, request: bytes) -> Answer:
        """Send one request; a connection closed under it is tried again once."""
        if self._wire is not None:
            try:
                return await self._wire.ask(request)
            except OSError:
                self._wire = None
        self._wire = await self._dial()
        return await self._wire.ask(request)


def request_bytes(
    method: str, path: str, token: str, *, body: dict[str, Any] | None = None, headers: str = ""
) -> bytes:
    """One request; `headers` are whole lines."""
    content = b"" if body is None else json.dumps(body).encode()
    kind = "" if body is None else "Content-Type: application/json\r\n"
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n{kind}{headers}"
        f"Content-Length: {len(content)}\r\n\r\n"
    ).encode() + content


@dataclass
class Timings:
    """How long each kind of call took, and how it ended."""

    took_s: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, kind: str, status: int, seconds: float) -> None:
        self.took_s[kind].append(seconds)
        self.statuses[kind][status] += 1

    def report(self) -> dict[str, dict[str, Any]]:
        """By kind: calls, percentiles in milliseconds, statuses, the share that were no good answers."""
        lines: dict[str, dict[str, Any]] = {}
        for kind, took in sorted(self.took_s.items()):
            took.sort()
            bad = sum(count for status, count in self.statuses[kind].items() if status >= 400)
            lines[kind] = {
                "calls": len(took),
                **{f"p{share}_ms": round(percentile(took, share / 100) * 1000, 1) for share in (50, 95, 99)},
                "statuses": {str(status): count for status, count in sorted(self.statuses[kind].items())},
                "errors_percent": round(100 * bad / len(took), 3),
            }
        return lines


def print_report(title: str, report: dict[str, dict[str, Any]]) -> None:
    """A table for people."""
    print(title)
    for kind, line in report.items():
        print(
            f"  {kind:<16} {line['calls']:>7,} calls   p50 {line['p50_ms']:7.1f}   p95 {line['p95_ms']:7.1f}"
            f"   p99 {line['p99_ms']:7.1f} ms   errors {line['errors_percent']} %   {line['statuses']}"
        )


def in_own_process(module: str, job: dict[str, Any]) -> dict[str, Any]:
    """Run a load client, JSON in and JSON out, so that its work is not the product's."""
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(job), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{module} failed:\n{done.stderr}")
    return json.loads(done.stdout)


async def play_some(port: int, tokens: list[str], rounds: int, *, connections: int = 64) -> Counter[int]:
    """Let everybody play so many rounds of two games; answers the statuses."""
    waiting, statuses = list(tokens), Counter[int]()
    spin = {"machine_id": "ring-fruits", "bet_amount": 100}

    async def one() -> None:
        line = await Line.open(port)
        while waiting:
            token = waiting.pop()
            for number in range(rounds):
                path, body = (
                    ("rps/play", {"bet_amount": 100, "choice": "rock"}) if number % 6 == 5 else ("slot/spin", spin)
                )
                answer = await line.ask(request_bytes("POST", f"/api/games/{path}", token, body=body))
                statuses[answer.status] += 1

    await asyncio.gather(*(one() for _ in range(connections)))
    return statuses


def drain(url: str) -> None:
    """Wait until the relay has handed every event over."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(DRAIN_S * 10):
            if connection.execute("SELECT FROM outbox LIMIT 1").fetchone() is None:
                return
            connection.execute("SELECT pg_sleep(0.1)")
    raise SystemExit(f"events still wait after {DRAIN_S} s")
