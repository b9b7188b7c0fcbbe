"""Many schedulers at one season: closed once, every prize paid once. Seen failing without the lock on the prize."""

import asyncio
from datetime import UTC, date, datetime

from casino_club.domains.leaderboards.tasks import run_seasons
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import FrozenClock
from tests.domains.leaderboards.conftest import shelf  # noqa: F401 - a fixture
from tests.domains.leaderboards.support import Played
from tests.support.players import open_player

PLAYERS = 30


async def test_many_schedulers_pay_each_prize_once(shelf, fresh_database_url):  # noqa: F811
    await run_seasons(shelf.database, FrozenClock(datetime(2026, 11, 3, tzinfo=UTC)))
    for user_id in range(1, PLAYERS + 1):
        await open_player(shelf.database, user_id)
    shelf.add(
        Played(user_id, "slot", date(2026, 11, 7), 100, 1000 + user_id, 1000, user_id)
        for user_id in range(1, PLAYERS + 1)
    )
    after = FrozenClock(datetime(2026, 12, 1, 1, tzinfo=UTC))
    others = [Database(fresh_database_url, pool_size=2, application_name="tests") for _ in range(3)]
    try:
        paid = await asyncio.gather(*(run_seasons(database, after) for database in (shelf.database, *others) * 2))
        # Whoever came while another one held a season or a prize passed it over; one more look finds nothing left.
        last = await run_seasons(shelf.database, after)
    finally:
        await asyncio.gather(*(database.close() for database in others))
    assert sum(paid) + last == PLAYERS
    assert shelf.rows("SELECT count(*), count(paid_at), count(DISTINCT user_id) FROM leaderboard_winners") == [
        (PLAYERS, PLAYERS, PLAYERS)
    ]
    owed = shelf.rows("SELECT user_id, gold FROM leaderboard_winners")
    async with shelf.database.read() as session:
        for user_id, gold in owed:
            assert (await wallet.balances_of(session, user_id=user_id))["gold"] == gold
    assert shelf.rows("SELECT count(*), count(DISTINCT credit_account) FROM postings") == [(PLAYERS, PLAYERS)]
    assert shelf.rows("SELECT count(*) FROM leaderboard_seasons WHERE starts_on = '2026-12-01'") == [(1,)]
