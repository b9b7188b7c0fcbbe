"""Tells everybody at the stage how it stands: at most once a second, and always the newest."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import structlog

from casino_club.domains.stage import metrics, service
from casino_club.domains.stage.contracts import TOPIC
from casino_club.domains.stage.events import GIFTED
from casino_club.domains.stage.schemas import StageUpdateOut
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.outbox.consumer import Consumer
from casino_club.infra.realtime.messages import open_body
from casino_club.infra.realtime.stream import StreamStore
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event

log = structlog.get_logger(__name__)

NAME: Final = "stage"
PAUSE_S: Final = 1.0
"""Between what was heard and what is said: all that comes meanwhile is said with it."""
_MOVES: Final = frozenset({GIFTED, "games.round_settled.v1"})


class StageVoice:
    """The stage's broadcasts from one process. Nothing waits for them, and one lost is made good by the next."""

    def __init__(
        self, redis: Redis, database: Database, clock: Clock, background: Background, *, pause_s: float = PAUSE_S
    ) -> None:
        self._stream = StreamStore(redis)
        self._database = database
        self._clock = clock
        self._pause_s = pause_s
        self._heard = False
        self._said: dict[str, Any] | None = None
        self._begin = background.errand(self._speak, name="stage-voice")

    def hear(self) -> None:
        """Something moved: say how it stands soon."""
        self._heard = True
        self._begin()

    async def _speak(self) -> None:
        while self._heard:
            await asyncio.sleep(self._pause_s)
            self._heard = False
            try:
                await self._say()
            except RedisUnavailable as error:
                metrics.UNSAID.inc()
                log.warning("stage_update_lost", error=repr(error))
            except Exception as error:
                if not is_unavailable(error):
                    raise
                metrics.UNSAID.inc()
                log.warning("stage_update_lost", error=repr(error))

    async def _say(self) -> None:
        async with self._database.read() as session:
            index, top = await service.model_index(session), await service.top_supporters(session)
            names = await service.names_of(session, top, self._clock.now())
        update = StageUpdateOut.of(index, top, names).model_dump(mode="json")
        if update != self._said:
            await self._stream.broadcast(TOPIC, open_body("stage_update", None, update, self._clock.now()))
            self._said = update


def make_consumer(voice: StageVoice) -> Consumer:
    """The relay's consumer: it keeps nothing, so an event seen again does nothing new."""

    async def consume(events: Sequence[Event]) -> None:
        if any(event.type in _MOVES for event in events):
            voice.hear()

    return Consumer(NAME, consume)
