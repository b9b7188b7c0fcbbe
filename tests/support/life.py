"""Simulated players who live in the club day after day, over HTTP, and remember what they did.

Every call is repeated until it is answered, as a client does across a crash: bets and gifts under their keys, claims as
they are, because a claim may be made twice. Claims are made several at once on purpose.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import httpx

PASSWORD: Final = "seven lucky geese"
TRIES: Final = 300
PAUSE_S: Final = 0.1
STAKES: Final = (10, 100, 100, 200, 300)
CLAIM_TWINS: Final = 3
REFUSED: Final = frozenset({402, 403, 404, 409, 422, 429})
"""What the club may say no with; it may not break."""


@dataclass
class LifePlayer:
    """One player: where they came from, what they did, and what they were told."""

    http: httpx.AsyncClient
    number: int
    dice: random.Random
    user_id: int = 0
    access: str = ""
    refresh: str = ""
    attended: list[date] = field(default_factory=list[date])
    applied: Counter[str] = field(default_factory=Counter[str])
    """How many answers said that this claim gave something: never more than one."""
    answers: Counter[int] = field(default_factory=Counter[int])
    joined: set[str] = field(default_factory=set[str])
    gifts: dict[str, int] = field(default_factory=dict[str, int])
    """Gold sent, by key, of gifts that were answered."""
    _sent: int = 0
    _waking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def name(self) -> str:
        return f"life{self.number:04}"

    async def sign_up(self) -> None:
        body = {"site_id": self.name, "nickname": self.name, "password": PASSWORD, "invite_code": "5858"}
        answer = await self.http.post("/api/auth/signup", json=body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        self._enter(answer.json())

    def _enter(self, answer: dict[str, Any]) -> None:
        self.access, self.refresh = answer["access_token"], answer["refresh_token"]
        self.user_id = answer["user"]["id"] if "user" in answer else self.user_id

    async def wake(self) -> None:
        """A new day: another pair of tokens, or a log-in when the last pair was lost on its way."""
        answer = await self._until_answered("POST", "/api/auth/refresh", json={"refresh_token": self.refresh})
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            body = {"site_id": self.name, "password": PASSWORD}
            answer = await self._until_answered("POST", "/api/auth/login", json=body)
        assert answer.status_code == httpx.codes.OK, answer.text
        self._enter(answer.json())

    async def morning(self, today: date, rounds: int) -> None:
        """Attend, take the day's gifts, play."""
        await self.wake()
        for _ in range(self.dice.choice((1, 2))):
            ticked = await self.ask("POST", "/api/streak/tick")
            assert ticked is not None
        if not self.attended or self.attended[-1] != today:
            self.attended.append(today)
        await self._claim(f"streak:{today}", "/api/streak/claim", applied=_not_idempotent)
        await self._claim(f"vip:{today}", "/api/vip/claim", applied=_not_idempotent)
        for _ in range(rounds):
            await self._play()

    async def evening(self, others: list["LifePlayer"]) -> None:
        """Take what the day earned, and be with others."""
        await self._claim_missions()
        await self._claim_achievements()
        await self._live_events()
        await self._claim_pass()
        if self.dice.random() < 0.4:
            await self._gift()
        if self.dice.random() < 0.5:
            await self._befriend(others)
        if self.dice.random() < 0.3:
            await self._keyed("/api/streak/protection/buy", {"count": 1, "currency": "gold"})

    async def _play(self) -> None:
        if self.dice.random() < 0.6:
            body: dict[str, Any] = {"machine_id": "ring-fruits", "bet_amount": self.dice.choice(STAKES)}
            await self._keyed("/api/games/slot/spin", body)
        else:
            choice = self.dice.choice(("rock", "paper", "scissors"))
            await self._keyed("/api/games/rps/play", {"bet_amount": 100, "choice": choice})

    async def _claim_missions(self) -> None:
        shown = await self.ask("GET", "/api/missions")
        assert shown is not None
        for kind in ("daily", "weekly"):
            for mission in shown[kind]["items"]:
                key = f"{mission['id']}:{shown[kind]['scope']}"
                if mission["completed"]:
                    await self._claim(f"mission:{key}", f"/api/missions/{mission['id']}/claim")
                elif shown[kind]["reroll_left"] and self.dice.random() < 0.05:
                    await self.ask("POST", f"/api/missions/{mission['id']}/reroll")

    async def _claim_achievements(self) -> None:
        shown = await self.ask("GET", "/api/achievements")
        assert shown is not None
        for one in shown["items"]:
            if one["claimable"] or (one["claimed"] and self.dice.random() < 0.1):
                await self._claim(f"achievement:{one['code']}", f"/api/achievements/{one['code']}/claim")

    async def _live_events(self) -> None:
        shown = await self.ask("GET", "/api/events/active")
        assert shown is not None
        for one in shown["items"]:
            if not one["joined"] and self.dice.random() < 0.7:
                if await self.ask("POST", "/api/events/join", json={"event_id": one["id"]}) is not None:
                    self.joined.add(one["id"])
            elif one["claimable"]:
                await self._claim(f"event:{one['id']}", f"/api/events/claim/{one['id']}")

    async def _claim_pass(self) -> None:
        shown = await self.ask("GET", "/api/battlepass")
        assert shown is not None
        season = shown["season"]["season_id"]
        if not shown["premium_owned"] and self.dice.random() < 0.5:
            await self._keyed("/api/battlepass/buy-premium", {"season_id": season})
        if not shown["claimable"] or self.dice.random() < 0.4:  # some leave it all to the season's end
            return
        bodies: list[dict[str, Any]] = [{}, {"level": shown["level"]}, {}]
        answers = await asyncio.gather(*(self.ask("POST", "/api/battlepass/claim", json=body) for body in bodies))
        for one in [one for answer in answers if answer for one in answer["claimed"] if one["applied"]]:
            self.applied[f"pass:{season}:{one['track']}:{one['level']}"] += 1

    async def _gift(self) -> None:
        amount = self.dice.choice((100, 200, 500))
        key = self._new_key()
        twins = (self._post("/api/stage/gift", {"amount": amount}, key) for _ in range(2))
        answers = [answer for answer in await asyncio.gather(*twins) if answer is not None]
        if answers:
            self.gifts[key] = amount

    async def _befriend(self, others: list["LifePlayer"]) -> None:
        other = self.dice.choice(others)
        if other is not self:
            await self.ask("POST", "/api/friends/requests", json={"user_id": other.user_id})
        shown = await self.ask("GET", "/api/friends")
        assert shown is not None
        for request in shown["requests_in"]:
            await self.ask("POST", f"/api/friends/requests/{request['request_id']}/accept")

    async def _claim(self, key: str, path: str, *, applied: Any = None) -> None:
        """The same claim several times at once."""
        says = applied or (lambda answer: answer["applied"])
        answers = await asyncio.gather(*(self.ask("POST", path) for _ in range(self.dice.randint(1, CLAIM_TWINS))))
        self.applied[key] += sum(says(answer) for answer in answers if answer is not None)

    def _new_key(self) -> str:
        self._sent += 1
        return f"{self.number}-{self._sent}"

    async def _keyed(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """A call under a key of its own, now and then sent twice."""
        key = self._new_key()
        first = await self._post(path, body, key)
        if self.dice.random() < 0.1:
            again = await self._post(path, body, key)
            assert again == first, (path, first, again)
        return first

    async def _post(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any] | None:
        return await self.ask("POST", path, json=body, headers={"Idempotency-Key": key})

    async def ask(self, method: str, path: str, **request: Any) -> dict[str, Any] | None:
        """The answer, or None for a refusal the club may give."""
        extra, access = request.pop("headers", {}), self.access
        answer = await self._until_answered(method, path, headers=self._signed(extra), **request)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            # A new tier outdates the tokens that carry the old one: a client takes new ones and asks again.
            async with self._waking:
                if self.access == access:
                    await self.wake()
            answer = await self._until_answered(method, path, headers=self._signed(extra), **request)
        self.answers[answer.status_code] += 1
        if answer.status_code in REFUSED:
            return None
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def _signed(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access}", **headers}

    async def _until_answered(self, method: str, path: str, **request: Any) -> httpx.Response:
        for _ in range(TRIES):
            try:
                answer = await self.http.request(method, path, **request)
            except httpx.TransportError:
                await asyncio.sleep(PAUSE_S)
                continue
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return answer
            await asyncio.sleep(PAUSE_S)
        raise AssertionError(f"no answer from {path}")


def _not_idempotent(answer: dict[str, Any]) -> bool:
    return not answer["idempotent"]
