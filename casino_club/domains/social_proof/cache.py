"""One answer for everybody for five seconds: in Valkey for all processes, in memory for this one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, cast

import structlog
from pydantic import TypeAdapter, ValidationError

from casino_club.domains.social_proof.contracts import Activity
from casino_club.domains.social_proof.rules import FRESH_FOR, is_fresh
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

KEY: Final = "metrics:global"
_FRESH_MS: Final = int(FRESH_FOR.total_seconds() * 1000)
_ACTIVITY: Final = TypeAdapter(Activity)


class ActivityCache:
    """`measure` runs once at a time in a process, and its answer serves every process until it is 5 s old.

    While Valkey is away each process measures for itself.
    """

    def __init__(self, redis: Redis, clock: Clock, measure: Callable[[], Awaitable[Activity]]) -> None:
        self._redis = cast("Any", redis)
        self._clock = clock
        self._measure = measure
        self._held: Activity | None = None
        self._one = asyncio.Lock()

    async def current(self) -> Activity:
        """The activity, at most 5 s old. Raises what `measure` raises."""
        held = self._fresh(self._held)
        if held is not None:
            return held
        async with self._one:
            held = self._fresh(self._held) or await self._shared() or await self._made()
            self._held = held
            return held

    def _fresh(self, activity: Activity | None) -> Activity | None:
        return activity if activity is not None and is_fresh(activity, self._clock.now()) else None

    async def _shared(self) -> Activity | None:
        try:
            stored: bytes | None = await self._redis.get(KEY)
            return None if stored is None else self._fresh(_ACTIVITY.validate_json(stored))
        except (*RedisUnavailable, ValidationError) as error:
            log.warning("activity_not_shared", error=repr(error))
            return None

    async def _made(self) -> Activity:
        made = await self._measure()
        age_ms = int((self._clock.now() - made.generated_at).total_seconds() * 1000)
        stored = _ACTIVITY.dump_json(made)
        try:
            # Of two processes that measured at once, the first to store has made the answer of both.
            if not await self._redis.set(KEY, stored, px=max(1, _FRESH_MS - age_ms), nx=True):
                first = await self._shared()
                if first is not None:
                    return first
                await self._redis.set(KEY, stored, px=_FRESH_MS)
        except RedisUnavailable as error:
            log.warning("activity_not_shared", error=repr(error))
        return made
