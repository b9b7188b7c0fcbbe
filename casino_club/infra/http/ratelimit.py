"""Rate limits over Valkey (moving window), falling back to this process's memory while Valkey is away."""

import time
from typing import Any, Final, cast

from fastapi import Request, Response
from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.kernel.errors import DomainError, Messages

__all__ = ["RateLimitItem", "RateLimitItemPerMinute", "RateLimitItemPerSecond", "RateLimitedError", "RateLimiter"]

_PREFIX: Final = "limit"


class RateLimitedError(DomainError):
    """429: too many calls of this kind; `retry_after_s` says when one is free again."""

    code = "rate_limited"
    kind = "limited"
    messages = Messages("Too fast. Please wait a moment.", "너무 빨라요. 잠시만 기다려 주세요.")


class RateLimiter:
    """Counts hits by (name, key). A dead Valkey never locks players out: each process then counts alone."""

    def __init__(self, redis: Redis) -> None:
        # The process's own pool: its short waits, and closed with it.
        storage = RedisStorage(
            "async+redis://",
            implementation="redispy",
            key_prefix=_PREFIX,
            connection_pool=cast("Any", redis).connection_pool,
        )
        self._shared = MovingWindowRateLimiter(storage)
        self._local = MovingWindowRateLimiter(MemoryStorage())

    async def hit(self, item: RateLimitItem, *keys: str) -> tuple[bool, int, int]:
        """Count one call. Answers (allowed, calls left, seconds until the window frees a place)."""
        try:
            return await self._hit(self._shared, item, keys)
        except RedisUnavailable:
            return await self._hit(self._local, item, keys)

    async def _hit(
        self, limiter: MovingWindowRateLimiter, item: RateLimitItem, keys: tuple[str, ...]
    ) -> tuple[bool, int, int]:

        allowed = await limiter.hit(item, *keys)
        stats = await limiter.get_window_stats(item, *keys)
        return allowed, stats.remaining, max(1, int(stats.reset_time - time.time()) + 1)


async def enforce(request: Request, response: Response, item: RateLimitItem, *keys: str) -> None:
    """Count this call, put `RateLimit-*` headers on the answer, or raise `RateLimitedError`."""
    limiter: RateLimiter = request.app.state.limiter
    allowed, left, reset_s = await limiter.hit(item, *keys)
    response.headers["RateLimit-Limit"] = str(item.amount)
    response.headers["RateLimit-Remaining"] = str(left)
    response.headers["RateLimit-Reset"] = str(reset_s)
    if not allowed:
        raise RateLimitedError(retry_after_s=reset_s)
