"""Missions over HTTP and through the real consumer: progress, rewards, midnight, late and doubled events."""

import asyncio
import random
from datetime import UTC, datetime, timedelta

import pytest

from casino_club.domains.missions import audit, tasks
from casino_club.domains.missions.service import CLAIMS
from tests.domains.missions.support import NOON, played
from tests.support.http import sign_up
from tests.support.relay import deliver

MIDNIGHT = datetime(2026, 11, 19, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def shown(person, kind="daily"):
    return await person.call("GET", f"/api/missions/{kind}")


async def one_of(person, code):
    everything = await person.call("GET", "/api/missions")
    return next((line for line in everything["items"] if line["id"] == code), None)


async def having(goals, app_client, *codes):
    """A player to whom today gives all of these daily missions."""
    while True:
        person = await sign_up(app_client)
        if {*codes} <= {line["id"] for line in (await shown(person))["items"]}:
            return person


def plays(person, number, at=NOON, **facts):
    return [played(person.user["id"], at, **facts) for _ in range(number)]


async def findings(goals):
    async with goals.database.read() as session:
        return {one.check: one.violations for one in await audit.findings(session)}


async def test_everybody_has_three_of_each_kind(goals, anna):
    everything = await anna.call("GET", "/api/missions")
    assert [line["kind"] for line in everything["items"]] == ["daily"] * 3 + ["weekly"] * 3
    assert everything["daily"] == await shown(anna)
    assert everything["weekly"] == await shown(anna, "weekly")
    line = everything["weekly"]["items"][0]
    assert line.keys() == {
        "id", "kind", "title", "evaluator", "progress", "target", "completed", "claimed", "rewards", "resets_at",
        "progress_version",
    }  # fmt: skip
    assert everything["daily"]["resets_at"] == "2026-11-19T00:00:00.000Z"
    assert everything["weekly"]["resets_at"] == "2026-11-22T00:00:00.000Z"
    assert everything["weekly"]["scope"] == "week:2026-11-15"
    assert everything["daily"]["reroll_left"] is True


async def test_the_language_of_the_caller(goals, anna):
    korean = await anna.call("GET", "/api/missions/weekly", headers={"Accept-Language": "ko"})
    assert {line["title"] for line in korean["items"]} == {"3판"}


async def test_missions_are_for_those_who_are_in(goals, app_client):
    for path in ("/api/missions", "/api/missions/daily", "/api/missions/weekly"):
        assert (await app_client.get(path)).status_code == 401


async def test_real_rounds_move_missions_and_pay_once(app, app_client, goals):
    goals.stand_at(datetime.now(UTC))
    bora = await having(goals, app_client, "d-plays")
    for _ in range(3):
        assert (await bora.spin()).status_code == 200
    told = [line["data"] for line in await goals.settle() if line["kind"] == "mission_progress"]
    line = await one_of(bora, "d-plays")
    assert (line["progress"], line["completed"], line["claimed"]) == (3, True, False)
    last = [data for data in told if data["id"] == "d-plays"][-1]
    assert last == {
        "id": "d-plays",
        "progress": 3,
        "target": 3,
        "completed": True,
        "claimed": False,
        "progress_version": line["progress_version"],
    }
    before = (await bora.call("GET", "/api/users/me"))["gold_balance"]
    first = await bora.call("POST", "/api/missions/d-plays/claim")
    assert first["applied"] is True
    assert first["idempotent"] is False
    assert first["reward_items"] == [{"reward_type": "gold", "amount": 300, "balance_after": before + 300}]
    assert first["new_balances"] == {"gold": before + 300}
    again = await bora.call("POST", "/api/missions/d-plays/claim")
    assert again == first | {"applied": False, "idempotent": True}
    assert (await bora.call("GET", "/api/users/me"))["gold_balance"] == before + 300
    assert (await one_of(bora, "d-plays"))["claimed"] is True
    assert await findings(goals) == dict.fromkeys(await findings(goals), 0)


async def test_an_unfinished_mission_pays_nothing(goals, app_client):
    bora = await having(goals, app_client, "d-plays")
    await goals.count(*plays(bora, 2))
    refused = await bora.send("POST", "/api/missions/d-plays/claim")
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "mission_incomplete"
    assert refused.json()["error"]["details"] == {"progress": 2, "target": 3}


@pytest.mark.parametrize("step", ["claim", "reroll"])
async def test_what_one_does_not_have_is_not_found(goals, anna, step):
    hidden = {"d-plays", "d-wins", "d-stakes", "d-games"} - {line["id"] for line in (await shown(anna))["items"]}
    for code in (*hidden, "no-such"):
        refused = await anna.send("POST", f"/api/missions/{code}/{step}")
        assert refused.status_code == 404
        assert refused.json()["error"]["code"] == "mission_not_found"


async def test_many_claims_at_once_pay_once(goals, anna):
    await goals.count(*plays(anna, 5))
    before = (await anna.call("GET", "/api/users/me"))["gold_balance"]
    answers = await asyncio.gather(*(anna.call("POST", "/api/missions/w-plays/claim") for _ in range(8)))
    assert sum(answer["applied"] for answer in answers) == 1
    assert {answer["new_balances"]["gold"] for answer in answers} == {before + 2000}
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == before + 2000


async def test_a_claim_is_told_to_the_players_screens(goals, anna):
    await goals.count(*plays(anna, 5))
    await anna.call("POST", "/api/missions/w-plays/claim")
    told = [line["data"] for line in await goals.settle() if line["kind"] == "mission_progress"]
    assert [(data["id"], data["progress"], data["claimed"]) for data in told] == [("w-plays", 5, True)]


async def test_doubled_and_shuffled_events_end_the_same(goals, anna, app_client):
    bora = await sign_up(app_client)
    events = plays(anna, 4, payout=200) + plays(anna, 4, game="rps")
    mirrored = [played(bora.user["id"], NOON, payout=one.data["payout"], game=one.data["game"]) for one in events]
    for event in events:
        await goals.count(event)
    shuffled = mirrored * 3
    random.Random(7).shuffle(shuffled)
    for cut in range(0, len(shuffled), 5):
        await goals.count(*shuffled[cut : cut + 5])
    weekly = [(await shown(person, "weekly"))["items"] for person in (anna, bora)]
    facts = [{line["id"]: (line["progress"], line["completed"]) for line in lines} for lines in weekly]
    assert facts[0] == facts[1] == {"w-plays": (5, True), "w-wins": (3, True), "w-stakes": (800, False)}
    completed = goals.rows("SELECT user_id, scope, code, count(*) FROM mission_completions GROUP BY 1, 2, 3")
    assert {line[3] for line in completed} == {1}


async def test_a_mission_is_completed_and_told_once(goals, anna):
    events = plays(anna, 6)
    told = await goals.count(*events[:5])
    assert [line["data"]["completed"] for line in told if line["data"].get("id") == "w-plays"] == [True]
    assert [line for line in await goals.count(*events[:5]) if line["kind"] == "mission_progress"] == []
    later = await goals.count(events[5])
    assert [line for line in later if line["data"].get("id") == "w-plays"] == [], "at the target nothing moves"
    assert goals.rows("SELECT count(*) FROM mission_completions WHERE code = 'w-plays'") == [(1,)]


async def test_the_day_ends_exactly_at_midnight(goals, app_client):
    goals.stand_at(MIDNIGHT - SECOND)
    bora = await having(goals, app_client, "d-plays")
    await goals.count(*plays(bora, 3, at=MIDNIGHT - SECOND))
    before = await shown(bora)
    assert before["scope"] == "day:2026-11-18"
    assert (await one_of(bora, "d-plays"))["completed"] is True
    goals.stand_at(MIDNIGHT + SECOND)
    after = await shown(bora)
    assert after["scope"] == "day:2026-11-19"
    assert after["resets_at"] == "2026-11-20T00:00:00.000Z"
    assert {line["progress"] for line in after["items"]} == {0}
    assert (await one_of(bora, "w-plays"))["progress"] == 3, "the week goes on"


async def test_a_reward_that_was_not_taken_comes_by_itself_once(goals, app_client):
    bora = await having(goals, app_client, "d-plays")
    await goals.count(*plays(bora, 3))
    balance = (await bora.call("GET", "/api/users/me"))["gold_balance"]
    goals.stand_at(MIDNIGHT - SECOND)
    assert await tasks.pay_finished(goals.database, goals.clock) == 0, "the day still runs"
    goals.stand_at(MIDNIGHT + SECOND)
    refused = await bora.send("POST", "/api/missions/d-plays/claim")
    assert refused.status_code in {404, 409}, "yesterday's is not to be claimed any more"
    by_club = CLAIMS.labels("club")._value.get()
    paid = await asyncio.gather(*(tasks.pay_finished(goals.database, goals.clock) for _ in range(3)))
    assert sum(paid) == 1
    assert CLAIMS.labels("club")._value.get() == by_club + 1
    assert (await bora.call("GET", "/api/users/me"))["gold_balance"] == balance + 300
    assert await tasks.pay_finished(goals.database, goals.clock) == 0
    assert await findings(goals) == dict.fromkeys(await findings(goals), 0)


async def test_what_was_claimed_is_not_paid_again(goals, anna):
    await goals.count(*plays(anna, 5))
    await anna.call("POST", "/api/missions/w-plays/claim")
    goals.stand_at(NOON + timedelta(days=8))
    await tasks.pay_finished(goals.database, goals.clock)
    keys = goals.rows("SELECT key FROM reward_grants WHERE key LIKE 'mission:w-plays:%'")
    assert keys == [("mission:w-plays:week:2026-11-15",)]


async def test_a_round_counted_after_midnight_finishes_its_own_day(goals, app_client):
    bora = await having(goals, app_client, "d-plays")
    late = plays(bora, 3, at=MIDNIGHT - SECOND)
    await goals.count(*late[:2])
    goals.stand_at(MIDNIGHT + timedelta(days=3))
    assert await tasks.pay_finished(goals.database, goals.clock) == 0
    told = await goals.count(late[2])
    assert [line for line in told if line["data"].get("id", "").startswith("d-")] == [], "no screen shows that day"
    assert await tasks.pay_finished(goals.database, goals.clock) == 1
    assert goals.rows("SELECT key FROM reward_grants WHERE key LIKE 'mission:d-%'") == [
        ("mission:d-plays:day:2026-11-18",)
    ]


async def test_a_reward_that_cannot_be_given_keeps_nobody_waiting(goals, app_client, monkeypatch):
    first, second = await having(goals, app_client, "d-plays"), await having(goals, app_client, "d-plays")
    await goals.count(*plays(first, 3), *plays(second, 3))
    goals.stand_at(MIDNIGHT + SECOND)
    from casino_club.domains.missions import service
    from casino_club.domains.rewards.errors import EmptyBundleError

    give = service._reward

    async def give_or_refuse(session, mission, *, user_id, scope, now):
        if user_id == first.user["id"]:
            raise EmptyBundleError
        return await give(session, mission, user_id=user_id, scope=scope, now=now)

    monkeypatch.setattr(service, "_reward", give_or_refuse)
    assert await tasks.pay_finished(goals.database, goals.clock) == 1
    monkeypatch.setattr(service, "_reward", give)
    assert await tasks.pay_finished(goals.database, goals.clock) == 1, "it is still owed"


async def test_tallies_made_anew_complete_what_nobody_noted(goals, anna):
    goals.run(
        "INSERT INTO tallies (user_id, scope, plays, version) VALUES (%s, 'week:2026-11-15', 7, 1)", anna.user["id"]
    )
    await tasks.reconsider(goals.database, goals.clock)
    await tasks.reconsider(goals.database, goals.clock)
    assert goals.rows("SELECT scope, code FROM mission_completions") == [("week:2026-11-15", "w-plays")]


async def test_the_audit_sees_rewards_without_a_mission(goals, anna):
    await goals.count(*plays(anna, 5))
    await anna.call("POST", "/api/missions/w-plays/claim")
    assert sum((await findings(goals)).values()) == 0
    goals.run("UPDATE tallies SET plays = 4 WHERE scope LIKE 'week:%'")
    assert (await findings(goals))["completed_missions_were_reached"] == 1
    goals.run("UPDATE mission_completions SET settled_at = NULL")
    assert (await findings(goals))["settled_missions_were_rewarded"] == 1
    goals.run("DELETE FROM mission_completions WHERE code = 'w-plays'")
    assert (await findings(goals))["mission_rewards_were_completed"] == 1
    goals.run(
        "INSERT INTO mission_completions SELECT %s, 'day:2026-11-18', 'x' || n, 1, now(), now()"
        " FROM generate_series(1, 4) n",
        anna.user["id"],
    )
    assert (await findings(goals))["no_more_missions_than_given"] == 1


async def test_the_outbox_is_empty_in_the_end(goals, anna):
    await goals.count(*plays(anna, 5))
    await anna.call("POST", "/api/missions/w-plays/claim")
    await goals.settle()
    assert await deliver(goals.database) == []
