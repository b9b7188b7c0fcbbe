"""Links, credits, caps and the statement: exact, once, and only what the player agreed to."""

import asyncio
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from casino_club.domains.audit.service import check
from casino_club.domains.partners import public
from casino_club.domains.responsible import public as responsible
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from tests.domains.partners.support import ADMIN
from tests.support.http import sign_up

LINK, LINKS, PREVIEW = "/api/partners/link", "/api/partners/links", "/api/partners/link/preview"
GOLD = 10_000


@pytest.fixture
async def linked(company, anna):
    await company.link(anna)
    return company


def code_of(answer):
    return answer["error"]["code"]


async def gold(person):
    return (await person.call("GET", "/api/users/me"))["gold_balance"]


async def test_a_player_agrees_to_a_link_and_withdraws(company, anna, frozen, audited):
    made = await company.call("POST", "/links", 201, {"external_id": "alice"})
    typed = made["code"].lower().replace("-", " ")
    offer = await anna.call("POST", PREVIEW, json={"code": typed})
    assert (offer["partner"], offer["partner_name"], offer["external_id"]) == ("company-a", "Company A", "alice")
    assert code_of(await company.call("GET", "/players/alice/balance", 404)) == "player_not_linked"
    await anna.call("POST", LINK, 201, json={"code": typed})
    balance = await company.call("GET", "/players/alice/balance")
    assert (balance["gold"], balance["gem"]) == (GOLD, 0)
    assert set(balance) == {"gold", "gem", "as_of"}
    (line,) = (await anna.call("GET", LINKS))["items"]
    assert (line["partner"], line["external_id"]) == ("company-a", "alice")
    assert code_of(await company.call("POST", "/links", 409, {"external_id": "alice"})) == "already_linked"
    await anna.call("DELETE", f"{LINKS}/company-a", 204)
    await company.call("GET", "/players/alice/balance", 404)
    await company.credit(status=404)
    assert code_of(await anna.call("DELETE", f"{LINKS}/company-a", 404)) == "not_linked"
    assert await gold(anna) == GOLD
    await audited()


async def test_a_code_links_once_in_ten_minutes(company, anna, app_client, frozen):
    bora = await sign_up(app_client)
    old = await company.call("POST", "/links", 201, {"external_id": "alice"})
    new = await company.call("POST", "/links", 201, {"external_id": "alice"})
    frozen.advance(timedelta(minutes=10) - timedelta(seconds=1))
    await anna.call("POST", LINK, 404, json={"code": old["code"]})
    both = await asyncio.gather(*(who.send("POST", LINK, json={"code": new["code"]}) for who in (anna, bora)))
    assert sorted(answer.status_code for answer in both) == [201, 404]
    late = await company.call("POST", "/links", 201, {"external_id": "carol"})
    frozen.advance(timedelta(minutes=10))
    assert code_of(await bora.call("POST", LINK, 404, json={"code": late["code"]})) == "link_code_not_found"


async def test_either_side_is_linked_once_to_a_partner(linked, anna, app_client):
    made = await linked.call("POST", "/links", 201, {"external_id": "second"})
    assert code_of(await anna.call("POST", LINK, 409, json={"code": made["code"]})) == "already_linked"
    bora = await sign_up(app_client)
    await bora.call("POST", LINK, 201, json={"code": made["code"]})


