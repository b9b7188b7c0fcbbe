"""Events are written by the transaction they tell of: all of them in their order, or none.

Seen failing without the write before the commit, and with the write after it (a change without its event).
"""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casino_club.infra.outbox.store import Outgoing, publish, publish_many


async def told(database) -> list[tuple[str, int | None, dict]]:
    async with database.read() as session:
        rows = await session.execute(text("SELECT type, user_id, data FROM outbox ORDER BY seq"))
        return [tuple(row) for row in rows]


async def test_a_transaction_tells_in_the_order_of_its_changes(fresh_database):
    data = {"n": 1}
    async with fresh_database.transaction() as session:
        first = publish(session, type_="a.v1", user_id=1, data=data)
        data["n"] = 99
        publish_many(session, [Outgoing("b.v1", 2, {"n": 2}), Outgoing("c.v1", None, {"n": 3})])
        assert await told(fresh_database) == []
    assert await told(fresh_database) == [("a.v1", 1, {"n": 1}), ("b.v1", 2, {"n": 2}), ("c.v1", None, {"n": 3})]
    async with fresh_database.read() as session:
        assert (await session.execute(text("SELECT event_id FROM outbox WHERE type = 'a.v1'"))).scalar_one() == first


async def test_what_rolls_back_is_not_told(fresh_database):
    async def work(session):
        publish(session, type_="a.v1", user_id=1, data={})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await fresh_database.run(work)
    assert await told(fresh_database) == []


async def test_a_second_try_tells_once(fresh_database):
    tries = iter((True, False))

    async def work(session):
        publish(session, type_="a.v1", user_id=1, data={})
        if next(tries):
            await session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END $$"))

    await fresh_database.run(work)
    assert len(await told(fresh_database)) == 1


async def test_an_event_that_cannot_be_written_takes_the_change_with_it(fresh_database):
    async def work(session):
        await session.execute(text("INSERT INTO inbox (consumer, event_id) VALUES ('t', uuidv7())"))
        publish(session, type_="a.v1", user_id=1, data={"text": "\0"})

    with pytest.raises(DBAPIError):
        await fresh_database.run(work)
    async with fresh_database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM inbox"))).scalar_one() == 0
