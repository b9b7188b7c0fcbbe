"""The players: a process of its own, each with a live socket and a keep-alive connection.

Reads a JSON job on stdin, prints `{"seated": n}` once every socket is subscribed, then plays the job's rounds and
prints the report. Times are CLOCK_REALTIME, which the server's own times are of, too; the machine is the same.
"""

import asyncio
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from datetime import datetime
from typing import Any, Final

import orjson
import uvloop

from bench.common import percentile
from bench.realtime.client import masked

CONNECTING_MAX: Final = 64
SIGN_OF_LIFE_S: Final = 20.0
WATCHERS: Final = 20
"""Sockets whose every message is read; of the others only the changes of phase."""
LAST_BET_SHARE: Final = 0.85
STAKE: Final = 100
_ANY: Final = b'{"type":"'
_ROUND: Final = b'{"type":"crash_round"'
_TICK: Final = b'{"type":"crash_tick"'
_SEQ: Final = b'"seq":'


def seconds(text: str) -> float:
    """An ISO time of the server in Unix seconds."""
    return datetime.fromisoformat(text).timestamp()


class Seat(asyncio.Protocol):
    """One live socket: keeps when it heard of each change of phase."""

    def __init__(self, request: bytes, table: "Table", *, watches: bool) -> None:
        self._request = request
        self._table = table
        self.watches = watches
        self._tail = b""
        self._transport: Any = None
        self.seqs: list[int] = []
        self.ticks: list[tuple[float, float]] = []
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._transport.write(self._request)

    def say(self, text: bytes) -> None:
        self._transport.write(masked(text))

    def data_received(self, data: bytes) -> None:
        now = time.time()
        if not self.ready.done():
            if b'"initial_state"' in data:
                self.say(b'{"type":"subscribe","topic":"crash"}')
            if b'"subscribed"' in data:
                self.ready.set_result(None)
            return
        data = self._tail + data
        mark = _ANY if self.watches else _ROUND
        at = data.find(mark)
        while at >= 0:
            found = data.find(_SEQ, at)
            end = -1 if found < 0 else data.find(b"}", found)
            if end < 0:
                self._tail = data[at:]
                return
            self._heard(data[at : end + 1], int(data[found + len(_SEQ) : end]), now)
            at = data.find(mark, end)
        self._tail = data[1 - len(mark) :]

    def _heard(self, message: bytes, seq: int, now: float) -> None:
        if message.startswith(b'{"type":"crash_'):
            self.seqs.append(seq)
        if message.startswith(_ROUND):
            self._table.heard(orjson.loads(message)["data"], now)
        elif message.startswith(_TICK):
            self.ticks.append((now, seconds(orjson.loads(message)["data"]["server_time"])))

    def connection_lost(self, exc: Exception | None) -> None:
        self._table.lost += 1
        if not self.ready.done():
            self.ready.set_exception(exc or ConnectionResetError())


class Door:
    """A player's way to the API: a keep-alive connection, opened again when the server has closed it for idleness."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body. A server that closes an idle connection as we use it is asked again: requests have keys."""
        while True:
            try:
                return await self._ask(request)
            except (ConnectionError, asyncio.IncompleteReadError):
                self._reader = None

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        if self._reader is None or self._writer is None or self._reader.at_eof() or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        at = head.find(b"content-length: ") + 16
        body = await self._reader.readexactly(int(head[at:].split(b"\r\n", 1)[0]))
        return int(head[9:12]), body


