"""The club that simulated players live in: the real product, its clock, its processes dying, its days."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import httpx
import psycopg

from tests.support.life import LifePlayer
from tests.support.product import processes_of
from tests.support.shifted import ShiftedProduct

ADMIN_PASSWORD: Final = "the lanterns are lit"
DRAIN_S: Final = 120
SETTLE_S: Final = 120
CHAINS_S: Final = 240
MIDNIGHT_JOBS: Final = timedelta(minutes=11)
"""After midnight: jobs of every five and ten minutes are due, and what a season waits for is over."""
NOON: Final = timedelta(hours=12)
REGULARS_ABSENT: Final = 0.1
API, WORKER = " api", " worker"


@dataclass(frozen=True)
class Life:
    """How many live how long, and how busily."""

    players: int
    days: int
    rounds_max: int = 6
    at_once: int = 8
    seed: int = 20261121
    absent: float = 0.15
    """The chance that a player stays away for a day; every fifth is a regular, who seldom does."""


@dataclass
class Club:
    """The running product and those who live in it."""

    product: ShiftedProduct
    life: Life
    http: httpx.AsyncClient
    players: list[LifePlayer] = field(default_factory=list[LifePlayer])
    kills: Counter[str] = field(default_factory=Counter[str])
    event_ids: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.dice = random.Random(self.life.seed)

    @property
    def url(self) -> str:
        return self.product.postgres.url

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement, parameters).fetchall()

    async def open(self) -> None:
        """The house is ready, everybody signs up, and an operator opens two events."""
        # A fresh installation makes a million hashes for each shared game; a worker killed meanwhile begins again.
        await self._until("SELECT 2 - count(*) FROM shared_round_chains", CHAINS_S, "chains of hashes are missing")
        self.players = [
            LifePlayer(self.http, number, random.Random(self.life.seed + number)) for number in range(self.life.players)
        ]
        await self._everybody(LifePlayer.sign_up)
        await self._open_events()

    async def _open_events(self) -> None:
        admin = LifePlayer(self.http, -1, self.dice)
        for password in ("123456", ADMIN_PASSWORD):
            answer = await self.http.post("/api/auth/login", json={"site_id": "admin", "password": password})
            assert answer.status_code == httpx.codes.OK, answer.text
            admin.access = answer.json()["access_token"]
            if password != ADMIN_PASSWORD:
                body = {"current_password": password, "new_password": ADMIN_PASSWORD}
                await admin.ask("POST", "/api/users/me/password", json=body)
        seeded = await admin.ask("POST", "/api/admin/events/seed/model-index")
        now = self.product.clock.now()
        body = {
            "title": "첫 주의 놀이",
            "event_type": "weekly",
            "start_date": (now - timedelta(hours=1)).isoformat(),
            "end_date": (now + timedelta(days=max(3, self.life.days - 2))).isoformat(),
            "requirements": {"plays": 3 * self.life.rounds_max},
            "rewards": {"gold": 2000, "exp": 300, "gem": 130},
            "priority": 10,
        }
        made = await admin.ask("POST", "/api/admin/events", json=body)
        assert seeded is not None
        assert made is not None
        self.event_ids = [made["id"]]

    async def live(self, number: int, today: date) -> None:
        """One day: midnight's jobs, play with kills falling into it, then what the day earned."""
        self.product.clock.move_to(datetime.combine(today, datetime.min.time(), UTC) + MIDNIGHT_JOBS)
        self.kill(WORKER)  # it comes again and finds what midnight made due
        here = [one for one in self.players if number == 0 or self.dice.random() >= self._absent(one)]
        blows = [API] if number % 3 == 1 else [WORKER] if number % 3 == 2 else []
        await self._with_blows(
            blows, here, lambda player: player.morning(today, self.dice.randint(1, self.life.rounds_max))
        )
        await self.until_counted()
        blows = [WORKER] if number % 4 == 1 else [API] if number % 4 == 3 else []
        await self._with_blows(blows, here, lambda player: player.evening(self.players))
        await self.until_counted()

    def _absent(self, player: LifePlayer) -> float:
        return min(self.life.absent, REGULARS_ABSENT) if player.number % 5 == 0 else self.life.absent

    async def _with_blows(
        self, blows: list[str], here: list[LifePlayer], work: Callable[[LifePlayer], Awaitable[None]]
    ) -> None:
        done = 0
        places = sorted(self.dice.randint(1, max(1, len(here) - 1)) for _ in blows)
        gate = asyncio.Semaphore(self.life.at_once)

        async def one(player: LifePlayer) -> None:
            nonlocal done
            async with gate:
                await work(player)
            done += 1
            while places and done >= places[0]:
                places.pop(0)
                self.kill(blows.pop(0))

        await asyncio.gather(*(one(player) for player in here))

    async def _everybody(self, work: Callable[[LifePlayer], Awaitable[None]]) -> None:
        await self._with_blows([], self.players, work)

    def kill(self, part: str) -> None:
        """kill -9 of one process of the product."""
        found = [pid for pid, command in processes_of(self.product.product.data_dir).items() if part in command]
        for pid in found[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.kills[part.strip()] += 1

    async def until_counted(self) -> None:
        """Return when every event has reached its consumers."""
        await self._until("SELECT count(*) FROM outbox", DRAIN_S, "events wait")

    async def end_season(self, after: date) -> None:
        """Go on to a day on which nothing of the life is open any more, and wait for the jobs to pay what is owed."""
        self.product.clock.move_to(datetime.combine(after, datetime.min.time(), UTC) + MIDNIGHT_JOBS)
        self.kill(WORKER)
        unpaid = (
            "SELECT (SELECT count(*) FROM pass_seasons WHERE settled_at IS NULL AND ends_on <= %s)"
            " + (SELECT count(*) FROM mission_completions WHERE settled_at IS NULL AND ends_at <= %s)"
        )
        await self._until(unpaid, SETTLE_S, "rewards owed", after, after)
        await self.until_counted()

    async def _until(self, statement: str, timeout_s: float, what: str, *parameters: Any) -> None:
        deadline = time.monotonic() + timeout_s
        while (count := self.rows(statement, *parameters)[0][0]) > 0:
            assert time.monotonic() < deadline, f"{count} {what} after {timeout_s} s"
            await asyncio.sleep(0.1)
