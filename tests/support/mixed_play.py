"""Players of every game at once, over HTTP: what the storms and the mixed benchmark are made of.

Every request carries a key and is repeated with it until it is answered, as a client does across a crash.
"""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
import psycopg

TRIES: Final = 300
PAUSE_S: Final = 0.1
BASIC_HOLDS: Final[tuple[list[int], ...]] = ([], [0], [0, 1], [0, 1, 2], [0, 1, 2, 3, 4])
CHIPS: Final = (
    {"type": "red", "amount": 10},
    {"type": "straight", "numbers": [17], "amount": 10},
    {"type": "dozen", "numbers": [13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24], "amount": 10},
)
REFUSED: Final = frozenset({402, 403, 409, 422, 429})
"""A game may say no (the round is closed, a hand is open); it may not break."""


@dataclass
class MixedPlayer:
    """One player. `settled` counts rounds that were answered as settled; shared rounds settle by themselves."""

    http: httpx.AsyncClient
    headers: dict[str, str]
    number: int
    settled: int = 0
    asked: Counter[str] = field(default_factory=Counter[str])
    answers: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = field(
        default_factory=dict[str, tuple[str, dict[str, Any], dict[str, Any]]]
    )

    def __post_init__(self) -> None:
        self._dice = random.Random(self.number)
        self._sent = 0

    async def play(self, moves: int) -> None:
        """Make `moves` moves on games drawn at random."""
        games = (self.slot, self.rps, self.gacha, self.poker, self.blackjack, self.crash, self.roulette)
        weights = (8, 6, 1, 3, 3, 3, 2)
        for _ in range(moves):
            (game,) = self._dice.choices(games, weights)
            await game()

    async def repeat_some(self, count: int) -> None:
        """Ask again with keys that were answered: the same answer must come back."""
        for key in self._dice.sample(sorted(self.answers), min(count, len(self.answers))):
            path, body, before = self.answers[key]
            again = await self._post(path, body, key)
            assert again is not None
            assert again.get("round_id") == before.get("round_id"), (path, before, again)
            assert again.get("bet_id") == before.get("bet_id")

    async def slot(self) -> None:
        machine = self._dice.choice(("ring-fruits", "pojangmacha", "horangi"))
        await self._bet("/api/games/slot/spin", {"machine_id": machine, "bet_amount": 10})

    async def rps(self) -> None:
        choice = self._dice.choice(("rock", "paper", "scissors"))
        await self._bet("/api/games/rps/play", {"bet_amount": 100, "choice": choice})

    async def gacha(self) -> None:
        count = self._dice.choice((1, 1, 10))
        await self._bet("/api/gacha/spin", {"banner_id": "lantern-street", "count": count})

    async def poker(self) -> None:
        hand = await self._hand("/api/games/videopoker", {"bet_amount": 100})
        if hand is not None:
            hold = self._dice.choice(BASIC_HOLDS)
            await self._bet(f"/api/games/videopoker/{hand['hand_id']}/draw", {"hold": hold})

    async def blackjack(self) -> None:
        hand = await self._hand("/api/games/blackjack", {"bet_amount": 100})
        for _ in range(12):
            if hand is None or hand["status"] == "settled":
                self.settled += hand is not None
                return
            action = "hit" if self._dice.random() < 0.3 else "stand"
            hand = await self._keyed(f"/api/games/blackjack/{hand['hand_id']}/action", {"action": action})

    async def crash(self) -> None:
        body: dict[str, Any] = {"bet_amount": 100, "slot": self._dice.choice((1, 2))}
        if self._dice.random() < 0.6:
            body["auto_cashout"] = self._dice.choice((1.05, 1.5, 3.0))
        placed = await self._keyed("/api/games/crash/bet", body)
        if placed is not None and "auto_cashout" not in body:
            self.answers.pop(self._key, None)
            await self._keyed("/api/games/crash/cashout", {"bet_id": placed["bet_id"]})

    async def roulette(self) -> None:
        await self._keyed("/api/games/roulette/bet", {"bets": self._dice.sample(CHIPS, 2)})

    async def _hand(self, base: str, body: dict[str, Any]) -> dict[str, Any] | None:
        current = await self._get(f"{base}/current")
        return current if current else await self._keyed(f"{base}/deal", body)

    async def _bet(self, path: str, body: dict[str, Any]) -> None:
        self.settled += await self._keyed(path, body) is not None

    async def _keyed(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        self._sent += 1
        self._key = f"{self.number}-{self._sent}"
        answer = await self._post(path, body, self._key)
        if answer is not None:
            self.answers[self._key] = (path, body, answer)
        return answer

    async def _post(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any] | None:
        """The answer, or None for a refusal the game may give."""
        answer = await self._until_answered("POST", path, json=body, headers=self.headers | {"Idempotency-Key": key})
        self.asked[f"{path.split('/')[3]} {answer.status_code}"] += 1
        if answer.status_code in REFUSED:
            return None
        assert answer.is_success, f"{path} {body}: {answer.status_code} {answer.text}"
        return answer.json()

    async def _get(self, path: str) -> dict[str, Any] | None:
        answer = await self._until_answered("GET", path, headers=self.headers)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.json()

    async def _until_answered(self, method: str, path: str, **request: Any) -> httpx.Response:
        for _ in range(TRIES):
            try:
                answer = await self.http.request(method, path, **request)
            except httpx.TransportError:
                await asyncio.sleep(PAUSE_S)
                continue
            if answer.status_code != 503:
                return answer
            await asyncio.sleep(PAUSE_S)
        raise AssertionError(f"no answer from {path}")


def count_rounds(url: str) -> tuple[int, int]:
    """(settled rounds, bets that wait for a shared round to end) of a database."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM rounds),"
            " (SELECT count(*) FROM bets WHERE status = 'open' AND shared_round IS NOT NULL)"
        ).fetchone()
    assert row is not None
    return row[0], row[1]


async def until_shared_rounds_end(url: str, timeout_s: float) -> None:
    """Return when no bet waits for a shared round."""
    deadline = time.monotonic() + timeout_s
    while (waiting := count_rounds(url)[1]) > 0:
        assert time.monotonic() < deadline, f"{waiting} bets still open after {timeout_s} s"
        await asyncio.sleep(0.2)
