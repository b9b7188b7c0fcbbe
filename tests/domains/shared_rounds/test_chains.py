"""Chains in the database: promised first, salted with what did not exist then, used up one after the other."""

import hashlib
from itertools import pairwise

import pytest
from sqlalchemy import text

from casino_club.domains.crash.service import CrashGame, CrashHost
from casino_club.domains.games.book import Games
from casino_club.domains.shared_rounds import public, repository, service
from casino_club.domains.shared_rounds.errors import NoChainToSaltError, SaltInvalidError
from casino_club.domains.shared_rounds.rules import leads_to, salt_of
from casino_club.kernel.clock import SystemClock
from tests.support.players import open_player
from tests.support.shared_rounds import CRASH

NAMES = {"game": "crash", "variant": "main"}


@pytest.fixture
async def table(fresh_database):
    """Opens and ends rounds as a leader would, without waiting for their time."""

    class Rounds:
        def __init__(self, games):
            self._games = games

        async def open(self):
            live = self._games.live("crash", "main")
            async with fresh_database.transaction() as session:
                token = await repository.take_lease(session, CRASH, HOLDER, 60)
                return await service.open_round(
                    session, CrashHost(), token=token, config=live.config, law=live.table, now=SystemClock().now()
                )

        async def play(self, rounds):
            """Hashes, salts and numbers of the next rounds."""
            played = []
            for _ in range(rounds):
                round_, _ = await self.open()
                async with fresh_database.transaction() as session:
                    token = await repository.take_lease(session, CRASH, HOLDER, 60)
                    assert await service.close_round(session, CrashHost(), token=token, round_=round_, outcome={})
                played.append(round_)
            return played

    games = Games([CrashGame()], fresh_database, SystemClock())
    await games.load()
    return Rounds(games)


HOLDER = "018f0000-0000-7000-8000-000000000001"


async def chains(database):
    async with database.read() as session:
        return await public.list_chains(session, **NAMES)


async def make(database, made_by="product", length=4):
    return await service.publish_chain(database, CRASH, made_by=made_by, length=length)


async def test_without_a_chain_there_is_no_round(table):
    assert await table.open() == (None, True)


async def test_the_default_salt_is_made_of_published_things(fresh_database, table):
    await make(fresh_database)
    (promised,) = await chains(fresh_database)
    assert (promised.salt, promised.first_number) == (None, None)
    for user_id in (1, 2):
        await open_player(fresh_database, user_id)
    (round_,) = await table.play(1)
    (chain,) = await chains(fresh_database)
    async with fresh_database.read() as session:
        rows = await session.execute(text("SELECT client_seed FROM fairness_seeds WHERE state = 'active'"))
        assert {row.client_seed for row in rows} == set(chain.salt_source["client_seeds"])
    assert len(chain.salt_source["client_seeds"]) == 2
    assert chain.salt == salt_of(round_.opens_at, chain.salt_source["client_seeds"])
    assert chain.salted_at > chain.made_at
    assert round_.salt == chain.salt
    assert round_.server_seed_hash == chain.terminal_hash == promised.terminal_hash


async def test_a_used_up_chain_is_followed_by_the_next(fresh_database, table):
    await make(fresh_database)
    played = await table.play(4)
    assert await table.open() == (None, True)
    await make(fresh_database)
    played += await table.play(3)
    assert [round_.number for round_ in played] == [1, 2, 3, 4, 5, 6, 7]
    second, first = await chains(fresh_database)
    assert (first.first_number, second.first_number) == (1, 5)
    for chain, rounds in ((first, played[:4]), (second, played[4:])):
        assert rounds[0].server_seed_hash == chain.terminal_hash
        for older, newer in pairwise(rounds):
            assert hashlib.sha256(newer.hash).digest() == older.hash
        for round_ in rounds:
            place = round_.number - chain.first_number + 1
            assert leads_to(round_.hash, place, bytes.fromhex(chain.terminal_hash))


async def test_the_next_chain_is_promised_while_the_last_rounds_are_played(fresh_database, table, monkeypatch):
    monkeypatch.setattr(service, "RESERVE", 3)
    await make(fresh_database)
    wanted = []
    for _ in range(3):
        _, more = await table.open()
        wanted.append(more)
        async with fresh_database.transaction() as session:
            await session.execute(text("UPDATE shared_rounds SET state = 'closed', closed_at = now()"))
    assert wanted == [False, False, True]
    await make(fresh_database)
    assert (await table.open())[1] is False


async def test_an_operators_chain_begins_when_it_is_salted(fresh_database, table):
    await make(fresh_database, length=10)
    await table.play(1)
    promised = await make(fresh_database, "operator")
    (still,) = await table.play(1)
    async with fresh_database.transaction() as session:
        salted = await public.salt_chain(session, **NAMES, salt="block-900000")
    assert (salted.id, salted.salt, salted.salt_source) == (
        promised.id,
        "block-900000",
        {"kind": "operator", "value": "block-900000"},
    )
    (next_one,) = await table.play(1)
    assert still.salt != "block-900000" == next_one.salt
    assert next_one.server_seed_hash == promised.terminal_hash
    # When it is used up, the product goes on with what is left of its own.
    assert [round_.number for round_ in await table.play(3)] == [4, 5, 6]


async def test_a_salt_is_given_once_and_must_fit(fresh_database):
    async with fresh_database.transaction() as session:
        with pytest.raises(NoChainToSaltError):
            await public.salt_chain(session, **NAMES, salt="block-1")
        with pytest.raises(SaltInvalidError):
            await public.salt_chain(session, **NAMES, salt="with:colon")
    await make(fresh_database, "operator")
    async with fresh_database.transaction() as session:
        await public.salt_chain(session, **NAMES, salt="block-1")
        with pytest.raises(NoChainToSaltError):
            await public.salt_chain(session, **NAMES, salt="block-2")
