"""Achievements over HTTP and through the real consumer: progress, unlocks for good, rewards, badges."""

import asyncio
import random
from datetime import timedelta

import psycopg
import pytest

from casino_club.domains.achievements import audit, public, tasks
from casino_club.domains.achievements.catalog import SHIPPED
from tests.domains.missions.support import NOON, played
from tests.support.http import sign_up

DAY = timedelta(days=1)


async def own(person, code=None):
    answer = await person.call("GET", "/api/achievements")
    return answer if code is None else next(line for line in answer["items"] if line["code"] == code)


def plays(person, number, at=NOON, **facts):
    return [played(person.user["id"], at, **facts) for _ in range(number)]


def kinds(told, kind, code=None):
    lines = [line["data"] for line in told if line["kind"] == kind]
    return lines if code is None else [data for data in lines if data["achievement_code"] == code]


async def findings(goals):
    async with goals.database.read() as session:
        return {one.check: one.violations for one in await audit.findings(session)}


async def test_everybody_sees_the_whole_wall(goals, anna):
    answer = await own(anna)
    assert [line["code"] for line in answer["items"]] == [one.code for one in SHIPPED]
    assert (answer["unlocked_count"], answer["claimable_count"], answer["showcase"]) == (0, 0, [])
    assert answer["items"][0] == {
        "code": "rounds-bronze",
        "family": "rounds",
        "tier": "bronze",
        "title": "First lights",
        "description": "Play 50 rounds.",
        "badge": "rounds",
        "unlocked": False,
        "unlocked_at": None,
        "scope": "all",
        "progress": 0,
        "target": 50,
        "claimed": False,
        "claimable": False,
        "rewards": {
            "gold": 500, "gem": 0, "exp": 50, "vip_points": 0, "protections": 0, "pass_levels": 0, "items": {},
        },
    }  # fmt: skip
    korean = await anna.call("GET", "/api/achievements", headers={"Accept-Language": "ko"})
    assert korean["items"][0]["title"] == "첫 불빛"


async def test_progress_is_told_by_whole_percents_and_the_unlock_once(goals, anna):
    told = await goals.count(*plays(anna, 4))
    assert kinds(told, "achievement_progress", "rounds-bronze") == [
        {"achievement_code": "rounds-bronze", "progress": 4, "target": 50, "unlocked": False}
    ]
    assert kinds(told, "achievement_progress", "rounds-silver") == [], "4 of 500 is no whole percent"
    assert kinds(await goals.count(*plays(anna, 1)), "achievement_progress", "rounds-silver") != []
    told = await goals.count(*plays(anna, 45))
    unlock = {"achievement_code": "rounds-bronze", "progress": 50, "target": 50, "unlocked": True}
    assert kinds(told, "achievement_unlock") == [unlock]
    assert kinds(told, "achievement_progress", "rounds-bronze") == []
    assert kinds(await goals.count(*plays(anna, 5)), "achievement_unlock") == []
    line = await own(anna, "rounds-bronze")
    assert line["unlocked"] is True
    assert line["unlocked_at"] == "2026-11-18T12:00:00.000Z"
    assert (line["progress"], line["claimable"]) == (50, True)


async def test_an_unlock_is_told_to_the_club(goals, anna):
    from tests.support.relay import club_consumers, deliver

    consumers = club_consumers(goals.database, goals.clock)
    progress = next(one for one in consumers if one.name == "progress")
    await progress.consume(plays(anna, 50))
    events = [event for event in await deliver(goals.database, consumers) if event.type == "achievements.unlocked.v1"]
    assert [event.data for event in events] == [
        {
            "achievement_code": "rounds-bronze",
            "tier": "bronze",
            "badge": "rounds",
            "title": {"ko": "첫 불빛", "en": "First lights"},
        }
    ]


async def test_a_reward_is_taken_once_however_many_ask(goals, anna):
    await goals.count(*plays(anna, 50))
    before = (await anna.call("GET", "/api/users/me"))["gold_balance"]
    answers = await asyncio.gather(*(anna.call("POST", "/api/achievements/rounds-bronze/claim") for _ in range(8)))
    assert sum(answer["applied"] for answer in answers) == 1
    assert [answer["idempotent"] for answer in answers].count(False) == 1
    assert {answer["new_balances"]["gold"] for answer in answers} == {before + 500}
    assert answers[0]["code"] == "rounds-bronze"
    assert (await own(anna, "rounds-bronze"))["claimed"] is True
    assert (await own(anna))["claimable_count"] == 0
    assert sum((await findings(goals)).values()) == 0


