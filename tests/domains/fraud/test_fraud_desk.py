"""The desk over HTTP: who may look, who may decide, what is refused, and what stands in the audit log."""

import pytest
from sqlalchemy import text

from casino_club.domains.fraud.public import make_judge
from tests.domains.fraud.support import attempt, judged, rule, rules_file
from tests.support.http import sign_up

PATH = "/api/admin/fraud"


@pytest.fixture
def strict(app, desk, rules_settings, tmp_path):
    """The API's judge with three small rules, one of them tried."""
    path = rules_file(
        tmp_path,
        rule("small", "amount_krw", 10, 10),
        rule("large", "amount_krw", 1000, 20),
        rule("tried", "amount_krw", 10, 10, shadow=True),
    )
    app.state.fraud = make_judge(rules_settings(path), app.state.redis, app.state.clock)
    return app.state.fraud


@pytest.fixture
def catch(app, strict):
    """Judge an attempt over so many won."""

    async def run(amount_krw, user_id=1):
        one = attempt(user_id, amount_krw=amount_krw, amount=amount_krw)
        await judged(app.state.database, strict, one, app.state.clock.now())
        return one.receipt

    return run


async def deeds(app, receipt):
    async with app.state.database.read() as session:
        found = await session.execute(
            text("SELECT action, actor_id, facts FROM audit_log WHERE target = :target ORDER BY id"),
            {"target": f"fraud_case:{receipt}"},
        )
        return [tuple(row) for row in found]


async def test_a_case_from_the_queue_to_its_decision(app, catch, operator, support):
    await catch(1)
    receipt = await catch(5000, user_id=42)
    (case,) = (await support.call("GET", f"{PATH}/queue"))["items"]
    assert (case["receipt_code"], case["user_id"], case["tier"], case["ruling"]) == (receipt, 42, "hard", None)
    assert case["verdict"]["score"] == 30
    assert [one["rule"] for one in case["verdict"]["matched"]] == ["small", "large"]
    assert case["verdict"]["matched"][0]["reason"] == {"en": "Because.", "ko": "그래서요."}
    assert (case["verdict"]["shadow"]["tier"], case["verdict"]["shadow"]["score"]) == ("hard", 40)
    assert (case["features"]["amount_krw"], case["features"]["attempts_user_10m"]) == (5000, 1)

    address = f"{PATH}/queue/{receipt}/decide"
    confirmed = await operator.call("POST", address, json={"decision": "confirm", "note": "a known ring"})
    assert confirmed["ruling"]["decision"] == "confirm"
    again = await operator.call("POST", address, json={"decision": "confirm", "note": "once more"})
    assert again == confirmed
    released = await operator.call("POST", address, json={"decision": "release", "note": "a mistake"})
    assert (released["ruling"]["note"], released["ruling"]["decided_by"]) == ("a mistake", operator.user["id"])
    late = await operator.send("POST", address, json={"decision": "confirm", "note": "no"})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "fraud_case_decided")

    assert (await support.call("GET", f"{PATH}/queue"))["items"] == []
    assert (await support.call("GET", f"{PATH}/queue?status=decided"))["items"] == [released]
    facts = {"user_id": 42, "tier": "hard", "score": 30}
    assert await deeds(app, receipt) == [
        ("fraud.confirmed", operator.user["id"], facts | {"before": None, "reason": "a known ring"}),
        ("fraud.released", operator.user["id"], facts | {"before": "confirm", "reason": "a mistake"}),
    ]


