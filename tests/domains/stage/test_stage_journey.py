"""The stage over HTTP: gifts are postings, limits hold, the ranking is what the gifts add up to."""

import asyncio
import random
from datetime import timedelta

import pytest
from sqlalchemy import text

from casino_club.domains.responsible import public as responsible
from casino_club.domains.stage import public as stage
from casino_club.domains.stage import repository
from casino_club.kernel.clock import FrozenClock, SystemClock
from tests.domains.events.support import ADMIN, assert_sound, gold_of
from tests.support.http import sign_up
from tests.support.relay import deliver

STAGE = "/api/stage"


async def give(person, amount, key=None, status=200):
    headers = {} if key is None else {"Idempotency-Key": key}
    return await person.call("POST", f"{STAGE}/gift", status, json={"amount": amount}, headers=headers)


async def test_a_gift_leaves_for_good_and_everything_knows_it(app, operator, anna):
    await operator.call("POST", "/api/admin/stage/episodes/seed")
    seen = await anna.call("GET", STAGE)
    assert (seen["model_index"], seen["supporters"], seen["me"], seen["gifts"]) == (0, [], None, [])
    assert seen["on_air"]["number"] == 3
    assert [episode["number"] for episode in seen["episodes"]] == [6, 5, 4, 3, 2, 1]
    assert [episode["status"] for episode in seen["episodes"]] == ["upcoming"] * 3 + ["on_air"] + ["past"] * 2
    assert seen["gifting"] == {
        "enabled": True,
        "step": 100,
        "chips": [100, 500, 1000, 5000],
        "gift_max": 10_000,
        "day_max": 50_000,
        "day_left": 50_000,
    }
    before = await gold_of(anna)
    sent = await give(anna, 1500)
    assert (sent["amount"], sent["balance_after"], sent["model_index"]) == (1500, before - 1500, 15)
    assert sent["new_balances"] == {"gold": before - 1500}
    assert (sent["me"], sent["day_left"]) == ({"rank": 1, "gold": 1500, "gifts": 1}, 48_500)
    assert await gold_of(anna) == before - 1500
    seen = await anna.call("GET", STAGE)
    assert (seen["model_index"], seen["index_parts"]) == (15, {"gold_gifted": 1500, "rounds": 0})
    assert [(line["rank"], line["nickname"], line["gold"]) for line in seen["supporters"]] == [
        (1, anna.user["nickname"], 1500)
    ]
    assert seen["gifts"][0]["gift_id"] == sent["gift_id"]
    assert seen["gifts"][0]["episode_id"] == seen["on_air"]["id"]
    posting = (await anna.call("GET", "/api/wallet/history?kind=gift"))["items"][0]
    assert (posting["amount"], posting["ref"]) == (-1500, sent["gift_id"])
    await assert_sound(app.state.database)


async def test_a_key_gives_once(app, anna):
    before = await gold_of(anna)
    answers = await asyncio.gather(*[give(anna, 300, key="one-gift") for _ in range(5)])
    assert {answer["gift_id"] for answer in answers} == {answers[0]["gift_id"]}
    assert await gold_of(anna) == before - 300
    again = await anna.send("POST", f"{STAGE}/gift", json={"amount": 300}, headers={"Idempotency-Key": "one-gift"})
    assert again.headers["idempotent-replayed"] == "true"
    refused = await anna.send("POST", f"{STAGE}/gift", json={"amount": 400}, headers={"Idempotency-Key": "one-gift"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "idempotency_key_reuse")
    await assert_sound(app.state.database)


async def test_gifts_at_once_never_overdraw(app, anna):
    before = await gold_of(anna)
    answers = await asyncio.gather(*[anna.send("POST", f"{STAGE}/gift", json={"amount": 3000}) for _ in range(8)])
    taken = [answer for answer in answers if answer.status_code == 200]
    assert len(taken) == before // 3000
    codes = {answer.json()["error"]["code"] for answer in answers if answer.status_code != 200}
    assert codes == {"insufficient_funds"}
    assert await gold_of(anna) == before - 3000 * len(taken)
    await assert_sound(app.state.database)


async def test_the_limits_of_a_gift_and_of_a_day_hold_in_parallel_and_begin_anew(app, operator, anna):
    limits = await operator.call("PUT", "/api/admin/stage/limits", json={"gift_max": 500, "day_max": 1000})
    assert (limits["gift_max"], limits["day_max"], limits["created_by"]) == (500, 1000, operator.user["id"])
    for amount, status, code in (
        (50, 422, "gift_out_of_range"),
        (150, 422, "gift_out_of_range"),
        (600, 403, "gift_limit_reached"),
        (0, 422, "validation_error"),
        (-100, 422, "validation_error"),
        (2**53, 422, "validation_error"),
    ):
        refused = await anna.send("POST", f"{STAGE}/gift", json={"amount": amount})
        assert (refused.status_code, refused.json()["error"]["code"]) == (status, code), amount
    answers = await asyncio.gather(*[anna.send("POST", f"{STAGE}/gift", json={"amount": 400}) for _ in range(5)])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 403, 403, 403]
    refused = next(answer for answer in answers if answer.status_code == 403)
    assert refused.json()["error"]["details"] == {"limit": "day", "left": 200}
    await give(anna, 200)
    app.state.clock = FrozenClock(SystemClock().now() + timedelta(days=1))
    assert (await anna.call("GET", STAGE))["gifting"]["day_left"] == 1000
    await give(anna, 500)
    await assert_sound(app.state.database)


