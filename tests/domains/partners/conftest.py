"""Company A as a partner, a player, staff, and an endpoint for webhooks."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from casino_club.domains.audit.service import check
from casino_club.domains.partners.tasks import Messenger
from casino_club.kernel.clock import FrozenClock
from tests.domains.partners.support import ADMIN, Company, Endpoint
from tests.support.http import Person, sign_up, sign_up_staff

Partner = Callable[..., Awaitable[Company]]


@pytest.fixture
def frozen(app: FastAPI) -> FrozenClock:
    """The clock of the routes and the messenger; it begins at the second this is."""
    app.state.clock = FrozenClock(datetime.now(UTC))
    return app.state.clock


@pytest.fixture
async def admin(app: FastAPI, app_client) -> Person:
    return await sign_up_staff(app, app_client, "admin")


@pytest.fixture
async def operator(app: FastAPI, app_client) -> Person:
    return await sign_up_staff(app, app_client, "operator")


@pytest.fixture
async def anna(app_client) -> Person:
    return await sign_up(app_client)


@pytest.fixture
def partner(app: FastAPI, app_client, admin: Person, frozen: FrozenClock) -> Partner:
    """Makes partners; caps are far off unless told otherwise."""

    async def make(partner_id: str = "company-a", **facts: Any) -> Company:
        body = {
            "partner_id": partner_id,
            "name": "Company A",
            "daily_cap_gold": 1_000_000,
            "player_daily_cap_gold": 1_000_000,
            **facts,
        }
        return Company(app_client, frozen, await admin.call("POST", ADMIN, 201, json=body))

    return make


@pytest.fixture
async def company(partner: Partner) -> Company:
    return await partner()


@pytest.fixture
async def endpoint() -> AsyncIterator[Endpoint]:
    async with Endpoint() as one:
        yield one


@pytest.fixture
def messenger(app: FastAPI, frozen: FrozenClock) -> Messenger:
    """As the worker has it, on the test's clock, with the longest waits."""
    return Messenger(app.state.database, frozen, public_only=False, chance=lambda: 1.0)


@pytest.fixture
def audited(app: FastAPI) -> Callable[[], Awaitable[None]]:
    """Says that every invariant of the club holds."""

    async def run() -> None:
        async with app.state.database.read() as session:
            report = await check(session)
        assert report.clean, [finding for finding in report.findings if finding.violations]

    return run
