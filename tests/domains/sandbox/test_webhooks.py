"""Webhooks: signed, six tries, every delivery a nonce of its own, and no transaction while they travel."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from prometheus_client import REGISTRY

from casino_club.domains.sandbox import rules
from casino_club.domains.sandbox.tasks import Messenger
from casino_club.infra import webhook_signature
from casino_club.infra.settings import webhook_keys


def counted(result):
    return REGISTRY.get_sample_value("casino_club_sandbox_webhooks_total", {"result": result}) or 0


async def test_a_webhook_is_signed_over_its_bytes(club, messenger, press, settings, clock, payment):
    before = counted("delivered")
    await press("approve")
    assert await messenger.send_due() == 1
    ((path, headers, body),) = club.requests
    assert (path, headers["Content-Type"]) == ("/api/shop/webhook/payment", "application/json")
    (signature,) = club.signatures
    signed = webhook_signature.verify(webhook_keys(settings), signature, body, now=clock.now())
    assert signed.kid == "local"
    facts = dict(club.bodies[0])
    assert facts.pop("event_id")
    assert facts == {
        "receipt_code": "r-1",
        "status": "paid",
        "amount": 4_900,
        "currency": "KRW",
        "provider_ref": payment.ref,
    }
    with pytest.raises(webhook_signature.BadSignatureError):
        webhook_signature.verify(webhook_keys(settings), signature, body.replace(b"4900", b"4901"), now=clock.now())
    assert await messenger.send_due() == 0
    assert counted("delivered") == before + 1


async def test_a_duplicate_is_one_event_three_times(club, messenger, press, settings, clock):
    await press("duplicate")
    assert await messenger.send_due() == 3
    assert len({body["event_id"] for body in club.bodies}) == 1
    keys = webhook_keys(settings)
    nonces = {
        webhook_signature.verify(keys, signature, body, now=clock.now()).nonce
        for signature, (_, _, body) in zip(club.signatures, club.requests, strict=True)
    }
    assert len(nonces) == 3


@pytest.mark.parametrize("status", [500, 401, 307])
async def test_six_tries_then_given_up(club, messenger, press, clock, sql, status):
    club.status = status
    failed, given_up = counted("failed"), counted("given_up")
    await press("approve")
    for number, wait in enumerate([*rules.RETRY_AFTER, timedelta(days=1)], start=1):
        assert await messenger.send_due() == 1
        assert len(club.requests) == number
        clock.advance(wait - timedelta(seconds=1))
        assert await messenger.send_due() == 0
        clock.advance(timedelta(seconds=1))
    assert await messenger.send_due() == 0
    (row,) = await sql("SELECT attempts, last_error, due_at, delivered_at FROM sandbox_webhooks")
    assert tuple(row) == (6, f"answered {status}", None, None)
    assert {path for path, _, _ in club.requests} == {"/api/shop/webhook/payment"}  # no redirect is followed
    assert len(set(club.signatures)) == 6
    assert len({body["event_id"] for body in club.bodies}) == 1
    assert (counted("failed"), counted("given_up")) == (failed + 5, given_up + 1)


async def test_what_arrives_at_last_is_not_sent_again(club, messenger, press, clock, sql):
    club.status = 500
    await press("approve")
    await messenger.send_due()
    club.status = 200
    clock.advance(rules.RETRY_AFTER[0])
    assert await messenger.send_due() == 1
    clock.advance(timedelta(days=1))
    assert await messenger.send_due() == 0
    (row,) = await sql("SELECT attempts, last_error, due_at, delivered_at IS NOT NULL AS there FROM sandbox_webhooks")
    assert tuple(row) == (2, None, None, True)


async def test_a_club_that_is_away_is_a_failed_try(fresh_database, clock, settings, press, sql):
    away = settings.model_copy(update={"public_url": "http://127.0.0.1:1"})
    await press("approve")
    assert await Messenger(fresh_database, clock, away).send_due() == 1
    (row,) = await sql("SELECT attempts, last_error, delivered_at FROM sandbox_webhooks")
    assert (row.attempts, row.last_error, row.delivered_at) == (1, "ClientConnectorError", None)


async def test_a_club_that_never_answers_is_a_failed_try(club, messenger, press, sql, monkeypatch):
    monkeypatch.setattr("casino_club.domains.sandbox.tasks.TIMEOUT_S", 0.1)
    club.gate.clear()
    await press("approve")
    assert await messenger.send_due() == 1
    club.gate.set()
    (row,) = await sql("SELECT last_error, delivered_at FROM sandbox_webhooks")
    assert (row.last_error, row.delivered_at) == ("TimeoutError", None)


async def test_while_a_webhook_travels_no_transaction_is_open(club, messenger, press, fresh_database_url):
    """Seen failing with the sending moved inside the claim's transaction."""
    club.gate.clear()
    await press("approve")
    sending = asyncio.create_task(messenger.send_due())
    await club.came.wait()
    connection = await asyncpg.connect(fresh_database_url)
    states = await connection.fetch(
        "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tests'"
    )
    await connection.close()
    club.gate.set()
    assert await sending == 1
    assert {row["state"] for row in states} == {"idle"}


async def test_messengers_at_once_send_each_delivery_once(
    club, press, messenger, till, fresh_database, clock, settings
):
    for number in range(6):
        one = await till.open(f"many-{number}")
        await press("delay", ref=one.ref)
        other = await till.open(f"now-{number}")
        await press("approve", ref=other.ref)
    clock.advance(rules.DELAY)
    here = settings.model_copy(update={"public_url": club.origin})
    others = [Messenger(fresh_database, clock, here) for _ in range(3)]
    await asyncio.gather(*(one.send_due() for one in [messenger, *others]))
    await messenger.send_due()
    assert len(club.requests) == 12
    assert len({body["event_id"] for body in club.bodies}) == 12
    assert len({body["receipt_code"] for body in club.bodies}) == 12


async def test_the_loop_waits_out_a_database_that_is_away(club, messenger, press, fresh_database, monkeypatch):
    monkeypatch.setattr("casino_club.domains.sandbox.tasks.IDLE_S", 0.01)
    run, fails = fresh_database.run, iter([OSError("away"), OSError("away")])

    async def flaky(work):
        for error in fails:
            raise error
        return await run(work)

    await press("approve")
    monkeypatch.setattr(fresh_database, "run", flaky)
    working = asyncio.create_task(messenger.run())
    await asyncio.wait_for(club.came.wait(), 30)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert len(club.requests) == 1


async def test_the_loop_does_not_swallow_a_defect(messenger, fresh_database, monkeypatch):
    async def broken(work):
        raise KeyError("defect")

    monkeypatch.setattr(fresh_database, "run", broken)
    with pytest.raises(KeyError):
        await messenger.run()
