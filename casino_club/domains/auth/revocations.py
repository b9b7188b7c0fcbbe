"""How every API process learns, at once, that a token it trusts has died.

PostgreSQL is the truth. Valkey carries the news; while it is away, each process asks PostgreSQL every second.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

import orjson
import structlog
from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import repository
from casino_club.domains.auth.contracts import Revocation
from casino_club.domains.auth.verifier import Verifier
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

CHANNEL: Final = "revocations"
POLL_S: Final = 5.0
POLL_WITHOUT_VALKEY_S: Final = 1.0
FORGET_EVERY: Final = timedelta(minutes=1)
OVERLAP: Final = timedelta(minutes=2)
"""Rows commit later than their time says; no transaction of the product lives this long."""

REVOCATIONS: Final = Counter("casino_club_revocations_total", "Access tokens' ends, by kind", ["kind"])
_PENDING: Final = "revocations"


async def record(session: AsyncSession, revocation: Revocation) -> None:
    """Write a revocation in the caller's transaction; `RevocationFeed.transaction` announces it after the commit."""
    await repository.insert_revocation(session, revocation)
    session.info.setdefault(_PENDING, []).append(revocation)


def encode(revocation: Revocation) -> bytes:
    """The form in which a revocation travels between processes."""
    return orjson.dumps(asdict(revocation), default=str)  # the driver's UUID is a subclass of its own


def decode(message: bytes) -> Revocation:
    """What `encode` was given. Raises ValueError, KeyError or TypeError on anything else."""
    facts: dict[str, Any] = orjson.loads(message)
    return Revocation(
        kind=facts["kind"],
        user_id=facts["user_id"],
        session_id=None if facts["session_id"] is None else UUID(facts["session_id"]),
        at=datetime.fromisoformat(facts["at"]),
        expires_at=datetime.fromisoformat(facts["expires_at"]),
    )


class RevocationFeed:
    """Keeps one process's `Verifier` up to date, and tells the other processes."""

    def __init__(self, database: Database, redis: Redis, verifier: Verifier, clock: Clock) -> None:
        self._database = database
        self._redis = redis
        self._verifier = verifier
        self._clock = clock
        self._polled_at: datetime | None = None
        self._listening = asyncio.Event()
        self._background = Background()

    async def start(self) -> None:
        """Learn what is revoked now, before the first request, then keep learning."""
        await self.poll()
        self._background.start(self._listen(), name="revocations-listen")
        self._background.start(self._keep_polling(), name="revocations-poll")

    async def stop(self) -> None:
        await self._background.end()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """A transaction whose revocations hold here the moment it has committed, and elsewhere right after."""
        async with self._database.transaction() as session:
            yield session
        await self.announce(session.info.pop(_PENDING, []))

    async def announce(self, revocations: Sequence[Revocation]) -> None:
        """Apply committed revocations to this process and publish them to the others."""
        for revocation in revocations:
            REVOCATIONS.labels(revocation.kind).inc()
            self._verifier.apply(revocation)
        for revocation in revocations:
            try:
                await cast("Any", self._redis).publish(CHANNEL, encode(revocation))
            except RedisUnavailable:
                log.warning("revocation_not_published")  # the other processes find it in PostgreSQL
                return

    async def poll(self) -> None:
        """Read from PostgreSQL what was revoked since the last poll (the first time: everything that matters)."""
        now = self._clock.now()
        since = None if self._polled_at is None else self._polled_at - OVERLAP
        async with self._database.read() as session:
            revocations = await repository.list_revocations(session, now=now, since=since)
        for revocation in revocations:
            self._verifier.apply(revocation)
        self._polled_at = now

    async def _keep_polling(self) -> None:
        forgotten_at = self._clock.now()
        while True:
            await asyncio.sleep(POLL_S if self._listening.is_set() else POLL_WITHOUT_VALKEY_S)
            try:
                await self.poll()
            except Exception as error:
                # Whatever it was, a process must not go deaf for good.
                log.warning("revocations_not_polled", exc_info=not is_unavailable(error))
            if self._clock.now() - forgotten_at > FORGET_EVERY:
                self._verifier.forget_expired()
                forgotten_at = self._clock.now()

    async def _listen(self) -> None:
        while True:
            try:
                async with cast("Any", self._redis).pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    self._listening.set()
                    await self.poll()  # what was said while nobody listened
                    while True:
                        message = await channel.get_message(ignore_subscribe_messages=True, timeout=1.0)
                        if message is not None:
                            self._take(message["data"])
            except RedisUnavailable:
                log.warning("revocations_not_heard")
            except Exception as error:
                log.warning("revocations_not_heard", exc_info=not is_unavailable(error))
            self._listening.clear()
            await asyncio.sleep(POLL_WITHOUT_VALKEY_S)

    def _take(self, message: bytes) -> None:
        try:
            self._verifier.apply(decode(message))
        except (ValueError, KeyError, TypeError):
            log.warning("revocation_unreadable")
