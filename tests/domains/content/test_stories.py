"""Stories over HTTP: closed without an age check, opened in order, paid once, switched by operators.

Seen failing: with the check left out of each route, and without the player's lock.
"""

import asyncio

import pytest

from casino_club.domains.content import public as content_public

UNLOCK = "/api/unlock"
TEASER, PARTIAL, FULL = ({"content_id": "rooftop", "stage": stage} for stage in ("teaser", "partial", "full"))


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


async def gold_of(person):
    return (await person.call("GET", "/api/users/me"))["gold_balance"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("GET", "/api/content", None), ("GET", "/api/content/rooftop", None), ("POST", UNLOCK, TEASER)],
)
async def test_everything_is_closed_without_an_age_check(anna, method, path, body):
    answer = await anna.send(method, path, json=body)
    assert code(answer) == (403, "age_verification_required")
    assert "옥상" not in answer.text
    assert "Rooftop" not in answer.text
    notice = await anna.call("GET", "/api/content/notice")
    assert "19" in notice["notice"]["ko"]
    assert notice["age"]["status"] == "none"


async def test_closed_stages_tell_nothing(grown):
    items = (await grown.call("GET", "/api/content"))["items"]
    assert [item["id"] for item in items] == ["lantern-alley", "rooftop", "backstage"]
    assert [item["next_stage"] for item in items] == ["teaser"] * 3
    story = await grown.call("GET", "/api/content/rooftop")
    assert [(stage["heading"], stage["text"]) for stage in story["stages"]] == [(None, None)] * 3
    await grown.call("POST", UNLOCK, json=TEASER)
    story = await grown.call("GET", "/api/content/rooftop")
    assert [stage["text"] is not None for stage in story["stages"]] == [True, False, False]
    assert story["next_stage"] == "partial"


async def test_stages_open_in_order_and_gold_is_spent_once(grown, sql):
    before = await gold_of(grown)
    out_of_order = await grown.send("POST", UNLOCK, json=PARTIAL)
    assert code(out_of_order) == (409, "stage_out_of_order")
    assert out_of_order.json()["error"]["details"] == {"next_stage": "teaser"}
    free = await grown.call("POST", UNLOCK, json=TEASER)
    assert (free["method"], free["price"], free["balance_after"]) == ("tier", 0, before)
    paid = await grown.call("POST", UNLOCK, json=PARTIAL)
    assert (paid["method"], paid["price"], paid["applied"]) == ("gold", 3500, True)
    assert paid["balance_after"] == before - 3500
    again = await grown.call("POST", UNLOCK, json=PARTIAL)
    assert (again["applied"], again["idempotent"], again["unlocked_at"]) == (False, True, paid["unlocked_at"])
    assert await gold_of(grown) == before - 3500
    postings = (await grown.call("GET", "/api/wallet/history?kind=shop_spend"))["items"]
    assert [posting["amount"] for posting in postings] == [-3500]
    assert code(await grown.send("POST", UNLOCK, json=FULL)) == (402, "insufficient_funds")
    history = (await grown.call("GET", "/api/content/unlocks"))["items"]
    assert [(one["stage"], one["method"], one["price"]) for one in history] == [
        ("partial", "gold", 3500),
        ("teaser", "tier", 0),
    ]


async def test_tier_and_level_open_without_gold(grown, sql):
    before = await gold_of(grown)
    await sql("UPDATE users SET level = 6 WHERE id = :id", id=grown.user["id"])
    await grown.call("POST", UNLOCK, json=TEASER)
    assert (await grown.call("POST", UNLOCK, json=PARTIAL))["method"] == "level"
    await sql("UPDATE users SET vip_tier = 'VIP' WHERE id = :id", id=grown.user["id"])
    full = next(stage for stage in (await grown.call("GET", "/api/content/rooftop"))["stages"] if stage["is_next"])
    assert (full["stage"], full["free_by"]) == ("full", "tier")
    assert (await grown.call("POST", UNLOCK, json=FULL))["price"] == 0
    assert await gold_of(grown) == before


