"""Server-sent events: a bounded number of answers that stay open, each ended by its client or by the server's stop.

Nothing of the database is held while a stream waits.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import Final

from fastapi import Request
from prometheus_client import Gauge
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from casino_club.infra.http.ratelimit import RateLimitedError
from casino_club.infra.tasks import end_all
from casino_club.kernel.errors import DomainError, Messages

STREAMS_MAX: Final = 2000
STREAMS_A_CLIENT: Final = 50
HEARTBEAT_S: Final = 15.0
RETRY_MS: Final = 5000
"""After how long a browser comes back."""
_FULL_RETRY_S: Final = 10

OPEN = Gauge("casino_club_event_streams", "Open server-sent event streams", multiprocess_mode="livesum")

_HEADERS: Final = {
    "Content-Type": "text/event-stream; charset=utf-8",
    # Proxies neither keep, nor change, nor gather it.
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
}
_HELLO: Final = f"retry: {RETRY_MS}\n\n".encode()
_HEARTBEAT: Final = b": still here\n\n"


class StreamsFullError(DomainError):
    """This process keeps as many streams open as it may."""

    code = "streams_full"
    kind = "unavailable"
    messages = Messages(
        "Many are watching. Please try again in a moment.", "보는 분이 많아요. 잠시 후 다시 시도해 주세요."
    )


class Streams:
    """The open streams of one process."""

    def __init__(self, *, streams_max: int = STREAMS_MAX, a_client: int = STREAMS_A_CLIENT) -> None:
        self._max = streams_max
        self._a_client = a_client
        self._open: Counter[str] = Counter()
        self._stopping = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    @contextmanager
    def place(self, client: str) -> Generator[None]:
        """Take a place. Raises `StreamsFullError`, and `RateLimitedError` for a client with too many."""
        if self._open.total() >= self._max:
            raise StreamsFullError(retry_after_s=_FULL_RETRY_S)
        if self._open[client] >= self._a_client:
            raise RateLimitedError(retry_after_s=_FULL_RETRY_S)
        self._open[client] += 1
        OPEN.inc()
        try:
            yield
        finally:
            OPEN.dec()
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]

    def count(self) -> int:
        """How many are open."""
        return self._open.total()

    def stop(self) -> None:
        """End every stream now; safe in a signal's handler."""
        self._loop.call_soon_threadsafe(self._stopping.set)

    async def stopped(self) -> None:
        """Returns when the streams are to end."""
        await self._stopping.wait()


async def streams_of(request: Request) -> Streams:
    """The process's streams."""
    state = request.app.state
    if not hasattr(state, "streams"):
        state.streams = Streams()
    return state.streams


def event_of(name: str, data: str) -> bytes:
    """One event; `data` is one line."""
    return f"event: {name}\ndata: {data}\n\n".encode()


class EventStream(Response):
    """Sends what `next_event` gives, at once and then every `interval_s`; a comment where it gives None.

    A comment also goes out when 15 s have passed without anything, so that no proxy takes the silence for an end.
    """

    def __init__(
        self, streams: Streams, client: str, next_event: Callable[[], Awaitable[bytes | None]], *, interval_s: float
    ) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._streams = streams
        self._client = client
        self._next_event = next_event
        self._interval_s = interval_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        with self._streams.place(self._client):
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            tasks = [
                asyncio.create_task(self._produce(send)),
                asyncio.create_task(_left(receive)),
                asyncio.create_task(self._streams.stopped()),
            ]
            try:
                ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                await end_all(tasks)
            for task in ended:
                task.result()
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _produce(self, send: Send) -> None:
        async def write(chunk: bytes) -> None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})

        await write(_HELLO)
        while True:
            await write(await self._next_event() or _HEARTBEAT)
            left = self._interval_s
            while left > HEARTBEAT_S:
                await asyncio.sleep(HEARTBEAT_S)
                left -= HEARTBEAT_S
                await write(_HEARTBEAT)
            await asyncio.sleep(left)


async def _left(receive: Receive) -> None:
    """Returns when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
