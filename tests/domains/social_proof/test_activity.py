"""The club's activity is what its rows say, however much of it has been counted before, with and without Valkey.

Seen failing on planted bugs: the tail read from the last counted slice instead of after it (rounds twice), a big win by
the threshold alone, players in a socket and a session counted twice, and a cache that ignored whoever stored first.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casino_club.domains.social_proof import repository, service
from casino_club.domains.social_proof.cache import ActivityCache
from casino_club.domains.social_proof.contracts import Activity
from casino_club.domains.social_proof.rules import slice_of, windows_at
from casino_club.infra.realtime.presence import Presence
from casino_club.infra.redis import connect
from casino_club.kernel.clock import FrozenClock

NOW = datetime(2026, 11, 22, 0, 40, 7, tzinfo=UTC)
BIG = 1000
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
_INSERT = """
INSERT INTO rounds (id, user_id, game, variant, config_id, currency, bet_id, stake, payout, balance_after, seed_id,
    nonce, multiplier_x100, win_streak, outcome)
VALUES (%s, 1, 'slot', 'main', 1, %s, %s, %s, %s, 0, 1, 1, 0, 0, '{}')
"""


def round_row(age_s, salt, currency="gold", stake=10, payout=0):
    millis = int((NOW - timedelta(seconds=age_s)).timestamp() * 1000)
    name = UUID(int=millis << 80 | 0x7 << 76 | 0b10 << 62 | salt)
    return name, currency, name, stake, payout


def put_rounds(url, rows):
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("TRUNCATE rounds, activity_slices")
        owner.execute("UPDATE activity_counted SET through = NULL")
        owner.cursor().executemany(_INSERT, rows)


async def read_plays(database, now=NOW):
    async with database.read() as session:
        return await repository.read_plays(session, windows_at(now), big_win_gold=BIG)


def expected(rows, now=NOW):
    windows = windows_at(now)
    at = {row[0]: datetime.fromtimestamp((row[0].int >> 80) / 1000, UTC) for row in rows}
    hour = [row for row in rows if at[row[0]] >= windows.hour]
    return (
        len(hour),
        sum(row[1] == "gold" and row[4] >= BIG and row[4] >= 10 * row[3] for row in hour),
        sum(at[row[0]] >= windows.day for row in rows),
    )


def numbers(plays):
    return plays.plays_hour, plays.big_wins_hour, plays.plays_day


ages = st.integers(0, 3 * 3600)
plays = st.lists(
    st.tuples(
        ages, st.sampled_from(["gold", "gem"]), st.sampled_from([10, 100, 200]), st.sampled_from([0, 999, 1000, 2000])
    ),
    max_size=40,
)


@FEW
@given(played=plays, counts=st.lists(st.integers(0, 3 * 3600), max_size=3))
async def test_counting_ahead_changes_nothing_that_is_asked(fresh_database, fresh_database_url, played, counts):
    rows = [round_row(age, salt, currency, stake, payout) for salt, (age, currency, stake, payout) in enumerate(played)]
    put_rounds(fresh_database_url, rows)
    assert numbers(await read_plays(fresh_database)) == expected(rows)
    for age in sorted(counts, reverse=True):
        clock = FrozenClock(NOW - timedelta(seconds=age))
        await service.count_slices(fresh_database, clock, big_win_gold=BIG)
        assert numbers(await read_plays(fresh_database)) == expected(rows)
    await service.count_slices(fresh_database, FrozenClock(NOW), big_win_gold=BIG)
    assert numbers(await read_plays(fresh_database)) == expected(rows)
    later = NOW + timedelta(minutes=50)
    assert numbers(await read_plays(fresh_database, later)) == expected(rows, later)


async def test_a_big_win_is_gold_of_a_thousand_and_ten_times_the_stake(fresh_database, fresh_database_url):
    big = [("gold", 100, 1000), ("gold", 10, 1000)]
    other = [("gold", 101, 1000), ("gold", 10, 999), ("gem", 10, 1000)]
    put_rounds(fresh_database_url, [round_row(300, salt, *facts) for salt, facts in enumerate(big + other)])
    for _ in range(2):
        assert (await read_plays(fresh_database)).big_wins_hour == len(big)
        await service.count_slices(fresh_database, FrozenClock(NOW), big_win_gold=BIG)


async def test_what_is_counted_is_not_read_again(fresh_database, fresh_database_url):
    put_rounds(fresh_database_url, [round_row(age, age) for age in (0, 20, 300, 1800)])
    assert await service.count_slices(fresh_database, FrozenClock(NOW), big_win_gold=BIG) > 1
    assert await service.count_slices(fresh_database, FrozenClock(NOW), big_win_gold=BIG) == 0
    with psycopg.connect(fresh_database_url, autocommit=True) as owner:
        through = owner.execute("SELECT through FROM activity_counted").fetchone()[0]
        assert through == slice_of(NOW - timedelta(seconds=30))
        assert [row[0] for row in owner.execute("SELECT slice FROM activity_slices ORDER BY 1")] == [
            slice_of(NOW - timedelta(seconds=1800)),
            slice_of(NOW - timedelta(seconds=300)),
        ]
        owner.execute("DELETE FROM rounds WHERE id < %s", [round_row(60, 0)[0]])
    assert (await read_plays(fresh_database)).plays_hour == 4


async def test_two_who_count_at_once_count_once(fresh_database, fresh_database_url):
    put_rounds(fresh_database_url, [round_row(age, age) for age in range(0, 3600, 7)])
    clock = FrozenClock(NOW)
    await asyncio.gather(*(service.count_slices(fresh_database, clock, big_win_gold=BIG) for _ in range(4)))
    await service.count_slices(fresh_database, clock, big_win_gold=BIG)
    assert (await read_plays(fresh_database)).plays_hour == len(range(0, 3600, 7))


async def test_old_slices_are_forgotten_and_a_long_sleep_is_passed_over(fresh_database, fresh_database_url):
    put_rounds(fresh_database_url, [round_row(600, 1)])
    await service.count_slices(fresh_database, FrozenClock(NOW), big_win_gold=BIG)
    later = NOW + timedelta(days=9)
    done = await service.count_slices(fresh_database, FrozenClock(later), big_win_gold=BIG)
    assert done <= timedelta(days=1) / timedelta(minutes=5)
    with psycopg.connect(fresh_database_url, autocommit=True) as owner:
        assert owner.execute("SELECT count(*) FROM activity_slices").fetchone()[0] == 0


async def test_a_player_is_online_once(fresh_database, redis_client):
    presence = Presence(redis_client)
    await presence.seen([1, 2])
    assert await service.count_online(presence, [2, 3, 4]) == 4
    away = connect("redis://127.0.0.1:1/0")
    assert await service.count_online(Presence(away), [2, 3, 4]) == 3
    await away.aclose()


class Measured:
    """Counts how often somebody measured."""

    def __init__(self, clock):
        self.clock = clock
        self.times = 0

    async def __call__(self):
        self.times += 1
        await asyncio.sleep(0)
        return Activity(self.times, 0, 0, 0, 0, self.clock.now())


@pytest.fixture
def clock():
    return FrozenClock(NOW)


async def test_processes_share_one_answer_until_it_is_old(redis_client, clock):
    measured = Measured(clock)
    ours, theirs = (ActivityCache(redis_client, clock, measured) for _ in range(2))
    answers = await asyncio.gather(*(ours.current() for _ in range(20)))
    assert {answer.online_users for answer in answers} == {1}
    clock.advance(timedelta(seconds=4))
    assert await theirs.current() == answers[0]
    assert measured.times == 1
    clock.advance(timedelta(seconds=1))
    renewed = await theirs.current()
    assert (renewed.online_users, renewed.generated_at) == (2, clock.now())
    assert await ours.current() == renewed


async def test_of_two_who_measured_at_once_the_first_to_store_answers_for_both(redis_client, clock):
    gate, begun = asyncio.Event(), asyncio.Event()
    measured = Measured(clock)

    async def slowly():
        made = await measured()
        begun.set()
        await gate.wait()
        return made

    slow, quick = ActivityCache(redis_client, clock, slowly), ActivityCache(redis_client, clock, measured)
    waiting = asyncio.create_task(slow.current())
    await begun.wait()
    first = await quick.current()
    gate.set()
    assert await waiting == first


async def test_without_valkey_each_process_keeps_its_own(clock):
    away = connect("redis://127.0.0.1:1/0")
    measured = Measured(clock)
    cache = ActivityCache(away, clock, measured)
    assert await cache.current() == await cache.current()
    assert measured.times == 1
    clock.advance(timedelta(seconds=6))
    await cache.current()
    assert measured.times == 2
    await away.aclose()


async def test_something_else_under_the_key_is_not_believed(redis_client, clock):
    await redis_client.set("metrics:global", b'{"online_users": "many"}')
    measured = Measured(clock)
    assert (await ActivityCache(redis_client, clock, measured).current()).online_users == 1
