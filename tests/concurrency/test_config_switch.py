"""A new version of a table under load: two API processes, one moment, no round on the wrong side of it.

An idempotency key's `created_at` is the settling transaction's own `now()`: the moment the statement judged a version
by.
Seen failing with the version check removed from the statement: the process whose book stands still then goes on to
settle the old table.
"""

import asyncio
from collections.abc import AsyncIterator
from copy import deepcopy
from uuid import uuid4

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from casino_club.domains.slot.catalog import as_data, shipped_machines
from casino_club.entrypoints.api import create_app
from tests.support.access import grant_role
from tests.support.http import PASSWORD, Person, sign_up

CONFIG = "/api/admin/games/slot/config"
VARIANT = "ring-fruits"

MISPLACED = """
SELECT count(*) FROM rounds r
JOIN game_configs c ON c.id = r.config_id
JOIN idempotency_keys k ON k.ref = r.bet_id
WHERE k.created_at < c.effective_at OR k.created_at >= c.superseded_at
"""
KEYED = "SELECT count(*) = count(k.ref) FROM rounds r LEFT JOIN idempotency_keys k ON k.ref = r.bet_id"
PLAYED = """
SELECT c.version, count(*) FROM rounds r JOIN game_configs c ON c.id = r.config_id
WHERE c.variant = 'ring-fruits' GROUP BY c.version ORDER BY c.version
"""


@pytest.fixture
async def second_app(app: FastAPI, settings) -> AsyncIterator[FastAPI]:
    """Another API process on the same engines."""
    application = create_app(settings)
    async with application.router.lifespan_context(application):
        yield application


def client_of(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://testserver")


async def make_admin(app: FastAPI, http: httpx.AsyncClient) -> Person:
    person = await sign_up(http)
    await grant_role(app, person.user["id"], "admin")
    body = {"site_id": person.user["site_id"], "password": PASSWORD}
    person.token = (await http.post("/api/auth/login", json=body)).json()["access_token"]
    return person


async def ready_version(admin: Person) -> int:
    """The classic machine with another limit, validated; answers its id."""
    body = deepcopy(as_data(shipped_machines()[VARIANT]))
    body["stakes"]["max"] = 5000
    body["stakes"]["presets"] = [10, 100]
    draft = await admin.call("POST", CONFIG, 201, json={"variant": VARIANT, "body": body, "note": "limit"})
    await admin.call("POST", f"{CONFIG}/{draft['id']}/validate")
    return draft["id"]


async def version_shown(http: httpx.AsyncClient) -> int:
    items = (await http.get("/api/games/slot/odds")).json()["items"]
    return next(one["config_version"] for one in items if one["machine_id"] == VARIANT)


async def test_no_round_records_the_old_version_after_the_switch(app, second_app, settings) -> None:
    async with client_of(app) as first, client_of(second_app) as second:
        admin = await make_admin(app, first)
        config_id = await ready_version(admin)
        players = [await sign_up(http) for http in (first, second, first, second)]
        warm = asyncio.Event()

        async def play(person: Person) -> list[int]:
            seen: list[int] = []
            while seen.count(2) < 3:
                answer = await person.spin(VARIANT, 10, key=str(uuid4()))
                if answer.status_code == 409 and answer.json()["error"]["code"] == "config_moved":
                    continue  # refused at the very moment: the client asks again
                assert answer.status_code == 200, answer.text
                seen.append(answer.json()["config_version"])
                warm.set()
            return seen

        playing = [asyncio.create_task(play(person)) for person in players]
        await warm.wait()
        assert (await version_shown(first), await version_shown(second)) == (1, 1)
        await admin.call("POST", f"{CONFIG}/{config_id}/publish", json={"reason": "under load"})
        for seen in await asyncio.gather(*playing):
            assert 1 in seen
            assert seen == sorted(seen), "a player saw the old table again"
        assert (await version_shown(first), await version_shown(second)) == (2, 2)
        machine = (await second.get(f"/api/games/slot/machines/{VARIANT}")).json()
        assert (machine["config_version"], machine["stakes"]["max"]) == (2, 5000)
    with psycopg.connect(settings.database_url) as connection:
        assert connection.execute(KEYED).fetchone() == (True,)
        assert connection.execute(MISPLACED).fetchone() == (0,)
        assert [version for version, _ in connection.execute(PLAYED)] == [1, 2]


async def test_a_process_that_does_not_learn_of_the_switch_settles_nothing(
    app, second_app, settings, monkeypatch
) -> None:
    """Its book stands still at version 1: every bet is refused, no money moves, and the audit stays clean."""
    async with client_of(app) as first, client_of(second_app) as second:
        admin = await make_admin(app, first)
        config_id = await ready_version(admin)
        slow, quick = await sign_up(second), await sign_up(first)
        assert (await slow.spin(VARIANT, 10, key=str(uuid4()))).status_code == 200
        book = second_app.state.games
        await book.stop()

        async def learn_nothing() -> None:
            return None

        monkeypatch.setattr(book, "refresh", learn_nothing)
        for table in book._versions["slot", VARIANT]:
            monkeypatch.setattr(type(table), "plays_at", lambda _self, _now: True)
        await admin.call("POST", f"{CONFIG}/{config_id}/publish", json={"reason": "behind its back"})
        while (answer := await quick.spin(VARIANT, 10, key=str(uuid4()))).json().get("config_version") != 2:
            assert answer.status_code in {200, 409}
        before = (await slow.call("GET", "/api/wallet"))["balances"]
        for _ in range(5):
            answer = await slow.spin(VARIANT, 10, key=str(uuid4()))
            assert (answer.status_code, answer.json()["error"]["code"]) == (409, "config_moved")
        assert (await slow.call("GET", "/api/wallet"))["balances"] == before
    with psycopg.connect(settings.database_url) as connection:
        assert connection.execute(KEYED).fetchone() == (True,)
        assert connection.execute(MISPLACED).fetchone() == (0,)
