"""The batched lane: each bet once, in order, alone in its failure. Real commits, several lanes on one database.

Seen failing with the nonce check removed from the statement (a nonce used twice) and with its account lock removed.
"""

import asyncio
import hashlib
import random
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from casino_club.domains.audit.public import run_audit
from casino_club.domains.fairness import service as fairness_service
from casino_club.domains.games.contracts import Bet, Drawn, GameConfig, Replayed, Settled
from casino_club.domains.games.errors import LaneFullError, LaneUnavailableError
from casino_club.domains.games.lane import BetLane
from casino_club.domains.games.ledger import LaneLedger
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.errors import InsufficientFundsError
from casino_club.kernel.errors import IdempotencyKeyReusedError, InvariantError
from tests.support.games import publish_table
from tests.support.players import open_player

CONFIG = GameConfig(1, "slot", "coin", 1, "0" * 64, {}, "", datetime(2026, 1, 1, tzinfo=UTC))


class CoinTable:
    """Pays twice the stake on heads."""

    def draw(self, stake, draw):
        face = draw.below(2)
        return Drawn(stake * 2 * face, 200 * face, f'{{"face": {face}}}', face)


class HeavyTable:
    """Pays more than a balance can hold: the statement itself fails."""

    def draw(self, stake, draw):
        return Drawn(2**53 - 1, 0, "{}", None)


COIN = CoinTable()


def bet(user_id, key=None, *, stake=10, table=COIN):
    key_hash = None if key is None else hashlib.sha256(f"{key[:1]}{stake}".encode()).digest()
    return Bet(user_id, "slot", CONFIG, stake, key, key_hash, table)


@pytest.fixture
async def make_lane(fresh_database):
    lanes = []
    await publish_table(fresh_database, CONFIG)

    async def make(queue_max=2048):
        lane = BetLane(LaneLedger(fresh_database), queue_max=queue_max)
        await lane.start()
        lanes.append(lane)
        return lane

    yield make
    for lane in lanes:
        await lane.stop()


async def gold(database, user_id):
    async with database.read() as session:
        return (await wallet.balances_of(session, user_id=user_id))["gold"]


async def assert_clean(database):
    report = await run_audit(database)
    assert report.clean, [finding for finding in report.findings if finding.violations]


async def test_a_bet_is_durable_when_it_answers(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=100)
    lane = await make_lane()
    result = await lane.play(bet(1))
    assert isinstance(result, Settled)
    assert result.balance_after == 90 + result.drawn.payout == await gold(fresh_database, 1)
    assert result.nonce == 0
    assert (await lane.play(bet(1))).nonce == 1
    await assert_clean(fresh_database)


async def test_two_hundred_parallel_bets_with_random_and_repeated_keys(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=100_000)
    lanes = [await make_lane(), await make_lane()]
    dice = random.Random(3)
    keys = [f"k{dice.randrange(120)}" for _ in range(200)]
    results = await asyncio.gather(*(dice.choice(lanes).play(bet(1, key)) for key in keys))
    rounds = {}
    for key, result in zip(keys, results, strict=True):
        rounds.setdefault(key, set()).add(result.ref if isinstance(result, Replayed) else result.bet_id)
    assert all(len(ids) == 1 for ids in rounds.values())
    settled = [result for result in results if isinstance(result, Settled)]
    assert len(settled) == len(set(keys))
    expected = 100_000 + sum(result.drawn.payout - 10 for result in settled)
    assert await gold(fresh_database, 1) == expected
    assert sorted(result.nonce for result in settled) == list(range(len(settled)))
    await assert_clean(fresh_database)


async def test_a_key_used_for_another_request_is_refused_now_and_later(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=100)
    lane = await make_lane()
    first, other = await asyncio.gather(
        lane.play(bet(1, "k")), lane.play(bet(1, "k", stake=20)), return_exceptions=True
    )
    assert isinstance(first, Settled)
    assert isinstance(other, IdempotencyKeyReusedError)
    with pytest.raises(IdempotencyKeyReusedError):
        await lane.play(bet(1, "k", stake=20))
    assert await lane.play(bet(1, "k")) == Replayed(first.bet_id)


async def test_a_neighbour_without_funds_changes_nothing_for_the_others(fresh_database, make_lane):
    for user_id in range(1, 41):
        await open_player(fresh_database, user_id, gold=100 if user_id % 4 else 0)
    lane = await make_lane()
    results = await asyncio.gather(*(lane.play(bet(user_id)) for user_id in range(1, 41)), return_exceptions=True)
    kinds = Counter(type(result) for result in results)
    assert kinds == {Settled: 30, InsufficientFundsError: 10}
    await assert_clean(fresh_database)


