"""The load of `bench.purchases`: a process of its own. Reads a JSON job on stdin, writes a JSON report on stdout."""

import asyncio
import json
import random
import sys
import time
from typing import Any
from urllib.parse import urlsplit

import uvloop

from bench.line import Answer, Line, Timings, request_bytes

BODY = {"product_id": "gem-handful"}
FORM = b"action=approve&card=card_a"


class Load:
    """So many players, each with a connection and an address of their own, who buy, pay and come back."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.port: int = job["port"]
        self.tokens: list[str] = job["tokens"]
        self.seconds: float = job["seconds"]
        self.think_s: float = job["think_s"]
        self.dice = random.Random(1)
        self.timings = Timings()
        self.receipts = 0
        self.succeeded = 0

    async def run(self) -> dict[str, Any]:
        """Buy until the time is over; answers figures, and how many purchases were asked for and ended well."""
        until = time.perf_counter() + self.seconds
        began = time.perf_counter()
        await asyncio.gather(*(self._shop_on(number, token, until) for number, token in enumerate(self.tokens)))
        took = time.perf_counter() - began
        return {
            "purchases_per_s": round(self.succeeded / took, 1),
            "asked": self.receipts,
            "succeeded": self.succeeded,
            "calls": self.timings.report(),
        }

    async def _timed(self, kind: str, line: Line, request: bytes) -> Answer:
        started = time.perf_counter()
        answer = await line.ask(request)
        self.timings.add(kind, answer.status, time.perf_counter() - started)
        return answer

    async def _shop_on(self, number: int, token: str, until: float) -> None:
        line = await Line.open(self.port)
        where = f"X-Forwarded-For: 10.{number // 65536}.{number // 256 % 256}.{number % 256}\r\n"
        await asyncio.sleep(self.dice.random() * self.think_s)
        bought = 0
        while time.perf_counter() < until:
            bought += 1
            await self._buy(line, token, where + f"Idempotency-Key: buy-{bought}\r\n", where)
            await self._think()

    async def _buy(self, line: Line, token: str, keyed: str, where: str) -> None:
        sold = await self._timed("buy", line, request_bytes("POST", "/api/shop/buy", token, body=BODY, headers=keyed))
        if sold.status != 200:
            return
        self.receipts += 1
        answer = json.loads(sold.body)
        await self._think()
        to_page = await self._timed("checkout", line, request_bytes("GET", _path(answer["checkout_url"]), token))
        if to_page.status != 303:
            return
        await self._think()
        page = _path(to_page.headers["location"])
        await self._timed("pay", line, _form(page))
        settle = f"/api/shop/transactions/{answer['receipt_code']}/settle"
        done = await self._timed("return", line, request_bytes("POST", settle, token, headers=where))
        self.succeeded += done.status == 200 and json.loads(done.body)["status"] == "succeeded"

    async def _think(self) -> None:
        await asyncio.sleep(self.think_s * (0.5 + self.dice.random()))


def _path(url: str) -> str:
    return urlsplit(url).path


def _form(path: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}Content-Length: {len(FORM)}\r\n\r\n".encode() + FORM


if __name__ == "__main__":
    print(json.dumps(uvloop.run(Load(json.load(sys.stdin)).run())))
