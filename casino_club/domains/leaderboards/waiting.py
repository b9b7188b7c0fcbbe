"""Facts on their way to the boards: safe with Valkey at once, merged into the boards as the machine has time.

A round moves its player on up to 32 boards, which costs Valkey more than a bet may. So events only append here, and one
loop merges what has gathered: with little play at once, under load many rounds of a player in one step.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

import orjson
import structlog

from casino_club.domains.leaderboards.boards import FACTS_A_CALL, Boards
from casino_club.domains.leaderboards.contracts import Fact
from casino_club.domains.leaderboards.rules import coalesced
from casino_club.domains.leaderboards.scripts import TAG
from casino_club.infra.redis import Redis

log = structlog.get_logger(__name__)

STREAM: Final = f"{TAG}:waiting"
BATCHES_A_STEP: Final = 20
REST: Final = 2.0
"""Times the last call's duration that Valkey is left to others before the next one: boards take a third of it."""
HURRY_BATCHES: Final = 1000
"""With so many batches waiting there is no rest: they must not fill Valkey's memory."""


def _encoded(facts: Sequence[Fact]) -> bytes:
    return orjson.dumps(
        [
            (
                fact.user_id,
                fact.game,
                None if fact.day is None else fact.day.isoformat(),
                fact.plays,
                fact.wagered,
                fact.net_win,
                fact.multiplier_x100,
                fact.plays_at,
                fact.wagered_at,
                fact.net_win_at,
                fact.multiplier_at,
            )
            for fact in facts
        ]
    )


def _decoded(body: bytes) -> list[Fact]:
    return [
        Fact(user_id, game, None if day is None else date.fromisoformat(day), *numbers)
        for user_id, game, day, *numbers in orjson.loads(body)
    ]


class Waiting:
    """The queue before the boards. Every method may raise `RedisUnavailable`."""

    def __init__(self, redis: Redis, boards: Boards) -> None:
        self._redis = cast("Any", redis)
        self._boards = boards

    async def put(self, facts: Sequence[Fact]) -> None:
        """Keep facts until they are merged."""
        await self._redis.xadd(STREAM, {b"f": _encoded(facts)})

    async def count(self) -> int:
        """How many batches wait."""
        return await self._redis.xlen(STREAM)

    async def merge_all(self, *, today: date) -> bool:
        """Merge until nothing waits; false when there were no boards to merge into.

        A batch is dropped after it was merged (or when there are no boards: a rebuild reads its rounds). Two processes
        at it at once repeat each other's work and change nothing.
        """
        taken = True
        while entries := await self._redis.xrange(STREAM, count=BATCHES_A_STEP):
            hurry = len(entries) == BATCHES_A_STEP and await self.count() > HURRY_BATCHES
            facts = coalesced(fact for _, fields in entries for fact in _decoded(fields[b"f"]))
            for start in range(0, len(facts), FACTS_A_CALL):
                began = time.monotonic()
                taken = await self._boards.apply(facts[start : start + FACTS_A_CALL], today=today)
                if not taken:
                    break
                if not hurry and len(facts) > FACTS_A_CALL:
                    await asyncio.sleep(REST * (time.monotonic() - began))
            millis, _, number = entries[-1][0].decode().partition("-")
            await self._redis.xtrim(STREAM, minid=f"{millis}-{int(number) + 1}", approximate=False)
        return taken
