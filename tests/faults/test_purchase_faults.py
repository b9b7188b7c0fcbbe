"""Purchases while processes and engines are killed: what was paid was given, to the unit, and nothing else was.

The sandbox sends its webhooks over HTTP all the while, some of them three times; players come back and ask, or do not.
"""

import asyncio
import random
import shutil
import signal
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
import redis

from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.embedded.valkey import EmbeddedValkey
from tests.faults.test_kill_under_load import API, WORKER, Storm, sign_up
from tests.support.payments import FORM, HISTORY
from tests.support.product import Product, make_data_dir

pytestmark = pytest.mark.faults

PLAYERS = 6
PURCHASES = 12
TRIES = 300
ACTIONS = ("approve", "approve", "approve", "duplicate", "decline", "cancel", "wrong_amount")
NO_RULES = "version: 1\nthresholds: {review: 1, soft: 2, hard: 3}\nrules: []\n"
_BOOKS = """
SELECT p.receipt FROM purchases p LEFT JOIN sandbox_payments s ON s.receipt = p.receipt
    LEFT JOIN reward_grants g ON g.user_id = p.user_id AND g.key = 'purchase:' || p.receipt
WHERE (p.status = 'succeeded') <> (g.id IS NOT NULL)
    OR (p.status = 'succeeded') <> coalesce(s.paid - s.refunded = p.amount, false)
    OR (p.status <> 'succeeded' AND coalesce(s.paid - s.refunded, 0) <> 0)
    OR p.status IN ('created', 'pending')
"""


@pytest.fixture
def own_product() -> Iterator[Product]:
    folder = make_data_dir()
    rules = folder / "rules.yaml"
    rules.write_text(NO_RULES)
    running = Product(folder, environment={"FRAUD_RULES_FILE": str(rules)})
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder)


class Payer:
    """Buys, pays by one of the buttons, and asks how it stands; repeats every call until it is answered."""

    def __init__(self, http: httpx.AsyncClient, headers: dict[str, str], number: int) -> None:
        self.http, self.headers, self.number = http, headers, number
        self.dice = random.Random(number)
        self.receipts: list[str] = []

    async def insist(self, method: str, path: str, **facts) -> httpx.Response:
        for _ in range(TRIES):
            try:
                answer = await self.http.request(method, path, **facts)
            except httpx.TransportError:
                await asyncio.sleep(0.1)
                continue
            if answer.status_code not in {429, 500, 502, 503}:
                return answer
            await asyncio.sleep(0.2)
        raise AssertionError(f"no answer from {path}")

    async def shop(self) -> None:
        for step in range(PURCHASES):
            headers = self.headers | {"Idempotency-Key": f"buy-{step}"}
            bought = await self.insist("POST", "/api/shop/buy", json={"product_id": "gem-handful"}, headers=headers)
            assert bought.status_code == 200, bought.text
            receipt = bought.json()["receipt_code"]
            self.receipts.append(receipt)
            to_page = await self.insist("GET", f"/api/shop/checkout/{receipt}")
            page = urlsplit(to_page.headers["location"]).path
            form = f"action={self.dice.choice(ACTIONS)}&card=card_a"
            await self.insist("POST", page, content=form, headers=FORM)
            if self.dice.random() < 0.5:
                await self.settle(receipt)

    async def settle(self, receipt: str) -> None:
        answer = await self.insist("POST", f"{HISTORY}/{receipt}/settle", headers=self.headers)
        assert answer.status_code == 200, answer.text


def flush(product: Product) -> None:
    with redis.Redis.from_url(EmbeddedValkey(product.data_dir).url) as valkey:
        valkey.flushall()


async def test_what_was_paid_was_given_to_the_unit(own_product):
    storm = Storm(own_product)
    url = EmbeddedPostgres(own_product.data_dir).url
    async with httpx.AsyncClient(base_url=own_product.base_url, trust_env=False, timeout=10) as http:
        payers = [Payer(http, await sign_up(own_product, number), number) for number in range(PLAYERS)]
        shopping = asyncio.gather(*(payer.shop() for payer in payers))
        blows = [
            storm.kill(*API),
            storm.kill(*WORKER),
            storm.kill("bin/postgres", "-D", how=signal.SIGQUIT),
            lambda: flush(own_product),
            storm.kill(*API),
            storm.kill(*WORKER),
        ]
        for number, blow in enumerate(blows, start=1):
            while sum(len(payer.receipts) for payer in payers) < number * PLAYERS * PURCHASES / (len(blows) + 1):
                assert not shopping.done()
                await asyncio.sleep(0.01)
            blow()
        await shopping
        own_product.wait_ready()
        for payer in payers:
            for receipt in payer.receipts:
                await payer.settle(receipt)
    with psycopg.connect(url) as connection:
        wrong = connection.execute(_BOOKS).fetchall()
        statuses = connection.execute("SELECT status, count(*) FROM purchases GROUP BY 1").fetchall()
    assert wrong == [], statuses
    assert sum(count for _, count in statuses) == PLAYERS * PURCHASES
    audit = own_product.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr
