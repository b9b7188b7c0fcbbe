"""A purchase is broken off before each of its statements, one after the other, and always comes to the right end."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import event, text

from casino_club.kernel.clock import FrozenClock
from tests.domains.shop.test_shop_journey import audit
from tests.support.http import sign_up_staff
from tests.support.payments import FORM, HISTORY, HOOK, hook, path_of, state_of, till_at, trust_everybody

KEY = "the-same-key"
TRIES = 4


class Killer:
    """Breaks the connection off before one statement: the transaction is gone, as after kill -9."""

    def __init__(self, engine):
        self.seen, self.at = 0, 0
        event.listen(engine.sync_engine, "before_cursor_execute", self._on_statement)

    def _on_statement(self, connection, *_):
        self.seen += 1
        if self.seen == self.at:
            raise ConnectionResetError("killed")

    def arm(self, at):
        self.seen, self.at = 0, at

    def disarm(self):
        """Whether the statement was never reached: all have been tried."""
        missed = self.seen < self.at
        self.at = 0
        return missed


class Shopper:
    """A client that repeats every call until it is answered."""

    def __init__(self, http: httpx.AsyncClient, person, valkey):
        self.http, self.person, self.valkey = http, person, valkey

    async def insist(self, method, path, **facts):
        for _ in range(TRIES):
            answer = await self.http.request(method, path, **facts)
            if answer.status_code < 500:
                return answer
        raise AssertionError((path, answer.status_code, answer.text))

    async def buy(self, number):
        await self.valkey.flushall()  # calls a minute are counted there, and nothing that a purchase needs
        headers = self.person.headers | {"Idempotency-Key": f"{KEY}-{number}"}
        answer = await self.insist("POST", "/api/shop/buy", json={"product_id": "gem-handful"}, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["receipt_code"]

    async def pay(self, receipt):
        to_page = await self.insist("GET", f"/api/shop/checkout/{receipt}")
        page = path_of(to_page.headers["location"])
        await self.insist("POST", page, content="action=approve&card=card_a", headers=FORM)


@pytest.fixture
async def shopper(anna, app, app_client, tmp_path):
    await trust_everybody(app, tmp_path)
    return Shopper(app_client, anna, app.state.redis)


async def counts(app):
    async with app.state.database.read() as session:
        row = await session.execute(
            text(
                "SELECT (SELECT count(*) FROM purchases WHERE status = 'succeeded') AS sold,"
                " (SELECT count(*) FROM reward_grants WHERE reason = 'purchase') AS given,"
                " (SELECT count(*) FROM sandbox_payments WHERE state = 'paid') AS paid,"
                " (SELECT count(*) FROM purchases) AS asked"
            )
        )
        return row.one()


async def test_every_statement_may_be_the_last(shopper, app):
    """From the buy over the checkout to the webhook and the return."""
    killer, number, tried_all = Killer(app.state.database.engine), 0, False
    while not tried_all:
        number += 1
        killer.arm(number)
        receipt = await shopper.buy(number)
        await shopper.pay(receipt)
        await shopper.http.post(HOOK, **hook(app, receipt))
        path = f"{HISTORY}/{receipt}/settle"
        answer = await shopper.insist("POST", path, headers=shopper.person.headers)
        tried_all = killer.disarm()
        assert answer.json()["status"] == "succeeded", (number, answer.text)
    assert number > 40  # so many statements were tried
    sold = await counts(app)
    assert sold.sold == sold.given == sold.paid == sold.asked == number
    await audit(app)


async def test_every_statement_of_the_job_may_be_the_last(shopper, app):
    """The player never comes back, and no webhook is heard: the job alone finds what was paid."""
    killer, number, tried_all = Killer(app.state.database.engine), 0, False
    later = till_at(app, FrozenClock(datetime.now(UTC) + timedelta(minutes=3)))
    while not tried_all:
        number += 1
        receipt = await shopper.buy(f"job-{number}")
        await shopper.pay(receipt)
        killer.arm(number)
        for _ in range(2):  # the one that is killed, and the next
            with suppress(ConnectionResetError):
                await later.sweep()
        tried_all = killer.disarm()
        assert await state_of(shopper.person, receipt) == "succeeded", number
    sold = await counts(app)
    assert sold.sold == sold.given == sold.paid == number
    await audit(app)


async def test_every_statement_of_a_refund_may_be_the_last(shopper, app, app_client):
    operator = await sign_up_staff(app, app_client, "operator")
    killer, number, tried_all = Killer(app.state.database.engine), 0, False
    while not tried_all:
        number += 1
        receipt = await shopper.buy(f"refund-{number}")
        await shopper.pay(receipt)
        await app.state.till.settle(receipt)
        killer.arm(number)
        headers = operator.headers | {"Idempotency-Key": f"refund-{number}"}
        path = f"{HISTORY}/{receipt}/refund"
        done = await shopper.insist("POST", path, json={"reason": "x"}, headers=headers)
        tried_all = killer.disarm()
        assert done.status_code == 200, (number, done.text)
        await app.state.till.send_refunds()
    async with app.state.database.read() as session:
        row = (
            await session.execute(
                text(
                    "SELECT count(*) FILTER (WHERE state = 'paid' AND refunded <> paid) AS unpaid, count(*) AS all"
                    " FROM sandbox_payments"
                )
            )
        ).one()
    assert (row.unpaid, row.all) == (0, number)
    await audit(app)
