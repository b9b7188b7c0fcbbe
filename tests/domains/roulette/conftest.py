"""A roulette table in a hurry, with a leader a test holds by its hand."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import orjson
import pytest
from fastapi import FastAPI

from casino_club.domains.games.contracts import ShippedConfig
from casino_club.domains.games.plugin import LeaderContext
from casino_club.domains.roulette.plugin import PLUGIN
from casino_club.domains.roulette.service import CODE, TABLE_ID, RouletteGame
from casino_club.domains.roulette.wheel import WheelHost
from casino_club.domains.shared_rounds import public as shared_rounds
from casino_club.domains.shared_rounds import service
from casino_club.domains.shared_rounds.repository import Table, insert_chain, salt_chain
from casino_club.domains.shared_rounds.rules import make_chain
from casino_club.entrypoints.api import create_app

QUICK = {"betting_ms": 2_500, "spin_ms": 600, "pause_ms": 100}
PATIENCE_S = 60
CHAIN_LENGTH = 50
SALT = "public-salt"


class QuickRoulette(RouletteGame):
    """The shipped table with other times."""

    def shipped(self):
        (shipped,) = super().shipped()
        body = shipped.body | QUICK
        return [ShippedConfig(CODE, TABLE_ID, hashlib.sha256(orjson.dumps(body)).hexdigest(), body)]


@pytest.fixture
async def app(settings, monkeypatch) -> AsyncIterator[FastAPI]:
    """The API with the quick table and a short, salted chain, without a leader."""
    monkeypatch.setattr(service, "RESERVE", 0)
    application = create_app(settings, [replace(PLUGIN, game=QuickRoulette(), leader=None)])
    async with application.router.lifespan_context(application):
        kept, terminal_hash = make_chain(hashlib.sha256(b"the wheel").digest(), CHAIN_LENGTH)
        table = Table(CODE, TABLE_ID)
        async with application.state.database.transaction() as session:
            chain = await insert_chain(
                session, table, length=CHAIN_LENGTH, terminal_hash=terminal_hash, checkpoints=kept, made_by="operator"
            )
            await salt_chain(session, chain, SALT, {"kind": "operator", "value": SALT})
        yield application


@pytest.fixture
async def app_client(app):
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


@pytest.fixture
def context(app) -> LeaderContext:
    state = app.state
    return LeaderContext(
        state.database, state.redis, state.lane, state.games, state.clock, state.settings, state.background
    )


@pytest.fixture
def leading(context):
    """`async with leading(): …` drives the wheel; another context may be given, as of another process."""

    @asynccontextmanager
    async def lead(with_context: LeaderContext = context):
        task = asyncio.create_task(shared_rounds.lead(with_context, WheelHost()))
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return lead


@pytest.fixture
def until():
    """Wait for what `condition` (awaited) answers, once it is true."""

    async def wait(condition, *, every_s=0.03):
        async with asyncio.timeout(PATIENCE_S):
            while not (found := await condition()):  # noqa: ASYNC110 - another process decides when
                await asyncio.sleep(every_s)
        return found

    return wait
