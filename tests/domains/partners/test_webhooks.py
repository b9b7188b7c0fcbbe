"""Webhooks: signed by the standard, tried six times, never to where they should not go."""

import asyncio
import socket
from datetime import timedelta

import aiohttp
import orjson
import pytest
from sqlalchemy import text
from standardwebhooks import Webhook, WebhookVerificationError

from casino_club.domains.partners import delivery_repository, rules, tasks
from casino_club.domains.partners.tasks import Messenger
from tests.domains.partners.support import ADMIN, Endpoint


@pytest.fixture
async def company(partner, endpoint):
    return await partner(webhook_url=endpoint.url)


@pytest.fixture
async def linked(company, anna, messenger, endpoint):
    """A linked player, with the first webhook delivered and forgotten."""
    await company.link(anna)
    await messenger.send_due()
    endpoint.requests.clear()
    return company


async def deliveries(operator, status=None):
    query = "" if status is None else f"?status={status}"
    return (await operator.call("GET", f"{ADMIN}/company-a/deliveries{query}"))["items"]


def event_of(request, secret):
    return Webhook(secret).verify(request.body, request.headers)


async def test_every_deed_is_told_as_the_standard_says(company, anna, messenger, endpoint, operator, audited):
    await company.link(anna)
    order = company.order(250, memo="보너스")
    credited = await company.call("POST", "/credits", 200, order, key="k")
    await company.call("POST", "/credits", 200, order, key="k")
    await anna.call("DELETE", "/api/partners/links/company-a", 204)
    assert endpoint.requests == []
    assert await messenger.send_due() == 3
    events = [event_of(request, company.webhook_secret) for request in endpoint.requests]
    events.sort(key=lambda event: event["type"])
    posted, was_linked, unlinked = events
    assert [event["type"] for event in events] == ["credit.posted", "player.linked", "player.unlinked"]
    assert set(was_linked["data"]) == {"external_id", "linked_at"}
    assert set(unlinked["data"]) == {"external_id", "unlinked_at"}
    assert posted["data"] == {
        "credit_id": credited["credit_id"],
        "external_id": "alice",
        "amount": 250,
        "currency": "gold",
        "reference": order["reference"],
        "memo": "보너스",
        "balance_after": 10_250,
        "created_at": posted["timestamp"],
    }
    _, headers, body = endpoint.requests[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(company.webhook_secret).verify(body.replace(b":", b": ", 1), headers)
    assert {row["status"] for row in await deliveries(operator)} == {"sent"}
    assert await messenger.send_due() == 0
    await audited()


async def test_six_tries_with_growing_waits_under_one_id_then_failed(linked, messenger, endpoint, frozen, operator):
    endpoint.answers = [500, 302, 404, 429, 503, 400, 204]
    await linked.credit()
    waits = []
    for number in range(1, rules.TRIES_MAX + 1):
        assert await messenger.send_due() == 1
        assert len(endpoint.requests) == number
        (row, *_) = await deliveries(operator)
        assert row["attempts"] == number
        if row["status"] == "failed":
            break
        wait = rules.retry_ceiling(number)
        waits.append(wait)
        frozen.advance(wait - timedelta(seconds=1))
        assert await messenger.send_due() == 0
        frozen.advance(timedelta(seconds=1))
    assert (row["status"], row["http_status"], row["due_at"]) == ("failed", 400, None)
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 25, 125, 625)]
    assert len({request.headers["webhook-id"] for request in endpoint.requests}) == 1
    assert len({request.headers["webhook-timestamp"] for request in endpoint.requests}) == 6
    assert len({request.body for request in endpoint.requests}) == 1
    frozen.advance(timedelta(days=30))
    assert await messenger.send_due() == 0
    assert len(endpoint.requests) == 6


@pytest.mark.parametrize("attempts", range(1, 8))
def test_jitter_covers_the_whole_wait(attempts):
    ceiling = rules.retry_ceiling(attempts)
    assert rules.retry_after(attempts, 0.0) == timedelta(0)
    assert rules.retry_after(attempts, 0.5) == ceiling / 2
    assert ceiling <= rules.RETRY_MAX


async def test_gone_is_gone_until_an_operator_says_otherwise(linked, messenger, endpoint, frozen, operator, anna):
    endpoint.answers = [410]
    await linked.credit()
    assert await messenger.send_due() == 1
    await linked.credit()
    frozen.advance(timedelta(days=2))
    assert await messenger.send_due() == 0
    (row,) = (await operator.call("GET", ADMIN))["items"]
    assert (row["webhook_disabled_reason"], row["deliveries_pending"], row["deliveries_failed"]) == (
        "answered 410",
        1,
        1,
    )
    (failed,) = await deliveries(operator, "failed")
    replay = f"{ADMIN}/company-a/deliveries/{failed['delivery_id']}/replay"
    assert (await operator.call("POST", replay, 409))["error"]["code"] == "webhook_disabled"
    enabled = await operator.call("POST", f"{ADMIN}/company-a/webhook/enable")
    assert enabled["webhook_disabled_at"] is None
    assert await messenger.send_due() == 1
    await operator.call("POST", replay)
    assert await messenger.send_due() == 1
    assert {row["status"] for row in await deliveries(operator)} == {"sent"}
    ids = [request.headers["webhook-id"] for request in endpoint.requests]
    assert ids[0] == ids[2] != ids[1]


