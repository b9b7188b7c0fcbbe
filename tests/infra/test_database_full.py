"""A pool without a free connection is an engine that is away for a moment (503), no defect (500).

Seen failing without the pool's own time-out among what `is_unavailable` knows.
"""

from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text

from casino_club.infra.db.engine import Database, is_unavailable
from tests.support.http import sign_up


async def test_a_request_that_gets_no_connection_may_come_back(fresh_database_url, monkeypatch):
    database = Database(fresh_database_url, pool_size=1, application_name="tests")
    monkeypatch.setattr(database.engine.sync_engine.pool, "_timeout", 0.05)
    try:
        async with database.read() as session:
            with pytest.raises(Exception) as refused:  # noqa: PT011 - whatever the pool says
                async with database.read():
                    pass
            assert is_unavailable(refused.value)
            assert (await session.execute(text("SELECT 1"))).scalar_one() == 1
    finally:
        await database.close()


async def test_a_full_pool_answers_503_and_costs_no_traceback(app, app_client, monkeypatch, caplog):
    """Seen failing with the error left to the last handler, which answers 503 too and lets the server print it."""
    anna = await sign_up(app_client)
    pool = app.state.database.engine.sync_engine.pool
    monkeypatch.setattr(pool, "_timeout", 0.05)
    async with AsyncExitStack() as held:
        for _ in range(pool.size()):
            await held.enter_async_context(app.state.database.read())
        answer = await anna.send("GET", "/api/users/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "1"
    assert not [record for record in caplog.records if record.exc_info]
    await anna.call("GET", "/api/users/me")
