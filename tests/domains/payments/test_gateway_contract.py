"""One table of expectations for every provider: what the port promises, whoever stands behind it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from casino_club.domains.payments.contracts import Gateway, Order, Payment
from casino_club.domains.payments.errors import RefundRefusedError, WebhookRefusedError
from casino_club.domains.payments.sandbox_gateway import SandboxGateway
from casino_club.domains.payments.stripe_gateway import StripeGateway
from casino_club.domains.sandbox import service as sandbox
from casino_club.kernel.clock import FrozenClock
from tests.domains.payments.fake_stripe import SECRET_KEY, fake_stripe

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BACK = "https://club.test/shop/return?receipt=x"
ORDER = Order("CC7K2M9QXR4TWB", "KRW", 4_900, "골드 상자")


@dataclass
class Provider:
    """A gateway, and the payer at the other end."""

    gateway: Gateway
    pay: Callable[[Order], Awaitable[object]]
    chargeback: Callable[[Order], Awaitable[object]]

    async def opened(self) -> Order:
        """The order, open and written down."""
        return replace(ORDER, ref=(await self.gateway.open(ORDER, return_url=BACK)).ref)


@pytest.fixture
async def at_stripe():
    async with fake_stripe() as fake:
        gateway = StripeGateway(SECRET_KEY, ["whsec"], fake.url)

        async def pay(order):
            fake.pay(order.receipt)

        async def chargeback(order):
            fake.dispute(order.receipt, "needs_response")

        yield Provider(gateway, pay, chargeback)
        await gateway.aclose()


@pytest.fixture
def in_sandbox(fresh_database):
    def press(action):
        async def run(order):
            await fresh_database.run(
                lambda session: sandbox.press(session, ref=order.ref, action=action, card="card_a", now=NOW)
            )

        return run

    gateway = SandboxGateway(fresh_database, FrozenClock(NOW), base_url="https://club.test", keys={"k": "s" * 32})
    return Provider(gateway, press("approve"), press("dispute"))


@pytest.fixture(params=["at_stripe", "in_sandbox"])
def provider(request):
    return request.getfixturevalue(request.param)


async def test_what_was_never_opened_is_unknown(provider):
    assert await provider.gateway.look(ORDER) == await provider.gateway.close(ORDER) == Payment("unknown")


async def test_opening_twice_is_opening_once(provider):
    first = await provider.gateway.open(ORDER, return_url=BACK)
    assert await provider.gateway.open(ORDER, return_url=BACK) == first
    order = replace(ORDER, ref=first.ref)
    assert (await provider.gateway.look(order)).state == "open"


async def test_a_payment_is_told_to_the_unit(provider):
    order = await provider.opened()
    await provider.pay(order)
    paid = await provider.gateway.look(order)
    assert (paid.state, paid.amount, paid.currency, paid.refunded, paid.charged_back) == (
        "paid",
        4_900,
        "KRW",
        0,
        False,
    )
    assert paid.card
    assert await provider.gateway.close(order) == paid


async def test_what_is_closed_stays_closed(provider):
    order = await provider.opened()
    assert [(await provider.gateway.close(order)).state for _ in range(2)] == ["cancelled"] * 2
    assert (await provider.gateway.look(order)).state == "cancelled"


async def test_refunds_add_up_and_count_once_a_key(provider):
    order = await provider.opened()
    with pytest.raises(RefundRefusedError):
        await provider.gateway.refund(order, amount=1, key=uuid4())
    await provider.pay(order)
    key = uuid4()
    for _ in range(3):
        await provider.gateway.refund(order, amount=900, key=key)
    assert (await provider.gateway.look(order)).refunded == 900
    with pytest.raises(RefundRefusedError):
        await provider.gateway.refund(order, amount=4_001, key=uuid4())
    await provider.gateway.refund(order, amount=4_000, key=uuid4())
    assert (await provider.gateway.look(order)).refunded == 4_900


async def test_a_chargeback_is_told(provider):
    order = await provider.opened()
    await provider.pay(order)
    await provider.chargeback(order)
    assert (await provider.gateway.look(order)).charged_back


async def test_a_webhook_without_a_signature_is_refused(provider):
    with pytest.raises(WebhookRefusedError):
        await provider.gateway.read({}, b"{}", now=NOW)