async def test_only_what_failed_is_replayed(linked, messenger, endpoint, operator, anna, app):
    await linked.credit()
    (waiting,) = await deliveries(operator, "pending")
    path = f"{ADMIN}/company-a/deliveries"
    refused = await operator.call("POST", f"{path}/{waiting['delivery_id']}/replay", 409)
    assert refused["error"]["details"] == {"status": "pending"}
    await messenger.send_due()
    await operator.call("POST", f"{path}/{waiting['delivery_id']}/replay", 409)
    await operator.call("POST", f"{path}/{waiting['delivery_id'][:-4]}0000/replay", 404)
    await operator.call("POST", f"{ADMIN}/nobody/deliveries/{waiting['delivery_id']}/replay", 404)
    await anna.call("POST", f"{path}/{waiting['delivery_id']}/replay", 403)
    assert len(await deliveries(operator)) == 2


async def test_a_dead_endpoint_is_tried_again(partner, anna, messenger, frozen, operator):
    async with Endpoint() as closed:
        url = closed.url
    company = await partner(webhook_url=url)
    await company.link(anna)
    assert await messenger.send_due() == 1
    (row,) = await deliveries(operator)
    assert (row["status"], row["attempts"], row["reason"]) == ("pending", 1, "ClientConnectorError")


async def test_many_messengers_send_each_webhook_once(linked, app, frozen, endpoint):
    """Seen failing without moving `due_at`."""
    for _ in range(12):
        await linked.credit()
    several = [Messenger(app.state.database, frozen, public_only=False) for _ in range(4)]
    assert sum(await asyncio.gather(*(one.send_due() for one in several))) == 12
    ids = [request.headers["webhook-id"] for request in endpoint.requests]
    assert len(ids) == len(set(ids)) == 12


async def test_what_a_dead_worker_held_is_tried_again_and_counted(linked, app, messenger, endpoint, frozen, operator):
    await linked.credit()
    for number in range(rules.TRIES_MAX):
        async with app.state.database.transaction() as session:  # a worker that takes it and dies
            held = await delivery_repository.claim(session, now=frozen.now(), lease=tasks.LEASE, limit=9)
        assert [one.attempts for one in held] == [number + 1]
        assert await messenger.send_due() == 0
        frozen.advance(tasks.LEASE)
    assert await messenger.send_due() == 1
    (failed,) = await deliveries(operator, "failed")
    assert failed["reason"] == "no_outcome"
    assert endpoint.requests == []


async def test_a_new_webhook_secret_signs_beside_the_old_one_for_a_day(linked, messenger, endpoint, frozen, admin):
    made = await admin.call("POST", f"{ADMIN}/company-a/webhook-secret", 201)
    await linked.credit()
    await messenger.send_due()
    for secret in (linked.webhook_secret, made["webhook_secret"]):
        assert event_of(endpoint.requests[0], secret)["type"] == "credit.posted"
    frozen.advance(timedelta(hours=24, seconds=1))
    await linked.credit()
    await messenger.send_due()
    headers = endpoint.requests[1].headers
    assert len(headers["webhook-signature"].split(" ")) == 1


async def test_a_partner_is_told_what_it_wants_and_where(partner, anna, messenger, endpoint, operator, frozen):
    company = await partner(webhook_url=endpoint.url, webhook_events=["credit.posted"])
    await company.link(anna)
    assert await messenger.send_due() == 0
    await company.credit()
    terms = {"name": "A", "daily_cap_gold": 9_999, "player_daily_cap_gold": 9_999, "webhook_events": ["credit.posted"]}
    await operator.call("PUT", f"{ADMIN}/company-a", json=terms)
    assert await messenger.send_due() == 0  # nowhere to go
    await company.credit()
    await operator.call("PUT", f"{ADMIN}/company-a", json={**terms, "webhook_url": endpoint.url, "active": False})
    assert await messenger.send_due() == 0  # switched off
    await operator.call("PUT", f"{ADMIN}/company-a", json={**terms, "webhook_url": endpoint.url})
    assert await messenger.send_due() == 1


async def test_inside_addresses_are_not_called_in_production(linked, app, frozen, endpoint, operator, monkeypatch):
    strict = Messenger(app.state.database, frozen, public_only=True, chance=lambda: 0.0)
    await linked.credit()
    assert await strict.send_due() == 1
    assert (await deliveries(operator, "pending"))[0]["reason"] == "address_refused"
    # A name that was public when it was handed in, and leads inside now.
    async with app.state.database.transaction() as session:
        await session.execute(text("UPDATE partners SET webhook_url = 'https://hooks.company-a.example/x'"))

    async def inside(*_, **__):
        return [{"hostname": "x", "host": "10.0.0.7", "port": 443, "family": socket.AF_INET, "proto": 6, "flags": 0}]

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", inside)
    frozen.advance(timedelta(minutes=5))
    assert await strict.send_due() == 1
    (row,) = await deliveries(operator, "pending")
    assert (row["attempts"], row["reason"]) == (2, "ClientConnectorDNSError")
    assert endpoint.requests == []


async def test_what_is_stored_is_what_is_sent(linked, messenger, endpoint, operator):
    await linked.credit(7, memo='a "quoted" ☂')
    await messenger.send_due()
    (row, *_) = await deliveries(operator, "sent")
    assert row["payload"].encode() == endpoint.requests[0].body
    assert orjson.loads(row["payload"])["data"]["memo"] == 'a "quoted" ☂'


async def test_old_webhooks_are_forgotten(linked, app, messenger, frozen, operator):
    await linked.credit()
    frozen.advance(tasks.DELIVERIES_KEPT + timedelta(seconds=1))
    await tasks.purge(app.state.database, frozen)
    assert [row["status"] for row in await deliveries(operator)] == ["pending"]
