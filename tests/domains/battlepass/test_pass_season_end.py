"""A season ends: what was earned and not taken is given once, the level starts anew, and a late event is not lost.

Seen failing once against planted bugs: settling before the outbox is empty, settling at midnight, a reopening that
forgets how far the settling had come, and a level that stays after its season.
"""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from casino_club.domains.battlepass import settlement, tasks
from casino_club.domains.battlepass.catalog import PREMIUM_GEM
from casino_club.domains.users import public as users
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import FrozenClock
from tests.domains.battlepass.pass_support import (
    balances,
    broken_invariants,
    count_all,
    gain,
    give,
    pass_keys,
    pass_level,
)
from tests.support.http import sign_up

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
async def everyone(app_client, clock, database):
    """Four players in November: 2 levels, 3 with the paid track, 1 all taken, none."""
    await tasks.run_seasons(database, clock)
    people = [await sign_up(app_client) for _ in range(4)]
    for person, levels in zip(people, (2, 3, 1, 0), strict=True):
        if levels:
            await gain(database, person.user["id"], clock, levels * 500)
    await give(database, people[1].user["id"], clock, gem=PREMIUM_GEM)
    await people[1].call("POST", "/api/battlepass/buy-premium")
    await people[1].call("POST", "/api/battlepass/claim", json={"level": 1})
    await people[2].call("POST", "/api/battlepass/claim")
    await count_all(database, clock)
    return [person.user["id"] for person in people]


def ends_with(keys: set[str]) -> set[str]:
    return {key.split(":", 2)[2] for key in keys}


OWED = [
    {"free:1", "free:2"},
    {f"{track}:{level}" for track in ("free", "paid") for level in (1, 2, 3)},
    {"free:1"},
    set(),
]


async def given(database: Database, user_ids: list[int]) -> list[set[str]]:
    return [ends_with(await pass_keys(database, user_id)) for user_id in user_ids]


async def all_balances(database: Database, user_ids: list[int]) -> list[dict[str, int]]:
    return [await balances(database, user_id) for user_id in user_ids]


async def test_what_was_earned_is_given_once_and_the_level_starts_anew(everyone, database, clock):
    clock.advance(DECEMBER + timedelta(minutes=9) - clock.now())
    assert await tasks.run_seasons(database, clock) == 0, "events of the last day may be on their way"
    clock.advance(timedelta(minutes=1))
    assert [await pass_level(database, user_id) for user_id in everyone] == [2, 3, 1, 0]
    assert await tasks.run_seasons(database, clock) == 6
    assert await given(database, everyone) == OWED
    assert [await pass_level(database, user_id) for user_id in everyone] == [0, 0, 0, 0]
    before = await all_balances(database, everyone)
    clock.advance(timedelta(days=3))
    assert await tasks.run_seasons(database, clock) == 0
    assert await all_balances(database, everyone) == before
    assert await broken_invariants(database) == []


async def test_the_next_season_is_known_before_and_counts_from_its_first_day(everyone, database, clock, app_client):
    person = await sign_up(app_client)
    clock.advance(DECEMBER + timedelta(seconds=1) - clock.now())
    await gain(database, person.user["id"], clock, 600)  # nobody has run a job since November
    shown = await person.call("GET", "/api/battlepass")
    assert (shown["season"]["code"], shown["points"], shown["level"]) == ("2026-12-01", 600, 1)
    await tasks.run_seasons(database, FrozenClock(DECEMBER + timedelta(hours=1)))
    assert await pass_level(database, person.user["id"]) == 1


async def test_play_of_two_seasons_is_kept_apart(everyone, database, clock):
    clock.advance(DECEMBER + timedelta(hours=2) - clock.now())
    await gain(database, everyone[0], clock, 4 * 500)
    assert await tasks.run_seasons(database, clock) == 6
    assert await given(database, everyone) == OWED
    assert [await pass_level(database, user_id) for user_id in everyone] == [4, 0, 0, 0]


