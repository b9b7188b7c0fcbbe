"""The port over Stripe, spoken over the wire to a local fake that answers recorded objects."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import stripe
from stripe.checkout import Session

from casino_club.domains.payments.contracts import Gateway, Notice, Order, Payment
from casino_club.domains.payments.errors import GatewayUnavailableError, RefundRefusedError, WebhookRefusedError
from casino_club.domains.payments.stripe_gateway import StripeGateway
from tests.domains.payments.fake_stripe import SECRET_KEY, fake_stripe, shape

RECEIPT = "CC7K2M9QXR4TWB"
BACK = "https://club.test/shop/return?receipt=CC7K2M9QXR4TWB"
ORDER = Order(RECEIPT, "KRW", 9_900, "골드 상자")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OLD, NEW = "whsec_old", "whsec_new"
CARD = "Xt5EWLLDS7FJjR1c"
PAID = Payment("paid", amount=9_900, currency="KRW", card=CARD)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """The SDK's own pauses between its tries."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.01)


@pytest.fixture
async def fake():
    async with fake_stripe() as running:
        yield running


@pytest.fixture
async def gateway(fake):
    made = StripeGateway(SECRET_KEY, [NEW, OLD], fake.url, attempt_s_max=0.3)
    yield made
    await made.aclose()


@pytest.fixture
async def opened(gateway):
    """The order after it was opened and that was written down."""
    return replace(ORDER, ref=(await gateway.open(ORDER, return_url=BACK)).ref)


def signed(body: bytes, *, secret=NEW, at=NOW):
    value = stripe.WebhookSignature.generate_signature_header(body.decode(), secret, int(at.timestamp()))
    return {"stripe-signature": value}


def event(kind: str, thing: dict, **changes) -> bytes:
    return json.dumps(shape("event", type=kind, data={"object": thing}, **changes)).encode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("checkout_session", Session),
        ("payment_intent", stripe.PaymentIntent),
        ("charge", stripe.Charge),
        ("refund", stripe.Refund),
        ("dispute", stripe.Dispute),
        ("event", stripe.Event),
    ],
)
def test_the_recorded_objects_are_those_the_sdk_knows(name, kind):
    assert shape(name).keys() <= set(kind.__annotations__)


def test_it_is_a_gateway():
    gateway: Gateway = StripeGateway(SECRET_KEY, [NEW])
    assert gateway.name == "stripe"


async def test_an_order_is_opened_once_however_often_it_is_asked(gateway, fake):
    first = await gateway.open(ORDER, return_url=BACK)
    assert await gateway.open(ORDER, return_url=BACK) == first
    (session,) = fake.sessions.values()
    assert (session["id"], session["url"]) == (first.ref, first.url)
    assert (session["currency"], session["amount_total"], session["title"]) == ("krw", 9_900, "골드 상자")
    assert (session["success_url"], session["cancel_url"], session["mode"]) == (BACK, BACK, "payment")


async def test_dollars_are_sent_in_cents_and_long_titles_are_cut(gateway, fake):
    await gateway.open(Order(RECEIPT, "USD", 499, "x" * 1_000), return_url=BACK)
    session = fake.session_of(RECEIPT)
    assert (session["currency"], session["amount_total"], len(session["title"])) == ("usd", 499, 250)


async def test_what_stripe_refuses_to_open_is_unavailable(gateway, fake):
    with pytest.raises(GatewayUnavailableError):
        await gateway.open(Order(RECEIPT, "USD", 49, "Too cheap"), return_url=BACK)
    assert (fake.sessions, len(fake.calls)) == ({}, 1)
    await gateway.open(ORDER, return_url=BACK)
    with pytest.raises(GatewayUnavailableError):
        await gateway.open(ORDER, return_url="https://elsewhere.test")


async def test_an_answer_about_somebody_elses_receipt_is_nonsense(gateway, fake, opened):
    fake.sessions[opened.ref]["client_reference_id"] = "CCOTHER"
    with pytest.raises(GatewayUnavailableError):
        await gateway.look(opened)
    body = json.dumps(shape("checkout_session", client_reference_id=None)).encode()
    fake.break_next(body)
    with pytest.raises(GatewayUnavailableError):
        await gateway.open(ORDER, return_url=BACK)


