"""Who is here: players whose socket was seen within five minutes, over all processes."""

import time
from collections.abc import Sequence
from typing import Any, Final, cast

from casino_club.infra.redis import Redis

WINDOW_S: Final = 300
HEARTBEAT_S: Final = 30.0
_KEY: Final = b"online"
_PLAYERS_A_COMMAND: Final = 1000


class Presence:
    """Every method may raise `RedisUnavailable`."""

    def __init__(self, redis: Redis) -> None:
        self._redis = cast("Any", redis)

    async def seen(self, user_ids: Sequence[int]) -> None:
        """These players are here now."""
        now = time.time()
        for start in range(0, len(user_ids), _PLAYERS_A_COMMAND):
            some = user_ids[start : start + _PLAYERS_A_COMMAND]
            await self._redis.zadd(_KEY, dict.fromkeys(some, now))
        await self._redis.zremrangebyscore(_KEY, "-inf", now - WINDOW_S)

    async def online_count(self) -> int:
        """How many players were here within the window."""
        return await self._redis.zcount(_KEY, time.time() - WINDOW_S, "+inf")

    async def online_of(self, user_ids: Sequence[int]) -> frozenset[int]:
        """Which of these players were here within the window. At most a command's worth of them."""
        if not user_ids:
            return frozenset()
        since = time.time() - WINDOW_S
        scores = await self._redis.zmscore(_KEY, list(user_ids))
        return frozenset(
            id_ for id_, score in zip(user_ids, scores, strict=True) if score is not None and score >= since
        )

    async def count_absent(self, user_ids: Sequence[int]) -> int:
        """How many of these players, each named once, were not here within the window."""
        since, absent = time.time() - WINDOW_S, 0
        for start in range(0, len(user_ids), _PLAYERS_A_COMMAND):
            scores = await self._redis.zmscore(_KEY, user_ids[start : start + _PLAYERS_A_COMMAND])
            absent += sum(score is None or score < since for score in scores)
        return absent
