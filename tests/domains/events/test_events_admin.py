"""Operators' events: who may, what is refused, what stands once somebody joined, what is written down."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from casino_club.domains.auth.contracts import Deed
from casino_club.domains.events import admin_service, service, tasks
from casino_club.domains.events.rules import model_index_draft
from casino_club.domains.stage import public as stage
from casino_club.kernel.clock import SystemClock
from tests.domains.events.support import ADMIN, assert_sound, body, gold_of, joined, made
from tests.support.relay import deliver


async def audit_lines(app, target):
    async with app.state.database.read() as session:
        rows = await session.execute(
            text("SELECT action, actor_id FROM audit_log WHERE target = :target ORDER BY id"), {"target": target}
        )
        return [tuple(row) for row in rows]


async def test_an_event_is_made_edited_and_taken_down_and_each_is_written_down(app, operator, anna):
    event = await made(operator, is_draft=True)
    assert event["status"] == "draft"
    edited = await operator.call("PUT", f"{ADMIN}/{event['id']}", json=body(title="새 제목", requirements={"wins": 9}))
    assert (edited["status"], edited["title"], edited["requirements"]) == ("active", "새 제목", {"wins": 9})
    down = await operator.call("POST", f"{ADMIN}/{event['id']}/deactivate")
    assert down["status"] == "deactivated"
    assert await operator.call("POST", f"{ADMIN}/{event['id']}/deactivate") == down
    refused = await operator.send("PUT", f"{ADMIN}/{event['id']}", json=body())
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_over")
    actor = operator.user["id"]
    lines = await audit_lines(app, f"event:{event['id']}")
    assert lines == [("event.create", actor), ("event.edit", actor), ("event.deactivate", actor)]
    assert (await anna.send("GET", f"/api/events/{event['id']}")).status_code == 404


async def test_terms_stand_once_somebody_joined_and_words_may_change(operator, anna):
    terms = body()
    event = await operator.call("POST", ADMIN, 201, json=terms)
    await joined(anna, event)
    kept = await operator.call("PUT", f"{ADMIN}/{event['id']}", json=terms | {"title": "다른 말", "priority": 99})
    assert (kept["title"], kept["priority"]) == ("다른 말", 99)
    changes = {
        "requirements": {"plays": 2},
        "rewards": {"gold": 701},
        "end_date": body()["end_date"],
        "start_date": body()["start_date"],
        "event_type": "daily",
        "is_draft": True,
    }
    for name, value in changes.items():
        refused = await operator.send("PUT", f"{ADMIN}/{event['id']}", json=terms | {name: value})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_terms_fixed"), name
        field = {"end_date": "ends_at", "start_date": "starts_at"}.get(name, name)
        assert refused.json()["error"]["details"] == {"fields": [field]}


async def waits_for_a_lock(database):
    """Return when some statement waits for another transaction."""
    async with asyncio.timeout(10):
        while True:
            async with database.read() as session:
                if (await session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))).scalar_one():
                    return
            await asyncio.sleep(0.01)


async def test_an_edit_waits_for_a_join_under_way_and_then_sees_it(app, operator, anna):
    terms = body()
    event = await operator.call("POST", ADMIN, 201, json=terms)
    harder = terms | {"requirements": {"plays": 1000}}
    async with app.state.database.transaction() as session:
        now = SystemClock().now()
        await service.join(session, event_id=UUID(event["id"]), user_id=anna.user["id"], now=now)
        edit = asyncio.create_task(operator.send("PUT", f"{ADMIN}/{event['id']}", json=harder))
        await waits_for_a_lock(app.state.database)
    refused = await edit
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_terms_fixed")
    assert (await anna.call("GET", f"/api/events/{event['id']}"))["target"] == 3


async def test_a_join_waits_for_an_edit_under_way_and_then_sees_it(app, operator, anna):
    terms = body()
    event = await operator.call("POST", ADMIN, 201, json=terms)
    event_id = UUID(event["id"])
    async with app.state.database.transaction() as session:
        now = SystemClock().now()
        row = await admin_service.get(session, event_id=event_id)
        draft = replace(model_index_draft(now), starts_at=row.starts_at, ends_at=row.ends_at, template=None)
        await admin_service.edit(session, event_id=event_id, draft=draft, deed=Deed(None, None), now=now)
        join = asyncio.create_task(joined(anna, event))
        await waits_for_a_lock(app.state.database)
    assert (await join)["target"] == 1000


@pytest.mark.parametrize(
    "changes",
    [
        {"requirements": {}},
        {"requirements": {"no_such_thing": 1}},
        {"requirements": {"experience": 10}},
        {"requirements": {"plays": 0}},
        {"requirements": {"plays": 2**53}},
        {"rewards": {}},
        {"rewards": {"gold": -1}},
        {"rewards": {"gold": 0}},
        {"rewards": {"diamonds": 1}},
        {"rewards": {"gold": 1.5}},
        {"start_date": "2031-01-02T00:00:00Z", "end_date": "2031-01-02T00:00:00Z"},
        {"start_date": "2021-01-01T00:00:00Z", "end_date": "2021-01-02T00:00:00Z"},
        {"end_date": "2099-01-01T00:00:00Z"},
        {"start_date": "2026-11-21"},
        {"title": ""},
        {"title": "nul\u0000"},
        {"event_type": "Big Event"},
        {"priority": -1},
        {"id": "x"},
    ],
)
async def test_what_makes_no_sense_is_refused(operator, changes):
    assert (await operator.send("POST", ADMIN, json=body(**changes))).status_code == 422


async def test_support_reads_and_players_do_neither(make_staff, operator, anna):
    support = await make_staff("support")
    event = await made(operator)
    for path in (ADMIN, f"{ADMIN}/{event['id']}", f"{ADMIN}/{event['id']}/participations"):
        await support.call("GET", path)
        assert (await anna.send("GET", path)).status_code == 403
    for path in (
        f"{ADMIN}/{event['id']}/deactivate",
        f"{ADMIN}/seed/model-index",
        f"{ADMIN}/{event['id']}/force-claim/1",
    ):
        assert (await support.send("POST", path)).status_code == 403


async def test_a_forced_claim_pays_once_whatever_the_progress_and_is_written_down(app, operator, anna, bora):
    event = await made(operator)
    await joined(anna, event)
    before = await gold_of(anna)
    path = f"{ADMIN}/{event['id']}/force-claim"
    answers = await asyncio.gather(*[operator.call("POST", f"{path}/{anna.user['id']}") for _ in range(4)])
    assert sorted(answer["applied"] for answer in answers) == [False, False, False, True]
    assert set(answers[0]) == {"applied", "idempotent", "reward_items"}
    assert await gold_of(anna) == before + 700
    again = await anna.call("POST", f"/api/events/claim/{event['id']}")
    assert (again["applied"], again["idempotent"]) == (False, True)
    assert (await operator.call("POST", f"{path}/{bora.user['id']}"))["applied"] is True
    assert (await bora.call("GET", f"/api/events/{event['id']}"))["participation_count"] == 1, "bora never joined"
    assert (await operator.send("POST", f"{path}/999999")).status_code == 404
    lines = await audit_lines(app, f"event:{event['id']}")
    assert [action for action, _ in lines] == ["event.create"] + ["event.force_claim"] * 5
    await assert_sound(app.state.database)


async def test_participations_are_listed_and_filtered(app, operator, anna, bora):
    event = await made(operator, requirements={"plays": 1})
    for person in (anna, bora):
        await joined(person, event)
    await anna.spin()
    await deliver(app.state.database)
    path = f"{ADMIN}/{event['id']}/participations"

    async def ids(query):
        return [line["user_id"] for line in (await operator.call("GET", f"{path}{query}"))["items"]]

    first, second = anna.user["id"], bora.user["id"]
    assert await ids("") == sorted([first, second])
    assert await ids("?completed=true") == [first]
    assert await ids("?completed=false") == [second]
    assert await ids("?completed=true&claimed=true") == []
    await anna.call("POST", f"/api/events/claim/{event['id']}")
    assert await ids("?claimed=true") == [first]
    page = await operator.call("GET", f"{path}?limit=1")
    rest = await operator.call("GET", f"{path}?limit=1&cursor={page['next_cursor']}")
    assert [line["user_id"] for line in page["items"] + rest["items"]] == sorted([first, second])
    line = next(one for one in page["items"] + rest["items"] if one["user_id"] == first)
    assert (line["progress"], line["target"], line["completed"], line["claimed"]) == (1, 1, True, True)


async def test_an_event_taken_down_completes_for_nobody_more_and_pays_who_had_completed_it(app, operator, anna, bora):
    event = await made(operator, requirements={"plays": 1})
    for person in (anna, bora):
        await joined(person, event)
    await anna.spin()
    await deliver(app.state.database)
    await operator.call("POST", f"{ADMIN}/{event['id']}/deactivate")
    await bora.spin()
    await deliver(app.state.database)
    refused = await bora.send("POST", f"/api/events/claim/{event['id']}")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "event_not_completed")
    before = await gold_of(anna)
    assert await tasks.pay_unclaimed(app.state.database, SystemClock()) == 1
    assert await gold_of(anna) == before + 700
    await assert_sound(app.state.database)


async def test_the_shipped_event_is_seeded_once_exactly_as_the_economy_says(app, operator):
    answers = await asyncio.gather(*[operator.call("POST", f"{ADMIN}/seed/model-index") for _ in range(4)])
    assert sorted(answer["created"] for answer in answers) == [False, False, False, True]
    assert len({answer["event"]["id"] for answer in answers}) == 1
    event = answers[0]["event"]
    assert (event["event_type"], event["priority"], event["title_en"]) == ("special", 50, "Model JiMin")
    assert (event["requirements"], event["rewards"]) == ({"model_index_points": 1000}, {"gold": 5000, "exp": 1000})
    today = SystemClock().now().date().isoformat()
    assert event["start_date"] == f"{today}T00:00:00.000Z"
    assert event["status"] == "active"
    assert event["end_date"] == f"{date.fromisoformat(today) + timedelta(days=14)}T00:00:00.000Z"
    await operator.call("POST", f"{ADMIN}/{event['id']}/deactivate")
    assert (await operator.call("POST", f"{ADMIN}/seed/model-index"))["created"] is True
    async with app.state.database.transaction() as session:
        assert len(await stage.seed_episodes(session, now=SystemClock().now())) == 6
        assert await stage.seed_episodes(session, now=SystemClock().now()) == []
