"""The pub/sub connection: every confirmation is told, after a cut as well, and a silent server is left."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from casino_club.infra.realtime import subscriber as module
from casino_club.infra.realtime.subscriber import Subscriber, encode_command, read_reply
from casino_club.infra.redis import connect
from tests.infra.test_outbox_relay import until


class Ear:
    def __init__(self, redis) -> None:
        self.heard: list[tuple[bytes, bytes]] = []
        self.confirmed: list[bytes] = []
        self.subscriber = Subscriber(redis, on_message=self.on_message, on_confirmed=self.confirmed.append)

    async def on_message(self, channel: bytes, data: bytes) -> None:
        self.heard.append((channel, data))


@asynccontextmanager
async def listening(redis):
    ear = Ear(redis)
    task = asyncio.create_task(ear.subscriber.run())
    try:
        yield ear
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_what_is_subscribed_is_heard_and_what_is_dropped_is_not(redis_client):
    async with listening(redis_client) as ear:
        ear.subscriber.add(b"a")
        ear.subscriber.add(b"b")
        await until(lambda: sorted(ear.confirmed) == [b"a", b"b"])
        ear.subscriber.drop(b"b")
        await asyncio.sleep(0.1)
        for channel in ("b", "a"):
            await redis_client.publish(channel, b"line\r\n\x00 of " + channel.encode())
        await until(lambda: ear.heard)
    assert ear.heard == [(b"a", b"line\r\n\x00 of a")]


async def test_after_a_cut_every_channel_is_confirmed_again(redis_client, monkeypatch):
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    async with listening(redis_client) as ear:
        names = {b"c%d" % number for number in range(1200)}
        for name in names:
            ear.subscriber.add(name)
        await until(lambda: set(ear.confirmed) == names)
        ear.confirmed.clear()
        await redis_client.client_kill_filter(_type="pubsub")
        await until(lambda: set(ear.confirmed) == names)
        await redis_client.publish("c7", b"x")
        await until(lambda: ear.heard == [(b"c7", b"x")])


async def test_a_server_that_says_nothing_is_left_for_a_new_connection(monkeypatch):
    monkeypatch.setattr(module, "PING_S", 0.05)
    monkeypatch.setattr(module, "SILENCE_S", 0.1)
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    visits: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: visits.append(writer), "127.0.0.1", 0)
    client = connect(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    async with listening(client):
        await until(lambda: len(visits) >= 2)
    server.close()
    await asyncio.sleep(0.05)
    for writer in visits:
        writer.transport.abort()
    await client.aclose()


@pytest.mark.parametrize(
    ("wire", "value"),
    [
        (b"*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$4\r\n\r\n\r\n\r\n", [b"message", b"a", b"\r\n\r\n"]),
        (b"*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n", [b"subscribe", b"a", 1]),
        (b"$-1\r\n", None),
        (b"+OK\r\n", b"OK"),
    ],
)
async def test_replies(wire, value):
    reader = asyncio.StreamReader()
    reader.feed_data(wire)
    assert await read_reply(reader) == value


def test_commands():
    assert encode_command(b"AUTH", b"p w") == b"*2\r\n$4\r\nAUTH\r\n$3\r\np w\r\n"
