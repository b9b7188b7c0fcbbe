"""Play that lies at any moment, told as events; and the consumers that count it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import psycopg
from fastapi import FastAPI

from casino_club.domains.progress import consumers as progress
from casino_club.entrypoints.watchers import WATCHERS
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import FrozenClock
from casino_club.kernel.events import Event
from tests.support.http import Person
from tests.support.relay import club_consumers, deliver

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
"""A Wednesday."""
_salts = count(1)


def round_id(at: datetime) -> UUID:
    """A UUIDv7 of this moment."""
    millis = int(at.timestamp() * 1000)
    return UUID(int=millis << 80 | 0x7 << 76 | 0b10 << 62 | next(_salts))


def played(
    user_id: int, at: datetime, *, stake: int = 100, payout: int = 0, game: str = "slot", streak: int = 0
) -> Event:
    """A settled round's event, as the club's statement writes it, in the parts that are counted."""
    name = round_id(at)
    data = {
        "round_id": str(name),
        "game": game,
        "currency": "gold",
        "stake": stake,
        "payout": payout,
        "multiplier_x100": payout * 100 // stake,
        "win_streak": streak,
    }
    return Event(uuid4(), "games.round_settled.v1", user_id, at, data)


@dataclass
class Goals:
    """The API on a clock the test holds, and the relay's work on the same database."""

    app: FastAPI
    clock: FrozenClock
    owner_url: str

    @property
    def database(self) -> Database:
        return self.app.state.database

    def stand_at(self, moment: datetime) -> None:
        self.clock.advance(moment - self.clock.now())

    async def count(self, *events: Event) -> list[dict[str, Any]]:
        """Give the consumer these events in this order; answers the live messages they led to, oldest first."""
        consumer = progress.make_consumer(self.database, self.clock, WATCHERS)
        await consumer.consume(list(events))
        return await self.settle()

    async def settle(self) -> list[dict[str, Any]]:
        """Deliver what waits and what that leads to; answers the live messages in it."""
        events = await deliver(self.database, club_consumers(self.database, self.clock))
        return [message for event in events if event.type == "progress.moved.v1" for message in event.data["told"]]

    async def events(self, type_: str) -> list[Event]:
        """Deliver what waits; answers the events of one type."""
        delivered = await deliver(self.database, club_consumers(self.database, self.clock))
        return [event for event in delivered if event.type == type_]

    def run(self, statement: str, *facts: object) -> None:
        """Change rows as nobody in the product may."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            connection.execute(statement, facts or None)

    def rows(self, statement: str, *facts: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            return connection.execute(statement, facts or None).fetchall()


async def make_goals(app: FastAPI, owner_url: str) -> AsyncIterator[Goals]:
    """The API's clock stands still at noon."""
    clock = FrozenClock(NOON)
    app.state.clock = clock
    yield Goals(app, clock, owner_url)


async def staff(goals: Goals, http: Any, role: str) -> Person:
    """Somebody with a role, logged in."""
    from tests.support.access import grant_role
    from tests.support.http import PASSWORD, sign_up

    person = await sign_up(http)
    await grant_role(goals.app, person.user["id"], role)  # type: ignore[arg-type]
    body = {"site_id": person.user["site_id"], "password": PASSWORD}
    person.token = (await http.post("/api/auth/login", json=body)).json()["access_token"]
    return person
