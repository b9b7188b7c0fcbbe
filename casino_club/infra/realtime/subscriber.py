"""One pub/sub connection for a whole process, kept alive through every loss.

Each confirmed subscription is reported, the first as well as the one after a reconnect: in between, messages may have
been missed, and only the listener knows how to catch up. That is why the connection is spoken to directly: a client
library reconnects and subscribes again without a word (docs/adr/0035).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from redis.exceptions import ResponseError

from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.infra.tasks import end_all

log = structlog.get_logger(__name__)

RETRY_S: Final = 0.3
CONNECT_S: Final = 2.0
PING_S: Final = 5.0
SILENCE_S: Final = 20.0
"""Without even a pong for so long the server is gone, or out of reach."""
CHANNELS_A_COMMAND: Final = 500


def encode_command(*parts: bytes) -> bytes:
    """A command in RESP."""
    return b"*%d\r\n" % len(parts) + b"".join([b"$%d\r\n%b\r\n" % (len(part), part) for part in parts])


async def read_reply(reader: asyncio.StreamReader) -> Any:
    """One RESP2 reply: bytes, an integer, None, or a list of these. An error reply raises `ResponseError`."""
    line = (await reader.readuntil(b"\r\n"))[:-2]
    kind, rest = line[:1], line[1:]
    if kind == b"*":
        return [await read_reply(reader) for _ in range(int(rest))]
    if kind == b"$":
        size = int(rest)
        return None if size < 0 else (await reader.readexactly(size + 2))[:-2]
    if kind == b"-":
        raise ResponseError(rest.decode(errors="replace"))
    return int(rest) if kind == b":" else rest


class Subscriber:
    """`on_message(channel, data)` is awaited in order of arrival; `on_confirmed(channel)` must not block.

    Connects to the server that `redis` is a client of.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        on_message: Callable[[bytes, bytes], Awaitable[None]],
        on_confirmed: Callable[[bytes], None],
    ) -> None:
        self._server = redis.connection_pool.connection_kwargs
        self._secure = "SSL" in redis.connection_pool.connection_class.__name__
        self._on_message = on_message
        self._on_confirmed = on_confirmed
        self._channels: set[bytes] = set()
        self._changed: set[bytes] = set()
        self._work = asyncio.Event()
        self._heard_at = 0.0

    def add(self, channel: bytes) -> None:
        """Subscribe soon; `on_confirmed` tells when."""
        self._channels.add(channel)
        self._changed.add(channel)
        self._work.set()

    def drop(self, channel: bytes) -> None:
        """Unsubscribe soon."""
        self._channels.discard(channel)
        self._changed.add(channel)
        self._work.set()

    async def run(self) -> None:
        """Read and subscribe until cancelled."""
        while True:
            try:
                await self._session()
            except (*RedisUnavailable, EOFError) as error:
                log.warning("subscriber_reconnecting", error=repr(error))
            except Exception:
                log.exception("subscriber_failed")
            await asyncio.sleep(RETRY_S)

    async def _session(self) -> None:
        async with asyncio.timeout(CONNECT_S):
            reader, writer = await self._connect()
        tasks: list[asyncio.Task[None]] = []
        try:
            async with asyncio.timeout(CONNECT_S):
                await self._authenticate(reader, writer)
            self._heard_at = time.monotonic()
            self._changed = set(self._channels)
            tasks += [asyncio.create_task(self._read(reader)), asyncio.create_task(self._write(writer))]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            done.pop().result()
        finally:
            writer.transport.abort()
            await end_all(tasks)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if "path" in self._server:
            return await asyncio.open_unix_connection(self._server["path"])
        secure = True if self._secure else None
        return await asyncio.open_connection(self._server["host"], self._server["port"], ssl=secure)

    async def _authenticate(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._server.get("password"):
            words = [self._server[name].encode() for name in ("username", "password") if self._server.get(name)]
            writer.write(encode_command(b"AUTH", *words))
            await read_reply(reader)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while True:
            kind, *facts = await read_reply(reader)
            self._heard_at = time.monotonic()
            if kind == b"message":
                await self._on_message(facts[0], facts[1])
            elif kind == b"subscribe" and facts[0] in self._channels:
                self._on_confirmed(facts[0])

    async def _write(self, writer: asyncio.StreamWriter) -> None:
        while True:
            while self._changed:
                writer.write(self._commands())
                await writer.drain()
            self._work.clear()
            try:
                await asyncio.wait_for(self._work.wait(), PING_S)
            except TimeoutError:
                if time.monotonic() - self._heard_at > SILENCE_S:
                    raise
                writer.write(encode_command(b"PING"))

    def _commands(self) -> bytes:
        """The commands for some of the changed channels."""
        some = [self._changed.pop() for _ in range(min(CHANNELS_A_COMMAND, len(self._changed)))]
        gone = [channel for channel in some if channel not in self._channels]
        new = [channel for channel in some if channel in self._channels]
        commands = b"" if not gone else encode_command(b"UNSUBSCRIBE", *gone)
        return commands + (encode_command(b"SUBSCRIBE", *new) if new else b"")
