"""Fixtures of every test: real engines once a session, a rolled-back or a cloned database for each test.

| fixture | for |
| --- | --- |
| `engines` | the session's PostgreSQL and Valkey |
| `database_url` | a migrated database shared by tests that roll back |
| `db_session` | a session inside a transaction that is rolled back; its commits are savepoints |
| `fresh_database`, `fresh_database_url` | an own database, for real commits and several sessions |
| `redis_client` | Valkey, emptied before the test |
| `app`, `app_client` | the whole API in this process on a fresh database |
| `product` | the product started with `casino-club up`, shared by the session |
| `chromium` | a browser's path; without one the test is skipped, and on CI it fails |
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from casino_club.infra import redis as valkey
from casino_club.infra.db.engine import Database
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.embedded.valkey import EmbeddedValkey
from casino_club.infra.settings import Settings
from casino_club.infra.telemetry import configure_logging
from tests.support.browser import NO_BROWSER, find_chromium
from tests.support.databases import cloned_database, make_template
from tests.support.product import Product, make_data_dir

_NO_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


# Without it structlog would draw each traceback in colours, which takes seconds.
configure_logging("warning")


@dataclass(frozen=True)
class Engines:
    """The session's engines."""

    postgres: EmbeddedPostgres
    valkey: EmbeddedValkey


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """One PostgreSQL and one Valkey for the session, gone with it even when it is killed."""
    data_dir = make_data_dir()
    started = Engines(EmbeddedPostgres(data_dir, overrides=_NO_DURABILITY), EmbeddedValkey(data_dir))
    try:
        started.postgres.start()
        started.valkey.start()
        make_template(started.postgres)
        yield started
    finally:
        started.valkey.stop()
        started.postgres.stop()
        shutil.rmtree(data_dir)


@pytest.fixture(scope="module", autouse=True)
async def _no_task_left_behind() -> AsyncIterator[None]:
    """What a module started, it ends: a forgotten task would ask its dropped database on and on beside later tests."""
    before = asyncio.all_tasks()
    yield
    await _all_ended(besides=before)


async def _all_ended(*, besides: set[asyncio.Task[Any]]) -> None:
    """Give tasks on their way out a second, and allow none to stay."""
    left = {task for task in asyncio.all_tasks() - besides if task is not asyncio.current_task()}
    if left:
        _, left = await asyncio.wait(left, timeout=1)
    assert not left, f"tasks left behind: {left}"


@pytest.fixture(scope="session")
def database_url(engines: Engines) -> Iterator[str]:
    """The owner's URL of a migrated, empty database. What a test commits here, it removes."""
    with cloned_database(engines.postgres) as url:
        yield url


@pytest.fixture(scope="session")
async def _shared_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    database = Database(database_url, pool_size=2, application_name="tests")
    yield database.engine
    await database.close()


@pytest.fixture
async def db_session(_shared_engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """A session whose every trace is rolled back."""
    async with _shared_engine.connect() as connection:
        outer = await connection.begin()
        async with AsyncSession(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield session
        await outer.rollback()


@pytest.fixture
def fresh_database_url(engines: Engines) -> Iterator[str]:
    """The owner's URL of a database for this test alone."""
    with cloned_database(engines.postgres) as url:
        yield url


@pytest.fixture
async def fresh_database(fresh_database_url: str) -> AsyncIterator[Database]:
    """A `Database` on a database for this test alone: real commits, several sessions."""
    database = Database(fresh_database_url, application_name="tests")
    yield database
    await database.close()


@pytest.fixture
async def redis_client(engines: Engines) -> AsyncIterator[valkey.Redis]:
    """A client of an empty Valkey."""
    client = valkey.connect(engines.valkey.url)
    await client.flushall()
    before = asyncio.all_tasks()
    yield client
    await _all_ended(besides=before)  # else one of them would open a connection that nothing closes
    await client.aclose()


@pytest.fixture
def settings(fresh_database_url: str, redis_client: valkey.Redis, engines: Engines) -> Settings:
    """Settings of an API on a fresh database and an empty Valkey, untouched by the environment's `.env`."""
    return Settings(
        _env_file=None,
        environment="test",
        data_dir=engines.postgres.data_dir,
        database_url=fresh_database_url,
        redis_url=engines.valkey.url,
    )


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    """The whole API, started."""
    from casino_club.entrypoints.api import create_app

    application = create_app(settings)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def app_client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the whole API in this process."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """The product as a player's machine runs it, for journeys. Tests that kill things start their own."""
    running = Product(make_data_dir())
    try:
        running.start()
        yield running
    finally:
        if running.process is not None:
            running.stop()
        shutil.rmtree(running.data_dir)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium: `CHROMIUM`, or the first on PATH."""
    found = find_chromium()
    if found is None and os.environ.get("CI"):
        pytest.fail(NO_BROWSER)
    if found is None:
        pytest.skip(NO_BROWSER)
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what did not run, and how to make it run."""
    left_out = {report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])}
    if left_out:
        terminalreporter.section("not run here")
        for reason in sorted(left_out):
            terminalreporter.write_line(reason.removeprefix("Skipped: "))
