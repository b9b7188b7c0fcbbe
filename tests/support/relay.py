"""The relay's work without its process: every waiting event goes to every consumer, until none is left."""

from collections.abc import Sequence
from typing import Any

import orjson

from casino_club.domains.progress import consumers as progress
from casino_club.domains.rewards import consumers as rewards
from casino_club.entrypoints.watchers import WATCHERS
from casino_club.infra.db.engine import Database
from casino_club.infra.outbox.consumer import Consumer
from casino_club.kernel.clock import Clock, SystemClock
from casino_club.kernel.events import Event

ROUNDS_MAX = 50


def club_consumers(database: Database, clock: Clock | None = None) -> list[Consumer]:
    """The consumers that change what a player has: levels and tallies, with every watcher."""
    clock = clock or SystemClock()
    return [rewards.make_consumer(database, clock), progress.make_consumer(database, clock, WATCHERS)]


async def deliver(database: Database, consumers: Sequence[Consumer] | None = None) -> list[Event]:
    """Hand over what waits, and what that leads to; answers all of it in order."""
    consumers = club_consumers(database) if consumers is None else consumers
    delivered: list[Event] = []
    connection = await database.raw_connection()
    try:
        for _ in range(ROUNDS_MAX):
            rows: list[Any] = await connection.fetch("DELETE FROM outbox RETURNING *")
            if not rows:
                return delivered
            events = [
                Event(row["event_id"], row["type"], row["user_id"], row["occurred_at"], orjson.loads(row["data"]))
                for row in sorted(rows, key=lambda row: row["seq"])
            ]
            for consumer in consumers:
                await consumer.consume(events)
            delivered += events
    finally:
        await connection.close()
    raise AssertionError("events lead to events without end")
