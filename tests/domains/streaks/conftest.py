"""A player whose days the test holds in its hand."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.kernel.clock import FrozenClock
from tests.support.http import Person, sign_up

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Calendar(FrozenClock):
    """A clock that goes to any day, forwards and back."""

    def go(self, to: date | datetime) -> None:
        self._now = to if isinstance(to, datetime) else datetime.combine(to, time(12), UTC)

    def days(self, number: int) -> None:
        self.advance(timedelta(days=number))


@pytest.fixture
def calendar(app: FastAPI) -> Calendar:
    """The clock of the routes, at noon of a Saturday."""
    app.state.clock = Calendar(SATURDAY)
    return app.state.clock


@pytest.fixture
async def anna(app_client, calendar) -> Person:
    return await sign_up(app_client)


@pytest.fixture
def sql(app: FastAPI) -> Callable[..., Awaitable[Any]]:
    """Runs a statement in the application's role; answers its rows."""

    async def run(statement: str, **facts: Any) -> Any:
        async with app.state.database.transaction() as session:
            result = await session.execute(text(statement), facts)
            return result.all() if result.returns_rows else None

    return run


@pytest.fixture
def streak() -> Callable[..., Awaitable[Any]]:
    """Calls of the streak by their last word."""

    async def call(person: Person, word: str, **facts: Any) -> Any:
        method = "GET" if word.split("?", maxsplit=1)[0] in ("status", "history", "protection") else "POST"
        return await person.call(method, f"/api/streak/{word}", **facts)

    return call
