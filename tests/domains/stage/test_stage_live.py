"""What everybody at the stage hears: the newest state, once however much happened, and nothing when nothing moved."""

import asyncio

import orjson

from casino_club.domains.stage.consumers import StageVoice, make_consumer
from casino_club.domains.stage.contracts import TOPIC
from casino_club.infra.realtime.stream import topic_channel
from casino_club.kernel.clock import SystemClock
from tests.support.live import live, serving
from tests.support.relay import deliver


async def test_many_gifts_are_told_once_with_their_sum(app, redis_client, anna, bora):
    voice = StageVoice(redis_client, app.state.database, SystemClock(), app.state.background, pause_s=0.01)
    heard = redis_client.pubsub()
    await heard.subscribe(topic_channel(TOPIC))
    assert (await heard.get_message(timeout=10))["type"] == "subscribe"
    for person, amount in ((anna, 300), (bora, 500), (anna, 100)):
        await person.call("POST", "/api/stage/gift", json={"amount": amount})
    consumer = make_consumer(voice)
    await deliver(app.state.database, [consumer])
    await app.state.background.idle()
    voice.hear()
    await app.state.background.idle()  # nothing new: nothing said
    messages = []
    while (message := await heard.get_message(ignore_subscribe_messages=True, timeout=0.3)) is not None:
        messages.append(orjson.loads(message["data"]))
    await heard.aclose()
    assert len(messages) == 1
    said = messages[0]
    assert (said["type"], said["user_id"], said["data"]["model_index"]) == ("stage_update", None, 9)
    lines = [(line["rank"], line["nickname"], line["gold"]) for line in said["data"]["supporters"]]
    assert lines == [(1, bora.user["nickname"], 500), (2, anna.user["nickname"], 400)]


async def test_a_socket_that_subscribes_hears_the_stage(app, redis_client, anna):
    voice = StageVoice(redis_client, app.state.database, SystemClock(), app.state.background, pause_s=0.01)
    async with serving(app, is_started=True) as host, live(host, headers=anna.headers) as client:
        await client.started()
        await client.say({"type": "subscribe", "topic": "stage"})
        await client.next_of("subscribed")
        await anna.call("POST", "/api/stage/gift", json={"amount": 200})
        await deliver(app.state.database, [make_consumer(voice)])
        update = await client.next_of("stage_update")
        assert update["data"]["model_index"] == 2
    async with asyncio.timeout(10):
        await app.state.background.idle()
