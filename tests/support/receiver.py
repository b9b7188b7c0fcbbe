"""Somebody else's server, on the loopback: it keeps what it is sent and answers as it is told."""

import asyncio
from typing import NamedTuple, Self

from aiohttp import web


class Received(NamedTuple):
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Answers the next of `answers`, else `status`; a redirect leads to a place of its own. While `gate` is clear, it
    answers nothing."""

    status = 200

    def __init__(self) -> None:
        self.requests: list[Received] = []
        self.answers: list[int] = []
        self.came = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def _take(self, request: web.Request) -> web.Response:
        self.requests.append(Received(request.path, dict(request.headers), await request.read()))
        self.came.set()
        await self.gate.wait()
        status = self.answers.pop(0) if self.answers else self.status
        headers = {"Location": f"{self.origin}/elsewhere"} if status in {302, 307} else {}
        return web.Response(status=status, headers=headers)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