async def test_looking_at_a_payment_in_every_state(gateway, fake, opened):
    assert await gateway.look(opened) == Payment("open")
    fake.begin(RECEIPT, "requires_payment_method")  # a card was refused; another one may follow
    assert await gateway.look(opened) == Payment("open")
    fake.session_of(RECEIPT)["status"] = "complete"
    for status, state in (("processing", "open"), ("requires_payment_method", "declined"), ("canceled", "declined")):
        fake.begin(RECEIPT, status)
        assert await gateway.look(opened) == Payment(state)
    fake.pay(RECEIPT)
    assert await gateway.look(opened) == PAID
    assert await gateway.look(replace(opened, ref="cs_test_nothing")) == Payment("unknown")


async def test_a_session_nobody_paid_is_cancelled(gateway, fake, opened):
    fake.expire(RECEIPT)
    assert await gateway.look(opened) == Payment("cancelled")
    fake.pay(RECEIPT)
    fake.expire(RECEIPT)  # money that came in counts more than the page
    assert await gateway.look(opened) == PAID


async def test_what_was_paid_is_told_as_it_is(gateway, fake, opened):
    charge = fake.pay(RECEIPT)
    intent = fake.intents[f"pi_{RECEIPT}"]
    intent |= {"amount_received": 9_000, "currency": "eur"}
    assert await gateway.look(opened) == replace(PAID, amount=9_000, currency=None)
    charge["payment_method_details"] = {"type": "kakao_pay", "kakao_pay": {}}
    assert (await gateway.look(opened)).card is None
    charge["payment_method_details"] = None
    assert (await gateway.look(opened)).card is None


async def test_complete_or_paid_without_its_parts_is_nonsense(gateway, fake, opened):
    fake.session_of(RECEIPT)["status"] = "complete"
    with pytest.raises(GatewayUnavailableError):
        await gateway.look(opened)
    fake.pay(RECEIPT)
    fake.intents[f"pi_{RECEIPT}"]["latest_charge"] = None
    with pytest.raises(GatewayUnavailableError):
        await gateway.look(opened)


async def test_an_order_whose_opening_was_not_written_down_is_found_when_it_was_paid(gateway, fake):
    assert await gateway.look(ORDER) == Payment("unknown")
    assert await gateway.close(ORDER) == Payment("unknown")
    await gateway.open(ORDER, return_url=BACK)
    assert await gateway.look(ORDER) == Payment("unknown")
    fake.begin(RECEIPT, "processing")
    assert await gateway.look(ORDER) == Payment("open")
    fake.begin(RECEIPT, "canceled")
    assert await gateway.look(ORDER) == Payment("cancelled")
    fake.pay(RECEIPT)
    assert await gateway.look(ORDER) == await gateway.close(ORDER) == PAID
    await gateway.refund(ORDER, amount=9_900, key=uuid4())
    assert await gateway.look(ORDER) == replace(PAID, refunded=9_900)


async def test_a_search_that_finds_too_much_is_not_believed(gateway, fake):
    await gateway.open(replace(ORDER, receipt="CCOTHER"), return_url=BACK)
    fake.pay("CCOTHER")
    body = {"object": "search_result", "data": [fake._expanded(fake.intents["pi_CCOTHER"])], "has_more": False}
    fake.break_next(json.dumps(body).encode())
    assert await gateway.look(ORDER) == Payment("unknown")


async def test_refunds_in_parts_count_up(gateway, fake, opened):
    fake.pay(RECEIPT)
    await gateway.refund(opened, amount=900, key=uuid4())
    assert await gateway.look(opened) == replace(PAID, refunded=900)
    await gateway.refund(opened, amount=9_000, key=uuid4())
    assert await gateway.look(opened) == replace(PAID, refunded=9_900)
    assert [one["metadata"]["receipt"] for one in fake.refunds] == [RECEIPT] * 2


