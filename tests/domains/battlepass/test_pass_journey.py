"""A season over HTTP: points become levels, every reward is taken once, the paid track is bought once.

Seen failing once against planted bugs: a claim that does not look at the level, a paid track that is everybody's, and a
purchase that does not ask who has it already.
"""

import asyncio
from datetime import UTC, datetime

import pytest

from casino_club.domains.battlepass import public as battlepass
from casino_club.domains.battlepass.catalog import PREMIUM_GEM
from tests.domains.battlepass.pass_support import (
    balances,
    broken_invariants,
    count_all,
    gain,
    give,
    pass_keys,
    pass_level,
)
from tests.support.http import sign_up


@pytest.fixture
async def person(app_client, clock):
    person = await sign_up(app_client)
    await person.call("GET", "/api/battlepass")  # opens the season
    return person


def at(shown, level):
    return shown["levels"][level - 1]


async def test_the_season_is_shown_whole_with_its_terms(person):
    shown = await person.call("GET", "/api/battlepass")
    assert shown["season"] | {"season_id": 0} == {
        "season_id": 0,
        "code": "2026-11-01",
        "title": {"en": "November lanterns", "ko": "11월의 등불"},
        "starts_at": "2026-11-01T00:00:00.000Z",
        "ends_at": "2026-12-01T00:00:00.000Z",
        "level_count": 40,
        "points_per_level": 500,
        "premium_price_gem": PREMIUM_GEM,
    }
    assert (shown["level"], shown["points"], shown["points_to_next"]) == (0, 0, 500)
    assert (shown["premium_owned"], shown["claimable"]) == (False, 0)
    assert [level["level"] for level in shown["levels"]] == list(range(1, 41))
    assert at(shown, 2)["points"] == 1000
    assert at(shown, 1)["free"]["bundle"]["gold"] == 550
    assert {level["free"]["state"] for level in shown["levels"]} == {"locked"}
    assert at(shown, 40)["paid"]["bundle"]["items"] == {"lantern:2026-11-01:gold": 1}


async def test_points_are_counted_told_and_shown_on_the_profile(person, database, clock):
    user_id = person.user["id"]
    await give(database, user_id, clock, exp=950)
    await give(database, user_id, clock, reason="mission", gold=1)
    await count_all(database, clock)
    shown = await person.call("GET", "/api/battlepass")
    assert (shown["points"], shown["level"], shown["points_to_next"], shown["claimable"]) == (1050, 2, 450, 2)
    assert [at(shown, level)["free"]["state"] for level in (1, 2, 3)] == ["claimable", "claimable", "locked"]
    assert [at(shown, level)["paid"]["state"] for level in (1, 2, 3)] == ["locked"] * 3
    assert (await person.call("GET", "/api/users/me"))["battlepass_level"] == 2
    await give(database, user_id, clock, exp=460)
    told = [one for event in await count_all(database, clock) for one in event.data.get("told", ())]
    season = shown["season"]["season_id"]
    wanted = {"season": season, "level": 3, "points": 1510, "claimable": 1}
    assert [one["data"] for one in told if one["kind"] == "pass_progress"] == [wanted]


async def test_a_level_is_taken_once_and_answers_the_same_again(person, database, clock):
    user_id = person.user["id"]
    await gain(database, user_id, clock, 1000)
    before = await balances(database, user_id)
    first = await person.call("POST", "/api/battlepass/claim", json={"level": 1})
    assert (first["applied"], first["idempotent"], first["claimable"]) == (True, False, 1)
    assert first["claimed"] == [{"level": 1, "track": "free", "applied": True}]
    assert first["reward_items"] == [{"reward_type": "gold", "amount": 550, "balance_after": before["gold"] + 550}]
    again = await person.call("POST", "/api/battlepass/claim", json={"level": 1})
    assert (again["applied"], again["idempotent"]) == (False, True)
    assert again["reward_items"] == first["reward_items"]
    assert again["new_balances"] == first["new_balances"]
    assert (await balances(database, user_id))["gold"] == before["gold"] + 550


async def test_levels_out_of_reach_or_unknown_are_refused(person, database, clock):
    await gain(database, person.user["id"], clock, 999)
    refused = await person.call("POST", "/api/battlepass/claim", 409, json={"level": 2})
    assert (refused["error"]["code"], refused["error"]["details"]) == ("pass_level_locked", {"level": 1})
    unknown = await person.call("POST", "/api/battlepass/claim", 404, json={"level": 41})
    assert unknown["error"]["code"] == "pass_level_unknown"
    for body in ({"level": 0}, {"level": "1"}, {"level": True}, {"season": 1}):
        await person.call("POST", "/api/battlepass/claim", 422, json=body)
    assert await pass_keys(database, person.user["id"]) == set()


