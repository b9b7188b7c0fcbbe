"""Sockets: bad manners meet the right close code, a slow reader falls alone, broadcasts reach whom they should.

Seen to fail once without: the bound on unsent bytes, the token bucket, the new synchronisation after a confirmed
subscription, the epoch check before going live.
"""

import asyncio
import base64
import os
import socket as sockets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from casino_club.infra.realtime import client as client_module
from casino_club.infra.realtime import hub as hub_module
from casino_club.infra.realtime.client import TokenBucket, serve
from casino_club.infra.realtime.hub import TOPIC_BYTES_MAX, Hub
from casino_club.infra.realtime.protocol import LiveProtocol, text_frame
from casino_club.infra.realtime.stream import Append, StreamStore
from casino_club.kernel.clock import SystemClock
from casino_club.kernel.ids import uuid7
from tests.support.live import PATIENCE_S, LiveClient, live, serving

SESSION = UUID(int=7)


@dataclass
class Place:
    """A hub on a server, without accounts: `?user=` says who comes."""

    hub: Hub
    stream: StreamStore
    state: dict[str, Any] = field(default_factory=lambda: {"gold": 1})
    states_read: int = 0
    host: str = ""
    occurred_ms: int = 1_700_000_000_000

    def client(self, user_id: int = 1, since: int | None = None, **options: Any):
        query = f"user={user_id}" + ("" if since is None else f"&since={since}")
        return live(self.host, query=query, **options)

    async def emit(self, *words: str, user_id: int = 1) -> None:
        self.occurred_ms += 1
        bodies = tuple(
            orjson.dumps({"type": "word", "user_id": user_id, "data": word, "timestamp": ""})[:-1] for word in words
        )
        appended = Append(uuid7(), user_id, self.occurred_ms, bodies)
        if await self.stream.wanted([user_id]):
            await self.stream.append([appended])


@asynccontextmanager
async def a_place(redis_client, protocol: type[LiveProtocol] = LiveProtocol) -> AsyncIterator[Place]:
    async def state_of(user_id: int) -> dict[str, Any]:
        place.states_read += 1
        return place.state

    async def endpoint(websocket: WebSocket) -> None:
        await websocket.accept()
        since = websocket.query_params.get("since")
        user_id = int(websocket.query_params["user"])
        await serve(websocket, hub, user_id=user_id, session_id=SESSION, since=None if since is None else int(since))

    hub = Hub(redis_client, state_of=state_of, clock=SystemClock())
    hub.open_topic("lobby")
    place = Place(hub, StreamStore(redis_client))
    await hub.start()
    app = Starlette(routes=[WebSocketRoute("/api/realtime/sync", endpoint)])
    async with serving(app, protocol) as place.host:
        yield place
        await hub.stop()


@pytest.fixture
async def place(redis_client) -> AsyncIterator[Place]:
    async with a_place(redis_client) as made:
        yield made


async def alive(client: LiveClient) -> None:
    await client.say({"type": "ping"})
    assert (await client.next())["type"] == "pong"


@pytest.mark.parametrize("size", [16 * 1024 + 1, 1024 * 1024, 3 * 1024 * 1024])
async def test_a_message_above_16_kib_closes_the_socket(place, size):
    async with place.client() as client, place.client() as other:
        await client.started()
        await other.started()
        with suppress(ConnectionClosed):
            await client.socket.send("x" * size)
        assert await client.close_code() == 4413
        await alive(other)


def send_then_read(host: str, payload_bytes: int) -> bytes:
    """A client that reads only when all is said, as slow ones do; answers what was left for it."""
    name, port = host.split(":")
    with sockets.create_connection((name, int(port)), timeout=PATIENCE_S) as connection:
        connection.sendall(handshake(host))
        while not connection.recv(65536).endswith(b"\r\n\r\n"):
            pass
        frame = bytes((0x81, 0xFF)) + payload_bytes.to_bytes(8) + bytes(4 + payload_bytes)
        connection.sendall(frame)
        time.sleep(0.3)  # by now a reset would have thrown away what stands unread
        received = b""
        with suppress(ConnectionError):
            while part := connection.recv(65536):
                received += part
        return received


async def test_a_client_still_sending_learns_why_it_was_refused(place):
    received = await asyncio.to_thread(send_then_read, place.host, 128 * 1024)
    assert (4413).to_bytes(2) in received


