"""Operators plan seasons: audited, never over another one, never after the first day."""

from copy import deepcopy

import pytest

from tests.domains.battlepass.pass_support import make_staff
from tests.support.access import PASSWORD
from tests.support.http import Person, sign_up

PATH = "/api/admin/battlepass/seasons"
NEW_YEAR = {
    "code": "new-year",
    "title": {"en": "New year", "ko": "새해"},
    "starts_on": "2027-01-01",
    "ends_on": "2027-01-15",
    "points_per_level": 200,
    "premium_gem": 50,
    "levels": [{"free": {"gold": 100}, "paid": {"gem": 5}}, {"paid": {"items": {"lantern:new-year": 1}}}],
    "reason": "a short one after the holidays",
}


@pytest.fixture
async def operator(app, app_client, clock) -> Person:
    person = await sign_up(app_client)
    await person.call("GET", "/api/battlepass")
    await make_staff(app, person, "operator")
    body = {"site_id": person.user["site_id"], "password": PASSWORD}
    answer = await app_client.post("/api/auth/login", json=body)
    return Person(app_client, answer.json()["access_token"], person.user)


def changed(**parts):
    return {**deepcopy(NEW_YEAR), **parts}


async def test_a_season_is_planned_listed_and_audited(operator, database):
    made = await operator.call("POST", PATH, 201, json=NEW_YEAR)
    assert (made["state"], made["owners"], made["starts_on"], made["ends_on"]) == (
        "planned",
        0,
        "2027-01-01",
        "2027-01-15",
    )
    assert [(level["free"] or {}).get("gold", 0) for level in made["levels"]] == [100, 0]
    assert made["levels"][1]["free"] is None
    assert made["levels"][1]["paid"]["items"] == {"lantern:new-year": 1}
    listed = await operator.call("GET", f"{PATH}?limit=2")
    assert [one["season"]["code"] for one in listed["items"]] == ["new-year", "2026-12-01"]
    rest = await operator.call("GET", f"{PATH}?cursor={listed['next_cursor']}")
    assert [(one["season"]["code"], one["state"]) for one in rest["items"]] == [("2026-11-01", "running")]
    async with database.read() as session:
        connection = await session.connection()
        row = (
            await connection.exec_driver_sql(
                "SELECT actor_id, target, facts->>'reason' FROM audit_log WHERE action = 'battlepass.season_created'"
            )
        ).one()
    assert tuple(row) == (operator.user["id"], f"pass_season:{made['season']['season_id']}", NEW_YEAR["reason"])


async def test_a_planned_season_is_changed_until_it_begins(operator, clock):
    listed = await operator.call("GET", PATH)
    december, november = listed["items"]
    path = f"{PATH}/{december['season']['season_id']}"
    body = changed(code="winter", starts_on="2026-12-01", ends_on="2026-12-20")
    shorter = await operator.call("PUT", path, json=body)
    assert (shorter["season"]["code"], shorter["ends_on"]) == ("winter", "2026-12-20")
    follows = changed(code="snow", starts_on="2026-12-20", ends_on="2027-01-01")
    await operator.call("POST", PATH, 201, json=follows)
    begun = await operator.call("PUT", f"{PATH}/{november['season']['season_id']}", 409, json=NEW_YEAR)
    assert begun["error"]["code"] == "pass_season_started"
    clock.advance(clock.now().replace(month=12, day=1) - clock.now())
    assert (await operator.call("PUT", path, 409, json=body))["error"]["code"] == "pass_season_started"
    await operator.call("PUT", f"{PATH}/999", 404, json=NEW_YEAR)


async def test_seasons_never_overlap_nor_share_a_code(operator):
    made = await operator.call(
        "POST", PATH, 201, json=changed(code="far", starts_on="2027-02-01", ends_on="2027-02-02")
    )
    for clash in (
        {"starts_on": "2026-12-31"},
        {"code": "2026-12-01"},
        {"starts_on": "2026-12-05", "ends_on": "2026-12-06"},
    ):
        for method, path, body in (
            ("POST", PATH, changed(**clash)),
            ("PUT", f"{PATH}/{made['season']['season_id']}", changed(**clash)),
        ):
            refused = await operator.call(method, path, 409, json=body)
            assert refused["error"]["code"] == "pass_season_overlap"


WRONG = [
    ({"ends_on": "2027-01-01"}, "body.ends_on"),
    ({"levels": []}, "body.levels"),
    ({"levels": [{}]}, "body.levels.1"),
    ({"levels": [{"free": {"pass_levels": 1}}]}, "body.levels.1.free"),
    ({"levels": [{"free": {"gold": -1}}]}, "body.levels.0.free.gold"),
    ({"levels": [{"free": {"silver": 1}}]}, "body.levels.0.free.silver"),
    ({"premium_gem": 0}, "body.premium_gem"),
    ({"title": {"en": "x"}}, "body.title.ko"),
    ({"code": "New Year"}, "body.code"),
    ({"starts_on": "tomorrow"}, "body.starts_on"),
]


async def test_a_season_that_may_not_run_is_refused(operator):
    for wrong, where in WRONG:
        refused = await operator.call("POST", PATH, 422, json=changed(**wrong))
        assert [field["loc"] for field in refused["error"]["details"]] == [where]


async def test_a_season_cannot_begin_today_and_only_operators_plan(operator, app, app_client):
    today = await operator.call("POST", PATH, 409, json=changed(starts_on="2026-11-10", ends_on="2026-11-12"))
    assert today["error"]["code"] == "pass_season_started"
    player = await sign_up(app_client)
    for method, path in (("GET", PATH), ("POST", PATH), ("PUT", f"{PATH}/1")):
        await player.call(method, path, 403, **({} if method == "GET" else {"json": NEW_YEAR}))
