"""Buying for gems: exact, once, and told; the catalogue as players and operators see it."""

import asyncio

import pytest
from sqlalchemy import text

from casino_club.domains.audit.service import check
from casino_club.domains.realtime.rules import messages_of
from casino_club.domains.shop import repository
from tests.support.http import sign_up, sign_up_staff
from tests.support.relay import deliver

BUY, CATALOG, HISTORY = "/api/shop/buy", "/api/shop/catalog", "/api/shop/transactions"
ITEMS = "/api/admin/shop/items"
CHEST = {
    "product_id": "chest",
    "name_ko": "상자",
    "name_en": "Chest",
    "currency": "gem",
    "price": 40,
    "grants": {"gold": 1_000, "items": {"frame:neon": 1}},
}


async def buy(person, product="gold-chest", key="k1", status=200, **facts):
    headers = {} if key is None else {"Idempotency-Key": key}
    return await person.call("POST", BUY, status, json={"product_id": product, **facts}, headers=headers)


async def balances(person):
    me = await person.call("GET", "/api/users/me")
    return me["gold_balance"], me["gem_balance"]


async def audit(app):
    async with app.state.database.read() as session:
        report = await check(session)
    assert report.clean, [finding for finding in report.findings if finding.violations]


async def test_the_shipped_catalogue_is_sold_in_the_callers_language(anna):
    english = (await anna.call("GET", CATALOG, headers={"Accept-Language": "en"}))["items"]
    korean = (await anna.call("GET", CATALOG, headers={"Accept-Language": "ko"}))["items"]
    assert [item["product_id"] for item in english] == [
        "gem-case",
        "gem-bag",
        "gem-handful",
        "gold-vault",
        "gold-chest",
        "gold-pouch",
    ]
    assert (english[4]["name"], korean[4]["name"]) == ("Chest of gold", "골드 상자")
    assert english[4]["price"] == {"currency": "gem", "amount": 50}
    assert (await anna.call("GET", "/api/shop/items", headers={"Accept-Language": "en"}))["items"] == english
    assert (english[4]["effective_price"], english[4]["discount"], english[4]["grants"]["gold"]) == (50, None, 28_000)


async def test_a_purchase_moves_exactly_what_was_shown(anna, app):
    bought = await buy(anna)
    assert (bought["status"], bought["reason"], bought["granted"]["gold"]) == ("success", None, 28_000)
    assert bought["new_gold_balance"] == 38_000
    assert await balances(anna) == (38_000, 50)
    line = (await anna.call("GET", HISTORY))["items"][0]
    assert (line["receipt_code"], line["amount"], line["currency"], line["status"]) == (
        bought["receipt_code"],
        50,
        "gem",
        "succeeded",
    )
    whole = await anna.call("GET", f"{HISTORY}/{bought['receipt_code']}")
    assert [(step["status"], step["reason"]) for step in whole["timeline"]] == [
        ("created", "asked"),
        ("succeeded", "paid"),
    ]
    kinds = [line["kind"] for line in (await anna.call("GET", "/api/wallet/history"))["items"][:2]]
    assert kinds == ["purchase_grant", "shop_spend"]
    await audit(app)


async def test_a_repeated_key_answers_as_the_first_time(anna, app):
    first = await buy(anna)
    again = await anna.send("POST", BUY, json={"product_id": "gold-chest"}, headers={"Idempotency-Key": "k1"})
    assert (again.json(), again.headers["idempotent-replayed"]) == (first, "true")
    assert (await buy(anna, product="gold-pouch", status=422))["error"]["code"] == "idempotency_key_reuse"
    assert await balances(anna) == (38_000, 50)
    await audit(app)


async def test_the_key_may_stand_in_the_body_but_must_stand_somewhere(anna):
    refused = await buy(anna, key=None, status=422)
    assert refused["error"]["details"] == [{"loc": "header.idempotency-key", "type": "missing"}]
    first = await buy(anna, key=None, idempotency_key="old-client")
    assert await buy(anna, key=None, idempotency_key="old-client") == first
    assert await balances(anna) == (38_000, 50)


async def test_many_clicks_at_once_buy_once(anna, app):
    answers = await asyncio.gather(*(buy(anna) for _ in range(25)))
    assert len({answer["receipt_code"] for answer in answers}) == 1
    assert await balances(anna) == (38_000, 50)
    await audit(app)


async def test_two_purchases_at_once_never_spend_the_same_gems(anna, app):
    """Seen failing without the player's lock."""
    answers = await asyncio.gather(*(buy(anna, key=f"k{number}") for number in range(5)))
    assert sorted(answer["status"] for answer in answers) == ["failed"] * 3 + ["success"] * 2
    assert await balances(anna) == (66_000, 0)
    await audit(app)


async def test_too_few_gems_are_a_recorded_failure_that_moves_nothing(anna, app):
    bought = await buy(anna, product="gold-vault")
    assert (bought["status"], bought["reason"], bought["granted"]) == ("failed", "insufficient_funds", None)
    assert await balances(anna) == (10_000, 100)
    (line,) = (await anna.call("GET", HISTORY))["items"]
    assert (line["status"], line["reason"], line["granted"]) == ("failed", "insufficient_funds", None)
    await audit(app)


async def test_every_end_is_told_live(anna, app):
    await deliver(app.state.database)
    paid, failed = await buy(anna), await buy(anna, product="gold-vault", key="k2")
    told = [event for event in await deliver(app.state.database) if event.type == "shop.purchase_moved.v1"]
    expected = (("success", paid, "gold-chest"), ("insufficient_funds", failed, "gold-vault"))
    assert [message for event in told for message in messages_of(event)] == [
        (
            "purchase_update",
            {"status": word, "receipt_code": bought["receipt_code"], "product_id": code, "pending_count": 0},
        )
        for word, bought, code in expected
    ]