async def test_the_queue_in_pages(catch, support):
    made = [await catch(500) for _ in range(5)]
    found, cursor, pages = [], "", 0
    while cursor is not None:
        page = await support.call("GET", f"{PATH}/queue", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        found += [one["receipt_code"] for one in page["items"]]
        cursor, pages = page["next_cursor"], pages + 1
    assert (found, pages) == (made[::-1], 3)


async def test_the_rules_in_force(catch, support, tmp_path, strict):
    await catch(15)
    await catch(1)
    shown = await support.call("GET", f"{PATH}/rules")
    assert shown["version"].startswith("7-")
    assert [one["id"] for one in shown["rules"]] == ["small", "large", "tried"]
    assert shown["rules"][0]["when"] == [{"feature": "amount_krw", "op": ">=", "value": 10}]
    assert shown["thresholds"] == {"review": 10, "soft": 20, "hard": 30}
    assert (shown["last_error"], shown["shadow"]) == (None, False)
    assert shown["shadow_matches"] == [{"rule": "tried", "matches": 1, "tier_changes": 1}]
    (tmp_path / "rules.yaml").write_text("version: 0")
    strict.books._looked = 0.0
    broken = await support.call("GET", f"{PATH}/rules")
    assert broken["version"] == shown["version"]
    assert "version: greater_than_equal" in broken["last_error"]["problem"]


async def test_trying_rules_writes_nothing(app, catch, operator):
    receipt = await catch(500)
    tried = await operator.call("POST", f"{PATH}/rules/try", json={"features": {"amount_krw": 2000}})
    assert (tried["verdict"]["tier"], tried["features"]["amount_ratio"]) == ("hard", 100)
    again = await operator.call("POST", f"{PATH}/rules/try", json={"receipt_code": receipt})
    assert (again["verdict"]["tier"], again["features"]["amount_krw"]) == ("review", 500)
    async with app.state.database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM fraud_attempts"))).scalar_one() == 1


async def test_who_may(app, app_client, catch, operator, support):
    receipt, player = await catch(500), await sign_up(app_client)
    decide = ("POST", f"{PATH}/queue/{receipt}/decide", {"decision": "release", "note": "n"})
    attempted = ("POST", f"{PATH}/rules/try", {"features": {}})
    for method, path, body in (("GET", f"{PATH}/queue", None), ("GET", f"{PATH}/rules", None), decide, attempted):
        assert (await app_client.request(method, path, json=body)).status_code == 401
        assert (await player.send(method, path, json=body)).status_code == 403
        assert (await support.send(method, path, json=body)).status_code == (403 if method == "POST" else 200)
    assert await deeds(app, receipt) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("queue/CC1/decide", {"decision": "maybe", "note": "n"}),
        ("queue/CC1/decide", {"decision": "release"}),
        ("queue/CC1/decide", {"decision": "release", "note": ""}),
        ("queue/CC1/decide", {"decision": "release", "note": "n" * 501}),
        ("queue/CC1/decide", {"decision": "release", "note": "n", "by": "me"}),
        ("queue/CC%00/decide", {"decision": "release", "note": "n"}),
        (f"queue/{'C' * 65}/decide", {"decision": "release", "note": "n"}),
        ("rules/try", {}),
        ("rules/try", {"features": {}, "receipt_code": "CC1"}),
        ("rules/try", {"features": {"moon": 1}}),
        ("rules/try", {"features": {"paid_user": True}}),
        ("rules/try", {"features": {"paid_user": -1}}),
        ("rules/try", {"features": {"paid_user": 2**53}}),
        ("rules/try", {"features": {"paid_user": 1.0}}),
        ("rules/try", {"receipt_code": "a b"}),
    ],
)
async def test_bad_input(operator, path, body):
    assert (await operator.send("POST", f"{PATH}/{path}", json=body)).status_code == 422


@pytest.mark.parametrize("query", ["status=all", "limit=0", "limit=201", "cursor=!", "cursor=YWJj"])
async def test_bad_questions(support, query):
    assert (await support.send("GET", f"{PATH}/queue?{query}")).status_code == 422


async def test_nul_and_surrogates_in_a_note(catch, operator):
    receipt = await catch(500)
    for note in ("a\\u0000b", "a\\ud800b"):
        answer = await operator.send(
            "POST",
            f"{PATH}/queue/{receipt}/decide",
            content=f'{{"decision": "release", "note": "{note}"}}',
            headers={"Content-Type": "application/json"},
        )
        assert 400 <= answer.status_code < 500


async def test_what_is_not_there(catch, operator):
    allowed = await catch(1)
    for receipt in ("CCNONE", allowed):
        body = {"decision": "release", "note": "n"}
        assert (await operator.send("POST", f"{PATH}/queue/{receipt}/decide", json=body)).status_code == 404
    assert (await operator.send("POST", f"{PATH}/rules/try", json={"receipt_code": "CCNONE"})).status_code == 404
