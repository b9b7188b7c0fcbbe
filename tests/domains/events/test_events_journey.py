"""Events over HTTP, with rounds that reach them through the real consumer: join, count, leave, claim, end."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import text

from casino_club.domains.events import tasks
from casino_club.domains.events.public import active_of, count_active
from casino_club.domains.rewards import public as rewards
from casino_club.kernel.clock import FrozenClock, SystemClock
from casino_club.kernel.events import Event
from tests.domains.events.support import ADMIN, assert_sound, body, gold_of, joined, made
from tests.support.relay import club_consumers, deliver


async def spin(person, times=1):
    for _ in range(times):
        answer = await person.spin(stake=100)
        assert answer.status_code == 200, answer.text


async def event_of(person, event):
    return await person.call("GET", f"/api/events/{event['id']}")


async def grants_of(app, person):
    async with app.state.database.read() as session:
        found = await rewards.list_grants(session, user_id=person.user["id"])
    return [grant for grant in found if grant.reason == "event"]


async def test_rounds_count_from_the_join_on_and_the_reward_is_claimed_once(app, operator, anna):
    event = await made(operator)
    await spin(anna)
    seen = await joined(anna, event)
    assert (seen["joined"], seen["progress"], seen["target"], seen["participation_count"]) == (True, 0, 3, 1)
    assert (await joined(anna, event))["participation_count"] == 1
    await spin(anna, 2)
    await deliver(app.state.database)
    seen = await event_of(anna, event)
    assert (seen["progress"], seen["completed"], seen["claimable"]) == (2, False, False)
    refused = await anna.send("POST", f"/api/events/claim/{event['id']}")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_not_completed")
    assert refused.json()["error"]["details"] == {"progress": 2, "target": 3}

    await spin(anna, 2)
    await deliver(app.state.database)
    seen = await event_of(anna, event)
    assert (seen["progress"], seen["completed"], seen["claimable"], seen["claimed"]) == (3, True, True, False)
    before = await gold_of(anna)
    first = await anna.call("POST", f"/api/events/claim/{event['id']}")
    assert (first["applied"], first["idempotent"]) == (True, False)
    assert first["new_balances"]["gold"] == before + 700
    assert {item["reward_type"]: item["amount"] for item in first["reward_items"]} == {"gold": 700, "exp": 20}
    assert first["progress_version"] == seen["progress_version"]
    again = await anna.call("POST", f"/api/events/claim/{event['id']}")
    assert again | {"applied": True, "idempotent": False} == first
    assert (again["applied"], again["idempotent"]) == (False, True)
    assert await gold_of(anna) == before + 700
    assert (await event_of(anna, event))["claimed"] is True
    await deliver(app.state.database)
    await assert_sound(app.state.database)


async def test_twenty_claims_at_once_pay_once(app, operator, anna):
    event = await made(operator, requirements={"plays": 1})
    await joined(anna, event)
    await spin(anna)
    await deliver(app.state.database)
    before = await gold_of(anna)
    answers = await asyncio.gather(*[anna.call("POST", f"/api/events/claim/{event['id']}") for _ in range(20)])
    assert sum(answer["applied"] for answer in answers) == 1
    assert {answer["new_balances"]["gold"] for answer in answers} == {before + 700}
    assert await gold_of(anna) == before + 700
    await assert_sound(app.state.database)


async def test_joins_and_leaves_at_once_leave_an_exact_count(app, operator, anna, bora):
    event = await made(operator)
    await asyncio.gather(*[joined(person, event) for person in (anna, bora) for _ in range(8)])
    assert (await event_of(anna, event))["participation_count"] == 2

    async def leave(person):
        return await person.send("POST", f"/api/events/{event['id']}/leave")

    moves = [joined(anna, event), leave(anna)] * 6 + [leave(bora)] * 4
    await asyncio.gather(*moves)
    await assert_sound(app.state.database)
    async with app.state.database.read() as session:
        windows = await session.execute(
            text(
                "SELECT count(*) FROM tally_scopes a JOIN tally_scopes b ON a.scope = b.scope AND a.user_id = b.user_id"
                " AND a.id < b.id AND a.since < b.until AND b.since < a.until"
            )
        )
        assert windows.scalar_one() == 0, "a moment would be counted twice"


async def test_who_leaves_keeps_what_was_counted_and_counts_on_after_coming_back(app, operator, anna):
    event = await made(operator)
    await joined(anna, event)
    await spin(anna)
    left = await anna.call("POST", f"/api/events/{event['id']}/leave")
    assert (left["joined"], left["participation_count"]) == (False, 0)
    await spin(anna, 5)  # outside: these do not count, although the first one is told of only now
    await deliver(app.state.database)
    assert (await event_of(anna, event))["progress"] == 1
    again = await joined(anna, event)
    assert (again["joined"], again["progress"], again["joined_at"]) == (True, 1, left["joined_at"])
    await spin(anna, 2)
    await anna.call("POST", f"/api/events/{event['id']}/leave")
    await deliver(app.state.database)
    seen = await event_of(anna, event)
    assert (seen["joined"], seen["completed"], seen["claimable"]) == (False, True, True), "earned is earned"
    assert (await anna.call("POST", f"/api/events/claim/{event['id']}"))["applied"] is True
    await assert_sound(app.state.database)


async def test_late_doubled_and_reordered_events_end_the_same(app, operator, anna, bora):
    event = await made(operator, requirements={"plays": 4, "distinct_games": 1})
    for person in (anna, bora):
        await joined(person, event)
        await spin(person, 4)
    database = app.state.database
    connection = await database.raw_connection()
    rows = await connection.fetch("DELETE FROM outbox RETURNING *")
    await connection.close()
    events = [
        Event(row["event_id"], row["type"], row["user_id"], row["occurred_at"], orjson.loads(row["data"]))
        for row in rows
    ]
    of_anna = [one for one in events if one.user_id == anna.user["id"]]
    of_bora = [one for one in events if one.user_id == bora.user["id"]]
    consumers = club_consumers(database)
    for consumer in consumers:
        await consumer.consume(of_anna)
        for one in reversed(of_bora):
            await consumer.consume([one])
            await consumer.consume([one, replace(one)])
        await consumer.consume(of_bora)
    delivered = await deliver(database)
    left, right = await event_of(anna, event), await event_of(bora, event)
    facts = ("progress", "target", "completed", "claimable", "goals")
    assert [left[name] for name in facts] == [right[name] for name in facts]
    assert (right["progress"], right["target"], right["completed"]) == (100, 100, True)
    told = [
        message["data"]
        for one in delivered
        if one.user_id == anna.user["id"] and "told" in one.data
        for message in one.data["told"]
        if message["kind"] == "event_progress"
    ]
    assert told[-1] | {"progress_version": 0} == {
        "id": event["id"],
        "progress": 100,
        "target": 100,
        "completed": True,
        "claimed": False,
        "progress_version": 0,
    }
    await assert_sound(database)


async def test_a_self_reported_event_takes_reports_up_to_its_target_and_others_take_none(app, operator, anna):
    event = await made(operator, requirements={"reported": 5})
    path = f"/api/events/progress/{event['id']}"
    refused = await anna.send("PUT", path, json={"amount": 1})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_not_joined")
    assert (await joined(anna, event))["self_reported"] is True
    answers = await asyncio.gather(*[anna.call("PUT", path, json={"amount": 2}) for _ in range(6)])
    assert max(answer["progress"] for answer in answers) == 5
    seen = await event_of(anna, event)
    assert (seen["progress"], seen["completed"], seen["claimable"]) == (5, True, True)
    async with app.state.database.read() as session:
        kept = await session.execute(text("SELECT sum(amount) FROM tally_reports"))
        assert kept.scalar_one() == 5
    for amount in (0, -1, 1001, 1.5, "2", None):
        assert (await anna.send("PUT", path, json={"amount": amount})).status_code == 422

    counted = await made(operator)
    await joined(anna, counted)
    refused = await anna.send("PUT", f"/api/events/progress/{counted['id']}", json={"amount": 1})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_not_self_reported")


async def test_what_was_earned_and_not_claimed_is_paid_after_the_end(app, operator, anna, bora):
    event = await made(operator, requirements={"plays": 2})
    for person, rounds in ((anna, 2), (bora, 1)):
        await joined(person, event)
        await spin(person, rounds)
    await deliver(app.state.database)
    database, before = app.state.database, await gold_of(anna)
    assert await tasks.pay_unclaimed(database, SystemClock()) == 0
    over = FrozenClock(SystemClock().now() + timedelta(days=11))
    app.state.clock = over
    assert (await event_of(anna, event))["status"] == "ended"
    for _ in range(2):
        refused = await anna.send("POST", "/api/events/join", json={"event_id": event["id"]})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_not_active")
    assert await asyncio.gather(*[tasks.pay_unclaimed(database, over) for _ in range(2)]) in ([0, 1], [1, 0])
    assert await tasks.pay_unclaimed(database, over) == 0
    assert await gold_of(anna) == before + 700
    assert len(await grants_of(app, anna)) == 1
    assert await grants_of(app, bora) == []
    again = await anna.call("POST", f"/api/events/claim/{event['id']}")
    assert (again["applied"], again["idempotent"]) == (False, True)
    seen = await event_of(anna, event)
    assert (seen["claimed"], seen["claimable"]) == (True, False)
    await assert_sound(database)


async def test_one_reward_that_cannot_be_paid_holds_nobody_back(app, operator, anna, bora, monkeypatch):
    event = await made(operator, requirements={"plays": 1})
    for person in (anna, bora):
        await joined(person, event)
        await spin(person)
    await deliver(app.state.database)
    first = min(anna.user["id"], bora.user["id"])
    grant = rewards.grant

    async def dies(session, *, user_id, **facts):
        if user_id == first:
            raise RuntimeError("no")
        return await grant(session, user_id=user_id, **facts)

    over = FrozenClock(SystemClock().now() + timedelta(days=11))
    monkeypatch.setattr(rewards, "grant", dies)
    with pytest.raises(RuntimeError, match="1 event rewards"):
        await tasks.pay_unclaimed(app.state.database, over)
    monkeypatch.setattr(rewards, "grant", grant)
    assert await tasks.pay_unclaimed(app.state.database, over) == 1
    assert [len(await grants_of(app, person)) for person in (anna, bora)] == [1, 1]


async def test_lists_tell_apart_what_runs_what_comes_and_what_is_over(app, operator, anna):
    now = SystemClock().now()
    running = await made(operator, title="지금", priority=9)
    second = await made(operator, title="다음 순서", priority=1)
    later = body()["end_date"]
    coming = await made(operator, start_date=(now + timedelta(days=2)).isoformat(), end_date=later)
    draft = await made(operator, is_draft=True)
    active = (await anna.call("GET", "/api/events/active"))["items"]
    assert [event["id"] for event in active] == [running["id"], second["id"]]
    listed = (await anna.call("GET", "/api/events"))["items"]
    assert {event["id"]: event["status"] for event in listed} == {
        running["id"]: "active",
        second["id"]: "active",
        coming["id"]: "upcoming",
    }
    page = await anna.call("GET", "/api/events?limit=2")
    rest = await anna.call("GET", f"/api/events?limit=2&cursor={page['next_cursor']}")
    assert [event["id"] for event in page["items"] + rest["items"]] == [event["id"] for event in listed]
    assert rest["next_cursor"] is None
    only = (await anna.call("GET", "/api/events?status=upcoming"))["items"]
    assert [event["id"] for event in only] == [coming["id"]]
    assert (await anna.send("GET", f"/api/events/{draft['id']}")).status_code == 404
    for event, status in ((draft, 404), (coming, 409)):
        answer = await anna.send("POST", "/api/events/join", json={"event_id": event["id"]})
        assert answer.status_code == status
    for path in ("/api/events?cursor=!!", "/api/events?status=draft", "/api/events/none", "/api/events?cursor=eHg"):
        assert (await anna.send("GET", path)).status_code == 422, path
    async with app.state.database.read() as session:
        assert await count_active(session, now=now) == 2
        mine = await active_of(session, user_id=anna.user["id"], now=now)
    assert [str(seen.event.id) for seen in mine] == [running["id"], second["id"]]
    korean = await anna.send("GET", f"/api/events/{running['id']}", headers={"Accept-Language": "ko"})
    assert korean.json()["title"] == "지금"
    assert (await event_of(anna, running))["title"] == "Three rounds"


async def test_nobody_acts_without_taking_part(operator, anna, bora):
    event = await made(operator)
    for method, path in (("POST", f"/api/events/{event['id']}/leave"), ("POST", f"/api/events/claim/{event['id']}")):
        refused = await bora.send(method, path)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_not_joined")
    assert (await anna.http.get("/api/events")).status_code == 401
    assert (await anna.send("POST", ADMIN, json=body())).status_code == 403


async def test_what_nobody_noted_is_made_good_at_night_and_nothing_is_taken_back(app, operator, anna, bora):
    event = await made(operator, requirements={"plays": 2})
    for person, rounds in ((anna, 2), (bora, 1)):
        await joined(person, event)
        await spin(person, rounds)
    database = app.state.database
    await deliver(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE live_event_participants SET completed_at = NULL"))
        await session.execute(text("UPDATE live_event_counts SET rounds = rounds + 7"))
    over = FrozenClock(SystemClock().now() + timedelta(days=11))
    assert await tasks.pay_unclaimed(database, over) == 0
    await tasks.reconsider(database, over)
    await assert_sound(database)
    assert await tasks.pay_unclaimed(database, over) == 1
    assert [len(await grants_of(app, person)) for person in (anna, bora)] == [1, 0]
    async with database.read() as session:
        rounds = await session.execute(text("SELECT sum(rounds) FROM live_event_counts"))
        assert rounds.scalar_one() == 3
