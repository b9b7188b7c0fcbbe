"""Live sockets in tests: an application on a real uvicorn with the product's protocol, and a client that counts."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from casino_club.infra.realtime.protocol import LiveProtocol

PATIENCE_S = 10


@asynccontextmanager
async def serving(
    app: Any, protocol: type[LiveProtocol] = LiveProtocol, *, is_started: bool = False
) -> AsyncIterator[str]:
    """Serve `app` on a free loopback port in this process; answers `host:port`. One that is started already (the
    fixture `app`) is not started again: its first tasks would be forgotten and run on for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        ws=protocol,
        lifespan="off" if is_started else "on",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not server.started:
                assert not task.done(), "the server did not start"
                await asyncio.sleep(0.01)
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listener.close()


@dataclass
class LiveClient:
    """One socket; remembers everything it was sent."""

    socket: ClientConnection
    received: list[dict[str, Any]] = field(default_factory=list)

    async def next(self) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(PATIENCE_S):
            message = orjson.loads(await self.socket.recv())
        assert set(message) == {"type", "user_id", "data", "timestamp", "seq"}
        self.received.append(message)
        return message

    async def next_of(self, kind: str) -> dict[str, Any]:
        """The next message of a type; others before it are remembered."""
        while (message := await self.next())["type"] != kind:
            pass
        return message

    async def started(self) -> dict[str, Any]:
        """Read `sync_connected` and `initial_state`; answers the state."""
        assert (await self.next())["type"] == "sync_connected"
        state = await self.next()
        assert state["type"] == "initial_state"
        return state

    async def until_seq(self, seq: int) -> None:
        """Read until a number arrives."""
        while not self.received or self.received[-1]["seq"] < seq:
            await self.next()

    async def say(self, message: Any) -> None:
        await self.socket.send(orjson.dumps(message).decode())

    async def close_code(self) -> int:
        """Read to the end; answers the code the server closed with."""
        try:
            while True:
                await self.next()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def cut(self) -> None:
        """Lose the connection as a phone in a tunnel does: no close frame."""
        self.socket.transport.abort()

    def numbered(self) -> list[dict[str, Any]]:
        """Messages of the numbered stream, without greetings, states and answers."""
        outside = {"sync_connected", "initial_state", "pong", "error", "subscribed", "unsubscribed"}
        return [message for message in self.received if message["type"] not in outside]


@asynccontextmanager
async def live(
    host: str, *, query: str = "", headers: dict[str, str] | None = None, **options: Any
) -> AsyncIterator[LiveClient]:
    """A client on `/api/realtime/sync`."""
    options = {"compression": None, "ping_interval": None, "max_size": None, "proxy": None, **options}
    url = f"ws://{host}/api/realtime/sync{'?' + query if query else ''}"
    async with connect(url, additional_headers=headers, **options) as connection:
        yield LiveClient(connection)
