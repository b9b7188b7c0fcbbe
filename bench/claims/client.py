"""The load of `bench.claims`: a process of its own. Reads a JSON job on stdin, writes a JSON report on stdout."""

import asyncio
import json
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

import uvloop

from bench.line import Answer, Line, Timings, play_some, request_bytes


class Load:
    """So many users, each with a connection; every visit is another player's, so that every claim is a first one."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.port: int = job["port"]
        self.users: int = job["users"]
        self.seconds: float = job["seconds"]
        self.think_s: float = job["think_s"]
        self.tokens: Iterator[str] = iter(job["tokens"])
        self.dice = random.Random(1)
        self.at_leisure = Timings()
        self.at_once = Timings()
        self.unfinished = 0

    async def run(self) -> dict[str, Any]:
        """At leisure first, then everybody in one moment."""
        lines = [await Line.open(self.port) for _ in range(self.users)]
        until = time.perf_counter() + self.seconds
        began = time.perf_counter()
        await asyncio.gather(*(self._visit_on(line, until) for line in lines))
        took = time.perf_counter() - began
        fresh = [token for line, token in zip(lines, self.tokens, strict=False) if line]
        await asyncio.gather(
            *(
                self._timed(self.at_once, "streak claim", line, request_bytes("POST", "/api/streak/claim", token))
                for line, token in zip(lines, fresh, strict=False)
            )
        )
        claims = sum(len(times) for kind, times in self.at_leisure.took_s.items() if kind.endswith("claim"))
        return {
            "claims_per_s": round(claims / took, 1),
            "missions_not_finished": self.unfinished,
            "at_leisure": self.at_leisure.report(),
            "at_once": self.at_once.report(),
        }

    async def _timed(self, timings: Timings, kind: str, line: Line, request: bytes) -> Answer:
        started = time.perf_counter()
        answer = await line.ask(request)
        timings.add(kind, answer.status, time.perf_counter() - started)
        return answer

    async def _visit_on(self, line: Line, until: float) -> None:
        await asyncio.sleep(self.dice.random() * self.think_s)
        while time.perf_counter() < until and (token := next(self.tokens, None)) is not None:
            for kind, path in (("streak claim", "/api/streak/claim"), ("vip claim", "/api/vip/claim")):
                await self._timed(self.at_leisure, kind, line, request_bytes("POST", path, token))
                await self._think()
            seen = await self._timed(
                self.at_leisure, "missions read", line, request_bytes("GET", "/api/missions/daily", token)
            )
            await self._think()
            missions: list[dict[str, Any]] = json.loads(seen.body)["items"] if seen.status == 200 else []
            done = next((one["id"] for one in missions if one["completed"] and not one["claimed"]), None)
            if done is None:
                self.unfinished += 1
                continue
            await self._timed(
                self.at_leisure, "mission claim", line, request_bytes("POST", f"/api/missions/{done}/claim", token)
            )
            await self._think()

    async def _think(self) -> None:
        await asyncio.sleep(self.think_s * (0.5 + self.dice.random()))


async def main(job: dict[str, Any]) -> dict[str, Any]:
    """Play first when asked to, else claim."""
    if job.get("play"):
        statuses = await play_some(job["port"], job["tokens"], job["play"])
        return {str(status): count for status, count in statuses.items()}
    return await Load(job).run()


if __name__ == "__main__":
    print(json.dumps(uvloop.run(main(json.load(sys.stdin)))))