async def test_no_gift_in_korea_nor_in_a_break(app, anna, bora):
    await bora.call("POST", "/api/responsible-play/cool-off", json={"hours": 24})
    refused = await bora.send("POST", f"{STAGE}/gift", json={"amount": 100})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "account_excluded")
    app.state.settings = app.state.settings.model_copy(update={"market": "kr"})
    assert responsible.market_profile("kr").gifting is False
    assert (await anna.call("GET", STAGE))["gifting"]["enabled"] is False
    refused = await anna.send("POST", f"{STAGE}/gift", json={"amount": 100})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "gifting_disabled")
    await assert_sound(app.state.database)


async def test_the_ranking_is_what_the_gifts_add_up_to_and_ties_go_to_the_earlier(app, app_client):
    people = [await sign_up(app_client) for _ in range(5)]
    chance = random.Random(7)
    for _ in range(24):
        await give(chance.choice(people), chance.choice([100, 200, 300]))
    # The younger account reaches its sum first, so that the order of ids cannot pass for the order of time.
    for person, total in zip(reversed(people), (2000, 2000, 1500, 2000, 1500), strict=True):
        async with app.state.database.read() as session:
            line = await repository.find_supporter(session, person.user["id"])
        gap = max(0, 4000 + total - (0 if line is None else line.gold))
        await give(person, gap)
    async with app.state.database.read() as session:
        gifts = (await session.execute(text("SELECT user_id, amount, created_at FROM stage_gifts ORDER BY id"))).all()
    sums, reached = {}, {}
    for row in gifts:
        sums[row.user_id] = sums.get(row.user_id, 0) + row.amount
        reached[row.user_id] = row.created_at
    wanted = sorted(sums, key=lambda user_id: (-sums[user_id], reached[user_id], user_id))
    shown = (await people[0].call("GET", STAGE))["supporters"]
    assert [line["user_id"] for line in shown] == wanted
    assert [line["rank"] for line in shown] == [1, 2, 3, 4, 5]
    assert wanted == [people[index].user["id"] for index in (4, 3, 1, 2, 0)]
    for person in people:
        me = (await person.call("GET", STAGE))["me"]
        assert me["rank"] == wanted.index(person.user["id"]) + 1
        assert me["gold"] == sums[person.user["id"]]
    await assert_sound(app.state.database)


async def test_index_and_event_grow_by_gifts_and_by_participants_rounds(app, operator, anna, bora):
    event = (await operator.call("POST", f"{ADMIN}/seed/model-index"))["event"]
    await anna.call("POST", "/api/events/join", json={"event_id": event["id"]})
    await give(anna, 300)
    await give(bora, 200)
    for person in (anna, anna, bora):
        await person.spin()
    assert (await anna.call("GET", STAGE))["model_index"] == 5, "gifts count at once"
    await deliver(app.state.database)
    seen = await anna.call("GET", STAGE)
    assert (seen["model_index"], seen["index_parts"]) == (7, {"gold_gifted": 500, "rounds": 2})
    assert (seen["event"]["id"], seen["event"]["progress"], seen["event"]["target"]) == (event["id"], 5, 1000)
    assert (await bora.call("GET", STAGE))["event"]["joined"] is False
    await assert_sound(app.state.database)


