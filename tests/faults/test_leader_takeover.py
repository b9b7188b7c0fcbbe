"""Two workers stand ready, the one that leads dies or freezes: the other goes on from wherever the round stood.

Seen failing with a lease that never ends (nobody went on), with one that anybody may take at any time (two led at
once), and with a new leader that opens a round instead of ending the one it finds (no round ever closed).
"""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import text

from casino_club.domains.audit.public import run_audit
from casino_club.infra.db.engine import Database
from casino_club.infra.settings import Settings
from casino_club.kernel.rng import commit
from tests.support.http import Person, sign_up
from tests.support.product import ROOT
from tests.support.shared_rounds import bets_of, give_chain, newest, points, publish_quick, seed_where

pytestmark = pytest.mark.faults

TABLE = {"betting_ms": 8000, "pause_ms": 2500, "growth_ppm": 300_000, "multiplier_max_x100": 600}
CHAIN = seed_where(lambda crashes: all(400 <= crash < 600 for crash in crashes[:3]), 3)
"""Three rounds of 4.6 to 6 s first; later ones are no longer."""
PATIENCE_S = 90
_ONE = "game = 'crash' AND variant = 'main' AND number = :n"
LEFT_OFF = {"lease_lost", "leader_waits", "leader_failed"}


async def until(condition: Callable[[], Awaitable[Any]]) -> Any:
    """What `condition` answers, once it is true."""
    async with asyncio.timeout(PATIENCE_S):
        while not (found := await condition()):  # noqa: ASYNC110 - other processes cannot set an event
            await asyncio.sleep(0.02)
    return found


class Worker:
    """One `casino-club worker`, and what its log tells."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._log = log
        urls = {"DATABASE_URL": str(settings.database_url), "REDIS_URL": str(settings.redis_url)}
        environment = {**os.environ, **urls, "DATA_DIR": str(settings.data_dir), "LOG_LEVEL": "info"}
        with log.open("wb") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "casino_club", "worker"], cwd=ROOT, env=environment, stdout=sink, stderr=sink
            )

    def said(self) -> list[dict[str, Any]]:
        """Every whole line of its log so far."""
        lines = self._log.read_bytes().split(b"\n")[:-1]
        return [orjson.loads(line) for line in lines if line.startswith(b"{")]

    def reigns(self) -> list[int]:
        """The terms (lease tokens) under which it came to lead the crash table."""
        return [one["term"] for one in self.said() if one["event"] == "leading" and one["game"] == "crash"]

    async def ready(self) -> None:
        """Return once it stands by or leads."""
        await until(self._started)

    async def _started(self) -> bool:
        assert self.process.poll() is None, self._log.read_text()
        return any(one["event"] == "worker_started" for one in self.said())

    async def leads(self) -> int:
        """Its newest term, once there is one."""
        (*_, term) = await until(self._reigning)
        return term

    async def _reigning(self) -> list[int]:
        assert self.process.poll() is None, self._log.read_text()
        return self.reigns()

    async def left_off(self) -> None:
        """Return once it noticed that another one leads."""
        await until(self._noticed)

    async def _noticed(self) -> bool:
        return any(one["event"] in LEFT_OFF and one.get("game") == "crash" for one in self.said())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


class Hall:
    """The crash table with two workers and three people who bet on one round."""

    def __init__(self, database: Database, people: list[Person], leader: Worker, stand_by: Worker) -> None:
        self.database = database
        self.people = people
        self.leader, self.stand_by = leader, stand_by
        self.number = 0
        self.crash = 0
        self.placed: list[dict[str, Any]] = []

    async def bet(self) -> None:
        """In a fresh window: one leaves by hand, one by itself at 1.50, and one asks for more than the round gives."""

        async def opened() -> Any:
            round_ = await newest(self.database)
            return round_ if round_.number > before.number else None

        before = await newest(self.database)
        self.number = (await until(opened)).number
        self.crash = points(CHAIN, self.number)[-1]
        slots = ({}, {"auto_cashout": 1.5}, {"auto_cashout": (self.crash + 1) / 100})
        for person, more in zip(self.people, slots, strict=True):
            body = {"bet_amount": 100, **more}
            self.placed.append(await person.call("POST", "/api/games/crash/bet", 201, json=body))
        assert {placed["number"] for placed in self.placed} == {self.number}

    async def round(self) -> Any:
        """The round that was bet on, as it stands."""
        return await self._find(self.number)

    async def _find(self, number: int) -> Any:
        async with self.database.read() as session:
            rows = await session.execute(text(f"SELECT * FROM shared_rounds WHERE {_ONE}"), {"n": number})
            return rows.first()

    async def until_running(self) -> None:
        await self._until_time((await self.round()).locks_at)

    async def until_a_second_before_the_end(self) -> None:
        await self._until_time((await self.round()).ends_at - timedelta(seconds=1))

    async def _until_time(self, moment: datetime) -> None:
        async def reached() -> bool:
            return datetime.now(UTC) >= moment

        await until(reached)

    async def leave(self) -> None:
        """Cash the first bet out, as anybody may while no leader lives."""
        body = {"bet_id": self.placed[0]["bet_id"]}
        await self.people[0].send("POST", "/api/games/crash/cashout", json=body)

    async def ended(self, number: int) -> Any:
        """A round, once it is over for good."""

        async def over() -> Any:
            row = await self._find(number)
            return row if row is not None and row.state != "open" else None

        return await until(over)

    async def assert_fair(self) -> None:
        """Every bet ended once, with what its round owed it; rounds follow one another without a gap."""
        round_ = await self.ended(self.number)
        bets = await bets_of(self.database)
        assert len(bets) == len(self.people)
        for person, bet in zip(self.people, bets, strict=True):
            postings = (await person.call("GET", "/api/wallet/history?limit=200"))["items"]
            kinds = sorted(one["kind"] for one in postings if one["ref"] == str(bet.id))
            if bet.status == "refunded":
                assert round_.state == "void"
                assert kinds == ["game_refund", "game_stake"]
            else:
                assert bet.status == "settled"
                assert kinds == (["game_stake", "game_win"] if bet.payout else ["game_stake"])
            back = 100 if bet.status == "refunded" else bet.payout
            assert (await person.call("GET", "/api/users/me"))["gold_balance"] == 10_000 - 100 + back
        if round_.state == "closed":
            assert [bet.payout for bet in bets[1:]] == [150, 0]
        async with self.database.read() as session:
            rows = await session.execute(
                text(
                    "SELECT r.number, s.server_seed FROM shared_rounds r JOIN fairness_seeds s ON s.id = r.seed_id"
                    " WHERE r.game = 'crash' ORDER BY r.number"
                )
            )
            found = [(row.number, bytes(row.server_seed)) for row in rows]
        assert [number for number, _ in found] == list(range(1, len(found) + 1))
        for (_, before), (_, after) in itertools.pairwise(found):
            assert commit(after) == before.hex()
        report = await run_audit(self.database)
        assert report.clean, [finding for finding in report.findings if finding.violations]


@pytest.fixture
async def hall(fresh_database, settings, app_client, tmp_path) -> AsyncIterator[Hall]:
    await publish_quick(fresh_database, **TABLE)
    await give_chain(fresh_database, CHAIN)
    people = [await sign_up(app_client) for _ in range(3)]
    workers = [Worker(settings, tmp_path / "first.log")]
    try:
        assert await workers[0].leads() == 1
        workers.append(Worker(settings, tmp_path / "second.log"))
        await workers[1].ready()
        yield Hall(fresh_database, people, *workers)
    finally:
        for worker in workers:
            worker.kill()


async def lease_end(hall: Hall) -> datetime:
    async with hall.database.read() as session:
        rows = await session.execute(text("SELECT expires_at FROM shared_round_leases WHERE game = 'crash'"))
        return rows.scalar_one()


async def assert_taken_over(hall: Hall, not_before: datetime) -> None:
    """The other one leads, for the next term, and only once the dead one's lease was over."""
    assert await hall.stand_by.leads() == 2
    assert hall.leader.reigns() == [1]
    (line,) = [one for one in hall.stand_by.said() if one["event"] == "leading" and one["game"] == "crash"]
    assert datetime.fromisoformat(line["timestamp"]) >= not_before


