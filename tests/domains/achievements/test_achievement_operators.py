"""Achievements in the back office: what was unlocked stays, what it takes does not move under players."""

import pytest

from casino_club.domains.achievements import repository, seeds
from casino_club.domains.achievements.catalog import SHIPPED
from tests.domains.missions.support import NOON, played, staff

PATH = "/api/admin/achievements"
NEW = {
    "code": "luck-bronze",
    "family": "luck",
    "tier": "bronze",
    "evaluator": "best_multiplier",
    "target": 10,
    "title_ko": "열 배의 순간",
    "title_en": "A tenfold moment",
    "description_ko": "한 판에서 10배를 받아 보세요.",
    "description_en": "Get 10x in one round.",
    "bundle": {"gold": 700},
}


@pytest.fixture
async def operator(goals, app_client):
    return await staff(goals, app_client, "operator")


async def line_of(operator, code):
    items = (await operator.call("GET", PATH))["items"]
    return next(line for line in items if line["code"] == code)


async def own_codes(person):
    return [line["code"] for line in (await person.call("GET", "/api/achievements"))["items"]]


async def test_a_new_one_counts_what_came_before(goals, operator, anna):
    await goals.count(played(anna.user["id"], NOON, payout=1200))
    made = await operator.call("POST", PATH, status=201, json=NEW)
    assert (made["badge"], made["players"], made["active"]) == ("luck", 0, True)
    assert (await anna.call("POST", "/api/achievements/luck-bronze/claim"))["applied"] is True
    assert (await line_of(operator, "luck-bronze"))["players"] == 1


async def test_what_it_takes_stays_once_somebody_has_it(goals, operator, anna):
    changed = await operator.call("PUT", f"{PATH}/rounds-bronze", json={"target": 3, "title_en": "Three"})
    assert (changed["target"], changed["title_en"]) == (3, "Three")
    await goals.count(*(played(anna.user["id"], NOON) for _ in range(3)))
    refused = await operator.call("PUT", f"{PATH}/rounds-bronze", status=409, json={"target": 4})
    assert refused["error"]["code"] == "achievement_settled"
    assert (await operator.call("PUT", f"{PATH}/rounds-bronze", json={"title_ko": "셋"}))["title_ko"] == "셋"


async def test_what_is_switched_off_is_kept_by_who_has_it(goals, operator, anna):
    await goals.count(*(played(anna.user["id"], NOON) for _ in range(50)))
    for code in ("rounds-bronze", "rounds-silver"):
        await operator.call("POST", f"{PATH}/{code}/active", json={"active": False})
    codes = await own_codes(anna)
    assert "rounds-bronze" in codes
    assert "rounds-silver" not in codes
    assert (await anna.call("POST", "/api/achievements/rounds-bronze/claim"))["applied"] is True
    assert (await anna.send("POST", "/api/achievements/rounds-silver/claim")).status_code == 404
    told = await goals.count(*(played(anna.user["id"], NOON) for _ in range(450)))
    assert "rounds-silver" not in {line["data"].get("achievement_code") for line in told}
    await operator.call("POST", f"{PATH}/rounds-silver/active", json={"active": True})
    assert "rounds-silver" in await own_codes(anna)


async def test_every_deed_is_written_down(goals, operator):
    await operator.call("POST", PATH, status=201, json=NEW)
    await operator.call("PUT", f"{PATH}/luck-bronze", json={"target": 20})
    await operator.call("POST", f"{PATH}/luck-bronze/active", json={"active": False})
    lines = goals.rows(
        "SELECT actor_id, action, facts FROM audit_log WHERE target = 'achievement:luck-bronze' ORDER BY id"
    )
    assert [line[1] for line in lines] == ["achievement_created", "achievement_changed", "achievement_changed"]
    assert {line[0] for line in lines} == {operator.user["id"]}
    assert lines[1][2] == {"target": {"from": 10, "to": 20}}


@pytest.mark.parametrize("role", ["player", "support"])
async def test_only_operators_write_and_support_reads(goals, app_client, role):
    person = await staff(goals, app_client, role)
    for method, path, body in (
        ("POST", PATH, NEW),
        ("PUT", f"{PATH}/rounds-bronze", {"target": 1}),
        ("POST", f"{PATH}/rounds-bronze/active", {"active": False}),
    ):
        assert (await person.send(method, path, json=body)).status_code == 403
    assert (await person.send("GET", PATH)).status_code == (200 if role == "support" else 403)


@pytest.mark.parametrize(
    "bad",
    [
        {"evaluator": "luck"},
        {"evaluator": "reported"},
        {"target": 0},
        {"bundle": {}},
        {"tier": "platinum"},
        {"scope": "week"},
        {"code": "Not A Code"},
        {"title_ko": ""},
    ],
)
async def test_what_makes_no_achievement_is_refused(goals, operator, bad):
    assert (await operator.send("POST", PATH, json=NEW | bad)).status_code == 422


async def test_a_code_and_a_tier_are_taken_once(goals, operator):
    await operator.call("POST", PATH, status=201, json=NEW)
    for again in ({}, {"code": "other"}):
        refused = await operator.call("POST", PATH, status=409, json=NEW | again)
        assert refused["error"]["code"] == "achievement_exists"
    assert (await operator.send("PUT", f"{PATH}/none", json={"target": 1})).status_code == 404


async def test_shipped_ones_come_once_and_respect_what_was_changed(goals, operator):
    await operator.call("PUT", f"{PATH}/rounds-bronze", json={"target": 7})
    assert await seeds.publish_shipped(goals.database, goals.clock) == 0
    assert (await line_of(operator, "rounds-bronze"))["target"] == 7
    goals.run("DELETE FROM achievements WHERE family = 'games'")
    assert await seeds.publish_shipped(goals.database, goals.clock) == 3
    async with goals.database.read() as session:
        assert len(await repository.list_definitions(session)) == len(SHIPPED)
