"""The checkout page on an API of its own time, a messenger, and a club that keeps the webhooks it is sent."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.domains.sandbox import endpoints
from casino_club.domains.sandbox.tasks import Messenger
from casino_club.infra.http import errors
from casino_club.infra.http.shell import Shell
from casino_club.kernel.clock import FrozenClock
from tests.domains.sandbox.support import RETURN_URL, Club, Till

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
def till(fresh_database, clock) -> Till:
    return Till(fresh_database, clock)


@pytest.fixture
async def browser(fresh_database, clock) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that follows no redirect."""
    app = FastAPI()
    app.state.database = fresh_database
    app.state.clock = clock
    errors.install(app)
    app.include_router(endpoints.router)
    transport = httpx.ASGITransport(app=Shell(app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


@pytest.fixture
async def payment(till):
    """An open payment of 4,900 won."""
    return await till.open()


@pytest.fixture
def press(browser, payment):
    """Presses a button on the payment's page."""

    async def run(action, status=303, ref=payment.ref, **facts):
        answer = await browser.post(f"/sandbox/checkout/{ref}", data={"action": action, **facts})
        assert answer.status_code == status, answer.text
        if status == 303:
            assert answer.headers["location"] == RETURN_URL
        return answer

    return run


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    async with Club() as one:
        yield one


@pytest.fixture
def messenger(fresh_database, clock, settings, club) -> Messenger:
    return Messenger(fresh_database, clock, settings.model_copy(update={"public_url": club.origin}))


@pytest.fixture
def sql(fresh_database):
    """Runs a statement in the application's role and answers its rows."""

    async def run(statement, **facts):
        async with fresh_database.transaction() as session:
            done = await session.execute(text(statement), facts)
            return list(done) if done.returns_rows else []

    return run


@pytest.fixture
def told(sql):
    """What webhooks were written, in their order."""

    async def read():
        rows = await sql(
            "SELECT body::json ->> 'status' AS status, (body::json ->> 'amount')::int AS amount"
            " FROM sandbox_webhooks ORDER BY id"
        )
        return [tuple(row) for row in rows]

    return read