async def test_twenty_calls_at_once_pay_once(grown, app):
    before = await gold_of(grown)
    await grown.call("POST", UNLOCK, json=TEASER)
    answers = await asyncio.gather(*(grown.call("POST", UNLOCK, json=PARTIAL) for _ in range(20)))
    assert sum(answer["applied"] for answer in answers) == 1
    assert await gold_of(grown) == before - 3500
    async with app.state.database.read() as session:
        findings = await content_public.audit_findings(session)
    assert len(findings) == 3
    assert all(finding.violations == 0 for finding in findings)


async def test_a_key_repeats_its_answer_and_serves_one_request(grown):
    headers = {"Idempotency-Key": "rooftop-1"}
    first = await grown.send("POST", UNLOCK, json=TEASER, headers=headers)
    second = await grown.send("POST", UNLOCK, json=TEASER, headers=headers)
    assert second.json() == first.json()
    assert second.headers["Idempotent-Replayed"] == "true"
    other = await grown.send("POST", UNLOCK, json=PARTIAL, headers=headers)
    assert code(other) == (422, "idempotency_key_reuse")


async def test_the_audit_finds_what_was_never_paid_or_out_of_order(grown, app, sql):
    await sql(
        "INSERT INTO content_unlocks (user_id, content_id, stage, method, price, posting_ref, created_at)"
        " VALUES (:id, 'rooftop', 'full', 'gold', 14000, uuidv7(), now()),"
        " (7777, 'rooftop', 'teaser', 'tier', 0, NULL, now())",
        id=grown.user["id"],
    )
    async with app.state.database.read() as session:
        found = {finding.check: finding.violations for finding in await content_public.audit_findings(session)}
    assert found == {"unlocks_are_paid": 1, "stages_are_opened_in_order": 1, "unlocks_follow_an_age_check": 1}


async def test_operators_switch_stories_and_it_is_written_down(grown, staff, sql):
    operator, support = await staff("operator"), await staff("support")
    await grown.call("POST", UNLOCK, json=TEASER)
    listed = (await support.call("GET", "/api/admin/content"))["items"]
    assert [(story["id"], story["enabled"]) for story in listed][1] == ("rooftop", True)
    assert listed[1]["stages"][0]["unlocks"] == 1
    path, reason = "/api/admin/content/rooftop/disable", {"reason": "a line to mend"}
    assert code(await support.send("POST", path, json=reason)) == (403, "forbidden")
    assert code(await grown.send("GET", "/api/admin/content")) == (403, "forbidden")
    assert (await operator.call("POST", path, json=reason))["enabled"] is False
    assert "rooftop" not in [item["id"] for item in (await grown.call("GET", "/api/content"))["items"]]
    for answer in (await grown.send("GET", "/api/content/rooftop"), await grown.send("POST", UNLOCK, json=PARTIAL)):
        assert code(answer) == (404, "content_not_found")
    assert (await operator.call("POST", path.replace("disable", "enable"), json=reason))["enabled"] is True
    assert (await grown.call("GET", "/api/content/rooftop"))["stages"][0]["unlocked"] is True
    rows = await sql("SELECT action, target FROM audit_log WHERE action LIKE 'content.%' ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("content.disabled", "content:rooftop"),
        ("content.enabled", "content:rooftop"),
    ]
    assert code(await operator.send("POST", "/api/admin/content/attic/disable", json=reason)) == (
        404,
        "content_not_found",
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content_id": "rooftop"},
        {"content_id": "rooftop", "stage": "all"},
        TEASER | {"price": 0},
        {"content_id": 1},
    ],
)
async def test_bad_bodies_are_refused(grown, body):
    assert (await grown.send("POST", UNLOCK, json=body)).status_code == 422
    unknown = {"content_id": "attic", "stage": "teaser"}
    assert code(await grown.send("POST", UNLOCK, json=unknown)) == (404, "content_not_found")
