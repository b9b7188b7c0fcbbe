"""Players of every kind, staff, the clock of the routes, and statements in the application's role."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.kernel.clock import FrozenClock
from tests.support.access import grant_role
from tests.support.http import PASSWORD, Person, sign_up

AGE = "/api/users/me/age-verification"
ADULT = {"birth_date": "1990-05-05"}


@pytest.fixture
async def anna(app_client) -> Person:
    """A player nobody has checked."""
    return await sign_up(app_client)


@pytest.fixture
async def grown(app_client) -> Person:
    """A player whose age was checked."""
    person = await sign_up(app_client)
    await person.call("POST", AGE, json=ADULT)
    return person


@pytest.fixture
def staff(app: FastAPI, app_client) -> Callable[[Any], Awaitable[Person]]:
    """Makes staff of a role, logged in."""

    async def make(role: Any) -> Person:
        person = await sign_up(app_client)
        await grant_role(app, person.user["id"], role)
        body = {"site_id": person.user["site_id"], "password": PASSWORD}
        return Person(
            app_client, (await app_client.post("/api/auth/login", json=body)).json()["access_token"], person.user
        )

    return make


@pytest.fixture
def frozen(app: FastAPI) -> FrozenClock:
    app.state.clock = FrozenClock(datetime.now(UTC))
    return app.state.clock


@pytest.fixture
def sql(app: FastAPI):
    async def run(statement: str, **facts: Any) -> list[Any]:
        async with app.state.database.transaction() as session:
            result = await session.execute(text(statement), facts)
            return list(result) if result.returns_rows else []

    return run
