"""What becomes of payments: by the page's buttons, by the API, and by both at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from casino_club.domains.sandbox import rules
from casino_club.domains.sandbox.errors import SandboxConflictError, SandboxSilentError
from tests.domains.sandbox.support import RETURN_URL


async def test_opening_twice_is_one_payment(till, payment):
    assert (payment.state, payment.paid, payment.asked, payment.return_url) == ("open", 0, 4_900, RETURN_URL)
    assert len(payment.ref) == 43
    assert await till.open(title="Another title") == payment
    assert len({one.ref for one in await asyncio.gather(*(till.open("r-2") for _ in range(5)))}) == 1


@pytest.mark.parametrize("facts", [{"amount": 4_901}, {"currency": "USD"}])
async def test_a_receipt_stands_for_one_amount(till, payment, facts):
    with pytest.raises(SandboxConflictError):
        await till.open(**facts)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "/shop",
        "//club.test",
        "http://me@club.test/",
        "https://club.test;script-src *",
        "http://club.test/\n",
        "http://",
        "",
    ],
)
def test_the_way_back_is_an_http_address(url):
    with pytest.raises(ValueError, match="not an http address"):
        rules.origin_of(url)
    assert rules.origin_of("https://[::1]:8000/ko?a=1") == "https://[::1]:8000"


async def test_no_payment_leads_to_a_script(till, sql):
    with pytest.raises(ValueError, match="not an http address"):
        await till.open(return_url="javascript:alert(1)")
    assert await sql("SELECT 1 FROM sandbox_payments") == []


@pytest.mark.parametrize(
    ("action", "state", "paid", "events"),
    [
        ("approve", "paid", 4_900, [("paid", 4_900)]),
        ("decline", "declined", 0, [("declined", 4_900)]),
        ("cancel", "cancelled", 0, [("cancelled", 4_900)]),
        ("duplicate", "paid", 4_900, [("paid", 4_900)] * 3),
        ("wrong_amount", "paid", 4_899, [("paid", 4_899)]),
        ("refund", "open", 0, []),
        ("dispute", "open", 0, []),
    ],
)
async def test_what_a_button_does(till, press, told, action, state, paid, events):
    await press(action, card="card_b")
    after = await till.find()
    assert (after.state, after.paid, after.refunded, after.charged_back) == (state, paid, 0, False)
    assert (after.card == "card_b") == (state in {"paid", "declined"})
    assert await told() == events
    # Whatever has ended has ended: no second button, and no closing, changes it.
    if state != "open":
        for again in ("approve", "decline", "cancel", "delay", "error", "wrong_amount"):
            await press(again)
        await till.close()
        assert await till.find() == after
        assert await told() == events


async def test_the_smallest_payment_too_is_captured_wrong(till, press):
    one = await till.open("r-one", amount=1)
    await press("wrong_amount", ref=one.ref)
    assert (await till.find("r-one")).paid == 2


async def test_a_late_approval_is_paid_when_its_time_comes(till, press, told, clock, messenger, payment, sql):
    await press("delay", card="card_c")
    await press("cancel")  # the payer has approved
    clock.advance(rules.DELAY - timedelta(seconds=1))
    assert (await till.find()).state == "open"
    assert await messenger.send_due() == 0
    clock.advance(timedelta(seconds=1))
    after = await till.find()
    assert (after.state, after.paid, after.card) == ("paid", 4_900, "card_c")
    assert after.closed_at == payment.opened_at + rules.DELAY
    assert await told() == []  # a look writes nothing
    assert await messenger.send_due() == 1
    assert await till.find() == after
    assert await messenger.send_due() == 0
    assert await told() == [("paid", 4_900)]


async def test_whoever_writes_first_captures_what_is_due(till, press, told, clock):
    await press("delay")
    clock.advance(rules.DELAY)
    assert await till.refund(900, uuid4())
    assert (await till.find()).refunded == 900
    assert await told() == [("paid", 4_900), ("refunded", 900)]


async def test_a_closed_payment_is_never_paid(till, press, told, clock, messenger):
    await press("delay")
    assert (await till.close()).state == "cancelled"
    clock.advance(rules.DELAY)
    await press("approve")
    await messenger.send_due()
    assert (await till.find()).state == "cancelled"
    assert await told() == [("cancelled", 4_900)]
    assert (await till.close()).state == "cancelled"
    assert await told() == [("cancelled", 4_900)]


async def test_close_and_approve_at_once_agree(till, browser, sql):
    """Seen failing without the lock: both then end the payment and both tell of it."""
    for number in range(8):
        receipt = f"race-{number}"
        one = await till.open(receipt)
        url = f"/sandbox/checkout/{one.ref}"
        closed, _ = await asyncio.gather(till.close(receipt), browser.post(url, data={"action": "approve"}))
        after = await till.find(receipt)
        assert closed == after
        rows = await sql("SELECT body::json ->> 'status' AS status FROM sandbox_webhooks WHERE receipt = :r", r=receipt)
        assert [row.status for row in rows] == [after.state]


async def test_a_refund_is_paid_once_a_key(till, press, told, sql):
    await press("approve")
    key = uuid4()
    assert [await till.refund(4_000, key) for _ in range(2)] == [True, True]
    assert (await till.find()).refunded == 4_000
    with pytest.raises(SandboxConflictError):
        await till.refund(900, key)
    assert await till.refund(901, uuid4()) is False
    assert await till.refund(900, uuid4()) is True
    assert await till.refund(1, uuid4()) is False
    assert await till.refund(4_000, key) is True
    assert await told() == [("paid", 4_900), ("refunded", 4_000), ("refunded", 900)]


@pytest.mark.parametrize("amount", [0, -1, 4_901])
async def test_what_was_not_paid_is_not_refunded(till, press, told, amount):
    assert await till.refund(1, uuid4()) is False
    assert await till.refund(1, uuid4(), receipt="nobody") is False
    await press("approve")
    assert await till.refund(amount, uuid4()) is False
    assert await told() == [("paid", 4_900)]


async def test_a_key_of_another_payment_is_refused(till, press):
    other = await till.open("r-2")
    await press("approve")
    await press("approve", ref=other.ref)
    key = uuid4()
    assert await till.refund(100, key)
    with pytest.raises(SandboxConflictError):
        await till.refund(100, key, receipt="r-2")
    assert (await till.find("r-2")).refunded == 0


async def test_refunds_at_once_never_pay_back_more_than_was_paid(till, press, told, sql):
    """Seen failing without the lock: then each sees all of the payment left."""
    await press("wrong_amount")
    done = await asyncio.gather(*(till.refund(2_000, uuid4()) for _ in range(6)), press("refund"))
    after = await till.find()
    assert after.refunded == after.paid == 4_899
    assert sum(one is True for one in done) <= 2
    (total,) = await sql("SELECT sum(amount)::int AS sum FROM sandbox_refunds")
    assert total.sum == 4_899
    assert sum(amount for status, amount in await told() if status == "refunded") == 4_899


async def test_one_key_at_once_is_one_refund(till, press, told):
    await press("approve")
    key = uuid4()
    assert await asyncio.gather(*(till.refund(1_000, key) for _ in range(5))) == [True] * 5
    assert (await till.find()).refunded == 1_000
    assert await told() == [("paid", 4_900), ("refunded", 1_000)]


async def test_the_page_refunds_and_disputes_what_is_left(till, press, told):
    await press("approve")
    await till.refund(900, uuid4())
    await press("dispute")
    await press("dispute")
    await press("refund")
    after = await till.find()
    assert (after.state, after.refunded, after.charged_back, after.left) == ("paid", 900, True, 0)
    assert await till.refund(1, uuid4()) is False
    assert await told() == [("paid", 4_900), ("refunded", 900), ("charged_back", 4_000)]


async def test_a_whole_refund_leaves_nothing_to_dispute(till, press, told):
    await press("approve")
    await press("refund")
    await press("refund")
    await press("dispute")
    after = await till.find()
    assert (after.refunded, after.charged_back) == (4_900, False)
    assert await told() == [("paid", 4_900), ("refunded", 4_900)]


async def test_a_silent_provider_answers_nothing_for_a_while(till, press, told, clock, browser, payment):
    await press("error")
    calls = (till.open, till.find, till.close, lambda: till.refund(1, uuid4()))
    for call in calls:
        with pytest.raises(SandboxSilentError):
            await call()
    assert await told() == [("paid", 4_900)]
    assert (await browser.get(f"/sandbox/checkout/{payment.ref}")).status_code == 200
    assert (await till.open("r-2")).state == "open"  # only this payment is silent
    clock.advance(rules.SILENCE)
    assert (await till.find()).paid == 4_900
    for call in calls:
        assert await call()


async def test_a_receipt_never_opened_is_unknown(till):
    assert await till.close("nobody") is None
    with pytest.raises(AssertionError):
        await till.find("nobody")


def test_the_waits_double_and_make_six_tries():
    seconds = [wait.total_seconds() for wait in rules.RETRY_AFTER]
    assert seconds == [10, 20, 40, 80, 160]


def test_a_capture_is_told_of_with_the_facts_of_the_payment(payment):
    moved = rules.capture_due(replace(payment, pays_at=payment.opened_at), now=payment.opened_at)
    (event,) = moved.events
    assert rules.webhook_facts(moved.payment, event, event_id="e") == {
        "event_id": "e",
        "receipt_code": "r-1",
        "status": "paid",
        "amount": 4_900,
        "currency": "KRW",
        "provider_ref": payment.ref,
    }