class Table:
    """What all sockets heard, and the players waiting for it."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.lost = 0
        self.rounds: dict[int, dict[str, Any]] = defaultdict(dict)
        self.arrivals: dict[tuple[int, str], list[float]] = defaultdict(list)
        self.opened: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.latencies: dict[str, list[float]] = defaultdict(list)
        self.answers: Counter[str] = Counter()
        self.seats = 0
        self.first = 0
        self.begun, self.over = asyncio.Event(), asyncio.Event()

    def heard(self, facts: dict[str, Any], now: float) -> None:
        if facts["client_seed"] != self.job["salt"]:
            return
        number, phase = facts["number"], facts["phase"]
        if phase == "settling" and facts["hash"] is not None:
            phase = "closed"
        self.arrivals[number, phase].append(now)
        # Sockets are heard in any order: what one knows is not unsaid by another that is behind.
        self.rounds[number] |= {name: value for name, value in facts.items() if value is not None}
        if phase == "betting" and self.seats:
            self.first = self.first or number
            self.opened[number].set()
            self.begun.set()
        last = self.first + len(self.job["modes"]) - 1
        if self.first and (number > last or len(self.arrivals[last, "closed"]) + self.lost >= self.seats):
            self.over.set()

    async def ask(self, what: str, door: Door, request: bytes, due: float) -> tuple[int, dict[str, Any]]:
        """Send when due; the latency counts from then, so a stalled server is not forgiven."""
        await asyncio.sleep(max(0.0, due - time.time()))
        status, body = await door.ask(request)
        self.latencies[what].append((time.time() - due) * 1000)
        answer = orjson.loads(body)
        code = "" if status < 400 else f" {answer['error']['code']}"
        self.answers[f"{what} {status}{code}"] += 1
        return status, answer


def post(port: int, path: str, token: str, key: str, body: bytes) -> bytes:
    """A request in bytes."""
    return (
        f"POST /api/games/crash/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


class Player:
    """Bets in each round and leaves by hand (every other one) or by itself.

    In a `spread` round bets come at random in the window and targets differ; in a `rush` everybody bets the moment the
    window opens and leaves at the same multiplier.
    """

    def __init__(self, number: int, token: str, table: Table, door: Door) -> None:
        self.dice = random.Random(number)
        self.by_hand = number % 2 == 0
        self.token = token
        self.table = table
        self.door = door

    async def play(self) -> None:
        await self.table.begun.wait()
        for offset, mode in enumerate(self.table.job["modes"]):
            number = self.table.first + offset
            await self.table.opened[number].wait()
            await self._round(mode, self.table.rounds[number])

    async def _round(self, mode: str, facts: dict[str, Any]) -> None:
        rush = mode == "rush"
        locks_at, now = seconds(facts["locks_at"]), time.time()
        target = self.table.job["rush_target"] if rush else round(math.exp(self.dice.uniform(0.1, 1.8)), 2)
        body: dict[str, Any] = {"bet_amount": STAKE} | ({} if self.by_hand else {"auto_cashout": target})
        due = now if rush else now + self.dice.random() * LAST_BET_SHARE * (locks_at - now)
        request = post(self.table.job["port"], "bet", self.token, f"bet-{facts['round_id']}", orjson.dumps(body))
        status, bet = await self.table.ask(f"bet {mode}", self.door, request, due)
        if status != 201 or not self.by_hand:
            return
        leaves_at = locks_at + math.log(target) / self.table.job["growth_per_s"]
        out = orjson.dumps({"bet_id": bet["bet_id"]})
        request = post(self.table.job["port"], "cashout", self.token, f"out-{bet['bet_id']}", out)
        await self.table.ask(f"cash-out {mode}", self.door, request, leaves_at)


def spread_ms(times: list[float]) -> dict[str, float]:
    """How far apart a message reached the sockets."""
    times.sort()
    return {
        "sockets": len(times),
        "p99_ms": round((percentile(times, 0.99) - times[0]) * 1000, 1),
        "all_ms": round((times[-1] - times[0]) * 1000, 1),
    }


def figures(values: list[float]) -> dict[str, float]:
    values.sort()
    return {"count": len(values)} | {
        f"p{share * 100:g}_ms": round(percentile(values, share), 1) for share in (0.5, 0.95, 0.99, 1)
    }


def report(table: Table, seats: list[Seat]) -> dict[str, Any]:
    """Everything measured, ready to print."""
    rounds: list[dict[str, Any]] = []
    for offset, mode in enumerate(table.job["modes"]):
        number = table.first + offset
        facts = table.rounds[number]
        if facts["void"] or not table.arrivals[number, "closed"]:
            # The machine stood still for longer than a leader may be silent.
            rounds.append({"mode": mode, "void": facts["void"], "told": False})
            continue
        crash_s = math.log(facts["crash_multiplier"]) / table.job["growth_per_s"]
        ends_at = seconds(facts["locks_at"]) + crash_s
        end, closed = table.arrivals[number, "settling"], table.arrivals[number, "closed"]
        rounds.append(
            {
                "mode": mode,
                "crash": facts["crash_multiplier"],
                "crash_seen": spread_ms(end),
                "crash_seen_after_ms": round((percentile(end, 0.5) - ends_at) * 1000, 1),
                "crash_seen_by_all_after_ms": round((end[-1] - ends_at) * 1000, 1),
                "settled_after_ms": round((min(closed) - ends_at) * 1000, 1),
            }
        )
    watchers = seats[:WATCHERS]
    gaps = [(b[0] - a[0]) * 1000 for seat in watchers for a, b in zip(seat.ticks, seat.ticks[1:], strict=False)]
    sent = [(b[1] - a[1]) * 1000 for seat in watchers[:1] for a, b in zip(seat.ticks, seat.ticks[1:], strict=False)]
    seqs = [seat.seqs for seat in watchers]
    newest = min(one[-1] for one in seqs)
    wanted = sum(newest - one[0] + 1 for one in seqs)
    return {
        "rounds": rounds,
        "answers": dict(table.answers),
        **{what: figures(values) for what, values in sorted(table.latencies.items())},
        # A gap of seconds is the pause between two rounds.
        "tick_every": figures([gap for gap in gaps if gap < 2000]),
        "tick_left_every": figures([gap for gap in sent if gap < 2000]),
        "tick_age": figures([(at - left) * 1000 for seat in watchers for at, left in seat.ticks]),
        "messages_a_socket": newest - seqs[0][0] + 1,
        "delivered_share": round(sum(sum(seq <= newest for seq in one) for one in seqs) / wanted, 6),
        "sockets_lost": table.lost,
    }


async def main() -> None:
    loop = asyncio.get_running_loop()
    job: dict[str, Any] = json.loads(sys.stdin.readline())
    table = Table(job)
    slots = asyncio.Semaphore(CONNECTING_MAX)
    seats: list[Seat] = []
    players: list[Player] = []

    async def sit_down(number: int, token: str) -> None:
        request = (
            f"GET /api/realtime/sync HTTP/1.1\r\nHost: 127.0.0.1:{job['port']}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\nSec-WebSocket-Version: 13\r\n"
            f"Authorization: Bearer {token}\r\n\r\n"
        ).encode()
        async with slots:
            watches = number < WATCHERS
            _, seat = await loop.create_connection(
                lambda: Seat(request, table, watches=watches), "127.0.0.1", job["port"]
            )
            await seat.ready
            seats.append(seat)
            players.append(Player(number, token, table, Door(job["port"])))

    async def stay_alive() -> None:
        while True:
            await asyncio.sleep(SIGN_OF_LIFE_S)
            for seat in seats:
                seat.say(b'{"type":"ping"}')

    await asyncio.gather(*(sit_down(number, token) for number, token in enumerate(job["tokens"])))
    table.seats = len(seats)
    print(json.dumps({"seated": len(seats)}), flush=True)
    alive = asyncio.create_task(stay_alive())
    await asyncio.gather(*(player.play() for player in players))
    await table.over.wait()
    alive.cancel()
    print(json.dumps(report(table, sorted(seats, key=lambda seat: not seat.watches))), flush=True)


if __name__ == "__main__":
    uvloop.run(main())
