"""`GET /api/metrics/global` and its stream, over the whole API."""

import asyncio
import json

import pytest

from casino_club.infra.http.ratelimit import RateLimitedError
from casino_club.infra.http.sse import EventStream, Streams, StreamsFullError, event_of
from tests.support.http import sign_up

PATH = "/api/metrics/global"


async def test_nobody_need_log_in_and_play_is_seen(app, app_client):
    nobody = (await app_client.get(PATH)).json()
    assert {name: value for name, value in nobody.items() if name != "generated_at"} == {
        "online_users": 0,
        "spins_last_hour": 0,
        "big_wins_last_hour": 0,
        "total_plays_today": 0,
        "active_events_count": nobody["active_events_count"],
    }
    anna = await sign_up(app_client)
    for _ in range(3):
        assert (await anna.spin()).status_code == 200
    again = (await app_client.get(PATH)).json()
    if again["generated_at"] == nobody["generated_at"]:
        assert again == nobody
    app.state.activity._held = None
    await app.state.redis.delete("metrics:global")
    seen = (await app_client.get(PATH)).json()
    assert (seen["online_users"], seen["spins_last_hour"], seen["total_plays_today"]) == (1, 3, 3)
    assert seen["generated_at"] > nobody["generated_at"]


@pytest.mark.parametrize("interval", ["1", "31", "-2", "soon", "2.5", ""])
async def test_an_interval_of_the_stream_has_bounds(app_client, interval):
    assert (await app_client.get("/api/metrics/stream", params={"interval": interval})).status_code == 422


class Line:
    """An ASGI connection held by hand: what was sent, and when the client leaves."""

    def __init__(self):
        self.sent = []
        self.left = asyncio.Event()
        self.changed = asyncio.Event()
        self.asked = False

    async def receive(self):
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)
        self.changed.set()

    async def until(self, text):
        async with asyncio.timeout(20):
            while text not in self.body:
                self.changed.clear()
                await self.changed.wait()

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.sent).decode()


def scope_of(path, query=b""):
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": query,
        "headers": [],
        "client": ("127.0.0.1", 5),
        "server": ("testserver", 80),
    }


async def test_the_stream_begins_at_once_holds_no_connection_and_ends_with_its_client(app, app_client):
    lines = [Line() for _ in range(app.state.settings.db_pool_size + 2)]
    running = [
        asyncio.create_task(
            app({**scope_of("/api/metrics/stream", b"interval=30"), "app": app}, line.receive, line.send)
        )
        for line in lines
    ]
    for line in lines:
        await line.until("event: metrics\ndata: ")
    assert app.state.streams.count() == len(lines)
    assert app.state.database.engine.pool.checkedout() == 0
    said = json.loads(lines[0].body.split("data: ")[1].split("\n")[0])
    assert said == (await app_client.get(PATH)).json()
    headers = dict(lines[0].sent[0]["headers"])
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert headers[b"x-accel-buffering"] == b"no"
    assert b"no-transform" in headers[b"cache-control"]
    assert b"content-length" not in headers
    for line in lines:
        line.left.set()
    await asyncio.gather(*running)
    assert app.state.streams.count() == 0


async def stream(streams, line, next_event, *, client="somebody", interval_s=0.01):
    await EventStream(streams, client, next_event, interval_s=interval_s)({}, line.receive, line.send)


async def test_events_follow_one_another_and_a_missing_one_is_a_comment():
    given = [event_of("metrics", "1"), None, event_of("metrics", "2")]

    async def next_event():
        return given.pop(0) if given else None

    line, streams = Line(), Streams()
    running = asyncio.create_task(stream(streams, line, next_event))
    await line.until("data: 2")
    line.left.set()
    await running
    assert line.body.startswith("retry: 5000\n\nevent: metrics\ndata: 1\n\n: still here\n\nevent: metrics\ndata: 2\n\n")


async def test_the_servers_stop_ends_every_stream_also_one_whose_client_does_not_read():
    streams, reading, stuck = Streams(), Line(), Line()
    never = asyncio.Event()

    async def next_event():
        return event_of("metrics", "1")

    async def full(message):
        stuck.sent.append(message)
        if "data" in stuck.body and message.get("more_body"):
            await never.wait()

    running = [asyncio.create_task(stream(streams, reading, next_event, interval_s=30))]
    running.append(asyncio.create_task(EventStream(streams, "b", next_event, interval_s=30)({}, stuck.receive, full)))
    await reading.until("data: 1")
    streams.stop()
    async with asyncio.timeout(20):
        await asyncio.gather(*running)
    assert streams.count() == 0
    assert not reading.sent[-1]["more_body"]


async def test_streams_are_bounded_for_all_and_for_one_client():
    streams = Streams(streams_max=3, a_client=2)
    with streams.place("a"), streams.place("a"):
        with pytest.raises(RateLimitedError), streams.place("a"):
            pass
        with streams.place("b"), pytest.raises(StreamsFullError), streams.place("c"):
            pass
    with streams.place("a"):
        assert streams.count() == 1


async def test_a_full_process_answers_with_a_status(app, app_client):
    app.state.streams = Streams(streams_max=0)
    answer = await app_client.get("/api/metrics/stream")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "streams_full")
    assert int(answer.headers["retry-after"]) > 0
