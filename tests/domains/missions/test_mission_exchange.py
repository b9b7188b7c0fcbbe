"""The exchange: once a day and once a week, for something that was not shown, judged to the end."""

import asyncio
from datetime import timedelta

import pytest

from casino_club.domains.missions import audit, tasks
from tests.domains.missions.support import NOON, played

DAILY = {"d-plays", "d-wins", "d-stakes", "d-games"}


async def daily(person):
    return await person.call("GET", "/api/missions/daily")


async def codes(person):
    return [line["id"] for line in (await daily(person))["items"]]


async def reroll(person, code, status=200):
    return await person.call("POST", f"/api/missions/{code}/reroll", status=status)


async def test_an_exchange_gives_what_was_not_shown_in_its_place(goals, anna):
    shown = await codes(anna)
    [hidden] = DAILY - set(shown)
    answer = await reroll(anna, shown[1])
    assert [line["id"] for line in answer["items"]] == [shown[0], hidden, shown[2]]
    assert answer["reroll_left"] is False
    assert answer == await daily(anna)
    assert (await anna.call("GET", "/api/missions/weekly"))["reroll_left"] is True


async def test_there_is_one_exchange_a_day(goals, anna):
    shown = await codes(anna)
    first = await reroll(anna, shown[1])
    assert await reroll(anna, shown[1]) == first, "the same call again answers the same"
    refused = await reroll(anna, shown[0], status=409)
    assert refused["error"]["code"] == "reroll_used"
    back = await reroll(anna, first["items"][1]["id"], status=409)
    assert back["error"]["code"] == "reroll_used"
    goals.stand_at(NOON + timedelta(days=1))
    assert (await daily(anna))["reroll_left"] is True


async def test_two_exchanges_at_once_are_one(goals, anna):
    shown = await codes(anna)
    answers = await asyncio.gather(*(anna.send("POST", f"/api/missions/{code}/reroll") for code in shown))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert goals.rows("SELECT count(*) FROM mission_swaps") == [(1,)]


async def test_the_new_mission_counts_what_the_day_holds(goals, anna):
    shown = await codes(anna)
    [hidden] = DAILY - set(shown)
    away = next(code for code in shown if code != "d-plays")
    events = [played(anna.user["id"], NOON, stake=600, payout=0)]
    await goals.count(*events)
    answer = await reroll(anna, away)
    new = next(line for line in answer["items"] if line["id"] == hidden)
    assert new["progress"] == {"d-plays": 1, "d-wins": 0, "d-stakes": 600, "d-games": 1}[hidden]


async def test_an_exchanged_mission_that_is_reached_already_pays(goals, anna):
    shown = await codes(anna)
    [hidden] = DAILY - set(shown)
    # Enough for every mission but the one to be given away.
    away = next(code for code in shown if code in {"d-wins", "d-games"})
    facts = {"stake": 1000, "payout": 0 if away == "d-wins" else 2000}
    games = ["slot", "slot" if away == "d-games" else "rps", "slot"]
    await goals.count(*(played(anna.user["id"], NOON, game=game, **facts) for game in games))
    await reroll(anna, away)
    assert (await anna.call("POST", f"/api/missions/{hidden}/claim"))["applied"] is True


async def test_a_finished_mission_is_not_given_away(goals, anna):
    shown = await codes(anna)
    await goals.count(
        *(played(anna.user["id"], NOON, stake=1000, payout=2000, game=game) for game in ("slot", "rps", "crash"))
    )
    refused = await reroll(anna, shown[0], status=409)
    assert refused["error"]["code"] == "mission_completed"


async def test_without_another_mission_there_is_no_exchange(goals, anna):
    weekly = await anna.call("GET", "/api/missions/weekly")
    refused = await reroll(anna, weekly["items"][0]["id"], status=409)
    assert refused["error"]["code"] == "no_other_mission"
    assert (await anna.call("GET", "/api/missions/weekly"))["reroll_left"] is True


async def test_an_exchange_is_told_to_the_players_screens(goals, anna):
    shown = await codes(anna)
    answer = await reroll(anna, shown[2])
    told = [line["data"]["id"] for line in await goals.settle() if line["kind"] == "mission_progress"]
    assert told == [answer["items"][2]["id"]]


async def test_the_exchanged_mission_is_followed_and_the_old_one_is_not(goals, anna):
    shown = await codes(anna)
    [hidden] = DAILY - set(shown)
    await reroll(anna, shown[0])
    told = await goals.count(
        *(played(anna.user["id"], NOON, stake=1000, payout=2000, game=game) for game in ("slot", "rps", "crash"))
    )
    moved = {line["data"]["id"] for line in told if line["kind"] == "mission_progress"}
    assert hidden in moved
    assert shown[0] not in moved


@pytest.mark.parametrize("noted", [True, False])
async def test_a_round_that_did_not_see_the_exchange_is_paid_when_the_day_is_over(goals, anna, noted):
    shown = await codes(anna)
    [hidden] = DAILY - set(shown)
    await reroll(anna, shown[0])
    await goals.count(
        *(played(anna.user["id"], NOON, stake=1000, payout=2000, game=game) for game in ("slot", "rps", "crash"))
    )
    if not noted:
        goals.run("DELETE FROM mission_completions WHERE code = %s", hidden)
    goals.stand_at(NOON + timedelta(days=1))
    await tasks.pay_finished(goals.database, goals.clock)
    key = f"mission:{hidden}:day:2026-11-18"
    assert goals.rows("SELECT count(*) FROM reward_grants WHERE key = %s", key) == [(1,)]
    assert goals.rows("SELECT count(*) FROM mission_swaps WHERE settled_at IS NULL") == [(0,)]
    async with goals.database.read() as session:
        assert sum(one.violations for one in await audit.findings(session)) == 0