async def test_what_is_locked_pays_nothing(goals, anna):
    await goals.count(*plays(anna, 49))
    refused = await anna.send("POST", "/api/achievements/rounds-bronze/claim")
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "achievement_locked"
    assert refused.json()["error"]["details"] == {"progress": 49, "target": 50}
    assert (await anna.send("POST", "/api/achievements/no-such/claim")).status_code == 404
    assert (await anna.send("POST", "/api/achievements/%00/claim")).status_code == 422


async def test_achievements_are_for_those_who_are_in(goals, app_client, anna):
    for path in ("/api/achievements", f"/api/games/achievements/{anna.user['id']}"):
        assert (await app_client.get(path)).status_code == 401


async def test_a_days_win_is_one_days(goals, anna):
    for back in (2, 1):
        await goals.count(*plays(anna, 1, at=NOON - back * DAY, payout=3000))
    assert (await own(anna, "day-bronze"))["unlocked"] is False, "two days do not add up"
    assert (await own(anna, "day-bronze"))["progress"] == 0, "it counts today"
    await goals.count(*plays(anna, 1, payout=3000))
    assert (await own(anna, "day-bronze"))["progress"] == 3000


async def test_a_late_round_unlocks_the_day_it_was_played_on(goals, anna):
    late = plays(anna, 2, at=NOON - DAY, payout=2600)
    await goals.count(late[0])
    told = await goals.count(late[1])
    assert [data["achievement_code"] for data in kinds(told, "achievement_unlock")] == ["day-bronze"]
    assert kinds(told, "achievement_progress", "day-silver") == [], "no screen shows that day"
    assert goals.rows("SELECT scope FROM achievement_unlocks WHERE code = 'day-bronze'") == [("day:2026-11-17",)]
    line = await own(anna, "day-bronze")
    assert (line["unlocked"], line["progress"]) == (True, 5000)


async def test_doubled_and_shuffled_events_end_the_same(goals, anna, app_client):
    bora = await sign_up(app_client)
    games = ("slot", "rps", "crash", "slot")
    facts = [{"game": games[number % 4], "payout": 150 * (number % 2), "streak": number % 4} for number in range(60)]
    for number, fact in enumerate(facts):
        await goals.count(played(anna.user["id"], NOON + timedelta(seconds=number), **fact))
    shuffled = [
        played(bora.user["id"], NOON + timedelta(seconds=number), **fact) for number, fact in enumerate(facts)
    ] * 2
    random.Random(3).shuffle(shuffled)
    for cut in range(0, len(shuffled), 13):
        await goals.count(*shuffled[cut : cut + 13])
    states = [
        [(line["code"], line["progress"], line["unlocked"]) for line in (await own(person))["items"]]
        for person in (anna, bora)
    ]
    assert states[0] == states[1]
    assert {code for code, _, unlocked in states[0] if unlocked} == {"rounds-bronze", "games-bronze", "run-bronze"}
    doubles = "SELECT count(*) FROM achievement_unlocks GROUP BY user_id, code HAVING count(*) > 1"
    assert goals.rows(doubles) == []