async def test_a_refund_is_paid_once_a_key_even_when_stripe_forgot_it(gateway, fake, opened):
    """Seen failing (two refunds) without the look at the refunds there are."""
    fake.pay(RECEIPT)
    key = uuid4()
    await gateway.refund(opened, amount=900, key=key)
    await gateway.refund(opened, amount=900, key=key)
    fake.answered.clear()
    await gateway.refund(opened, amount=900, key=key)
    assert len(fake.refunds) == 1


async def test_the_key_of_a_refund_is_stripes_idempotency_key(gateway, fake, opened):
    fake.pay(RECEIPT)
    key = UUID("01980000-0000-7000-8000-000000000001")
    await gateway.refund(opened, amount=900, key=key)
    assert str(key) in fake.answered
    assert RECEIPT in fake.answered


async def test_refunds_that_stripe_will_not_pay(gateway, fake, opened):
    with pytest.raises(RefundRefusedError):
        await gateway.refund(opened, amount=1, key=uuid4())  # nothing was paid
    fake.pay(RECEIPT)
    with pytest.raises(RefundRefusedError):
        await gateway.refund(opened, amount=9_901, key=uuid4())
    await gateway.refund(opened, amount=9_900, key=uuid4())
    with pytest.raises(RefundRefusedError):
        await gateway.refund(opened, amount=1, key=uuid4())
    fake.dispute(RECEIPT, "needs_response")
    with pytest.raises(RefundRefusedError):
        await gateway.refund(opened, amount=1, key=uuid4())
    with pytest.raises(RefundRefusedError):
        await gateway.refund(replace(opened, ref="cs_test_nothing"), amount=1, key=uuid4())


async def test_a_refund_that_failed_afterwards_is_refused_when_asked_again(gateway, fake, opened):
    fake.pay(RECEIPT)
    key = uuid4()
    await gateway.refund(opened, amount=900, key=key)
    fake.refunds[0]["status"] = "failed"
    with pytest.raises(RefundRefusedError):
        await gateway.refund(opened, amount=900, key=key)


async def test_a_refund_the_accounts_balance_does_not_cover_is_asked_again_later(gateway, fake, opened):
    fake.pay(RECEIPT)
    # The answers to the session and to the refunds there are, then the refusal.
    fake.break_next(json.dumps(fake._session(opened.ref)[1]).encode())
    fake.break_next(b'{"object": "list", "data": []}')
    fake.break_next("balance_insufficient")
    with pytest.raises(GatewayUnavailableError):
        await gateway.refund(opened, amount=900, key=uuid4())
    assert not fake.faults


@pytest.mark.parametrize(
    ("status", "charged_back"),
    [
        ("needs_response", True),
        ("under_review", True),
        ("lost", True),
        ("appeal_under_review", True),
        ("a_status_of_tomorrow", True),
        ("won", False),
        ("warning_needs_response", False),
        ("warning_closed", False),
        ("prevented", False),
    ],
)
async def test_a_dispute_counts_while_it_holds_the_money(gateway, fake, opened, status, charged_back):
    fake.pay(RECEIPT)
    fake.dispute(RECEIPT, "won")
    fake.dispute(RECEIPT, status)
    assert await gateway.look(opened) == replace(PAID, charged_back=charged_back)


async def test_a_closed_order_cannot_be_paid(gateway, fake, opened):
    assert await gateway.close(opened) == Payment("cancelled")
    assert await gateway.close(opened) == Payment("cancelled")
    assert fake.session_of(RECEIPT)["status"] == "expired"
    assert await gateway.close(replace(opened, ref="cs_test_nothing")) == Payment("unknown")


async def test_closing_too_late_tells_what_was_paid(gateway, fake, opened):
    fake.pays_in_race = True
    assert await gateway.close(opened) == PAID


async def test_closing_while_the_bank_decides_leaves_it_open(gateway, fake, opened):
    fake.begin(RECEIPT, "processing")
    fake.session_of(RECEIPT)["status"] = "complete"
    assert await gateway.close(opened) == Payment("open")


