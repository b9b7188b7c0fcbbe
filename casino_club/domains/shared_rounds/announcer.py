"""Broadcasts on a topic, in order, that nobody waits for: a player's bet never depends on Valkey."""

from collections import deque
from typing import Final

import structlog

from casino_club.domains.shared_rounds.contracts import Message
from casino_club.domains.shared_rounds.metrics import UNSAID
from casino_club.infra.realtime.messages import open_body
from casino_club.infra.realtime.stream import StreamStore
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

WAITING_MAX: Final = 10_000


class Announcer:
    """One topic's voice in one process."""

    def __init__(self, redis: Redis, topic: str, clock: Clock, background: Background) -> None:
        self._stream = StreamStore(redis)
        self._topic = topic
        self._clock = clock
        self._waiting: deque[bytes] = deque(maxlen=WAITING_MAX)
        self._begin = background.errand(self._speak, name=f"announce-{topic}")

    def say(self, message: Message) -> None:
        """Broadcast soon. What cannot be said is dropped: clients read the round again when they come back."""
        kind, data = message
        self._waiting.append(open_body(kind, None, data, self._clock.now()))
        self._begin()

    async def _speak(self) -> None:
        while self._waiting:
            try:
                await self._stream.broadcast(self._topic, self._waiting.popleft())
            except RedisUnavailable as error:
                log.warning("broadcast_lost", topic=self._topic, lost=len(self._waiting) + 1, error=repr(error))
                UNSAID.labels(self._topic).inc(len(self._waiting) + 1)
                self._waiting.clear()
