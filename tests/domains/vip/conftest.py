"""Players whose points and days the test holds in its hand."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.vip import public as vip
from tests.domains.streaks.conftest import Calendar, calendar, sql
from tests.support.http import PASSWORD, Person, sign_up

__all__ = ["calendar", "sql"]


@pytest.fixture
async def anna(app_client, calendar) -> Person:
    return await sign_up(app_client)


@pytest.fixture
def earn(app: FastAPI, calendar: Calendar) -> Callable[..., Awaitable[None]]:
    """Gives VIP points, or notes money spent, at the clock's day; no tier follows by itself."""

    async def give(person: Person, *, points: int = 0, krw: int = 0) -> None:
        now = calendar.now()
        user_id = person.user["id"]
        async with app.state.database.transaction() as session:
            if points:
                key, bundle = f"test:{now.isoformat()}:{points}", Bundle(vip_points=points)
                await rewards.grant(
                    session, user_id=user_id, reason="test", bundle=bundle, idempotency_key=key, now=now
                )
            if krw:
                await rewards.add_spend(session, user_id=user_id, amount_krw=krw, day=now.date())

    return give


@pytest.fixture
def place(app: FastAPI, calendar: Calendar, sql: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[None]]:
    """Puts a player on a tier, without the hold of a decision by staff."""

    async def put(person: Person, tier: Any) -> None:
        async with app.state.auth.feed.transaction() as session:
            await vip.set_tier(session, auth=app.state.auth, user_id=person.user["id"], tier=tier, now=calendar.now())
        await sql("UPDATE vip_standings SET held_until = NULL")
        await log_in(person)

    return put


async def log_in(person: Person) -> None:
    """A fresh token after a change of tier."""
    body = {"site_id": person.user["site_id"], "password": PASSWORD}
    person.token = (await person.http.post("/api/auth/login", json=body)).json()["access_token"]


def months(first: date, number: int) -> date:
    """The third day of the month so many after `first`."""
    month = first.month - 1 + number
    return date(first.year + month // 12, month % 12 + 1, 3)