async def test_a_session_that_stays_open_is_not_said_to_be_closed(gateway, fake, opened):
    fake.break_next("session_not_open")
    with pytest.raises(GatewayUnavailableError):
        await gateway.close(opened)


async def test_a_short_outage_is_bridged_by_repeating(gateway, fake):
    fake.break_next("api_error", times=2)
    await gateway.open(ORDER, return_url=BACK)
    assert (len(fake.calls), len(fake.sessions)) == (3, 1)


async def test_a_session_made_by_a_try_that_was_not_answered_is_the_same_session(gateway, fake):
    """The answer is lost, not the deed."""
    fake.loses_answers = 1
    checkout = await gateway.open(ORDER, return_url=BACK)
    assert (len(fake.calls), list(fake.sessions)) == (2, [checkout.ref])


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        ("api_error", 3),
        ("hang", 3),
        ("break_off", 3),
        ("wrong_key", 1),
        ("permission", 1),
        ("rate_limit", 1),
        ("balance_insufficient", 1),
        (b"", 1),
        (b"<html>", 1),
        (b"null", 1),
        (b"[]", 1),
        (b"7", 1),
        (b"{}", 1),
        (b'{"object": "checkout.session", "id": 7}', 1),
        (b'{"object": "checkout.session", "id": "cs", "status": "new", "client_reference_id": null}', 1),
        (b"\xff\xfe", 1),
        (b"[" * 100_000, 1),
    ],
)
async def test_outages_and_nonsense_are_unavailable(gateway, fake, opened, fault, tries):
    for call in (lambda: gateway.look(opened), lambda: gateway.open(ORDER, return_url=BACK)):
        fake.calls.clear()
        fake.break_next(fault, times=tries)
        with pytest.raises(GatewayUnavailableError):
            await call()
        assert (len(fake.calls), len(fake.faults)) == (tries, 0)
    assert await gateway.look(opened) == Payment("open")


async def test_errors_that_are_no_objects_are_unavailable(gateway, fake, opened, monkeypatch):
    monkeypatch.setattr("tests.domains.payments.fake_stripe.error_body", lambda name: (400, {"error": ["no"]}))
    fake.break_next("anything")
    with pytest.raises(GatewayUnavailableError):
        await gateway.look(opened)


async def test_nobody_at_home_is_unavailable():
    gateway = StripeGateway(SECRET_KEY, [NEW], "http://127.0.0.1:1", attempt_s_max=0.3)
    with pytest.raises(GatewayUnavailableError):
        await gateway.look(replace(ORDER, ref="cs_test_1"))
    await gateway.aclose()


async def test_a_wrong_key_is_told_to_the_log_without_the_key(fake, opened, capsys):
    gateway = StripeGateway("sk_test_wrong", [NEW], fake.url)
    with pytest.raises(GatewayUnavailableError):
        await gateway.look(opened)
    await gateway.aclose()
    told = "".join(capsys.readouterr())
    assert "AuthenticationError" in told
    assert "sk_test" not in told


async def test_a_webhook_leads_to_its_receipt(gateway, fake, opened):
    fake.pay(RECEIPT)
    session, charge = shape("checkout_session"), fake.charges[f"ch_{RECEIPT}"]
    refund = shape("refund", payment_intent=f"pi_{RECEIPT}")
    for kind, thing in (
        ("checkout.session.completed", session),
        ("checkout.session.expired", session),
        ("checkout.session.async_payment_succeeded", session),
        ("checkout.session.async_payment_failed", session),
        ("charge.refunded", charge),
        ("refund.updated", refund),
        ("charge.refund.updated", refund),
        ("charge.dispute.created", fake.dispute(RECEIPT, "needs_response")),
        ("charge.dispute.closed", fake.disputes[0]),
    ):
        body = event(kind, thing)
        assert await gateway.read(signed(body), body, now=NOW) == Notice(shape("event")["id"], RECEIPT), kind


