"""Limits under races: real commits from several lanes and sessions.

Seen failing with the player's lock left out of the statement, and with set_limits not taking that lock.
"""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from casino_club.domains.audit.public import run_audit
from casino_club.domains.games import public as games
from casino_club.domains.games.contracts import Bet, Drawn, GameConfig, Settled
from casino_club.domains.games.lane import BetLane
from casino_club.domains.games.ledger import LaneLedger
from casino_club.domains.responsible import service
from casino_club.domains.responsible.errors import AccountExcludedError, LimitReachedError
from tests.support.games import publish_table
from tests.support.players import open_player

CONFIG = GameConfig(1, "slot", "coin", 1, "0" * 64, {}, "", datetime(2026, 1, 1, tzinfo=UTC))


class LosingTable:
    """Always loses: the worst case a limit is made for."""

    def draw(self, stake, draw):
        return Drawn(0, 0, "{}", None)


def bet(stake, **facts):
    return Bet(1, "slot", CONFIG, stake, table=LosingTable(), **facts)


@pytest.fixture
async def lanes(fresh_database):
    await publish_table(fresh_database, CONFIG)
    await open_player(fresh_database, 1, gold=100_000)
    both = [BetLane(LaneLedger(fresh_database), queue_max=2048) for _ in range(2)]
    for lane in both:
        await lane.start()
    yield both
    for lane in both:
        await lane.stop()


async def set_limits(database, **wanted):
    async def work(session):
        await service.set_limits(session, user_id=1, wanted=wanted, now=datetime.now(UTC))

    await database.run(work)


async def lost(database):
    async with database.read() as session:
        return (await session.execute(text("SELECT play_loss(1, CURRENT_DATE)"))).scalar_one()


async def test_two_bets_at_the_limit_one_settles(fresh_database, lanes):
    await set_limits(fresh_database, daily_loss=150)
    for played in range(1, 4):
        results = await asyncio.gather(*(lane.play(bet(50)) for lane in lanes), return_exceptions=True)
        settled = [result for result in results if isinstance(result, Settled)]
        refused = [result for result in results if isinstance(result, LimitReachedError)]
        assert len(settled) + len(refused) == 2
        assert await lost(fresh_database) == min(150, 100 * played)
    assert (await run_audit(fresh_database)).clean


async def untouched(task):
    """True while the task waits. A wrong one would be done long before."""
    done, _ = await asyncio.wait({task}, timeout=0.3)
    return not done


async def bet_in(session, stake):
    seed = await games.lock_play(session, user_id=1)
    return await games.apply(session, Bet(1, "slot", CONFIG, stake, drawn=Drawn(0, 0, "{}", None)), seed=seed)


async def test_a_bet_waits_for_the_one_before_and_is_judged_after_it(fresh_database, lanes):
    await set_limits(fresh_database, daily_loss=150)
    async with fresh_database.transaction() as session:
        await bet_in(session, 100)
        second = asyncio.create_task(lanes[0].play(bet(100)))
        assert await untouched(second)
    with pytest.raises(LimitReachedError):
        await second
    assert await lost(fresh_database) == 100


async def test_a_limit_answers_only_when_no_older_bet_can_still_come(fresh_database, lanes):
    await lanes[0].play(bet(10))  # the clock is written: the next stake leaves the player's guard alone
    async with fresh_database.transaction() as session:
        await bet_in(session, 100)
        lowered = asyncio.create_task(set_limits(fresh_database, stake_max=10))
        assert await untouched(lowered)
    await lowered
    with pytest.raises(LimitReachedError):
        await lanes[0].play(bet(20))


async def test_a_crowd_of_bets_never_passes_the_limit(fresh_database, lanes):
    await set_limits(fresh_database, weekly_loss=200)
    rush = [lane.play(bet(30)) for _ in range(4) for lane in lanes]
    results = await asyncio.gather(*rush, return_exceptions=True)
    settled = [result for result in results if isinstance(result, Settled)]
    assert len(settled) == 6
    assert await lost(fresh_database) == 180
    assert {type(result) for result in results} == {Settled, LimitReachedError}


async def test_open_bets_and_rounds_share_one_limit(fresh_database, lanes):
    await set_limits(fresh_database, daily_loss=150)
    opened = await lanes[0].play(bet(100, move="open", state="{}"))
    assert isinstance(opened, Settled)
    with pytest.raises(LimitReachedError):
        await lanes[1].play(bet(60))
    with pytest.raises(LimitReachedError):
        await lanes[0].play(Bet(1, "slot", CONFIG, 60, move="raise", bet_id=opened.bet_id, step=0))
    close = Bet(1, "slot", CONFIG, 0, move="close", bet_id=opened.bet_id, step=0, drawn=Drawn(100, 100, "{}", None))
    assert isinstance(await lanes[0].play(close), Settled)
    assert isinstance(await lanes[1].play(bet(60)), Settled)


async def test_a_bet_left_open_is_paid_out_after_the_player_has_left(fresh_database, lanes):
    opened = await lanes[0].play(bet(100, move="open", state="{}"))

    async def work(session):
        await service.cool_off(session, user_id=1, hours=24, now=datetime.now(UTC))

    await fresh_database.run(work)
    with pytest.raises(AccountExcludedError):
        await lanes[0].play(bet(10))
    close = Bet(1, "slot", CONFIG, 0, move="close", bet_id=opened.bet_id, step=0, drawn=Drawn(250, 250, "{}", None))
    closed = await lanes[1].play(close)
    assert isinstance(closed, Settled)
    assert closed.balance_after == 100_150


async def test_a_lowered_limit_holds_from_its_answer_on(fresh_database, lanes):
    answered = asyncio.Event()
    late: list[Settled] = []

    async def play(lane):
        while True:
            begun_after = answered.is_set()
            try:
                result = await lane.play(bet(20))
            except LimitReachedError:
                return
            if begun_after and isinstance(result, Settled):
                late.append(result)

    async def lower():
        await asyncio.sleep(0.05)
        await set_limits(fresh_database, stake_max=10)
        answered.set()
        async with fresh_database.read() as session:
            return (await session.execute(text("SELECT count(*) FROM rounds"))).scalar_one()

    *_, rounds = await asyncio.gather(*(play(lane) for lane in lanes), lower())
    assert late == []
    async with fresh_database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM rounds"))).scalar_one() == rounds


async def test_gem_stakes_meet_no_gold_limit(fresh_database, lanes):
    from casino_club.domains.wallet import public as wallet
    from casino_club.domains.wallet.contracts import Player, TransferCommand

    async with fresh_database.transaction() as session:
        await wallet.transfer(session, TransferCommand("mint", Player(1), "gem", 500, "compensation", "test-gem:1"))
    await set_limits(fresh_database, stake_max=10, daily_loss=10)
    assert isinstance(await lanes[0].play(bet(300, currency="gem")), Settled)
    assert await lost(fresh_database) == 0
