"""The audience: a process of its own with thousands of sockets. Reads a JSON job on stdin, prints one report a line.

Prints `{"connected": n, "seconds": s}` once every socket is subscribed, then after a line on stdin the latencies.
A message carries the publisher's CLOCK_MONOTONIC, which processes of one machine share.
"""

import asyncio
import json
import os
import sys
import time
from typing import Any

import uvloop

from bench.common import percentile

SUBSCRIBE = b'{"type":"subscribe","topic":"bench"}'
CONNECTING_MAX = 64
_MARK = b'"t":'


def masked(payload: bytes) -> bytes:
    """A client's text frame; the mask is zero, which is allowed and costs nothing."""
    return bytes((0x81, 0x80 | len(payload))) + bytes(4) + payload


class Listener(asyncio.Protocol):
    """One socket: a handshake, a subscription, then a stop watch."""

    def __init__(self, request: bytes, latencies: list[float]) -> None:
        self._request = request
        self._latencies = latencies
        self._transport: Any = None
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        at = data.find(_MARK)
        if at >= 0:
            now = time.monotonic_ns()
            while at >= 0:
                end = data.index(b"}", at)
                self._latencies.append((now - int(data[at + 4 : end])) / 1e6)
                at = data.find(_MARK, end)
            return
        if b"sync_connected" in data or b"initial_state" in data:
            self._transport.write(masked(SUBSCRIBE))
        if b'"subscribed"' in data and not self.ready.done():
            self.ready.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(exc or ConnectionResetError())


async def main() -> None:
    loop = asyncio.get_running_loop()
    job: dict[str, Any] = json.loads(sys.stdin.readline())
    latencies: list[float] = []
    slots = asyncio.Semaphore(CONNECTING_MAX)

    async def join(token: str) -> None:
        request = (
            f"GET /api/realtime/sync HTTP/1.1\r\nHost: 127.0.0.1:{job['port']}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\nSec-WebSocket-Version: 13\r\n"
            f"Authorization: Bearer {token}\r\n\r\n"
        ).encode()
        async with slots:
            _, listener = await loop.create_connection(lambda: Listener(request, latencies), "127.0.0.1", job["port"])
            await listener.ready

    started = time.perf_counter()
    await asyncio.gather(*[join(token) for token in job["tokens"]])
    print(json.dumps({"connected": len(job["tokens"]), "seconds": time.perf_counter() - started}), flush=True)
    latencies.clear()
    before = os.times()
    await loop.run_in_executor(None, sys.stdin.readline)
    after = os.times()
    latencies.sort()
    figures = {
        f"p{share * 100:g}_ms": round(percentile(latencies, share), 2) for share in (0.5, 0.95, 0.99) if latencies
    }
    cpu_s = after.user + after.system - before.user - before.system
    print(json.dumps({"received": len(latencies), "client_cpu_s": round(cpu_s, 2), **figures}), flush=True)


if __name__ == "__main__":
    uvloop.run(main())