async def test_codes_cannot_be_tried_out(anna, company):
    answers = [await anna.send("POST", LINK, json={"code": "23456ABCDE"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]


async def test_a_credit_moves_gold_once_and_is_told(linked, anna, audited):
    order = linked.order(250, memo="주간 보너스")
    first = await linked.send("POST", "/credits", order, key="k")
    again = await linked.send("POST", "/credits", order, key="k")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["applied"] is True
    assert again.json() == first.json() | {"applied": False}
    assert again.headers["idempotent-replayed"] == "true"
    assert first.json()["balance_after"] == await gold(anna) == GOLD + 250
    line = await linked.call("GET", f"/credits/{order['reference']}")
    assert line == (await linked.call("GET", "/statement"))["items"][0]
    assert (line["amount"], line["memo"], line["external_id"]) == (250, "주간 보너스", "alice")
    assert "user_id" not in line
    posting = (await anna.call("GET", "/api/wallet/history"))["items"][0]
    assert (posting["kind"], posting["amount"]) == ("partner_credit", 250)
    await audited()


async def test_forty_at_once_under_one_key_credit_once(linked, anna, audited):
    """Seen failing without the partner's lock."""
    order = linked.order(100)
    answers = await asyncio.gather(*(linked.send("POST", "/credits", order, key="k") for _ in range(40)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum(answer.json()["applied"] for answer in answers) == 1
    assert len({answer.json()["credit_id"] for answer in answers}) == 1
    assert await gold(anna) == GOLD + 100
    await audited()


async def test_a_key_stands_for_one_body_and_a_reference_for_one_credit(linked, anna):
    order = linked.order()
    await linked.call("POST", "/credits", 200, order, key="k")
    other = await linked.call("POST", "/credits", 422, order | {"amount": 101}, key="k")
    assert code_of(other) == "idempotency_key_reuse"
    assert code_of(await linked.call("POST", "/credits", 409, order, key="k2")) == "reference_used"
    missing = await linked.call("POST", "/credits", 422, linked.order())
    assert missing["error"]["details"] == [{"loc": "header.idempotency-key", "type": "missing"}]
    assert await gold(anna) == GOLD + 100


async def test_keys_references_and_players_of_partners_are_their_own(linked, partner, anna, app_client, audited):
    other = await partner("company-b")
    bora = await sign_up(app_client)
    await other.link(bora, "bora")
    order = linked.order()
    await linked.call("POST", "/credits", 200, order, key="k")
    await other.call("POST", "/credits", 200, order | {"external_id": "bora", "amount": 7}, key="k")
    for path in ("/players/alice/balance", "/credits/order-99"):
        await other.call("GET", path, 404)
    assert (await other.call("GET", f"/credits/{order['reference']}"))["amount"] == 7
    assert code_of(await other.credit(status=404, reference="new")) == "player_not_linked"
    await other.link(anna, "alice")
    assert len((await anna.call("GET", LINKS))["items"]) == 2
    assert len((await other.call("GET", "/statement"))["items"]) == 1
    await audited()


@pytest.mark.parametrize(
    ("caps", "cap", "applied"),
    [
        ({"daily_cap_gold": 1_000}, "partner", 10),
        ({"player_daily_cap_gold": 300}, "player", 6),
    ],
)
async def test_caps_hold_in_parallel(partner, anna, app_client, audited, frozen, caps, cap, applied):
    """Seen failing without the partner's lock, with the sums read before and written after."""
    company = await partner(**caps)
    bora = await sign_up(app_client)
    await company.link(anna)
    await company.link(bora, "bora")
    orders = [company.order(100, external_id=name) for name in ("alice", "bora") for _ in range(8)]
    answers = await asyncio.gather(*(company.send("POST", "/credits", one, key=one["reference"]) for one in orders))
    good = [answer for answer in answers if answer.status_code == 200]
    bad = [answer.json()["error"] for answer in answers if answer.status_code == 409]
    assert (len(good), len(good) + len(bad)) == (applied, 16)
    assert {error["code"] for error in bad} == {"daily_cap_reached"}
    assert bad[-1]["details"] == {"cap": cap, "left_gold": 0}
    assert await gold(anna) + await gold(bora) == 2 * GOLD + 100 * applied
    # A refused order may come again on another day, under its own key.
    refused = next(one for one, answer in zip(orders, answers, strict=True) if answer.status_code == 409)
    frozen.advance(timedelta(days=1))
    await company.call("POST", "/credits", 200, refused, key=refused["reference"])
    await audited()


async def test_who_takes_a_break_is_not_credited_and_the_partner_is_not_told_why(linked, app, anna, frozen, audited):
    await anna.call("POST", "/api/responsible-play/cool-off", json={"hours": 24})
    async with app.state.database.read() as session:
        assert await responsible.find_exclusion(session, user_id=anna.user["id"], now=frozen.now()) is not None
    refused = await linked.credit(status=403)
    assert (code_of(refused), refused["error"]["details"]) == ("player_unavailable", None)
    frozen.advance(timedelta(hours=24, seconds=1))
    await linked.credit()
    await audited()


async def test_the_korean_market_takes_no_credit(linked, app, anna):
    order = linked.order()
    await linked.call("POST", "/credits", 200, order, key="k")
    app.state.settings = app.state.settings.model_copy(update={"market": "kr"})
    assert code_of(await linked.credit(status=403)) == "partner_credit_disabled"
    assert (await linked.call("POST", "/credits", 200, order, key="k"))["applied"] is False
    await linked.call("GET", "/players/alice/balance")
    assert await gold(anna) == GOLD + 100


BAD_ORDERS = {
    "zero": {"amount": 0},
    "negative": {"amount": -5},
    "2^53": {"amount": 2**53},
    "a thousand digits": {"amount": 10**399},
    "a float": {"amount": 1.5},
    "a boolean": {"amount": True},
    "a string": {"amount": "5"},
    "NaN": {"amount": float("nan")},
    "infinity": {"amount": float("inf")},
    "null": {"amount": None},
    "gems": {"currency": "gem"},
    "an unknown key": {"user_id": 1},
    "an id to escape": {"external_id": "a/b"},
    "a long id": {"external_id": "a" * 65},
    "an empty id": {"external_id": ""},
    "a final newline": {"external_id": "alice\n"},
    "a reference of blanks": {"reference": "a b"},
    "a long memo": {"memo": "m" * 141},
    "a NUL": {"memo": "a\x00b"},
    "a lone surrogate": {"memo": "\ud800"},
}


async def test_bad_orders_are_clear_refusals_that_move_nothing(linked, anna, audited):
    for name, facts in BAD_ORDERS.items():
        answer = await linked.send("POST", "/credits", {**linked.order(), **facts}, key="k")
        assert answer.status_code == 422, (name, answer.status_code, answer.text)
    for raw in (b"", b"[]", b"null", b'{"amount":1,"amount":2}', b"{" * 5000, b"\xff"):
        assert (await linked.send("POST", "/credits", raw, key="k")).status_code == 422, raw
    for path in (
        "/players/a%2Fb/balance",
        "/players/a%00b/balance",
        "/credits/%ED%A0%80",
        "/statement?limit=0",
        "/statement?cursor=x",
        "/statement?cursor=4pyT",
        "/statement?since=2026-01-01T00:00:00",
        "/statement?until=99999-01-01T00:00:00Z",
        "/statement?since=0001-01-01T00:00:00Z",
    ):
        assert (await linked.send("GET", path)).status_code in {404, 422}, path
    assert await gold(anna) == GOLD
    await audited()


async def test_a_balance_never_passes_what_can_be_counted(partner, anna):
    rich = await partner(daily_cap_gold=2**53 - 1, player_daily_cap_gold=2**53 - 1)
    await rich.link(anna)
    assert code_of(await rich.credit(2**53 - 1, status=422)) == "amount_out_of_range"
    assert await gold(anna) == GOLD


async def test_the_statement_is_complete_page_by_page(linked, frozen):
    for _ in range(5):
        await linked.credit(10)
        frozen.advance(timedelta(hours=1))
    whole = (await linked.call("GET", "/statement"))["items"]
    assert len(whole) == 5
    cursor, paged = "", []
    while cursor is not None:
        page = await linked.call("GET", f"/statement?limit=2{cursor and '&cursor='}{cursor}")
        paged, cursor = paged + page["items"], page["next_cursor"]
    assert paged == whole
    since, until = whole[3]["created_at"], whole[1]["created_at"]
    window = (await linked.call("GET", f"/statement?since={since}&until={until}"))["items"]
    assert [line["reference"] for line in window] == [whole[2]["reference"], whole[3]["reference"]]


async def test_who_leaves_the_club_is_unlinked(linked, app, anna, frozen):
    async with app.state.database.transaction() as session:
        assert [one["partner"] for one in await public.export(session, user_id=anna.user["id"])] == ["company-a"]
        await public.forget(session, user_id=anna.user["id"], now=frozen.now())
    await linked.call("GET", "/players/alice/balance", 404)


PLANTED = {
    "partner_credits_equal_postings": "UPDATE partner_credits SET amount = amount + 1",
    "partner_credits_were_agreed_to": "UPDATE partner_links SET external_id = 'mallory'",
    "partner_days_equal_credits": "UPDATE partner_days SET credited = credited + 1 WHERE user_id = 0",
    "webhooks_tell_of_a_deed": "UPDATE partner_deliveries SET deed_id = uuidv7()",
}


@pytest.mark.parametrize(("seen_by", "damage"), PLANTED.items(), ids=PLANTED.keys())
async def test_the_audit_sees_planted_damage(partner, endpoint, app, anna, fresh_database_url, seen_by, damage):
    company = await partner(webhook_url=endpoint.url)
    await company.link(anna)
    await company.credit()
    with psycopg.connect(fresh_database_url) as owner:
        owner.execute(damage)
    async with app.state.database.read() as session:
        report = await check(session)
    assert seen_by in {finding.check for finding in report.findings if finding.violations}


async def test_the_audit_sees_a_posting_without_a_credit(app, anna):
    async with app.state.database.transaction() as session:
        command = TransferCommand("promo", Player(anna.user["id"]), "gold", 5, "partner_credit", "stray")
        await wallet.transfer(session, command)
    async with app.state.database.read() as session:
        report = await check(session)
    assert [one.check for one in report.findings if one.violations] == ["partner_credits_equal_postings"]


async def test_the_product_cannot_change_a_credit(app, linked):
    await linked.credit()
    with pytest.raises(Exception, match="permission denied"):
        async with app.state.database.transaction() as session:
            await session.execute(text("UPDATE partner_credits SET amount = 1"))


async def test_who_may_do_what_in_the_back_office(company, operator, anna, admin):
    terms = {"name": "B", "daily_cap_gold": 5, "player_daily_cap_gold": 5}
    one = f"{ADMIN}/company-a"
    for_admins = [("POST", ADMIN, {**terms, "partner_id": "company-b"}), ("POST", f"{one}/secrets", None)]
    for_admins += [("POST", f"{one}/webhook-secret", None), ("DELETE", f"{one}/secrets/{company.kid}", None)]
    for_operators = [("PUT", one, terms), ("POST", f"{one}/webhook/enable", None), ("GET", ADMIN, None)]
    for_operators += [("GET", one, None), ("GET", f"{one}/deliveries", None)]
    for method, path, body in (*for_admins, *for_operators):
        await anna.call(method, path, 403, json=body)
    for method, path, body in for_admins:
        await operator.call(method, path, 403, json=body)
    for method, path, body in for_operators:
        await operator.call(method, path, json=body)
    listed = (await operator.call("GET", ADMIN))["items"]
    assert [(row["partner_id"], row["name"], row["kids"]) for row in listed] == [("company-a", "B", [company.kid])]
    assert code_of(await admin.call("POST", ADMIN, 409, json={**terms, "partner_id": "company-a"})) == "partner_exists"
    for method, path, body in (("GET", "", None), ("PUT", "", terms), ("POST", "/webhook/enable", None)):
        await operator.call(method, f"{ADMIN}/nobody{path}", 404, json=body)


async def test_secrets_stand_in_no_answer_event_or_audit_row(company, operator, admin, app):
    made = await admin.call("POST", f"{ADMIN}/company-a/secrets", 201)
    hook = await admin.call("POST", f"{ADMIN}/company-a/webhook-secret", 201)
    known = (company.secret, company.webhook_secret, made["secret"], hook["webhook_secret"])
    async with app.state.database.read() as session:
        rows = (await session.execute(text("SELECT action || ' ' || facts::text FROM audit_log"))).scalars().all()
        events = (await session.execute(text("SELECT data::text FROM outbox"))).scalars().all()
    actions = {row.split(" ", 1)[0] for row in rows}
    assert {"partners.created", "partners.secret_added", "partners.webhook_secret_replaced"} <= actions
    shown = "".join([*rows, *events, (await operator.send("GET", ADMIN)).text])
    assert not [secret for secret in known if secret in shown]


async def test_bad_partners_are_clear_refusals(admin):
    good = {"partner_id": "company-c", "name": "C", "daily_cap_gold": 5, "player_daily_cap_gold": 5}
    for facts in (
        {"partner_id": "Company C"},
        {"partner_id": "c"},
        {"partner_id": "a" * 33},
        {"name": ""},
        {"name": "a\x00"},
        {"daily_cap_gold": -1},
        {"player_daily_cap_gold": 2**53},
        {"webhook_events": ["credit.posted", "anything"]},
        {"webhook_url": "http://example.com/hook"},
        {"webhook_url": "https://10.0.0.1/hook"},
        {"webhook_url": "https://user:pass@example.com/hook"},
        {"webhook_url": "https://nowhere.invalid/hook"},
        {"webhook_url": "file:///etc/passwd"},
        {"secret": "mine"},
    ):
        await admin.call("POST", ADMIN, 422, json={**good, **facts})
