"""Streams: numbered without gaps, every event once, resumable exactly, and never a number twice.

Seen to fail once without: the memory of event ids (doubles), the run id in the scripts (a restarted server's streams
went on), the time-based birth number (numbers began again after a flush).
"""

import asyncio
import shutil
from itertools import count
from uuid import UUID

import orjson
import pytest

from casino_club.infra import redis as valkey
from casino_club.infra.embedded.valkey import EmbeddedValkey
from casino_club.infra.realtime import stream
from casino_club.infra.realtime.stream import Append, StreamStore, seq_of
from casino_club.kernel.ids import uuid7
from tests.support.product import make_data_dir

_times = count(1_700_000_000_000)


def said(user_id: int, *words: str, event_id: UUID | None = None, occurred_ms: int | None = None) -> Append:
    bodies = tuple(orjson.dumps({"word": word})[:-1] for word in words)
    return Append(event_id or uuid7(), user_id, next(_times) if occurred_ms is None else occurred_ms, bodies)


async def words_after(store: StreamStore, user_id: int, after: int) -> list[str]:
    return [orjson.loads(message)["word"] for message in await store.read(user_id, after=after, count=100_000)]


@pytest.fixture
def store(redis_client) -> StreamStore:
    return StreamStore(redis_client)


async def test_numbers_follow_on_from_the_birth_number_without_a_gap(store):
    born = await store.attach(1)
    assert born.seq == born.floor
    await store.append([said(1, "a", "b"), said(1, "c")])
    messages = await store.read(1, after=born.seq, count=10)
    assert [seq_of(message) for message in messages] == [born.seq + 1, born.seq + 2, born.seq + 3]
    assert [orjson.loads(message)["seq"] for message in messages] == [seq_of(message) for message in messages]
    assert await words_after(store, 1, born.seq + 1) == ["b", "c"]
    assert await store.attach(1) == stream.Position(born.seq + 3, born.floor)


async def test_players_without_a_stream_get_none(store, redis_client):
    await store.attach(1)
    assert await store.wanted([1, 2]) == {1}
    await store.append([said(2, "lost")])
    assert await redis_client.keys("*{2}*") == []


async def test_an_event_delivered_again_changes_nothing(store):
    born = await store.attach(1)
    once = said(1, "a")
    await store.append([once])
    await store.append([said(1, "b")])
    await store.append([once, said(1, "c")])
    assert await words_after(store, 1, born.seq) == ["a", "b", "c"]


async def test_the_window_is_bounded_and_the_floor_says_where_it_begins(store, monkeypatch):
    monkeypatch.setitem(
        stream._SCRIPTS, "append", stream._APPEND.format(**(stream._LIMITS | {"retained_max": 3, "remembered": 2}))
    )
    born = await store.attach(1)
    await store.append([said(1, word) for word in "abcde"])
    position = await store.attach(1)
    assert (position.seq, position.floor) == (born.seq + 5, born.seq + 2)
    assert await words_after(store, 1, position.floor) == ["c", "d", "e"]


async def test_everything_of_a_stream_expires(store, redis_client):
    await store.attach(1)
    await store.append([said(1, "a")])
    keys = await redis_client.keys("*{1}*")
    assert len(keys) == 3
    assert all([0 < await redis_client.ttl(key) <= stream.RETENTION_S for key in keys])


async def test_after_a_flush_numbers_only_grow(store, redis_client):
    await store.attach(1)
    await store.append([said(1, "a"), said(1, "b")])
    before = await store.attach(1)
    await redis_client.flushall()
    await asyncio.sleep(0.005)
    assert await store.wanted([1]) == set()
    reborn = await store.attach(1)
    assert reborn.floor == reborn.seq > before.seq


async def test_messages_that_are_gone_cannot_be_resumed_over(store, redis_client):
    born = await store.attach(1)
    await store.append([said(1, "a")])
    await redis_client.delete(stream._keys(1)[1])
    assert (await store.attach(1)).floor == born.seq + 1


async def test_a_stale_event_starts_the_stream_anew_instead_of_turning_values_back(store):
    born = await store.attach(1)
    now = next(_times)
    await store.append([said(1, "new", occurred_ms=now)])
    await store.append([said(1, "old", occurred_ms=now - stream.STALE_MS - 1)])
    await store.append([said(1, "unheard")])
    reborn = await store.attach(1)
    assert reborn.floor == reborn.seq > born.seq + 1
    await store.append([said(1, "fresh")])
    assert await words_after(store, 1, born.seq) == ["fresh"]


async def test_a_socket_without_a_stream_is_told_to_start_over(store, redis_client):
    async with redis_client.pubsub() as pubsub:
        await pubsub.subscribe(stream.channel_of(1))
        await pubsub.get_message(timeout=2)
        assert await store.wanted([1]) == set()
        assert (await pubsub.get_message(timeout=2))["data"] == stream.RESET
        await store.append([said(1, "a")])
        assert (await pubsub.get_message(timeout=2))["data"] == stream.RESET


async def test_new_messages_are_announced_as_they_are_kept(store, redis_client):
    born = await store.attach(1)
    async with redis_client.pubsub() as pubsub:
        await pubsub.subscribe(stream.channel_of(1))
        await pubsub.get_message(timeout=2)
        await store.append([said(1, "a", "b")])
        announced = (await pubsub.get_message(timeout=2))["data"]
    assert announced.split(b"\n") == await store.read(1, after=born.seq, count=10)


async def test_a_server_back_from_disk_starts_its_streams_anew():
    """Its last second of writes may be lost: going on would give a number to two messages."""
    data_dir = make_data_dir()
    engine = EmbeddedValkey(data_dir)
    engine.start()
    client = valkey.connect(engine.url)
    try:
        store = StreamStore(client)
        await store.attach(1)
        await store.append([said(1, "a")])
        before = await store.attach(1)
        engine.stop()
        engine.start()
        assert await client.exists(stream._keys(1)[0])
        assert await store.wanted([1]) == set()
        reborn = await store.attach(1)
        assert reborn.floor == reborn.seq > before.seq
    finally:
        await client.aclose()
        engine.stop()
        shutil.rmtree(data_dir)