async def test_who_left_or_rests_keeps_a_nameless_place(app, app_client, anna, bora):
    await give(bora, 500)
    await give(anna, 400)
    await bora.call("POST", "/api/responsible-play/self-exclude", json={"days": 7})
    first, second = (await anna.call("GET", STAGE))["supporters"]
    assert (first["rank"], first["user_id"], first["nickname"], first["gold"]) == (1, None, None, 500)
    assert second["nickname"] == anna.user["nickname"]


async def test_gifts_are_told_again_as_they_were(app, anna, bora):
    for person, amount in ((anna, 100), (bora, 700), (anna, 300)):
        await give(person, amount)
    told = [event for event in await deliver(app.state.database, []) if event.type == "stage.gifted.v1"]
    async with app.state.database.read() as session:
        again = [event async for event in stage.history(session)]
    assert again == told


async def test_the_books_notice_a_gift_without_money_and_a_wrong_sum(app, fresh_database_url, anna):
    import psycopg

    sent = await give(anna, 500)
    wrongs = {
        "gifts_equal_postings": "UPDATE stage_gifts SET amount = 600",
        "supporters_equal_gifts": "UPDATE stage_supporters SET gold = 600",
        "gift_days_equal_gifts": "UPDATE stage_gift_days SET gold = 600",
        "stage_totals_equal_gifts": "DELETE FROM stage_totals",
    }
    assert sent["gift_id"]
    for check, wrong in wrongs.items():
        with psycopg.connect(fresh_database_url) as connection:
            connection.execute(wrong)
        async with app.state.database.read() as session:
            found = {finding.check for finding in await stage.audit_findings(session) if finding.violations}
        assert check in found
        with psycopg.connect(fresh_database_url) as connection:
            connection.execute("UPDATE stage_gifts SET amount = 500")
            connection.execute("UPDATE stage_supporters SET gold = 500")
            connection.execute("UPDATE stage_gift_days SET gold = 500")


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"art": "photo"},
        {"ends_at": "2026-11-01T00:00:00Z"},
        {"ends_at": "2027-11-01T00:00:00Z"},
        {"starts_at": "2026-11-01"},
        {"title": ""},
        {"host": "me"},
    ],
)
async def test_episodes_that_make_no_sense_are_refused(operator, changes):
    assert (await operator.send("POST", "/api/admin/stage/episodes", json=EPISODE | changes)).status_code == 422


EPISODE = {
    "number": 40,
    "title": "첫 무대",
    "title_en": "First stage",
    "art": "rooftop",
    "starts_at": "2026-11-01T00:00:00Z",
    "ends_at": "2026-11-08T00:00:00Z",
}


async def test_operators_keep_the_schedule_and_it_is_written_down(app, operator, make_staff, anna):
    path = "/api/admin/stage/episodes"
    episode = await operator.call("POST", path, 201, json=EPISODE)
    taken = await operator.send("POST", path, json=EPISODE)
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "episode_number_taken")
    other = await operator.call("POST", path, 201, json=EPISODE | {"number": 41})
    clash = await operator.send("PUT", f"{path}/{other['id']}", json=EPISODE)
    assert clash.status_code == 409
    edited = await operator.call("PUT", f"{path}/{episode['id']}", json=EPISODE | {"title_en": "Again"})
    assert edited["title_en"] == "Again"
    assert [one["number"] for one in (await anna.call("GET", STAGE))["episodes"]] == [41, 40]
    await operator.call("POST", f"{path}/{other['id']}/withdraw")
    assert [one["title"] for one in (await anna.call("GET", STAGE))["episodes"]] == ["Again"]
    listed = (await operator.call("GET", f"{path}?limit=1"))["items"]
    assert (listed[0]["number"], listed[0]["status"]) == (41, "withdrawn")
    support = await make_staff("support")
    await support.call("GET", path)
    assert (await support.send("POST", path, json=EPISODE)).status_code == 403
    assert (await anna.send("GET", path)).status_code == 403
    assert (await operator.send("POST", f"{path}/{anna.user['id']}/withdraw")).status_code == 422
    async with app.state.database.read() as session:
        lines = await session.execute(text("SELECT action FROM audit_log WHERE action LIKE 'stage.%' ORDER BY id"))
        actions = [row.action for row in lines]
    assert actions == ["stage.episode.create"] * 2 + ["stage.episode.edit", "stage.episode.withdraw"]