async def test_what_is_bought_stays_as_it_was_shown(anna, operator):
    await operator.call("POST", ITEMS, 201, json=CHEST)
    bought = await buy(anna, product="chest", quantity=2)
    changed = {name: value for name, value in CHEST.items() if name != "product_id"}
    await operator.call("PUT", f"{ITEMS}/chest", json=changed | {"price": 7, "grants": {"gold": 1}, "name_en": "Box"})
    line = await anna.call("GET", f"{HISTORY}/{bought['receipt_code']}")
    assert (line["name"], line["unit_price"], line["amount"]) == ("Chest", 40, 80)
    assert line["granted"]["gold"] == 2_000
    assert line["granted"]["items"] == {"frame:neon": 2}


async def test_discounts_tiers_and_switches(anna, operator, app):
    await operator.call("POST", ITEMS, 201, json=CHEST | {"tier_prices": {"VIP": 20}, "rank": 99})
    await operator.call("POST", ITEMS, 409, json=CHEST)
    item = await operator.call("POST", f"{ITEMS}/chest/discount", json={"discount": {"percent": 25}})
    assert item["discount"] == {"percent": 25, "ends_at": None}
    shown = (await anna.call("GET", CATALOG))["items"][0]
    assert (shown["price"]["amount"], shown["effective_price"], shown["discount"]["percent"]) == (40, 30, 25)
    await operator.call("POST", f"{ITEMS}/chest/discount", json={"discount": None})
    assert (await anna.call("GET", CATALOG))["items"][0]["effective_price"] == 40
    await operator.call("POST", f"{ITEMS}/chest/rank", json={"rank": -1})
    assert (await anna.call("GET", CATALOG))["items"][-1]["product_id"] == "chest"
    changed = {name: value for name, value in CHEST.items() if name != "product_id"}
    await operator.call("PUT", f"{ITEMS}/chest", json=changed | {"tier_required": "VIP"})
    refused = await buy(anna, product="chest", status=403)
    assert (refused["error"]["code"], refused["error"]["details"]) == ("tier_required", {"tier_required": "VIP"})
    assert (await anna.call("GET", CATALOG))["items"][-1]["available"] is False
    await operator.call("POST", f"{ITEMS}/chest/active", json={"active": False})
    assert (await buy(anna, product="chest", status=404))["error"]["code"] == "product_not_found"
    assert len((await operator.call("GET", ITEMS))["items"]) == 7
    async with app.state.database.read() as session:
        assert await repository.list_purchases(session, user_id=anna.user["id"], before=None, limit=9) == []


async def test_only_operators_write_and_every_deed_is_audited(anna, operator, app, app_client):
    support = await sign_up_staff(app, app_client, "support")
    await support.call("GET", ITEMS)
    await support.call("POST", ITEMS, 403, json=CHEST)
    await anna.call("GET", ITEMS, 403)
    await operator.call("POST", ITEMS, 201, json=CHEST)
    await operator.call("POST", f"{ITEMS}/chest/rank", json={"rank": 5})
    await operator.call("POST", f"{ITEMS}/nothing/rank", 404, json={"rank": 5})


async def test_receipts_of_others_do_not_exist_and_support_sees_all(anna, app, app_client):
    bought = await buy(anna)
    other, support = await sign_up(app_client), await sign_up_staff(app, app_client, "support")
    await other.call("GET", f"{HISTORY}/{bought['receipt_code']}", 404)
    assert (await support.call("GET", f"{HISTORY}/{bought['receipt_code']}"))["amount"] == 50
    assert (await other.call("GET", HISTORY))["items"] == []


async def test_a_break_closes_the_shop(anna):
    await anna.call("POST", "/api/responsible-play/cool-off", json={"hours": 24})
    assert (await buy(anna, status=403))["error"]["code"] == "account_excluded"


async def test_the_history_comes_in_pages(anna):
    receipts = [(await buy(anna, product="gold-pouch", key=f"k{n}"))["receipt_code"] for n in range(5)]
    first = await anna.call("GET", f"{HISTORY}?limit=3")
    rest = await anna.call("GET", f"{HISTORY}?limit=3&cursor={first['next_cursor']}")
    assert [line["receipt_code"] for line in first["items"] + rest["items"]] == receipts[::-1]
    assert rest["next_cursor"] is None
    await anna.call("GET", f"{HISTORY}?cursor=Z2FyYmFnZQ", 422)


@pytest.mark.parametrize(
    ("damage", "seen_by"),
    [
        ("UPDATE purchases SET status = 'expired'", "purchases_stand_where_their_steps_lead"),
        (
            "INSERT INTO purchase_steps SELECT purchase_id, 9, after, after, cause, NULL, at FROM purchase_steps"
            " WHERE number = 2",
            "purchase_steps_are_unbroken",
        ),
        ("UPDATE reward_grants SET bundle = '{\"gold\": 1}' WHERE reason = 'purchase'", "paid_purchases_gave_once"),
        ("UPDATE purchases SET unit_effective = 49, amount = 49", "purchases_equal_what_was_spent"),
    ],
)
async def test_the_audit_sees_planted_damage(anna, app, damage, seen_by):
    await buy(anna)
    async with app.state.database.transaction() as session:
        await session.execute(text(damage))
    async with app.state.database.read() as session:
        broken = {finding.check for finding in (await check(session)).findings if finding.violations}
    assert seen_by in broken