async def test_a_bet_that_breaks_the_statement_fails_alone(fresh_database, make_lane):
    for user_id in (1, 2, 3):
        await open_player(fresh_database, user_id, gold=100)
    lane = await make_lane()
    results = await asyncio.gather(
        lane.play(bet(1)), lane.play(bet(2, table=HeavyTable())), lane.play(bet(3)), return_exceptions=True
    )
    assert [type(result) for result in results] == [Settled, InvariantError, Settled]
    assert await gold(fresh_database, 2) == 100
    await assert_clean(fresh_database)


async def test_funds_run_out_in_the_middle_of_one_players_queue(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=35)

    class Lose:
        def draw(self, stake, draw):
            return Drawn(0, 0, "{}", None)

    lane = await make_lane()
    results = await asyncio.gather(*(lane.play(bet(1, table=Lose())) for _ in range(6)), return_exceptions=True)
    assert [type(result) for result in results] == [Settled] * 3 + [InsufficientFundsError] * 3
    assert await gold(fresh_database, 1) == 5
    await assert_clean(fresh_database)


async def test_rotation_between_bets_reveals_only_what_is_over(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=1000)
    lane = await make_lane()
    first = await lane.play(bet(1))
    async with fresh_database.transaction() as session:
        rotation = await fairness_service.rotate(session, user_id=1, client_seed="mine")
    assert bytes.fromhex(rotation.revealed_server_seed) == first.seed.server_seed
    second = await lane.play(bet(1))
    assert (second.seed.client_seed, second.nonce) == ("mine", 0)
    assert second.seed.server_seed != first.seed.server_seed
    await assert_clean(fresh_database)


async def test_a_held_account_delays_its_player_only_and_keeps_the_order(fresh_database, make_lane):
    for user_id in (1, 2):
        await open_player(fresh_database, user_id, gold=1000)
    lane = await make_lane()
    async with fresh_database.transaction() as session:
        await wallet.lock_player(session, user_id=1)
        held = [asyncio.ensure_future(lane.play(bet(1, f"k{step}"))) for step in range(3)]
        await lane.play(bet(2))
        assert not any(waiting.done() for waiting in held)
    results = await asyncio.gather(*held)
    assert [result.nonce for result in results] == [0, 1, 2]
    await assert_clean(fresh_database)


async def test_a_full_queue_refuses_at_once(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=1000)
    lane = await make_lane(queue_max=3)
    results = await asyncio.gather(*(lane.play(bet(1)) for _ in range(5)), return_exceptions=True)
    assert [type(result) for result in results] == [Settled] * 3 + [LaneFullError] * 2
    assert (await lane.play(bet(1))).nonce == 3


async def test_a_hung_up_caller_leaves_its_bet_to_its_twin(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=1000)
    lane = await make_lane()
    impatient = asyncio.ensure_future(lane.play(bet(1, "k")))
    twin = asyncio.ensure_future(lane.play(bet(1, "k")))
    await asyncio.sleep(0)
    impatient.cancel()
    assert isinstance(await twin, Replayed)
    assert await gold(fresh_database, 1) in {990, 1010}


async def test_a_cut_connection_is_answered_by_the_key(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=1000)
    lane = await make_lane()
    first = await lane.play(bet(1, "a"))
    ledger = lane._ledger
    settle = ledger.settle

    async def commit_then_cut(intents):
        await settle(intents)
        await ledger._connection.close()
        raise ConnectionResetError

    ledger.settle = commit_then_cut
    with pytest.raises(LaneUnavailableError):
        await lane.play(bet(1, "b"))
    ledger.settle = settle
    assert isinstance(await lane.play(bet(1, "b")), Replayed)
    assert isinstance(await lane.play(bet(1, "c")), Settled)
    assert first.nonce == 0
    async with fresh_database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM rounds"))).scalar_one() == 3
    await assert_clean(fresh_database)


async def test_every_round_leaves_one_event_in_order(fresh_database, make_lane):
    await open_player(fresh_database, 1, gold=1000)
    lane = await make_lane()
    results = await asyncio.gather(*(lane.play(bet(1)) for _ in range(20)))
    async with fresh_database.read() as session:
        rows = await session.execute(text("SELECT data FROM outbox WHERE type = 'games.round_settled.v1' ORDER BY seq"))
        events = [row.data for row in rows]
    assert [event["round_id"] for event in events] == [str(result.round_id) for result in results]
    assert [event["stats"]["plays"] for event in events] == list(range(1, 21))
