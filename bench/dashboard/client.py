"""The load of `bench.dashboard`: a process of its own. Reads a JSON job on stdin, writes a JSON report on stdout."""

import asyncio
import json
import random
import sys
import time
from typing import Any

import uvloop

from bench.line import Line, Timings, play_some, request_bytes

SPIN = {"machine_id": "ring-fruits", "bet_amount": 100}
QUIET_CALLS = 300


class Home:
    """One player's home screen: asks with the tag of what it shows."""

    def __init__(self, line: Line, token: str, timings: Timings) -> None:
        self.line = line
        self.token = token
        self.timings = timings
        self.tag: str | None = None

    async def look(self) -> None:
        """Ask once; a first answer, later whole ones and unchanged ones are told apart."""
        kind = "first" if self.tag is None else "whole"
        known = "" if self.tag is None else f"If-None-Match: {self.tag}\r\n"
        started = time.perf_counter()
        answer = await self.line.ask(request_bytes("GET", "/api/dashboard", self.token, headers=known))
        took = time.perf_counter() - started
        self.timings.add("unchanged" if answer.status == 304 else kind, answer.status, took)
        self.tag = answer.headers.get("etag", self.tag)

    async def play(self) -> None:
        """A round, so that the next look has something new."""
        await self.line.ask(request_bytes("POST", "/api/games/slot/spin", self.token, body=SPIN))


async def many(job: dict[str, Any]) -> dict[str, Any]:
    """All users look every so often; a share of looks follows a round."""
    dice, timings = random.Random(1), Timings()
    until = time.perf_counter() + job["seconds"]

    async def one(token: str) -> None:
        home = Home(await Line.open(job["port"]), token, timings)
        await asyncio.sleep(dice.random() * job["every_s"])
        while time.perf_counter() < until:
            if dice.random() < job["changed"]:
                await home.play()
            await home.look()
            await asyncio.sleep(job["every_s"] * (0.5 + dice.random()))

    await asyncio.gather(*(one(token) for token in job["tokens"]))
    return timings.report()


async def alone(job: dict[str, Any]) -> dict[str, Any]:
    """One user on an idle product: whole answers, then unchanged ones."""
    timings = Timings()
    home = Home(await Line.open(job["port"]), job["tokens"][0], timings)
    for _ in range(QUIET_CALLS):
        home.tag = None
        await home.look()
    for _ in range(QUIET_CALLS):
        await home.look()
    return timings.report()


async def main(job: dict[str, Any]) -> dict[str, Any]:
    """Play first when asked to, else look."""
    if job.get("play"):
        statuses = await play_some(job["port"], job["tokens"], job["play"])
        return {str(status): count for status, count in statuses.items()}
    return {"alone": await alone(job), "many": await many(job)}


if __name__ == "__main__":
    print(json.dumps(uvloop.run(main(json.load(sys.stdin)))))