async def test_everything_that_waits_is_taken_together(person, database, clock):
    user_id = person.user["id"]
    nothing = await person.call("POST", "/api/battlepass/claim")
    assert (nothing["applied"], nothing["claimed"], nothing["reward_items"]) == (False, [], [])
    await gain(database, user_id, clock, 5 * 500)
    await person.call("POST", "/api/battlepass/claim", json={"level": 3})
    taken = await person.call("POST", "/api/battlepass/claim", json={})
    assert [(one["level"], one["track"]) for one in taken["claimed"]] == [(level, "free") for level in (1, 2, 4, 5)]
    items = {item["reward_type"]: item for item in taken["reward_items"]}
    assert items["gold"]["amount"] == 550 + 600 + 700
    assert items["gem"] == {"reward_type": "gem", "amount": 3, "balance_after": 3}
    assert taken["new_balances"] == await balances(database, user_id)
    assert (await person.call("POST", "/api/battlepass/claim"))["idempotent"] is True
    assert await broken_invariants(database) == []


async def test_a_key_repeats_the_first_answer(person, database, clock):
    await gain(database, person.user["id"], clock, 500)
    headers = {"Idempotency-Key": "claim-1"}
    first = await person.send("POST", "/api/battlepass/claim", json={}, headers=headers)
    again = await person.send("POST", "/api/battlepass/claim", json={}, headers=headers)
    assert (first.json(), "Idempotent-Replayed" in first.headers) == (again.json(), False)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = await person.send("POST", "/api/battlepass/claim", json={"level": 1}, headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reuse")


async def test_many_claims_at_once_give_once(person, database, clock):
    user_id = person.user["id"]
    await gain(database, user_id, clock, 3 * 500)
    before = await balances(database, user_id)
    bodies = [{"level": 1}, {"level": 2}, {}, {"level": 3}] * 4
    answers = await asyncio.gather(*(person.send("POST", "/api/battlepass/claim", json=body) for body in bodies))
    assert {answer.status_code for answer in answers} == {200}
    applied = [(one["level"], one["track"]) for answer in answers for one in answer.json()["claimed"] if one["applied"]]
    assert sorted(applied) == [(1, "free"), (2, "free"), (3, "free")]
    assert (await balances(database, user_id))["gold"] == before["gold"] + 550 + 600 + 650


async def test_the_paid_track_costs_gems_once_and_opens_what_was_reached(person, database, clock):
    user_id = person.user["id"]
    await gain(database, user_id, clock, 2 * 500)
    poor = await person.call("POST", "/api/battlepass/buy-premium", 402)
    assert poor["error"]["code"] == "insufficient_funds"
    await give(database, user_id, clock, gem=PREMIUM_GEM + 5)
    season = (await person.call("GET", "/api/battlepass"))["season"]["season_id"]
    wrong = await person.call("POST", "/api/battlepass/buy-premium", 409, json={"season_id": season + 1})
    assert wrong["error"]["code"] == "pass_season_changed"
    headers = {"Idempotency-Key": "buy-1"}
    bought = await person.call("POST", "/api/battlepass/buy-premium", json={"season_id": season}, headers=headers)
    assert bought == {"premium_owned": True, "price_gem": PREMIUM_GEM, "new_balances": {"gem": 5}, "claimable": 4}
    replay = await person.send("POST", "/api/battlepass/buy-premium", json={"season_id": season}, headers=headers)
    assert (replay.json(), replay.headers["Idempotent-Replayed"]) == (bought, "true")
    twice = await person.call("POST", "/api/battlepass/buy-premium", 409)
    assert twice["error"]["code"] == "pass_premium_owned"
    assert (await balances(database, user_id))["gem"] == 5
    one = await person.call("POST", "/api/battlepass/claim", json={"level": 2})
    assert [(reward["track"], reward["applied"]) for reward in one["claimed"]] == [("free", True), ("paid", True)]
    assert [(item["reward_type"], item["amount"]) for item in one["reward_items"]] == [("gold", 600 + 1800)]
    posted = await person.call("GET", "/api/wallet/history?kind=shop_spend")
    assert [(line["currency"], line["amount"]) for line in posted["items"]] == [("gem", -PREMIUM_GEM)]
    assert await broken_invariants(database) == []


async def test_many_purchases_at_once_pay_once(person, database, clock):
    user_id = person.user["id"]
    await give(database, user_id, clock, gem=10 * PREMIUM_GEM)
    answers = await asyncio.gather(*(person.send("POST", "/api/battlepass/buy-premium") for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert (await balances(database, user_id))["gem"] == 9 * PREMIUM_GEM


async def test_given_levels_count_as_whole_levels(person, database, clock):
    user_id = person.user["id"]
    await give(database, user_id, clock, exp=100, pass_levels=2)
    await count_all(database, clock)
    shown = await person.call("GET", "/api/battlepass")
    assert (shown["level"], shown["points"], shown["points_to_next"]) == (2, 1100, 400)
    assert await pass_level(database, user_id) == 2


async def test_the_home_screen_gets_the_pass_in_a_few_numbers(person, database, clock):
    user_id = person.user["id"]
    await gain(database, user_id, clock, 700)
    async with database.read() as session:
        state = await battlepass.state_of(session, user_id=user_id, now=clock.now())
        nothing = await battlepass.state_of(session, user_id=user_id, now=datetime(2031, 1, 1, tzinfo=UTC))
    assert nothing is None
    assert state is not None
    assert (state.level, state.level_count, state.points, state.points_to_next) == (1, 40, 700, 300)
    assert (state.premium_owned, state.claimable, state.title["ko"]) == (False, 1, "11월의 등불")
