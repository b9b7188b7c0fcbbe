"""Seasons: who wins is what the rounds say, prizes are paid once, and only after the last day is whole.

Seen failing once against a planted bug: a prize marked in a transaction of its own, and a season closed at midnight.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from casino_club.domains.audit.public import run_audit
from casino_club.domains.leaderboards import repository
from casino_club.domains.leaderboards.contracts import Prize
from casino_club.domains.leaderboards.rules import prize_of, season_bounds
from casino_club.domains.leaderboards.seasons import SHIPPED_PRIZES
from casino_club.domains.leaderboards.tasks import run_seasons
from casino_club.domains.wallet import public as wallet
from casino_club.kernel.clock import FrozenClock
from tests.domains.leaderboards.support import Played
from tests.support.players import open_player

NOVEMBER = date(2026, 11, 1), date(2026, 12, 1)


def at(day: date, hour: int = 0, minute: int = 0) -> FrozenClock:
    return FrozenClock(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))


async def gold_of(database, user_id: int) -> int:
    async with database.read() as session:
        return (await wallet.balances_of(session, user_id=user_id))["gold"]


async def open_november(shelf):
    assert await run_seasons(shelf.database, at(date(2026, 11, 3))) == 0
    assert shelf.rows("SELECT starts_on, ends_on, closed_at FROM leaderboard_seasons") == [(*NOVEMBER, None)]


def won(user_id: int, day: int, net: int, moment: int) -> Played:
    return Played(user_id, "slot", date(2026, 11, day), 100, 100 + net, 100 + net, moment)


async def test_a_season_pays_its_winners_once_and_only_when_its_last_day_is_whole(shelf):
    await open_november(shelf)
    for user_id in range(1, 6):
        await open_player(shelf.database, user_id)
    shelf.add(
        [
            won(1, 30, 500, 9),
            won(2, 2, 500, 1),
            won(3, 5, 900, 2),
            won(4, 6, -50, 3),
            won(5, 31 - 1, 10, 4),
            Played(5, "slot", date(2026, 12, 1), 100, 9000, 9000, 5),
        ]
    )
    assert await run_seasons(shelf.database, at(date(2026, 12, 1), 0, 5)) == 0, (
        "rounds of the last day may be on their way"
    )
    assert await run_seasons(shelf.database, at(date(2026, 12, 1), 0, 10)) == 4
    wanted = [(1, 3, 900, 50_000), (2, 2, 500, 30_000), (3, 1, 500, 20_000), (4, 5, 10, 10_000)]
    winners = "SELECT rank, user_id, value, gold FROM leaderboard_winners WHERE paid_at IS NOT NULL ORDER BY rank"
    assert shelf.rows(winners) == wanted
    for _, user_id, _, gold in wanted:
        assert await gold_of(shelf.database, user_id) == gold
    assert await gold_of(shelf.database, 4) == 0

    shelf._run("DELETE FROM idempotency_keys")  # forgotten after two days; the mark on the winner is not
    assert await run_seasons(shelf.database, at(date(2026, 12, 4))) == 0
    assert await gold_of(shelf.database, 3) == 50_000
    kinds = "SELECT kind, debit_account, sum(amount) FROM postings GROUP BY 1, 2"
    assert shelf.rows(kinds) == [("reward", 7, 110_000)]
    assert shelf.rows("SELECT starts_on FROM leaderboard_seasons WHERE closed_at IS NULL") == [(date(2026, 12, 1),)]
    shelf._run("TRUNCATE rounds")  # made for this test, without postings
    assert (await run_audit(shelf.database)).clean


async def test_a_prize_interrupted_before_its_commit_is_paid_by_the_next_run(shelf, monkeypatch):
    await open_november(shelf)
    for user_id in (1, 2):
        await open_player(shelf.database, user_id)
    shelf.add([won(1, 2, 500, 1), won(2, 2, 400, 2)])
    mark_paid = repository.mark_paid

    async def dies(session, winner, now):
        if winner.user_id == 2:
            raise RuntimeError("killed")
        await mark_paid(session, winner, now)

    monkeypatch.setattr(repository, "mark_paid", dies)
    with pytest.raises(RuntimeError, match="killed"):
        await run_seasons(shelf.database, at(date(2026, 12, 2)))
    assert await gold_of(shelf.database, 2) == 0
    monkeypatch.setattr(repository, "mark_paid", mark_paid)
    assert await run_seasons(shelf.database, at(date(2026, 12, 2))) == 1
    assert (await gold_of(shelf.database, 1), await gold_of(shelf.database, 2)) == (50_000, 30_000)


async def test_a_season_nobody_played_closes_without_winners(shelf):
    await open_november(shelf)
    assert await run_seasons(shelf.database, at(date(2027, 2, 3))) == 0
    assert shelf.rows("SELECT count(*) FROM leaderboard_seasons WHERE closed_at IS NOT NULL") == [(1,)]


def test_prizes_and_bounds():
    assert [prize_of(SHIPPED_PRIZES, rank) for rank in (1, 2, 3, 4, 10, 11, 100, 101)] == [
        50_000,
        30_000,
        20_000,
        10_000,
        10_000,
        3_000,
        1_000,
        0,
    ]
    assert prize_of((Prize(1, 1, 5),), 2) == 0
    assert season_bounds("month", date(2026, 12, 31)) == (date(2026, 12, 1), date(2027, 1, 1))
    assert season_bounds("month", date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 3, 1))
    assert season_bounds("week", date(2026, 11, 21)) == (date(2026, 11, 15), date(2026, 11, 22))
    assert season_bounds("week", date(2026, 11, 22))[0] == date(2026, 11, 22)
    assert NOVEMBER[1] - NOVEMBER[0] == timedelta(days=30)