async def test_a_season_waits_for_its_last_events(everyone, database, clock):
    await give(database, everyone[3], clock, exp=500)
    async with database.transaction() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("UPDATE outbox SET occurred_at = '2026-11-30T23:59:59Z'")
    clock.advance(DECEMBER + timedelta(hours=1) - clock.now())
    assert await tasks.run_seasons(database, clock) == 0
    assert (await given(database, everyone))[3] == set()
    await count_all(database, clock)
    assert await tasks.run_seasons(database, clock) == 7
    assert (await given(database, everyone))[3] == {"free:1"}


async def test_a_late_event_is_settled_after_all(everyone, database, clock):
    late = FrozenClock(clock.now())
    clock.advance(DECEMBER + timedelta(hours=1) - clock.now())
    assert await tasks.run_seasons(database, clock) == 6
    await give(database, everyone[0], late, exp=500)  # a dead letter, replayed: it tells of November
    await count_all(database, clock)
    assert await tasks.run_seasons(database, clock) == 1
    assert (await given(database, everyone))[0] == {"free:1", "free:2", "free:3"}
    assert await pass_level(database, everyone[0]) == 0
    assert await tasks.run_seasons(database, clock) == 0


async def test_a_settling_that_dies_is_gone_on_with(everyone, database, clock, monkeypatch):
    clock.advance(DECEMBER + timedelta(hours=1) - clock.now())
    begin_anew, seen = settlement._begin_anew, []

    async def dies(session, user_id, now):
        seen.append(user_id)
        if len(seen) == 2:
            raise RuntimeError("killed")
        await begin_anew(session, user_id, now)

    monkeypatch.setattr(settlement, "_begin_anew", dies)
    with pytest.raises(RuntimeError, match="killed"):
        await tasks.run_seasons(database, clock)
    assert await given(database, everyone) == [OWED[0], {"free:1", "paid:1"}, OWED[2], set()]
    monkeypatch.setattr(settlement, "_begin_anew", begin_anew)
    assert await tasks.run_seasons(database, clock) == 4
    assert await given(database, everyone) == OWED
    assert await broken_invariants(database) == []


async def test_many_schedulers_give_once(everyone, database, clock, fresh_database_url):
    clock.advance(DECEMBER + timedelta(hours=1) - clock.now())
    others = [Database(fresh_database_url, pool_size=2, application_name="tests") for _ in range(3)]
    try:
        await asyncio.gather(*(tasks.run_seasons(each, clock) for each in (database, *others) * 2))
        await tasks.run_seasons(database, clock)
    finally:
        await asyncio.gather(*(each.close() for each in others))
    assert await given(database, everyone) == OWED
    assert await broken_invariants(database) == []


async def test_who_left_is_passed_over(everyone, database, clock):
    async with database.transaction() as session:
        await users.anonymise(session, user_id=everyone[0], now=clock.now())
    clock.advance(DECEMBER + timedelta(hours=1) - clock.now())
    assert await tasks.run_seasons(database, clock) == 4
    assert await given(database, everyone) == [set(), *OWED[1:]]


async def test_seasons_follow_each_other_after_a_long_rest(everyone, database, clock):
    clock.advance(datetime(2027, 3, 9, tzinfo=UTC) - clock.now())
    assert await tasks.run_seasons(database, clock) == 6
    await count_all(database, clock)
    assert await tasks.run_seasons(database, clock) == 0
    async with database.read() as session:
        connection = await session.connection()
        rows = await connection.exec_driver_sql("SELECT starts_on::text, settled_at FROM pass_seasons ORDER BY 1")
        found = {row[0]: row[1] for row in rows}
    assert list(found) == ["2026-11-01", "2026-12-01", "2027-03-01", "2027-04-01"]
    assert [settled is not None for settled in found.values()] == [True, True, False, False]
