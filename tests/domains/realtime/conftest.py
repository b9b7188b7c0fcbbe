"""A whole club in this process: the API on a real server, the relay, and players who sign up and spin."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.domains.realtime.consumers import make_consumer
from casino_club.entrypoints.api import create_app
from casino_club.infra.outbox.relay import Relay
from tests.support.live import LiveClient, live, serving

_numbers = count(1)


@dataclass
class Player:
    """Somebody with a token."""

    host: str
    http: httpx.AsyncClient
    user: dict[str, Any]
    token: str
    balances: list[int] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def call(self, method: str, path: str, json: Any = None, **headers: str) -> httpx.Response:
        return await self.http.request(method, path, json=json, headers={**self.headers, **headers})

    async def spin(self, times: int = 1) -> int:
        """Spin; answers the balance after."""
        machines = (await self.call("GET", "/api/games/slot/machines")).json()["items"]
        body = {"machine_id": machines[0]["id"], "bet_amount": machines[0]["stakes"]["min"]}
        for _ in range(times):
            answer = await self.call("POST", "/api/games/slot/spin", body)
            assert answer.status_code == 200, answer.text
            self.balances.append(answer.json()["balance_after"])
        return self.balances[-1]

    async def ticket(self) -> str:
        return (await self.call("POST", "/api/realtime/ticket")).json()["ticket"]

    def live(self, since: int | None = None, host: str | None = None) -> AbstractAsyncContextManager[LiveClient]:
        query = "" if since is None else f"since={since}"
        return live(host or self.host, query=query, headers=self.headers)


@dataclass
class Club:
    """A served application."""

    app: FastAPI
    host: str
    http: httpx.AsyncClient
    relayed: bool = False

    async def outbox_count(self) -> int:
        async with self.app.state.database.read() as session:
            return (await session.execute(text("SELECT count(*) FROM outbox"))).scalar_one()

    async def outbox_empties(self) -> None:
        async with asyncio.timeout(10):
            while await self.outbox_count():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def player(self) -> Player:
        """Somebody new, with the events of the sign-up behind them."""
        number = next(_numbers)
        body = {"site_id": f"live{number}", "nickname": f"Live {number}", "password": "seven lucky geese"}
        answer = await self.http.post("/api/auth/signup", json={**body, "invite_code": "5858"})
        assert answer.status_code == 201, answer.text
        if self.relayed:
            await self.outbox_empties()
        return Player(self.host, self.http, answer.json()["user"], answer.json()["access_token"])


@pytest.fixture
async def served(settings) -> AsyncIterator[Club]:
    """The API, without a relay."""
    app = create_app(settings)
    async with serving(app) as host, httpx.AsyncClient(base_url=f"http://{host}", timeout=20) as http:
        yield Club(app, host, http)


@pytest.fixture
async def club(served: Club) -> AsyncIterator[Club]:
    """The API and the relay."""
    relay = asyncio.create_task(Relay(served.app.state.database, [make_consumer(served.app.state.redis)]).run())
    served.relayed = True
    yield served
    relay.cancel()
    await asyncio.gather(relay, return_exceptions=True)
