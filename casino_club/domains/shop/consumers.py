"""Tells everybody who looks at the limited packages how many are left: often enough, and always what the table says."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Final

import structlog

from casino_club.domains.shop import repository
from casino_club.domains.shop.contracts import Product
from casino_club.domains.shop.events import CHANGED, MOVED, TOPIC
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.outbox.consumer import Consumer
from casino_club.infra.realtime.messages import open_body
from casino_club.infra.realtime.stream import StreamStore
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event

log = structlog.get_logger(__name__)

NAME: Final = "shop_stock"
PAUSE_S: Final = 0.2
"""Between what was heard and what is said: however much is bought, a package is spoken of five times a second."""
RETRY_S: Final = 1.0
"""Before what could not be said is tried again, on top of the pause."""
_CODE_IN: Final = {MOVED: "product_id", CHANGED: "package_id"}


class StockVoice:
    """The broadcasts of the stock from one process.

    What is said is read after it was heard of, so events that come late or twice lead to the truth all the same. Every
    value is said again, known or not: another process may have said another one meanwhile. While an engine is away
    nothing is forgotten, since after the last one is sold no other event comes.
    """

    def __init__(
        self,
        redis: Redis,
        database: Database,
        clock: Clock,
        background: Background,
        *,
        pause_s: float = PAUSE_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._stream = StreamStore(redis)
        self._database = database
        self._clock = clock
        self._pause_s = pause_s
        self._retry_s = retry_s
        self._heard: set[str] = set()
        self._begin = background.errand(self._speak, name="stock-voice")

    def hear(self, codes: Collection[str]) -> None:
        """Something moved about these products: say soon how many are left of those that are limited packages."""
        self._heard.update(codes)
        if self._heard:
            self._begin()

    async def _speak(self) -> None:
        while self._heard:
            await asyncio.sleep(self._pause_s)
            codes, self._heard = self._heard, set()
            try:
                await self._say(codes)
            except Exception as error:
                if not isinstance(error, RedisUnavailable) and not is_unavailable(error):
                    raise
                log.warning("package_stock_waits", error=repr(error))
                self._heard |= codes
                await asyncio.sleep(self._retry_s)

    async def _say(self, codes: Collection[str]) -> None:
        async with self._database.read() as session:
            products = [await repository.find_product(session, code) for code in sorted(codes)]
        for product in products:
            if product is not None and product.limited is not None:
                data = {"package_id": product.code, "left": _left(product)}
                await self._stream.broadcast(TOPIC, open_body("package_stock", None, data, self._clock.now()))


def _left(package: Product) -> int:
    """How many can still be bought: none of what an operator took off sale."""
    limited = package.limited
    return 0 if limited is None or limited.disabled_at is not None or not package.active else limited.left


def make_consumer(voice: StockVoice) -> Consumer:
    """The relay's consumer: it keeps nothing, so an event seen again does nothing new."""

    async def consume(events: Sequence[Event]) -> None:
        voice.hear({event.data[_CODE_IN[event.type]] for event in events if event.type in _CODE_IN})

    return Consumer(NAME, consume)
