"""Both sides of the sandbox: the asker of payments, and the club that webhooks go to."""

import asyncio
from typing import Any, Self
from uuid import UUID

import orjson
from aiohttp import web

from casino_club.domains.sandbox import public
from casino_club.domains.sandbox.contracts import SandboxPayment
from casino_club.infra import webhook_signature
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

RETURN_URL = "http://club.test/ko/shop/return?receipt=r-1"
RECEIPT = "r-1"


class Till:
    """The sandbox's API, each call in a transaction of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def open(self, receipt: str = RECEIPT, **facts: Any) -> SandboxPayment:
        whole = {"currency": "KRW", "amount": 4_900, "title": "Chest of gold", "return_url": RETURN_URL, **facts}
        return await self._database.run(
            lambda session: public.open(session, receipt=receipt, now=self._clock.now(), **whole)
        )

    async def find(self, receipt: str = RECEIPT) -> SandboxPayment:
        async with self._database.read() as session:
            found = await public.find(session, receipt=receipt, now=self._clock.now())
        assert found is not None
        return found

    async def close(self, receipt: str = RECEIPT) -> SandboxPayment | None:
        return await self._database.run(lambda session: public.close(session, receipt=receipt, now=self._clock.now()))

    async def refund(self, amount: int, key: UUID, receipt: str = RECEIPT) -> bool:
        return await self._database.run(
            lambda session: public.refund(session, receipt=receipt, amount=amount, key=key, now=self._clock.now())
        )


class Club:
    """Keeps the webhooks it is sent, and answers `status`. While `gate` is clear, it answers nothing."""

    def __init__(self) -> None:
        self.status = 200
        self.came = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.requests: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [orjson.loads(body) for _, _, body in self.requests]

    @property
    def signatures(self) -> list[str]:
        return [headers[webhook_signature.HEADER] for _, headers, _ in self.requests]

    async def _take(self, request: web.Request) -> web.Response:
        self.requests.append((request.path, dict(request.headers), await request.read()))
        self.came.set()
        await self.gate.wait()
        headers = {"Location": f"{self.origin}/elsewhere"} if self.status in {302, 307} else {}
        return web.Response(status=self.status, headers=headers)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
