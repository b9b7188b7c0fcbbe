"""Calls that prove nothing are refused, all with one answer."""

import asyncio
import json
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import text

from casino_club.domains.partners import tasks
from tests.domains.partners.support import ADMIN, API


@pytest.fixture
async def linked(company, anna):
    await company.link(anna)
    return company


async def refused(answer):
    assert answer.status_code == 401, answer.text
    assert answer.json()["error"]["code"] == "bad_signature"
    return {**answer.json()["error"], "request_id": None}


async def test_whatever_is_wrong_has_one_answer(linked):
    path = "/players/alice/balance"
    good = await linked.send("GET", path)
    assert good.status_code == 200, good.text
    forged = [
        {"partner": "company-z"},
        {"partner": ""},
        {"partner": "Company A\t"},
        {"kid": "k-unknown"},
        {"secret": "another"},
        {"at": linked.clock.now() - timedelta(seconds=301)},
        {"at": linked.clock.now() + timedelta(seconds=302)},
        {"method": "POST"},
        {"target": f"{API}/players/bob/balance"},
        {"target": f"{API}{path}?limit=1"},
        {"body": b"{}"},
        {"nonce": "a,b"},
    ]
    answers = [await refused(await linked.send("GET", path, **facts)) for facts in forged]
    bare = await linked.http.get(API + path, headers={"X-Partner-Id": linked.id})
    answers.append(await refused(bare))
    assert all(answer == answers[0] for answer in answers)


async def test_a_clock_may_be_five_minutes_off(linked):
    for seconds in (-299, 299):
        at = linked.clock.now() + timedelta(seconds=seconds)
        assert (await linked.send("GET", "/players/alice/balance", at=at)).status_code == 200


async def test_a_signed_time_past_the_calendar_is_refused(linked):
    class Never:
        def timestamp(self):
            return 999_999_999_999

    await refused(await linked.send("GET", "/players/alice/balance", at=Never()))


async def test_a_call_passes_once(linked):
    nonce = secrets.token_urlsafe(12)
    assert (await linked.send("GET", "/players/alice/balance", nonce=nonce)).status_code == 200
    await refused(await linked.send("GET", "/players/alice/balance", nonce=nonce))


async def test_twenty_copies_at_once_pass_once(linked):
    order = json.dumps(linked.order()).encode()
    headers = linked.headers("POST", f"{API}/credits", order)
    headers |= {"Idempotency-Key": "k", "Content-Type": "application/json"}

    async def copy():
        return (await linked.http.post(f"{API}/credits", content=order, headers=headers)).status_code

    assert sorted(await asyncio.gather(*(copy() for _ in range(20)))) == [200] + [401] * 19


async def test_a_refused_call_has_used_its_nonce(linked):
    nonce, order = secrets.token_urlsafe(12), linked.order(external_id="nobody")
    assert (await linked.send("POST", "/credits", order, key="k", nonce=nonce)).status_code == 404
    await refused(await linked.send("POST", "/credits", order, key="k", nonce=nonce))


async def test_a_body_written_anew_is_another_body(linked):
    order = linked.order()
    sent, signed = json.dumps(order).encode(), json.dumps(order, separators=(",", ":")).encode()
    assert json.loads(sent) == json.loads(signed)
    await refused(await linked.send("POST", "/credits", sent, key="k", body=signed))


async def test_the_query_is_signed_as_it_was_sent(linked):
    target = "/statement?since=2026-01-01T00%3A00%3A00%2B09%3A00&limit=5"
    assert (await linked.send("GET", target)).status_code == 200
    await refused(await linked.send("GET", target, target=f"{API}/statement?limit=5"))


async def test_another_partners_secret_proves_nothing(linked, partner):
    other = await partner("company-b")
    await refused(await linked.send("GET", "/statement", kid=other.kid, secret=other.secret))


async def test_secrets_change_without_a_gap(linked, admin):
    path, first = f"{ADMIN}/{linked.id}/secrets", (linked.kid, linked.secret)
    made = await admin.call("POST", path, 201)
    assert (await admin.call("POST", path, 409))["error"]["code"] == "secrets_full"
    for kid, secret in (first, (made["kid"], made["secret"])):
        assert (await linked.send("GET", "/statement", kid=kid, secret=secret)).status_code == 200
    await admin.call("DELETE", f"{path}/{first[0]}", 204)
    await refused(await linked.send("GET", "/statement"))
    linked.kid, linked.secret = made["kid"], made["secret"]
    await linked.call("GET", "/statement")
    assert (await admin.call("DELETE", f"{path}/{made['kid']}", 409))["error"]["code"] == "last_secret"
    assert (await admin.call("DELETE", f"{path}/{first[0]}", 404))["error"]["code"] == "secret_not_found"


async def test_a_partner_that_is_switched_off_is_told_so(linked, operator):
    off = {"name": "A", "daily_cap_gold": 1, "player_daily_cap_gold": 1, "active": False}
    await operator.call("PUT", f"{ADMIN}/{linked.id}", json=off)
    assert (await linked.call("GET", "/statement", 403))["error"]["code"] == "partner_inactive"
    await refused(await linked.send("GET", "/statement", secret="x"))


async def test_calls_have_a_limit_that_forgers_do_not_use_up(linked, monkeypatch):
    from casino_club.domains.partners import gate
    from casino_club.infra.http.ratelimit import RateLimitItemPerMinute

    monkeypatch.setattr(gate, "CALLS_PER_MINUTE", RateLimitItemPerMinute(3))
    for _ in range(5):
        await refused(await linked.send("GET", "/statement", secret="x"))
    statuses = [(await linked.send("GET", "/statement")).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


async def test_a_nonce_is_kept_for_25_hours(app, linked, frozen):
    async def kept():
        await tasks.purge(app.state.database, frozen)
        async with app.state.database.read() as session:
            return (await session.execute(text("SELECT count(*) FROM partner_nonces"))).scalar_one()

    assert await kept() == 1  # the call for a code
    frozen.advance(timedelta(hours=25))
    assert await kept() == 1
    frozen.advance(timedelta(seconds=1))
    assert await kept() == 0
