"""A pool without a free connection is an engine that is away for a moment (503), no defect (500).

Seen failing without the pool's own time-out among what `is_unavailable` knows.
"""

import pytest
from sqlalchemy import text

from casino_club.infra.db.engine import Database, is_unavailable


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
