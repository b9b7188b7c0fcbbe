"""The pool in the back office: changes begin with the next period, and never touch what players have."""

from datetime import timedelta

import pytest

from casino_club.domains.missions import repository, seeds
from casino_club.domains.missions.catalog import FIRST_DAY, SHIPPED
from tests.domains.missions.conftest import POOL
from tests.domains.missions.support import NOON, played, staff

PATH = "/api/admin/missions"
NEW = {
    "id": "d-new",
    "kind": "daily",
    "evaluator": "best_win",
    "target": 500,
    "bundle": {"gold": 700},
    "title_ko": "한 판에 500골드 따기",
    "title_en": "Win 500 gold in one round",
}


@pytest.fixture
async def operator(goals, app_client):
    return await staff(goals, app_client, "operator")


async def plan_of(operator, code):
    items = (await operator.call("GET", PATH))["items"]
    return next(line for line in items if line["id"] == code)


async def daily(person):
    return (await person.call("GET", "/api/missions/daily"))["items"]


async def test_a_new_mission_begins_tomorrow(goals, operator, anna):
    today = await daily(anna)
    made = await operator.call("POST", PATH, status=201, json=NEW | {"weight": 1000})
    assert made["current"] is None
    assert made["upcoming"]["valid_from"] == "2026-11-19T00:00:00.000Z"
    assert await daily(anna) == today
    assert (await plan_of(operator, "d-new"))["current"] is None
    goals.stand_at(NOON + timedelta(days=1))
    assert "d-new" in [line["id"] for line in await daily(anna)]
    assert (await plan_of(operator, "d-new"))["upcoming"] is None


async def test_a_change_leaves_today_as_it_is(goals, operator, anna):
    today = await daily(anna)
    for one in today:
        changed = await operator.call("PUT", f"{PATH}/{one['id']}", json={"target": 99, "bundle": {"gold": 1}})
        assert changed["current"]["target"] == one["target"]
        assert changed["upcoming"]["target"] == 99
    assert await daily(anna) == today
    goals.stand_at(NOON + timedelta(days=1))
    tomorrow = {line["id"]: line["target"] for line in await daily(anna)}
    assert all(tomorrow.get(one["id"], 99) == 99 for one in today)


async def test_what_is_switched_off_is_gone_tomorrow_and_can_come_back(goals, operator, anna):
    today = await daily(anna)
    await operator.call("POST", f"{PATH}/{today[0]['id']}/active", json={"active": False})
    assert await daily(anna) == today
    goals.stand_at(NOON + timedelta(days=1))
    assert today[0]["id"] not in [line["id"] for line in await daily(anna)]
    await operator.call("POST", f"{PATH}/{today[0]['id']}/active", json={"active": True})
    assert len(await daily(anna)) == 3
    goals.stand_at(NOON + timedelta(days=2))
    assert (await plan_of(operator, today[0]["id"]))["current"]["active"] is True


async def test_a_week_changes_on_sunday(goals, operator):
    changed = await operator.call("PUT", f"{PATH}/w-plays", json={"weight": 3})
    assert changed["upcoming"]["valid_from"] == "2026-11-22T00:00:00.000Z"


async def test_a_mission_pays_what_it_promised_that_day(goals, operator, anna):
    from casino_club.domains.missions import tasks

    await goals.count(*(played(anna.user["id"], NOON) for _ in range(5)))
    await operator.call("PUT", f"{PATH}/w-plays", json={"bundle": {"gold": 1}, "target": 500})
    goals.stand_at(NOON + timedelta(days=9))
    await tasks.pay_finished(goals.database, goals.clock)
    bundles = goals.rows("SELECT bundle FROM reward_grants WHERE key LIKE 'mission:w-plays:%'")
    assert bundles == [({"gold": 2000},)]


async def test_every_deed_is_written_down(goals, operator):
    await operator.call("POST", PATH, status=201, json=NEW)
    await operator.call("PUT", f"{PATH}/d-new", json={"target": 900})
    await operator.call("POST", f"{PATH}/d-new/active", json={"active": False})
    lines = goals.rows("SELECT actor_id, action, facts FROM audit_log WHERE target = 'mission:d-new' ORDER BY id")
    assert [line[1] for line in lines] == ["mission_created", "mission_changed", "mission_changed"]
    assert {line[0] for line in lines} == {operator.user["id"]}
    assert lines[1][2]["target"] == {"from": 500, "to": 900}
    assert lines[2][2]["active"] == {"from": True, "to": False}


@pytest.mark.parametrize("role", ["player", "support"])
async def test_only_operators_write_and_support_reads(goals, app_client, role):
    person = await staff(goals, app_client, role)
    for method, path, body in (
        ("POST", PATH, NEW),
        ("PUT", f"{PATH}/d-plays", {"target": 1}),
        ("POST", f"{PATH}/d-plays/active", {"active": False}),
    ):
        assert (await person.send(method, path, json=body)).status_code == 403
    assert (await person.send("GET", PATH)).status_code == (200 if role == "support" else 403)


@pytest.mark.parametrize(
    "bad",
    [
        {"evaluator": "luck"},
        {"evaluator": "net_win"},
        {"target": 0},
        {"target": 2**60},
        {"bundle": {}},
        {"bundle": {"gold": -1}},
        {"id": "Not A Code"},
        {"kind": "monthly"},
        {"weight": 0},
        {"title_ko": ""},
    ],
)
async def test_what_makes_no_mission_is_refused(goals, operator, bad):
    assert (await operator.send("POST", PATH, json=NEW | bad)).status_code == 422


async def test_a_code_is_taken_once_and_unknown_ones_are_not_found(goals, operator):
    await operator.call("POST", PATH, status=201, json=NEW)
    assert (await operator.call("POST", PATH, status=409, json=NEW))["error"]["code"] == "mission_exists"
    assert (await operator.send("PUT", f"{PATH}/none", json={"target": 1})).status_code == 404
    assert (await operator.send("PUT", f"{PATH}/%00", json={"target": 1})).status_code == 422
    evaluators = (await operator.call("GET", PATH))["evaluators"]
    assert "plays" in evaluators
    assert "net_win" not in evaluators


async def test_shipped_missions_come_once_and_respect_what_is_there(goals):
    async def versions():
        async with goals.database.read() as session:
            return {(one.code, one.valid_from) for one in await repository.list_versions(session)}

    # Players have seen this pool: what a new release brings begins with the next period.
    assert await seeds.publish_shipped(goals.database, goals.clock) == len(SHIPPED)
    assert await seeds.publish_shipped(goals.database, goals.clock) == 0
    begun = {(one.code, one.valid_from) for one in POOL}
    assert {day.isoformat() for _, day in await versions() - begun} == {"2026-11-19", "2026-11-22"}
    # An empty pool is there from the beginning.
    goals.run("TRUNCATE mission_versions")
    assert await seeds.publish_shipped(goals.database, goals.clock) == len(SHIPPED)
    assert {day for _, day in await versions()} == {FIRST_DAY}
