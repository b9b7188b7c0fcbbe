"""A signed-up person with a client of the whole API."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from casino_club.domains.users.contracts import Role
from tests.support.access import grant_role

PASSWORD = "seven lucky geese"
_numbers = count(1)


@dataclass
class Person:
    """Somebody logged in. `call` answers the decoded body of a call that must have `status`."""

    http: httpx.AsyncClient
    token: str
    user: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def send(self, method: str, path: str, **facts: Any) -> httpx.Response:
        headers = self.headers | facts.pop("headers", {})
        return await self.http.request(method, path, headers=headers, **facts)

    async def call(self, method: str, path: str, status: int = 200, **facts: Any) -> Any:
        answer = await self.send(method, path, **facts)
        assert answer.status_code == status, (path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    async def spin(self, machine: str = "ring-fruits", stake: int = 100, key: str | None = None) -> httpx.Response:
        headers = {} if key is None else {"Idempotency-Key": key}
        body = {"machine_id": machine, "bet_amount": stake}
        return await self.send("POST", "/api/games/slot/spin", json=body, headers=headers)


async def sign_up(http: httpx.AsyncClient) -> Person:
    """A new person with the welcome grant."""
    number = next(_numbers)
    body = {
        "site_id": f"person{number}",
        "nickname": f"person{number}",
        "password": PASSWORD,
        "invite_code": "5858",
    }
    answer = await http.post("/api/auth/signup", json=body)
    assert answer.status_code == 201, answer.text
    facts = answer.json()
    return Person(http, facts["access_token"], facts["user"])


async def sign_up_staff(app: Any, http: httpx.AsyncClient, role: Role) -> Person:
    """A new person with a role, logged in with it."""
    person = await sign_up(http)
    await grant_role(app, person.user["id"], role)
    answer = await http.post("/api/auth/login", json={"site_id": person.user["site_id"], "password": PASSWORD})
    return Person(http, answer.json()["access_token"], answer.json()["user"])
