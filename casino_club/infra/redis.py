"""The door to Valkey: cache, limits, presence, fan-out. Never the truth about money; may vanish at any moment."""

from typing import Any, cast

from redis.asyncio import Redis as _Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

Redis = _Redis
RedisUnavailable = (RedisError, OSError, TimeoutError)
"""What any call may raise while Valkey is away: callers degrade, they do not fail a player's request."""


def connect(url: str) -> Redis:
    """A client with short waits: a dead Valkey costs a request at most a second."""
    return cast(
        "Redis",
        cast("Any", _Redis).from_url(
            url,
            decode_responses=False,
            socket_connect_timeout=1.0,
            socket_timeout=2.0,
            health_check_interval=30,
            retry=Retry(NoBackoff(), 1),
        ),
    )
