"""From rounds to leaderboards: PostgreSQL alone must give exactly what the events gave, after any loss of Valkey.

Each promise was seen to fail once against a planted bug: days added up and read from their rounds as well, the rounds
read before the events went into the boards being built, and a moment without its finer bits.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casino_club.domains.leaderboards import repository, service
from casino_club.domains.leaderboards.boards import Boards
from casino_club.domains.leaderboards.consumers import make_consumer
from casino_club.domains.leaderboards.tasks import keep_boards
from casino_club.domains.leaderboards.waiting import STREAM, Waiting
from casino_club.kernel.calendar import period_start
from casino_club.kernel.clock import FrozenClock
from casino_club.kernel.events import Event
from tests.domains.leaderboards.conftest import round_id
from tests.domains.leaderboards.support import TODAY, Played, board_of, boards_of, event_facts
from tests.domains.leaderboards.test_boards import GAMES, agree, plays

CLOCK = FrozenClock(datetime.combine(TODAY, time(15), UTC))
FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def events_of(rounds):
    """The events of rounds, in order of play."""
    totals, events = {}, []
    for salt, one in enumerate(rounds):
        gold = one.stake > 0
        stats = totals.setdefault((one.user_id, one.game, one.day), {"plays": 0, "total_bet": 0, "total_win": 0})
        stats["plays"] += 1
        stats["total_bet"] += one.stake
        stats["total_win"] += one.payout
        data = {
            "round_id": str(round_id(one.day, one.moment, salt)),
            "game": one.game,
            "currency": "gold" if gold else "gem",
            "stake": one.stake or 5,
            "payout": one.payout if gold else 5 * one.multiplier_x100 // 100,
            "multiplier_x100": one.multiplier_x100,
            "stats": dict(stats),
        }
        events.append(Event(uuid4(), "games.round_settled.v1", one.user_id, CLOCK.now(), data))
    return events


async def close_days(database, through):
    async with database.transaction() as session:
        await repository.close_days(session, through=through)


@FEW
@given(plays(), st.sampled_from([None, 1, 6, 30]))
async def test_a_rebuild_and_the_ranking_without_valkey_equal_the_events(redis_client, shelf, rounds, closed_days_ago):
    shelf.clear()
    await redis_client.flushall()
    facts = event_facts(shelf.add(rounds))
    if closed_days_ago is not None:
        await close_days(shelf.database, TODAY - timedelta(days=closed_days_ago))
    boards = Boards(redis_client)
    assert await service.rebuild(shelf.database, boards, CLOCK)
    await agree(boards, facts)
    for board in boards_of(GAMES):
        async with shelf.database.read() as session:
            ranking = await repository.rank_from_rounds(
                session,
                game=board.game,
                metric=board.metric,
                since=period_start(board.period, TODAY),
                until=TODAY + timedelta(days=1),
                limit=100,
            )
        assert list(ranking.top) == board_of(facts, board.game, board.period, board.metric)


@FEW
@given(plays(), st.integers(0, 40), st.sets(st.integers(0, 40)))
async def test_valkey_emptied_in_the_middle_of_play_loses_nothing(redis_client, shelf, rounds, lost_after, repeated):
    shelf.clear()
    await redis_client.flushall()
    rounds = [replace(one, day=max(one.day, TODAY - timedelta(days=6))) for one in rounds]
    facts = event_facts(shelf.add(rounds))
    consumer = make_consumer(redis_client, shelf.database, CLOCK, shelf.background)
    assert await keep_boards(shelf.database, redis_client, CLOCK)
    for number, event in enumerate(events_of(rounds)):
        if number == lost_after:
            await redis_client.flushall()
        await consumer.consume([event])
        if number in repeated:
            await consumer.consume([event])
    await until_built(shelf, redis_client)
    await agree(Boards(redis_client), facts)


async def until_built(shelf, redis):
    """What the consumers were given is merged, and where boards are missing the next minute's job has run."""
    await shelf.background.idle()
    await keep_boards(shelf.database, redis, CLOCK)
    assert await redis.xlen(STREAM) == 0