async def test_a_webhook_about_no_purchase_is_none(gateway, fake):
    for kind, thing in (
        ("customer.created", {"object": "customer", "payment_intent": "pi_nothing"}),
        ("checkout.session.completed", shape("checkout_session", client_reference_id=None)),
        ("checkout.session.completed", shape("checkout_session", client_reference_id="nul\0")),
        ("checkout.session.completed", shape("checkout_session", client_reference_id=7)),
        ("charge.refunded", shape("charge", metadata={})),
        ("charge.dispute.created", shape("dispute", payment_intent=None)),
        ("charge.dispute.created", shape("dispute", payment_intent="pi_nothing")),
    ):
        body = event(kind, thing)
        assert await gateway.read(signed(body), body, now=NOW) is None, kind
    for body in (b"", b"{}", b"[]", b"null", b"{", b"[" * 50_000, event("charge.refunded", shape("charge"), id="e\0")):
        assert await gateway.read(signed(body), body, now=NOW) is None, body[:20]


async def test_a_webhook_that_cannot_be_looked_up_now_is_unavailable(gateway, fake):
    body = event("charge.dispute.created", shape("dispute"))
    fake.break_next("api_error", times=3)
    with pytest.raises(GatewayUnavailableError):
        await gateway.read(signed(body), body, now=NOW)
    fake.break_next("balance_insufficient")
    with pytest.raises(GatewayUnavailableError):
        await gateway.read(signed(body), body, now=NOW)


async def test_forged_webhooks_ask_stripe_nothing(gateway, fake):
    body = event("charge.dispute.created", shape("dispute"))
    good = signed(body)["stripe-signature"]
    stamp, mac = good.split(",")
    for reason, header in (
        ("malformed", None),
        ("malformed", ""),
        ("malformed", "t=,v1="),
        ("malformed", mac),
        ("malformed", stamp),
        ("malformed", f"{stamp},v1=\u00e9"),
        ("malformed", f"t= {stamp[2:]},{mac}"),
        ("malformed", f"{stamp},t={int(NOW.timestamp()) + 1},{mac}"),
        ("forged", f"{stamp},v1={'0' * 64}"),
        ("forged", f"{stamp},v0={mac[3:]}"),
        ("forged", f"t={int(stamp[2:]) + 1},{mac}"),
        ("forged", signed(body, secret="whsec_stranger")["stripe-signature"]),
    ):
        headers = {} if header is None else {"stripe-signature": header}
        with pytest.raises(WebhookRefusedError) as refused:
            await gateway.read(headers, body, now=NOW)
        assert refused.value.details == {"reason": reason}, header
    assert fake.calls == []


async def test_the_signature_is_over_the_bytes_that_came(gateway):
    body = event("charge.refunded", shape("charge"))
    headers = signed(body)
    assert await gateway.read(headers, body, now=NOW) is not None
    for changed in (json.dumps(json.loads(body), separators=(",", ":")).encode(), body + b"\n", b"\xff" + body):
        with pytest.raises(WebhookRefusedError) as refused:
            await gateway.read(headers, changed, now=NOW)
        assert refused.value.details == {"reason": "forged"}


@pytest.mark.parametrize("by", [timedelta(seconds=301), timedelta(seconds=-301), timedelta(days=-400)])
async def test_a_webhook_of_another_time_is_stale(gateway, by):
    body = event("charge.refunded", shape("charge"))
    with pytest.raises(WebhookRefusedError) as refused:
        await gateway.read(signed(body), body, now=NOW + by)
    assert refused.value.details == {"reason": "stale"}
    assert await gateway.read(signed(body), body, now=NOW + timedelta(seconds=300)) is not None


async def test_old_and_new_secret_both_prove_while_they_rotate(gateway, fake):
    body = event("charge.refunded", shape("charge"))
    assert await gateway.read(signed(body, secret=OLD), body, now=NOW) is not None
    assert await gateway.read(signed(body, secret=NEW), body, now=NOW) is not None
    for secrets in ([NEW], [], [""]):
        alone = StripeGateway(SECRET_KEY, secrets, fake.url)
        with pytest.raises(WebhookRefusedError):
            await alone.read(signed(body, secret=OLD), body, now=NOW)