@pytest.mark.parametrize("phase", ["betting", "running", "pause"])
async def test_the_other_worker_takes_over(hall, phase):
    await hall.bet()
    if phase == "running":
        await hall.until_running()
        await hall.leave()
    if phase == "pause":
        await hall.ended(hall.number)
    lease = await lease_end(hall)
    hall.leader.kill()
    if phase == "betting":
        await hall.until_running()
        await hall.leave()
    await assert_taken_over(hall, lease)
    await hall.ended(hall.number + 1)
    await hall.assert_fair()


async def test_a_leader_dies_in_the_middle_of_closing(hall):
    """It waits for the round's row, which a bet on its way holds; the other one finds a round that is over but open."""
    await hall.bet()
    await hall.until_a_second_before_the_end()
    async with hall.database.transaction() as session:
        held = await session.execute(
            text(f"SELECT id FROM shared_rounds WHERE {_ONE} AND state = 'open' FOR SHARE"), {"n": hall.number}
        )
        assert len(held.all()) == 1

        async def waits() -> bool:
            async with hall.database.read() as other:
                waiting = await other.execute(
                    text("SELECT pid FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')")
                )
                return waiting.first() is not None

        await until(waits)
        lease = await lease_end(hall)
        hall.leader.kill()
        assert (await hall.round()).state == "open"
    await assert_taken_over(hall, lease)
    await hall.ended(hall.number + 1)
    await hall.assert_fair()


async def test_a_leader_that_was_frozen_leaves_the_table_to_the_other(hall):
    """It wakes in the belief that it leads; nothing it then does counts, and it is ready to follow the other one."""
    await hall.bet()
    await hall.until_running()
    lease = await lease_end(hall)
    hall.leader.process.send_signal(signal.SIGSTOP)
    try:
        await assert_taken_over(hall, lease)
        await hall.ended(hall.number)
    finally:
        hall.leader.process.send_signal(signal.SIGCONT)
    await hall.leader.left_off()
    await hall.ended(hall.number + 1)
    assert (hall.leader.reigns(), hall.stand_by.reigns()) == ([1], [2])
    hall.stand_by.kill()

    async def again() -> bool:
        return hall.leader.reigns() == [1, 3]

    await until(again)
    await hall.ended((await newest(hall.database)).number)
    await hall.assert_fair()