async def test_an_unlock_is_never_taken_away(goals, anna):
    await goals.count(*plays(anna, 50))
    goals.run("UPDATE tallies SET plays = 10 WHERE scope = 'all'")
    await tasks.reconsider(goals.database, goals.clock)
    assert (await own(anna, "rounds-bronze"))["unlocked"] is True
    with psycopg.connect(goals.owner_url, autocommit=True) as connection:
        connection.execute("SET ROLE casino_app")
        for statement in ("DELETE FROM achievement_unlocks", "UPDATE achievement_unlocks SET target = 1"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


async def test_what_tallies_reached_unnoticed_is_unlocked_at_night(goals, anna):
    goals.run("INSERT INTO tallies (user_id, scope, plays, version) VALUES (%s, 'all', 600, 1)", anna.user["id"])
    goals.run(
        "INSERT INTO tallies (user_id, scope, win, version) VALUES (%s, 'day:2026-11-10', 60000, 1)", anna.user["id"]
    )
    for _ in range(2):
        await tasks.reconsider(goals.database, goals.clock)
    codes = [line[0] for line in goals.rows("SELECT code FROM achievement_unlocks ORDER BY code")]
    assert codes == ["day-bronze", "day-silver", "rounds-bronze", "rounds-silver"]


async def test_a_reached_one_that_nobody_noted_can_be_claimed(goals, anna):
    goals.run("INSERT INTO tallies (user_id, scope, plays, version) VALUES (%s, 'all', 60, 1)", anna.user["id"])
    assert (await own(anna, "rounds-bronze"))["claimable"] is True
    assert (await anna.call("POST", "/api/achievements/rounds-bronze/claim"))["applied"] is True
    assert sum((await findings(goals)).values()) == 0


async def test_the_home_screens_summary(goals, anna):
    async def summary():
        async with goals.database.read() as session:
            return await public.summary_of(session, anna.user["id"], NOON)

    assert (await summary()).unlocked == 0
    await goals.count(*plays(anna, 50))
    found = await summary()
    assert (found.unlocked, found.claimable, found.total) == (1, 1, len(SHIPPED))
    assert found.newest is not None
    assert found.newest.code == "rounds-bronze"


async def test_badges_stand_on_the_profile(goals, anna, app_client):
    bora = await sign_up(app_client)
    await goals.count(*plays(anna, 30), *plays(anna, 20, game="rps"))
    path = f"/api/games/achievements/{anna.user['id']}"
    seen = await bora.call("GET", path)
    assert seen["user_id"] == anna.user["id"]
    assert seen["unlocked_count"] == 2
    assert seen["showcase"] == ["games-bronze", "rounds-bronze"], "without a choice the best stand there"
    assert {line["code"] for line in seen["items"] if line["unlocked"]} == {"rounds-bronze", "games-bronze"}
    assert not {"progress", "claimed", "rewards"} & seen["items"][0].keys()
    chosen = await anna.call("PUT", "/api/achievements/showcase", json={"codes": ["rounds-bronze"]})
    assert chosen["showcase"] == ["rounds-bronze"]
    assert (await bora.call("GET", path))["showcase"] == ["rounds-bronze"]
    assert (await own(anna))["showcase"] == ["rounds-bronze"]
    await anna.call("PUT", "/api/achievements/showcase", json={"codes": []})
    assert (await anna.call("GET", path))["showcase"] == []


@pytest.mark.parametrize(
    "codes",
    [["rounds-silver"], ["no-such"], ["rounds-bronze", "rounds-bronze"], ["a", "b", "c", "d"], ["Not A Code"]],
)
async def test_only_unlocked_badges_can_be_shown(goals, anna, codes):
    await goals.count(*plays(anna, 50))
    refused = await anna.send("PUT", "/api/achievements/showcase", json={"codes": codes})
    assert refused.status_code == 422


async def test_who_is_not_there_shows_no_badges(goals, anna, app_client):
    bora = await sign_up(app_client)
    path = f"/api/games/achievements/{bora.user['id']}"
    assert (await anna.send("GET", path)).status_code == 200
    goals.run("UPDATE users SET excluded_until = %s WHERE id = %s", NOON + DAY, bora.user["id"])
    assert (await anna.send("GET", path)).status_code == 404
    assert (await anna.send("GET", "/api/games/achievements/999999")).status_code == 404
    assert (await anna.send("GET", "/api/games/achievements/0")).status_code == 422


async def test_the_audit_sees_what_was_not_earned(goals, anna):
    await goals.count(*plays(anna, 50))
    await anna.call("POST", "/api/achievements/rounds-bronze/claim")
    await anna.call("PUT", "/api/achievements/showcase", json={"codes": ["rounds-bronze"]})
    assert sum((await findings(goals)).values()) == 0
    goals.run("UPDATE tallies SET plays = 49 WHERE scope = 'all'")
    assert (await findings(goals))["achievement_unlocks_were_reached"] == 1
    goals.run("DELETE FROM tallies WHERE scope = 'all'")
    assert (await findings(goals))["achievement_unlocks_were_reached"] == 1
    goals.run("DELETE FROM achievement_unlocks")
    found = await findings(goals)
    assert found["achievement_rewards_were_unlocked"] == 1
    assert found["shown_badges_are_unlocked"] == 1
