"""Limited packages and promo codes: windows, stock, limits, and everything given back that gave nothing."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from casino_club.domains.audit.service import check
from casino_club.domains.shop import service
from casino_club.domains.shop.contracts import Buyer, Wish
from casino_club.domains.shop.errors import SoldOutError
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand

PACKAGES, PROMOS = "/api/admin/limited-packages", "/api/admin/promo-codes"
LIMITED, BUY_LIMITED, BUY, QUOTE = "/api/shop/limited", "/api/shop/limited/buy", "/api/shop/buy", "/api/shop/quote"


def package(**changes):
    now = datetime.now(UTC)
    return {
        "package_id": "lantern-night",
        "name": "등불의 밤",
        "name_en": "Lantern night",
        "price": {"currency": "gem", "amount": 10},
        "grants": {"gold": 700},
        "stock": 10,
        "per_user_limit": 3,
        "starts_at": (now - timedelta(hours=1)).isoformat(),
        "ends_at": (now + timedelta(hours=1)).isoformat(),
        **changes,
    }


async def buy(person, key, status=200, path=BUY_LIMITED, **facts):
    body = {"package_id": "lantern-night", **facts} if path == BUY_LIMITED else facts
    return await person.call("POST", path, status, json=body, headers={"Idempotency-Key": key})


async def shown(person):
    (item,) = (await person.call("GET", LIMITED, headers={"Accept-Language": "en"}))["items"]
    return item


async def audit(app):
    async with app.state.database.read() as session:
        report = await check(session)
    assert report.clean, [finding for finding in report.findings if finding.violations]


async def test_a_package_shows_what_is_left_and_stops_at_the_players_limit(anna, operator, app):
    await operator.call("POST", PACKAGES, 201, json=package())
    assert (await shown(anna))["name"] == "Lantern night"
    bought = await buy(anna, "k1", quantity=2)
    assert (bought["status"], bought["granted"]["gold"]) == ("success", 1_400)
    item = await shown(anna)
    assert (item["left"], item["bought"], item["state"]) == (8, 2, "open")
    refused = await buy(anna, "k2", 409, quantity=2)
    assert (refused["error"]["code"], refused["error"]["details"]) == ("user_limit", {"user_limit": 3, "bought": 2})
    await buy(anna, "k3")
    assert (await shown(anna))["state"] == "user_limit"
    await audit(app)


@pytest.mark.parametrize(
    ("changes", "code", "state"),
    [
        ({"stock": 1}, "sold_out", "open"),
        ({"starts_at": "2036-01-01T00:00:00Z", "ends_at": "2036-01-02T00:00:00Z"}, "window_closed", "soon"),
        ({"starts_at": "2016-01-01T00:00:00Z", "ends_at": "2016-01-02T00:00:00Z"}, "window_closed", "over"),
    ],
)
async def test_a_closed_package_says_why(anna, operator, app, changes, code, state):
    await operator.call("POST", PACKAGES, 201, json=package(**changes))
    assert (await shown(anna))["state"] == state
    assert (await buy(anna, "k1", 409, quantity=2))["error"]["code"] == code
    assert (await anna.call("GET", "/api/shop/transactions"))["items"] == []
    await audit(app)


async def test_the_emergency_switch_and_the_stock(anna, operator):
    await operator.call("POST", PACKAGES, 201, json=package())
    await buy(anna, "k1")
    assert (await operator.call("POST", f"{PACKAGES}/lantern-night/disable"))["disabled_at"] is not None
    assert (await buy(anna, "k2", 410))["error"]["code"] == "package_disabled"
    assert (await shown(anna))["state"] == "disabled"
    await operator.call("POST", f"{PACKAGES}/lantern-night/disable", json={"disabled": False})
    refused = await operator.call("POST", f"{PACKAGES}/lantern-night/stock", 409, json={"stock": 0})
    assert refused["error"]["details"] == {"taken": 1}
    await operator.call("POST", f"{PACKAGES}/lantern-night/stock", json={"stock": 1})
    assert (await shown(anna))["state"] == "sold_out"
    assert (await operator.call("GET", PACKAGES))["items"][0]["taken"] == 1
    await operator.call("POST", f"{PACKAGES}/gold-chest/stock", 404, json={"stock": 1})


async def test_each_is_sold_where_it_is_shown(anna, operator):
    await operator.call("POST", PACKAGES, 201, json=package())
    assert (await buy(anna, "k1", 404, path=BUY, product_id="lantern-night"))["error"]["code"] == "product_not_found"
    assert (await buy(anna, "k2", 404, package_id="gold-chest"))["error"]["code"] == "product_not_found"


async def test_what_could_not_be_paid_goes_back_on_the_shelf(anna, operator, app):
    await operator.call("POST", PACKAGES, 201, json=package(price={"currency": "gem", "amount": 101}))
    await operator.call("POST", PROMOS, 201, json={"code": "TENTH", "kind": "bonus", "bonus": {"gold": 1}})
    failed = await buy(anna, "k1", promo_code="TENTH")
    assert (failed["status"], failed["reason"]) == ("failed", "insufficient_funds")
    assert (await shown(anna))["left"] == 10
    assert (await operator.call("GET", PROMOS))["items"][0]["used"] == 0
    await audit(app)


async def test_five_hundred_buyers_of_ten_take_exactly_ten(anna, operator, app):
    """Seen failing with the package read without its lock: the table's own check then breaks purchases off."""
    await operator.call("POST", PACKAGES, 201, json=package(price={"currency": "gold", "amount": 1}, per_user_limit=1))
    database, now = app.state.database, datetime.now(UTC)
    async with database.transaction() as session:
        rows = await session.execute(
            text(
                "INSERT INTO users (site_id, site_id_key, nickname, nickname_key, locale, created_at)"
                " SELECT 'r' || n, 'r' || n, 'r' || n, 'r' || n, 'ko', :now FROM generate_series(1, 500) n RETURNING id"
            ),
            {"now": now},
        )
        buyers = [row.id for row in rows]
        await session.execute(
            text(
                "INSERT INTO accounts (owner_id, kind, currency)"
                " SELECT id, 'player', currency FROM unnest(CAST(:ids AS bigint[])) id,"
                " (VALUES ('gold'), ('gem')) c (currency)"
            ),
            {"ids": buyers},
        )

    async def buy_one(user_id):
        async def work(session):
            await wallet.lock_player(session, user_id=user_id)
            buyer, wish = Buyer(user_id, "127.0.0.1", None), Wish("lantern-night", limited=True)
            terms = app.state.till.terms
            return await service.buy(session, buyer=buyer, wish=wish, terms=terms, counter=None, now=now)

        return await database.run(work)

    async with database.transaction() as session:
        for user_id in buyers:
            await wallet.transfer(session, gold_for(user_id))
    answers = await asyncio.gather(*(buy_one(user_id) for user_id in buyers), return_exceptions=True)
    sold = [answer for answer in answers if not isinstance(answer, BaseException)]
    assert len(sold) == 10
    assert {type(answer) for answer in answers if isinstance(answer, BaseException)} == {SoldOutError}
    assert (await shown(anna))["left"] == 0
    await audit(app)


