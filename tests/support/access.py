"""The access routes alone, on a clock the test holds, with callers that journeys are told through.

A conftest that imports `club`, `clock`, `new_caller`, `player` and `staff` has them as fixtures.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from casino_club.domains.account import endpoints as account
from casino_club.domains.account import legacy
from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.guards import CurrentUser, require_role, require_tier
from casino_club.domains.auth.public import make_auth
from casino_club.domains.invites import endpoints as invites
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import Role
from casino_club.infra import redis
from casino_club.infra.db.engine import Database
from casino_club.infra.http import errors
from casino_club.infra.http.ratelimit import RateLimiter
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import FrozenClock

PASSWORD = "seven lucky geese"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_numbers = count(1)


def access_app(settings: Settings, clock: FrozenClock) -> FastAPI:
    """An API process with the access routes and three guarded ones. `app.state.auth` must be started."""
    assert settings.database_url is not None
    assert settings.redis_url is not None
    app = FastAPI()
    app.state.settings = settings
    app.state.clock = clock
    app.state.database = Database(settings.database_url, application_name="tests")
    app.state.redis = redis.connect(settings.redis_url)
    app.state.limiter = RateLimiter(app.state.redis)
    app.state.auth = make_auth(settings, database=app.state.database, redis=app.state.redis, clock=clock)
    errors.install(app)
    for router in (account.router, account.dev_router, legacy.router, invites.router):
        app.include_router(router)

    @app.get("/guarded/player")
    async def player(user: CurrentUser) -> dict[str, Any]:
        return {"user_id": user.user_id, "role": user.role, "tier": user.tier}

    @app.get("/guarded/operator", dependencies=[require_role("operator")])
    async def operator() -> dict[str, Any]:
        return {}

    @app.get("/guarded/vip", dependencies=[require_tier("VIP")])
    async def vip() -> dict[str, Any]:
        return {}

    return app


async def grant_role(app: FastAPI, user_id: int, role: Role) -> None:
    """Make somebody staff, as the command line does."""
    async with app.state.auth.feed.transaction() as session:
        await users.grant_role(session, user_id=user_id, role=role)
        await auth_public.outdate_tokens(session, auth=app.state.auth, user_id=user_id)


async def close(app: FastAPI) -> None:
    """Give back what `access_app` opened."""
    await app.state.auth.stop()
    await app.state.redis.aclose()
    await app.state.database.close()


def client_of(app: FastAPI) -> httpx.AsyncClient:
    """A browser-like client of its own (cookies and all)."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="https://club.test")


@dataclass
class Caller:
    """Somebody with a client and, once in, a pair of tokens."""

    http: httpx.AsyncClient
    site_id: str = ""
    password: str = PASSWORD
    access: str = ""
    refresh: str | None = ""
    user: dict[str, Any] = field(default_factory=dict)

    def _enter(self, answer: httpx.Response) -> None:
        body = answer.json()
        self.access, self.refresh, self.user = body["access_token"], body["refresh_token"], body["user"]

    async def sign_up(self, **facts: Any) -> httpx.Response:
        """Sign up with fresh names, or with those given."""
        number = next(_numbers)
        body = {
            "site_id": f"player{number}",
            "nickname": f"Player {number}",
            "password": self.password,
            "invite_code": "5858",
            **facts,
        }
        answer = await self.http.post("/api/auth/signup", json=body)
        if answer.status_code == 201:
            self.site_id = body["site_id"]
            self._enter(answer)
        return answer

    async def log_in(self, password: str | None = None, login: str | None = None) -> httpx.Response:
        body = {"site_id": login or self.site_id, "password": password or self.password}
        answer = await self.http.post("/api/auth/login", json=body)
        if answer.status_code == 200:
            self._enter(answer)
        return answer

    async def call(self, method: str, path: str, json: Any = None) -> httpx.Response:
        """A call with this caller's access token."""
        return await self.http.request(method, path, json=json, headers={"Authorization": f"Bearer {self.access}"})

    async def get(self, path: str) -> httpx.Response:
        return await self.call("GET", path)

    async def post(self, path: str, json: Any = None) -> httpx.Response:
        return await self.call("POST", path, json)


def code_of(answer: httpx.Response) -> str:
    """The machine-readable code of a refusal."""
    return answer.json()["error"]["code"]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
async def club(settings: Settings, clock: FrozenClock) -> AsyncIterator[FastAPI]:
    """One API process with the access routes."""
    app = access_app(settings, clock)
    await app.state.auth.start()
    yield app
    await close(app)


@pytest.fixture
async def new_caller(club: FastAPI) -> AsyncIterator[Callable[[], Caller]]:
    """Makes callers, each with a client of their own."""
    clients: list[httpx.AsyncClient] = []

    def make(app: FastAPI = club) -> Caller:
        clients.append(client_of(app))
        return Caller(clients[-1])

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
async def player(new_caller: Callable[[], Caller]) -> Caller:
    """A player who has signed up."""
    caller = new_caller()
    answer = await caller.sign_up()
    assert answer.status_code == 201, answer.text
    return caller


@pytest.fixture
def staff(club: FastAPI, clock: FrozenClock, new_caller: Callable[[], Caller]) -> Callable[[Role], Awaitable[Caller]]:
    """Makes staff of a role, logged in."""

    async def make(role: Role) -> Caller:
        caller = new_caller()
        await caller.sign_up()
        await grant_role(club, caller.user["id"], role)
        clock.advance(timedelta(seconds=1))
        assert (await caller.log_in()).status_code == 200
        return caller

    return make
