"""A player among others."""

from collections.abc import Mapping
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from tests.support.access import Caller

LISTS = ("friends", "requests_in", "requests_out", "blocked")


class Friendly(Caller):
    """A caller with the friends' routes at hand."""

    @property
    def id(self) -> int:
        return self.user["id"]

    @property
    def nickname(self) -> str:
        return self.user["nickname"]

    async def ask(self, other: "Friendly") -> httpx.Response:
        return await self.post("/api/friends/requests", {"user_id": other.id})

    async def accept(self, request_id: str) -> httpx.Response:
        return await self.post(f"/api/friends/requests/{request_id}/accept")

    async def decline(self, request_id: str) -> httpx.Response:
        return await self.post(f"/api/friends/requests/{request_id}/decline")

    async def cancel(self, request_id: str) -> httpx.Response:
        return await self.call("DELETE", f"/api/friends/requests/{request_id}")

    async def remove(self, other: "Friendly") -> httpx.Response:
        return await self.call("DELETE", f"/api/friends/{other.id}")

    async def block(self, other: "Friendly") -> httpx.Response:
        return await self.post("/api/friends/block", {"user_id": other.id})

    async def unblock(self, other: "Friendly") -> httpx.Response:
        return await self.call("DELETE", f"/api/friends/block/{other.id}")

    async def search(self, nickname: str) -> list[dict[str, Any]]:
        answer = await self.http.get(
            "/api/friends/search",
            params={"nickname": nickname},
            headers={"Authorization": f"Bearer {self.access}"},
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]

    async def lists(self) -> dict[str, list[int]]:
        """Ids on each of the own lists."""
        answer = await self.get("/api/friends")
        assert answer.status_code == 200, answer.text
        return ids_of(answer.json())

    async def befriend(self, other: "Friendly") -> None:
        asked = await self.ask(other)
        assert asked.status_code == 201, asked.text
        assert (await other.accept(asked.json()["request_id"])).status_code == 200


def ids_of(book: Mapping[str, Any]) -> dict[str, list[int]]:
    """Whose names stand on each list."""
    return {
        name: [one["user_id"] if name == "friends" else one["player"]["user_id"] for one in book[name]]
        for name in LISTS
        if name in book
    }


async def told(club: FastAPI) -> list[tuple[str, int, dict[str, Any]]]:
    """Every event about friends, in the order they were written."""
    async with club.state.database.read() as session:
        rows = await session.execute(
            text("SELECT type, user_id, data FROM outbox WHERE type LIKE 'friends.%' ORDER BY seq")
        )
        return [tuple(row) for row in rows]


async def rows(club: FastAPI, statement: str, **facts: Any) -> list[tuple[Any, ...]]:
    """What a statement answers."""
    async with club.state.database.read() as session:
        return [tuple(row) for row in await session.execute(text(statement), facts)]


async def run(club: FastAPI, statement: str, **facts: Any) -> None:
    """Run a statement as the product's role."""
    async with club.state.database.transaction() as session:
        await session.execute(text(statement), facts)
