"""Campaigns over HTTP: from draft to report, who may, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from casino_club.domains.campaigns import sending
from casino_club.domains.users import public as users
from casino_club.kernel.clock import SystemClock
from tests.support.access import grant_role
from tests.support.http import PASSWORD, Person, sign_up

PATH = "/api/admin/campaigns"
LEVEL = {"field": "level", "op": "gte", "value": 1}
PLAYERS = {"all": [LEVEL, {"field": "total_spent", "op": "eq", "value": 0}]}


def body_of(**facts):
    texts = {"ko": {"title": "새 머신이에요", "body": "{nickname}님, {name} 구경 오세요"}}
    texts["en"] = {"title": "A new machine", "body": "{nickname}, come and see {name}"}
    base = {"name": "horangi", "segment": PLAYERS, "texts": texts, "variables": {"name": "Horangi"}}
    return base | facts


async def staff(app, app_client, role):
    person = await sign_up(app_client)
    await grant_role(app, person.user["id"], role)
    login = {"site_id": person.user["site_id"], "password": PASSWORD}
    answer = await app_client.post("/api/auth/login", json=login)
    return Person(app_client, answer.json()["access_token"], person.user)


@pytest.fixture
async def operator(app, app_client):
    return await staff(app, app_client, "operator")


@pytest.fixture
async def support(app, app_client):
    return await staff(app, app_client, "support")


async def opt_in(app, person):
    async with app.state.database.transaction() as session:
        await users.change_profile(
            session, user_id=person.user["id"], now=datetime.now(UTC), notify={"marketing": True, "email": True}
        )


async def audited(app, campaign_id):
    async with app.state.database.read() as session:
        found = await session.execute(
            text("SELECT action, actor_id FROM audit_log WHERE target = :target ORDER BY id"),
            {"target": f"campaign:{campaign_id}"},
        )
        return [tuple(row) for row in found]


async def test_from_draft_to_report(app, app_client, operator, support):
    anna, bora = await sign_up(app_client), await sign_up(app_client)
    await opt_in(app, anna)
    counted = await operator.call("POST", f"{PATH}/preview", json={"segment": PLAYERS})
    assert counted == {"audience": 4, "excluded": 0, "without_opt_in": 3, "reachable": 1}

    draft = await operator.call("POST", PATH, 201, json=body_of())
    assert (draft["status"], draft["audience"], draft["send_at"]) == ("draft", None, None)
    address = f"{PATH}/{draft['id']}"
    edited = await operator.call("PUT", address, json=body_of(bundle={"gold": 300}, link="/slot?machine=horangi"))
    assert (edited["bundle"]["gold"], edited["link"]) == (300, "/slot?machine=horangi")
    assert await support.call("GET", address) == edited

    scheduled = await operator.call("POST", f"{address}/schedule", json={})
    assert scheduled["status"] == "scheduled"
    for method, path, body in (
        ("PUT", address, body_of()),
        ("POST", f"{address}/schedule", {}),
    ):
        refused = await operator.send(method, path, json=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "campaign_state")
        assert refused.json()["error"]["details"] == {"status": "scheduled"}

    gold = {one.user["id"]: one.user["gold_balance"] for one in (anna, bora)}
    assert await sending.send_due(app.state.database, SystemClock()) == {"sent": 1, "opted_out": 3}
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == gold[anna.user["id"]] + 300
    assert (await bora.call("GET", "/api/users/me"))["gold_balance"] == gold[bora.user["id"]]

    report = await support.call("GET", f"{address}/report")
    assert (report["status"], report["audience"], report["sent"], report["in_app"]) == ("sent", 4, 1, 1)
    assert (report["skipped"], report["waiting"], report["not_sent"], report["read"]) == (
        {"excluded": 0, "opted_out": 3},
        0,
        0,
        0,
    )
    assert set(report["channels"]) == {"email", "push"}
    async with app.state.database.transaction() as session:
        await session.execute(text("UPDATE notifications SET read_at = now() WHERE kind = 'marketing'"))
    assert (await support.call("GET", f"{address}/report"))["read"] == 1

    refused = await operator.send("POST", f"{address}/cancel", json={"reason": "too late"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "campaign_state")
    actor = operator.user["id"]
    assert await audited(app, draft["id"]) == [
        (f"campaigns.{deed}", actor) for deed in ("created", "edited", "scheduled")
    ]


async def test_a_cancelled_campaign_never_goes(app, app_client, operator):
    anna = await sign_up(app_client)
    await opt_in(app, anna)
    draft = await operator.call("POST", PATH, 201, json=body_of())
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    await operator.call("POST", f"{PATH}/{draft['id']}/schedule", json={"send_at": tomorrow})
    cancelled = await operator.call("POST", f"{PATH}/{draft['id']}/cancel", json={"reason": "a better idea"})
    assert cancelled["status"] == "cancelled"
    assert await sending.send_due(app.state.database, SystemClock()) == {}
    report = await operator.call("GET", f"{PATH}/{draft['id']}/report")
    assert (report["audience"], report["sent"]) == (0, 0)
    assert (await audited(app, draft["id"]))[-1] == ("campaigns.cancelled", operator.user["id"])


async def test_lists_are_paged_and_filtered(operator):
    ids = [(await operator.call("POST", PATH, 201, json=body_of(name=f"n{number}")))["id"] for number in range(3)]
    await operator.call("POST", f"{PATH}/{ids[1]}/cancel", json={"reason": "no"})
    first = await operator.call("GET", PATH, params={"limit": 2})
    assert [one["id"] for one in first["items"]] == [ids[2], ids[1]]
    rest = await operator.call("GET", PATH, params={"limit": 2, "cursor": first["next_cursor"]})
    assert ([one["id"] for one in rest["items"]], rest["next_cursor"]) == ([ids[0]], None)
    drafts = await operator.call("GET", PATH, params={"status": "draft"})
    assert [one["id"] for one in drafts["items"]] == [ids[2], ids[0]]
    assert (await operator.send("GET", PATH, params={"cursor": "eHg"})).status_code == 422
    assert (await operator.send("GET", PATH, params={"status": "lost"})).status_code == 422


async def test_who_may_what(app_client, operator, support):
    draft = await operator.call("POST", PATH, 201, json=body_of())
    address = f"{PATH}/{draft['id']}"
    player = await sign_up(app_client)
    reads = [("GET", PATH), ("GET", address), ("GET", f"{address}/report"), ("GET", f"{PATH}/fields")]
    writes = [
        ("POST", PATH, body_of()),
        ("PUT", address, body_of()),
        ("POST", f"{address}/schedule", {}),
        ("POST", f"{address}/cancel", {"reason": "x"}),
        ("POST", f"{PATH}/preview", {"segment": PLAYERS}),
    ]
    for method, path in reads:
        assert (await app_client.request(method, path)).status_code == 401
        assert (await player.send(method, path)).status_code == 403
        assert (await support.send(method, path)).status_code == 200
    for method, path, body in writes:
        assert (await app_client.request(method, path, json=body)).status_code == 401
        for somebody in (player, support):
            assert (await somebody.send(method, path, json=body)).status_code == 403
    fields = {one["name"]: one for one in (await support.call("GET", f"{PATH}/fields"))["items"]}
    assert fields["tier"]["choices"] == ["STANDARD", "PREMIUM", "VIP"]
    assert "between" in fields["level"]["operators"]


REFUSED = [
    ({"segment": {"field": "level", "op": "eq", "value": "1"}}, "body.segment.value"),
    ({"segment": {"all": [LEVEL, {"field": "secret", "op": "eq", "value": 1}]}}, "body.segment.all.1.field"),
    ({"segment": {}}, "body.segment"),
    ({"variables": {}}, "body.texts.ko.body"),
    ({"variables": {"name": "H", "unused": 1}}, "body.variables.unused"),
    ({"channels": []}, "body.channels"),
    ({"channels": ["pigeon"]}, "body.channels.0"),
    ({"link": "https://elsewhere.example"}, "body.link"),
    ({"link": "//elsewhere.example"}, "body.link"),
    ({"bundle": {}}, "body.bundle"),
    ({"bundle": {"gold": -1}}, "body.bundle.gold"),
    ({"name": ""}, "body.name"),
    ({"extra": 1}, "body.extra"),
    ({"texts": {"ko": {"title": "x", "body": "y"}}}, "body.texts.en"),
]


async def test_what_a_campaign_may_not_be(operator):
    for facts, where in REFUSED:
        answer = await operator.send("POST", PATH, json=body_of(**facts))
        assert answer.status_code == 422, (facts, answer.text)
        assert where in [one["loc"] for one in answer.json()["error"]["details"]]
    assert (await operator.call("GET", PATH))["items"] == []


async def test_when_a_campaign_may_not_go_and_what_is_not_found(operator):
    draft = await operator.call("POST", PATH, 201, json=body_of())
    moments = [(datetime.now(UTC) + timedelta(days=days)).isoformat() for days in (-1, 400)]
    for moment in (*moments, "2027-01-01T00:00:00", 5):
        answer = await operator.send("POST", f"{PATH}/{draft['id']}/schedule", json={"send_at": moment})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "validation_error")
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "", body_of()),
        ("POST", "/schedule", {}),
        ("POST", "/cancel", {"reason": "x"}),
        ("GET", "/report", None),
    ):
        answer = await operator.send(method, f"{PATH}/999{path}", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "campaign_not_found")
