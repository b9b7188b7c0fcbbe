"""Takes events out of the outbox and hands them to every consumer, in order, at least once.

One connection holds the leadership (a session-level advisory lock), listens for NOTIFY, and carries the transaction
that deletes what was taken: losing any of the three loses all of them, so two relays never work at once, and a
stand-by takes over the moment the leader's connection dies.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson
import structlog
from prometheus_client import Counter, Gauge, Histogram

from casino_club.infra.db.engine import Database, RawConnection, is_unavailable
from casino_club.infra.outbox.consumer import Consumer, ConsumerUnavailableError
from casino_club.infra.outbox.store import OUTBOX_CHANNEL
from casino_club.kernel.events import Event

log = structlog.get_logger(__name__)

BATCH_MAX: Final = 500
ONE_BY_ONE_MAX: Final = 100
TRIES_MAX: Final = 10
BACKOFF_MAX_S: Final = 300
POLL_S: Final = 1.0
PACE_S: Final = 0.008
"""Least time between two batches' starts: under load events gather, an idle relay answers at once."""
STAND_BY_S: Final = 0.2
RETRY_S: Final = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Waits after the first, second … failure in a row of an engine; the last one repeats."""
LEADER_LOCK: Final = 0x0CA5_0B0C
ERROR_CHARS_MAX: Final = 500

PUBLISHED = Counter("casino_club_outbox_published_total", "Events every consumer took", ["type"])
FAILED = Counter("casino_club_outbox_failed_total", "Tries of an event that a consumer refused", ["consumer"])
DEAD = Counter("casino_club_outbox_dead_total", "Events given up after their last try", ["consumer"])
OLDEST = Gauge(
    "casino_club_outbox_oldest_seconds", "Age of the oldest event not yet published", multiprocess_mode="livemax"
)
LAG = Histogram(
    "casino_club_outbox_lag_seconds",
    "From an event's transaction to its hand-over, of the oldest in each batch",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30, 300),
)

# `held` are the players with an event waiting for its next try: nothing of theirs may overtake it.
_DUE: Final = (
    "SELECT seq FROM outbox WHERE (due_at IS NULL OR due_at <= now()) AND (user_id IS NULL OR user_id <> ALL ($2))"
    " ORDER BY seq LIMIT $1"
)
_COLUMNS: Final = "seq, event_id, type, user_id, data::text AS data, trace_id, occurred_at, attempts"
# ARRAY() makes the inner query run once and the outer one a look-up by key. No cursor over `seq`: serial numbers
# commit out of order.
_TAKE: Final = f"DELETE FROM outbox WHERE seq = ANY (ARRAY({_DUE})) RETURNING {_COLUMNS}"  # noqa: S608
_LOOK: Final = f"SELECT {_COLUMNS} FROM outbox WHERE seq = ANY (ARRAY({_DUE})) ORDER BY seq"  # noqa: S608
_DELETE: Final = "DELETE FROM outbox WHERE seq = ANY ($1)"
_DELAY: Final = "UPDATE outbox SET attempts = $2, due_at = $3 WHERE seq = $1"
_BURY: Final = (
    "WITH gone AS (DELETE FROM outbox WHERE seq = $1 RETURNING *)"
    " INSERT INTO outbox_dead_letters (event_id, type, user_id, data, trace_id, occurred_at, attempts, last_error)"
    " SELECT event_id, type, user_id, data, trace_id, occurred_at, $2, $3 FROM gone"
)
_HELD: Final = (
    "SELECT user_id, max(due_at) AS until FROM outbox WHERE due_at > now() AND user_id IS NOT NULL GROUP BY 1"
)
# A host that vanished must not keep the leadership for the two hours of TCP's default.
# A delete lost in a crash only delivers again, which consumers expect: no need to wait for the disk.
_PREPARE: Final = (
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;"
    " SET synchronous_commit = off"
)
# Tried again and again, never waited for: a waiting statement's snapshot would keep vacuum off the whole database.
_TRY_LEAD: Final = f"SELECT pg_try_advisory_lock({LEADER_LOCK})"


class _RefusedError(Exception):
    """A consumer raised on these events."""

    def __init__(self, consumer: str, cause: Exception) -> None:
        super().__init__(f"{consumer}: {type(cause).__name__}: {cause}"[:ERROR_CHARS_MAX])
        self.consumer = consumer


def _event(row: Any) -> Event:
    return Event(
        event_id=row["event_id"],
        type=row["type"],
        user_id=row["user_id"],
        occurred_at=row["occurred_at"],
        data=orjson.loads(row["data"]),
        trace_id=row["trace_id"],
    )


def backoff_s(attempts: int) -> int:
    """Seconds until the next try after `attempts` failed ones: 2, 4, 8 … at most 300."""
    return min(2**attempts, BACKOFF_MAX_S)


class Relay:
    """Run it in as many processes as you like: one works, the others stand by."""

    def __init__(self, database: Database, consumers: Sequence[Consumer]) -> None:
        self._database = database
        self._consumers = tuple(consumers)
        self._held: dict[int, datetime] = {}
        self._wake = asyncio.Event()
        self.leading = asyncio.Event()

    async def run(self) -> None:
        """Lead or stand by until cancelled, through every restart of the engines."""
        failures = 0
        while True:
            try:
                await self._lead()
            except Exception as error:
                failures = 0 if self.leading.is_set() else failures + 1
                log.warning("relay_interrupted", error=repr(error), exc_info=None if is_unavailable(error) else error)
            finally:
                self.leading.clear()
            await _pause(failures)

    async def _lead(self) -> None:
        connection = await self._database.raw_connection()
        try:
            await connection.execute(_PREPARE)
            while not await connection.fetchval(_TRY_LEAD):  # noqa: ASYNC110 - the event is in another process
                await asyncio.sleep(STAND_BY_S)
            connection.add_termination_listener(self._on_signal)
            await connection.add_listener(OUTBOX_CHANNEL, self._on_signal)
            self._held = {row["user_id"]: row["until"] for row in await connection.fetch(_HELD)}
            log.info("relay_leading")
            self.leading.set()
            await self._work(connection)
        finally:
            connection.terminate()

    def _on_signal(self, *_: object) -> None:
        self._wake.set()

    async def _work(self, connection: RawConnection) -> None:
        failures = 0
        while True:
            self._wake.clear()
            started = time.monotonic()
            try:
                taken = await self._publish_batch(connection)
            except ConsumerUnavailableError as error:
                log.warning("consumer_unavailable", consumer=str(error), error=repr(error.__cause__))
                await _pause(failures)
                failures += 1
                continue
            failures = 0
            if taken < BATCH_MAX:
                await asyncio.sleep(max(0.0, PACE_S - (time.monotonic() - started)))
                if not taken:
                    await self._wait()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), POLL_S)
        except TimeoutError:
            return

    def _held_now(self) -> list[int]:
        if self._held:
            now = datetime.now(UTC)
            self._held = {user_id: until for user_id, until in self._held.items() if until > now}
        return list(self._held)

    async def _publish_batch(self, connection: RawConnection) -> int:
        """Hand over one batch; answers how many events left the outbox's head."""
        try:
            async with connection.transaction():
                rows = await connection.fetch(_TAKE, BATCH_MAX, self._held_now())
                if not rows:
                    OLDEST.set(0)
                    return 0
                events = [_event(row) for row in sorted(rows, key=lambda row: row["seq"])]
                age_s = max(0.0, (datetime.now(UTC) - events[0].occurred_at).total_seconds())
                OLDEST.set(age_s)
                await self._hand_over(events)
        except _RefusedError:
            return await self._publish_one_by_one(connection)
        LAG.observe(age_s)
        _count(events)
        return len(events)

    async def _hand_over(self, events: Sequence[Event]) -> None:
        for consumer in self._consumers:
            try:
                await consumer.consume(events)
            except ConsumerUnavailableError:
                raise
            except Exception as error:
                if is_unavailable(error):
                    raise ConsumerUnavailableError(consumer.name) from error
                raise _RefusedError(consumer.name, error) from error

    async def _publish_one_by_one(self, connection: RawConnection) -> int:
        """Find the events that are refused, delay or bury them, and publish the rest around them."""
        async with connection.transaction():
            rows = await connection.fetch(_LOOK, ONE_BY_ONE_MAX, self._held_now())
            published: list[Event] = []
            done: list[int] = []
            for row in rows:
                if row["user_id"] in self._held:
                    continue
                event = _event(row)
                try:
                    await self._hand_over([event])
                except _RefusedError as error:
                    await self._refuse(connection, row, error)
                else:
                    published.append(event)
                    done.append(row["seq"])
            await connection.execute(_DELETE, done)
        _count(published)
        return len(rows)

    async def _refuse(self, connection: RawConnection, row: Any, error: _RefusedError) -> None:
        attempts = row["attempts"] + 1
        facts = {"event_id": str(row["event_id"]), "type": row["type"], "attempts": attempts}
        FAILED.labels(error.consumer).inc()
        if attempts >= TRIES_MAX:
            await connection.execute(_BURY, row["seq"], attempts, str(error))
            DEAD.labels(error.consumer).inc()
            log.error("event_dead", **facts, exc_info=error.__cause__)
            return
        due_at = datetime.now(UTC) + timedelta(seconds=backoff_s(attempts))
        await connection.execute(_DELAY, row["seq"], attempts, due_at)
        if row["user_id"] is not None:
            self._held[row["user_id"]] = due_at
        log.warning("event_refused", **facts, consumer=error.consumer, exc_info=error.__cause__)


async def _pause(failures: int) -> None:
    await asyncio.sleep(RETRY_S[min(failures, len(RETRY_S) - 1)])


def _count(events: Sequence[Event]) -> None:
    for event in events:
        PUBLISHED.labels(event.type).inc()
