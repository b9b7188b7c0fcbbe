"""Players with limits, and a way to move what the database's own clock has written."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.kernel.clock import FrozenClock
from tests.support.http import Person, sign_up

Rewrite = Callable[..., Awaitable[None]]


@pytest.fixture
async def anna(app_client) -> Person:
    return await sign_up(app_client)


@pytest.fixture
def frozen(app: FastAPI) -> FrozenClock:
    """The clock of the routes, in the test's hand; bets are judged by the database's."""
    app.state.clock = FrozenClock(datetime.now(UTC))
    return app.state.clock


@pytest.fixture
def sql(app: FastAPI) -> Rewrite:
    """Runs a statement in the application's role."""

    async def run(statement: str, **facts: Any) -> None:
        async with app.state.database.transaction() as session:
            await session.execute(text(statement), facts)

    return run


@pytest.fixture
def rewind(sql: Rewrite) -> Rewrite:
    """Lets a player's play clock stand as if `ago` (an interval) had passed since its last stake, check and start."""

    async def back(person: Person, ago: str, *columns: str) -> None:
        names = columns or ("last_played_at", "reality_checked_at", "session_started_at")
        sets = ", ".join(f"{name} = {name} - CAST(CAST(:ago AS text) AS interval)" for name in names)
        await sql(f"UPDATE play_guards SET {sets} WHERE user_id = :id", ago=ago, id=person.user["id"])

    return back


@pytest.fixture
def lost(sql: Rewrite) -> Rewrite:
    """Gives a player a day's settled loss."""

    async def write(person: Person, day: Any, amount: int) -> None:
        await sql(
            "INSERT INTO game_stats (user_id, game, day, plays, losses, total_bet) VALUES (:id, 'rps', :day, 1, 1, :a)",
            id=person.user["id"],
            day=day,
            a=amount,
        )

    return write