def gold_for(user_id):
    return TransferCommand("promo", Player(user_id), "gold", 5, "purchase_grant", f"fund:{user_id}")


async def test_a_code_is_seen_in_the_quote_and_frozen_in_the_purchase(anna, operator, app):
    await operator.call("POST", PROMOS, 201, json={"code": "NIGHT-20", "kind": "percent", "value": 20})
    body = {"product_id": "gold-chest", "quantity": 2, "promo_code": " night-20 "}
    quote = await anna.call("POST", QUOTE, json=body)
    assert (quote["amount"], quote["promo_cut"], quote["grants"]["gold"]) == (80, 20, 56_000)
    bought = await buy(anna, "k1", path=BUY, **body)
    line = await anna.call("GET", f"/api/shop/transactions/{bought['receipt_code']}")
    assert (line["amount"], line["promo_code"], line["promo_cut"]) == (80, "NIGHT-20", 20)
    assert (await operator.call("GET", PROMOS))["items"][0]["used"] == 1
    again = await buy(anna, "k2", 409, path=BUY, product_id="gold-pouch", promo_code="NIGHT-20")
    assert again["error"]["code"] == "promo_used_up"
    await audit(app)


async def test_codes_that_do_not_count(anna, operator):
    later = {"code": "LATER", "kind": "percent", "value": 5, "starts_at": "2036-01-01T00:00:00Z"}
    await operator.call("POST", PROMOS, 201, json=later)
    fixed = {"code": "FIXED", "kind": "fixed", "value": 5, "currency": "gold"}
    await operator.call("POST", PROMOS, 201, json=fixed)
    await operator.call("POST", PROMOS, 409, json=fixed)
    for code in ("LATER", "NOBODY"):
        refused = await anna.call("POST", QUOTE, 404, json={"product_id": "gold-chest", "promo_code": code})
        assert refused["error"]["code"] == "promo_not_found"
    refused = await anna.call("POST", QUOTE, 409, json={"product_id": "gold-chest", "promo_code": "FIXED"})
    assert refused["error"]["details"] == {"reason": "currency"}
    await operator.call("POST", PACKAGES, 201, json=package(promo_allowed=False))
    await operator.call("PUT", f"{PROMOS}/FIXED", json={"kind": "percent", "value": 5, "total_limit": 1})
    refused = await buy(anna, "k1", 409, promo_code="FIXED")
    assert refused["error"]["details"] == {"reason": "product"}


async def test_codes_cannot_be_tried_out(anna):
    tries = [
        await anna.send("POST", QUOTE, json={"product_id": "gold-chest", "promo_code": f"GUESS-{number}"})
        for number in range(12)
    ]
    assert [answer.status_code for answer in tries] == [404] * 10 + [429] * 2
    await anna.call("POST", QUOTE, json={"product_id": "gold-chest"})


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "percent", "value": 0},
        {"kind": "percent", "value": 101},
        {"kind": "fixed", "value": 5},
        {"kind": "bonus"},
        {"kind": "bonus", "value": 1, "bonus": {"gold": 1}},
        {"kind": "percent", "value": 5, "starts_at": "0001-01-01T00:00:00+23:59"},
        {"kind": "percent", "value": 5, "ends_at": "9999-12-31T23:59:59-23:59"},
        {"kind": "percent", "value": 5, "starts_at": "2030-01-02T00:00:00Z", "ends_at": "2030-01-01T00:00:00Z"},
    ],
)
async def test_a_code_that_makes_no_sense_is_refused(operator, body):
    await operator.call("POST", PROMOS, 422, json={"code": "ABC", **body})