async def test_rounds_played_during_a_rebuild_are_in_it_or_after_it(redis_client, shelf, monkeypatch):
    """The reading of the rounds waits while more are played: their events must find the boards being built."""
    rounds = [Played(1, "slot", TODAY, 10, 20, 200, 4096 * number) for number in range(6)]
    stored = shelf.add(rounds[:3])
    consumer = make_consumer(redis_client, shelf.database, CLOCK, shelf.background)
    read_facts = repository.read_facts

    async def slow(session, *, since):
        parts = [part async for part in read_facts(session, since=since)]
        stored.extend(shelf.add(rounds[3:], first=3))
        await consumer.consume(events_of(rounds)[3:])
        for part in parts:
            yield part

    monkeypatch.setattr(repository, "read_facts", slow)
    assert await service.rebuild(shelf.database, Boards(redis_client), CLOCK)
    monkeypatch.setattr(repository, "read_facts", read_facts)
    await until_built(shelf, redis_client)
    await agree(Boards(redis_client), event_facts(stored))


async def test_an_event_older_than_the_single_days_makes_the_boards_anew(redis_client, shelf):
    rounds = [Played(1, "slot", TODAY - timedelta(days=40), 10, 20, 200, 1), Played(2, "slot", TODAY, 10, 0, 0, 2)]
    facts = event_facts(shelf.add(rounds))
    assert await keep_boards(shelf.database, redis_client, CLOCK)
    consumer = make_consumer(redis_client, shelf.database, CLOCK, shelf.background)
    await consumer.consume(events_of(rounds))  # the first is a replayed dead letter: it is in the boards already
    await until_built(shelf, redis_client)
    await agree(Boards(redis_client), facts)


async def test_added_up_days_are_added_up_once_and_can_be_distrusted(redis_client, shelf):
    days = [TODAY - timedelta(days=days) for days in (0, 1, 2)]
    rounds = [Played(user_id, "slot", day, 10, 20, 200, user_id) for user_id in (1, 2) for day in days]
    facts = event_facts(shelf.add(rounds))
    for _ in range(2):
        await close_days(shelf.database, TODAY - timedelta(days=1))
    assert shelf.rows("SELECT count(*) FROM leaderboard_days") == [(4,)]
    shelf._run("UPDATE leaderboard_days SET plays = 1000")
    async with shelf.database.transaction() as session:
        await service.reopen_days(session)
    assert shelf.rows("SELECT count(*) FROM leaderboard_days") == [(0,)]
    async with shelf.database.transaction() as session:
        assert await service.close_days(session, now=CLOCK.now())
    assert shelf.rows("SELECT count(*), sum(plays) FROM leaderboard_days") == [(4, 4)]
    assert await service.rebuild(shelf.database, Boards(redis_client), CLOCK)
    await agree(Boards(redis_client), facts)


async def test_a_builder_that_lost_its_name_space_shows_nothing(redis_client, shelf, monkeypatch):
    shelf.add([Played(1, "slot", TODAY, 10, 0, 0, 1)])
    read_facts = repository.read_facts

    async def robbed(session, *, since):
        async for part in read_facts(session, since=since):
            await redis_client.flushall()
            yield part

    monkeypatch.setattr(repository, "read_facts", robbed)
    assert not await service.rebuild(shelf.database, Boards(redis_client), CLOCK)
    assert not await Boards(redis_client).exist()


async def test_what_waits_outlives_a_worker_and_is_merged_once_however_many_try(redis_client, shelf):
    assert await keep_boards(shelf.database, redis_client, CLOCK)
    rounds = [
        Played(user_id, "slot", TODAY, 10, 20, 200, user_id + 9 * turn) for turn in range(9) for user_id in range(9)
    ]
    facts = event_facts(rounds)
    boards = Boards(redis_client)
    for fact in facts:
        await Waiting(redis_client, boards).put([fact])
    assert await redis_client.xlen(STREAM) == len(facts)
    others = [Waiting(redis_client, Boards(redis_client)) for _ in range(3)]
    assert all(await asyncio.gather(*(one.merge_all(today=TODAY) for one in others)))
    assert await redis_client.xlen(STREAM) == 0
    await agree(boards, facts)


async def test_without_boards_what_waits_is_dropped_because_the_rounds_are_read(redis_client, shelf):
    facts = event_facts(shelf.add([Played(1, "slot", TODAY, 10, 20, 200, 1)]))
    waiting = Waiting(redis_client, Boards(redis_client))
    await waiting.put(facts)
    assert not await waiting.merge_all(today=TODAY)
    assert await waiting.count() == 0
    assert await keep_boards(shelf.database, redis_client, CLOCK)
    await agree(Boards(redis_client), facts)