async def test_fragments_that_add_up_to_too_much_close_the_socket(place):
    async with place.client() as client:
        await client.started()
        with suppress(ConnectionClosed):
            await client.socket.send(["x" * 8000] * 3)
        assert await client.close_code() == 4413


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"ping"',
        '{"type": 1}',
        '{"type": "unheard"}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "topic": 3}',
        '{"type": "subscribe", "topic": "' + "x" * 65 + '"}',
        '{"type": "ack"}',
        '{"type": "ack", "seq": true}',
        '{"type": "ack", "seq": NaN}',
        '{"type": "ping", "type": "ping"}',
        "[" * 5000,
    ],
)
async def test_what_cannot_be_understood_is_answered_and_nothing_breaks(place, text):
    async with place.client() as client:
        await client.started()
        await client.socket.send(text)
        assert (await client.next())["data"] == {"code": "bad_message"}
        await alive(client)


async def test_bytes_are_answered_like_any_other_nonsense(place):
    async with place.client() as client:
        await client.started()
        await client.socket.send(b'{"type": "ping"}')
        assert (await client.next())["data"] == {"code": "bad_message"}


async def test_a_flood_closes_the_socket_and_a_burst_does_not(place):
    async with place.client() as client, place.client() as other:
        await client.started()
        await other.started()
        for _ in range(client_module.BURST // 2):
            await alive(client)
        with suppress(ConnectionClosed):
            for _ in range(20 * client_module.BURST):
                await client.say({"type": "ping"})
        assert await client.close_code() == 4429
        await alive(other)


def test_the_bucket_lets_the_rate_through_for_ever_and_no_more():
    bucket = TokenBucket(rate_per_s=20, burst=40, now=0.0)
    assert all(bucket.take(0.0) for _ in range(40))
    assert not bucket.take(0.0)
    assert all(bucket.take(1 + n / 20) for n in range(1, 400))
    assert sum(bucket.take(30.0) for _ in range(100)) == 40


class Hasty(LiveProtocol):
    """The same rules in less time."""

    ping_s = 0.2
    idle_s = 0.6


def handshake(host: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET /api/realtime/sync?user=1 HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


async def raw_handshake(host: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A client that speaks HTTP and then nothing: it answers no ping."""
    name, port = host.split(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    writer.write(handshake(host))
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def test_a_silent_client_is_closed_and_one_that_answers_pings_is_not(redis_client):
    async with a_place(redis_client, Hasty) as place, place.client() as quiet_but_there:
        await quiet_but_there.started()
        reader, writer = await raw_handshake(place.host)
        async with asyncio.timeout(PATIENCE_S):
            everything = await reader.read()
        writer.close()
        close = bytes((0x88, 2 + len("idle"))) + (4408).to_bytes(2) + b"idle"
        assert everything.endswith(close)
        await asyncio.sleep(3 * Hasty.idle_s)
        await alive(quiet_but_there)


async def test_a_slow_reader_is_dropped_and_the_others_get_everything(place, monkeypatch):
    monkeypatch.setattr(hub_module, "UNSENT_BYTES_MAX", 32 * 1024)
    async with place.client() as client:
        start = (await client.started())["seq"]
        _, writer = await raw_handshake(place.host)
        transport_socket = writer.get_extra_info("socket")
        transport_socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        writer.transport.pause_reading()
        async with asyncio.timeout(PATIENCE_S):
            while len(place.hub._sockets()) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        before = hub_module.SLOW._value.get()
        for number in range(2000):
            await place.emit(f"{number}" + "x" * 10_000)
            if hub_module.SLOW._value.get() > before:
                break
        assert hub_module.SLOW._value.get() == before + 1
        await client.until_seq(start + number + 1)
        assert [m["seq"] for m in client.numbered()] == list(range(start + 1, start + number + 2))
        writer.transport.abort()
        async with asyncio.timeout(PATIENCE_S):
            while len(place.hub._sockets()) > 1:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await alive(client)


async def test_a_long_absence_is_replayed_whole_and_in_order(place):
    async with place.client() as client:
        start = (await client.started())["seq"]
    for number in range(1500):
        await place.emit(str(number))
    async with place.client(since=start) as client:
        reader = asyncio.create_task(client.until_seq(start + 1600))
        for number in range(1500, 1600):
            await place.emit(str(number))
        await reader
    assert [m["data"] for m in client.numbered()] == [str(number) for number in range(1600)]
    assert [m["seq"] for m in client.numbered()] == list(range(start + 1, start + 1601))


async def test_numbers_stay_whole_while_clients_come_and_go_at_any_moment(place):
    """Cuts at every possible moment of a busy stream: each client's numbers go on exactly where it stopped."""
    stop = asyncio.Event()

    async def emit() -> int:
        emitted = 0
        while not stop.is_set():
            await place.emit(str(emitted))
            emitted += 1
            await asyncio.sleep(0)
        return emitted

    async def follow(cut_after: int) -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = []
        for turn in range(12):
            async with place.client(since=seen[-1]["seq"] if seen else start) as client:
                for _ in range(cut_after + turn):
                    await client.next()
                client.cut()
            assert "initial_state" not in {m["type"] for m in client.received}
            seen += client.numbered()
        return seen

    async with place.client() as first:
        start = (await first.started())["seq"]
    emitting = asyncio.create_task(emit())
    followed = await asyncio.gather(*[follow(cut_after) for cut_after in (2, 3, 5, 9)])
    stop.set()
    await emitting
    for seen in followed:
        assert [m["seq"] for m in seen] == list(range(start + 1, start + 1 + len(seen)))
        assert [m["data"] for m in seen] == [str(number) for number in range(len(seen))]


async def test_a_lost_announcement_is_noticed_and_fetched(place, redis_client):
    async with place.client() as client:
        start = (await client.started())["seq"]
        await place.emit("a")
        await client.until_seq(start + 1)
        place.hub._subscriber.drop(b"rt:1")  # as a connection lost for a moment does
        await asyncio.sleep(0.1)
        await place.emit("b")
        place.hub._subscriber.add(b"rt:1")
        await client.until_seq(start + 2)
        await place.emit("c")
        await client.until_seq(start + 3)
    assert [m["data"] for m in client.numbered()] == ["a", "b", "c"]
    assert place.states_read == 1


async def test_a_reconnect_in_the_middle_of_catching_up_hides_nothing(place):
    """After the last read a message is announced while the channel is not heard: going live would be too soon."""
    feed_of = place.hub._feeds.get
    read = place.hub._stream.read
    interrupted = asyncio.Event()

    async def interrupted_read(user_id: int, *, after: int, count: int) -> list[bytes]:
        messages = await read(user_id, after=after, count=count)
        if not messages and not interrupted.is_set():
            interrupted.set()
            epoch = feed_of(1).epoch
            place.hub._subscriber.drop(b"rt:1")
            await asyncio.sleep(0.1)
            await place.emit("unheard")
            place.hub._subscriber.add(b"rt:1")
            while feed_of(1).epoch == epoch:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return messages

    place.hub._stream.read = interrupted_read
    async with place.client() as client:
        await client.started()
        assert (await client.next())["data"] == "unheard"


async def test_broadcasts_reach_the_subscribers_of_the_topic_with_one_number_each(place):
    async with place.client(1) as one, place.client(2) as two, place.client(3) as three:
        for client in (one, two, three):
            await client.started()
        for client in (one, two):
            await client.say({"type": "subscribe", "topic": "lobby"})
            assert (await client.next())["type"] == "subscribed"
        body = orjson.dumps({"type": "crash_tick", "user_id": None, "data": {"x": 1}, "timestamp": ""})[:-1]
        first = await place.stream.broadcast("lobby", body)
        assert (await one.next())["seq"] == (await two.next())["seq"] == first
        await two.say({"type": "unsubscribe", "data": {"topic": "lobby"}})
        assert (await two.next())["type"] == "unsubscribed"
        assert await place.stream.broadcast("lobby", body) == first + 1
        assert (await one.next())["user_id"] is None
        for client in (two, three):
            await alive(client)
        await three.say({"type": "subscribe", "topic": "attic"})
        assert (await three.next())["data"] == {"code": "unknown_topic"}


async def test_a_crowd_of_broadcasts_costs_few_writes_and_loses_none(place, monkeypatch):
    writes = []
    write = LiveProtocol.write

    def counted(peer, frames):
        writes.append(len(frames))
        return write(peer, frames)

    body = orjson.dumps({"type": "crash_bet", "user_id": None, "data": {"x": "y" * 500}, "timestamp": ""})[:-1]
    async with place.client() as client:
        await client.started()
        await client.say({"type": "subscribe", "topic": "lobby"})
        await client.next()
        monkeypatch.setattr(LiveProtocol, "write", counted)
        first = await place.stream.broadcast("lobby", body)
        for _ in range(60):
            await asyncio.gather(*(place.stream.broadcast("lobby", body) for _ in range(10)))
        assert [(await client.next())["seq"] for _ in range(601)] == list(range(first, first + 601))
    assert len(writes) < 300
    assert max(writes) <= TOPIC_BYTES_MAX


async def test_nothing_is_kept_of_a_socket_that_has_gone(place):
    async with place.client() as client:
        await client.started()
        await client.say({"type": "subscribe", "topic": "lobby"})
        await client.next()
        client.cut()
    async with asyncio.timeout(PATIENCE_S):
        while place.hub._feeds or place.hub._topics["lobby"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert b"rt:1" not in place.hub._subscriber._channels


async def test_a_stopping_process_asks_its_clients_to_come_back(redis_client):
    async with a_place(redis_client) as place, place.client() as client:
        await client.started()
        await place.hub.stop()
        assert await client.close_code() == 1012


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_frames_are_what_the_protocol_library_would_write(size):
    payload = b"x" * size
    assert text_frame(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)
