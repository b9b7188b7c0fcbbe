"""The live stream under fire: worker, API and Valkey are killed while a player spins; nothing is lost or doubled."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from itertools import count
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.support.live import LiveClient, live
from tests.support.product import Product, make_data_dir, processes_of

pytestmark = pytest.mark.faults

PARTS = {"worker": "casino_club worker", "valkey": "valkey-server", "api": " api --fd"}
SPINS = 60
_numbers = count(1)


@pytest.fixture(scope="module")
def product_here() -> Iterator[Product]:
    product = Product(make_data_dir())
    try:
        product.start()
        yield product
    finally:
        product.stop()
        shutil.rmtree(product.data_dir)


class Spinner:
    """A player who goes on spinning, and asks again under the same key until there is an answer."""

    def __init__(self, product: Product, http: httpx.AsyncClient, entry: dict[str, Any]) -> None:
        self.product, self.http = product, http
        self.headers = {"Authorization": f"Bearer {entry['access_token']}"}
        self.machine: dict[str, Any] = {}
        self.balances: dict[str, int] = {}

    async def spin(self, key: str) -> None:
        body = {"machine_id": self.machine["id"], "bet_amount": self.machine["stakes"]["min"]}
        async with asyncio.timeout(60):
            while True:
                try:
                    answer = await self.http.post(
                        "/api/games/slot/spin", json=body, headers={**self.headers, "Idempotency-Key": key}
                    )
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
                    continue
                if answer.status_code == 200:
                    break
                assert answer.status_code in {409, 503}, answer.text
                await asyncio.sleep(0.1)
        self.balances[answer.json()["round_id"]] = answer.json()["balance_after"]

    async def spin_on(self, pause_s: float = 0.05) -> None:
        for number in range(SPINS):
            await self.spin(f"spin-{number}")
            await asyncio.sleep(pause_s)

    async def follow(self, client: LiveClient) -> None:
        """Read until every round that was answered has been heard of."""
        while True:
            heard = {m["data"]["context"]["round_id"] for m in client.received if m["type"] == "user_action"}
            if len(self.balances) == SPINS and heard >= set(self.balances):
                return
            await client.next()


@pytest.fixture
async def spinner(product_here: Product) -> AsyncIterator[Spinner]:
    async with httpx.AsyncClient(base_url=product_here.base_url, timeout=10, trust_env=False) as http:
        number = next(_numbers)
        body = {"site_id": f"fault{number}", "nickname": f"Fault {number}", "password": "seven lucky geese"}
        entry = await http.post("/api/auth/signup", json={**body, "invite_code": "5858"})
        assert entry.status_code == 201, entry.text
        made = Spinner(product_here, http, entry.json())
        made.machine = (await http.get("/api/games/slot/machines", headers=made.headers)).json()["items"][0]
        yield made


def kill(product: Product, part: str) -> None:
    for pid in [pid for pid, command in processes_of(product.data_dir).items() if PARTS[part] in command]:
        os.kill(pid, signal.SIGKILL)


def assert_each_round_once(spinner: Spinner, messages: list[dict[str, Any]]) -> None:
    rounds = [m["data"]["context"]["round_id"] for m in messages if m["type"] == "user_action"]
    assert sorted(rounds) == sorted(spinner.balances)
    changes = [m["data"]["changes"] for m in messages if m["type"] == "profile_update"]
    shown = [change["gold_balance"] for change in changes if "gold_balance" in change]
    assert shown[-len(rounds) :] == list(spinner.balances.values())


async def test_a_worker_killed_again_and_again_loses_and_doubles_nothing(product_here: Product, spinner: Spinner):
    host = product_here.base_url.removeprefix("http://")
    async with live(host, headers=spinner.headers) as client:
        start = (await client.started())["seq"]
        spinning = asyncio.create_task(spinner.spin_on())
        for _ in range(2):
            await asyncio.sleep(1)
            kill(product_here, "worker")
        async with asyncio.timeout(60):
            await asyncio.gather(spinner.follow(client), spinning)
    messages = client.numbered()
    assert [m["seq"] for m in messages] == list(range(start + 1, start + 1 + len(messages)))
    assert_each_round_once(spinner, messages)


async def test_an_api_killed_under_a_player_is_resumed_where_it_stopped(product_here: Product, spinner: Spinner):
    host = product_here.base_url.removeprefix("http://")
    everything: list[dict[str, Any]] = []
    spinning = asyncio.create_task(spinner.spin_on())
    killing = asyncio.get_running_loop().call_later(1.5, kill, product_here, "api")
    since: int | None = None
    async with asyncio.timeout(90):
        while True:
            query = "" if since is None else f"since={since}"
            try:
                async with live(host, query=query, headers=spinner.headers) as client:
                    client.received.extend(everything)
                    try:
                        await spinner.follow(client)
                        break
                    finally:
                        everything = client.received
                        since = everything[-1]["seq"] if everything else since
            except (OSError, ConnectionClosed, InvalidHandshake, EOFError):
                await asyncio.sleep(0.2)
    await spinning
    killing.cancel()
    messages = [m for m in everything if m["type"] not in {"sync_connected", "initial_state"}]
    assert [m["type"] for m in everything].count("initial_state") == 1
    first = messages[0]["seq"]
    assert [m["seq"] for m in messages] == list(range(first, first + len(messages)))
    rounds = [m["data"]["context"]["round_id"] for m in messages if m["type"] == "user_action"]
    assert len(rounds) == len(set(rounds))


async def test_a_killed_valkey_costs_a_fresh_state_and_never_a_number(product_here: Product, spinner: Spinner):
    host = product_here.base_url.removeprefix("http://")
    async with live(host, headers=spinner.headers) as client:
        start = await client.started()
        await spinner.spin("before")
        await client.next_of("user_action")
        kill(product_here, "valkey")
        await spinner.spin("while-away")
        fresh = await client.next_of("initial_state")
        assert fresh["seq"] > start["seq"] + 3
        await spinner.spin("after")
        balances = list(spinner.balances.values())
        async with asyncio.timeout(30):
            while (await client.next_of("profile_update"))["data"]["changes"].get("gold_balance") != balances[-1]:
                pass
        seqs = [m["seq"] for m in client.received]
        assert seqs == sorted(seqs)
        me = await spinner.http.get("/api/users/me", headers=spinner.headers)
        assert me.json()["gold_balance"] == balances[-1]
