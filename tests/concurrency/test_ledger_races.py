"""Money under real concurrency: real commits, many sessions. Seen failing with the account lock removed."""

import asyncio
import random

from casino_club.domains.audit.public import run_audit
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from casino_club.domains.wallet.errors import InsufficientFundsError
from tests.support.players import open_player


async def test_twins_of_one_key_move_money_once(fresh_database):
    await open_player(fresh_database, 1)
    command = TransferCommand("mint", Player(1), "gold", 70, "purchase_grant", "once")
    results = await asyncio.gather(
        *(fresh_database.run(lambda session: wallet.transfer(session, command)) for _ in range(40))
    )
    assert sum(result.applied for result in results) == 1
    async with fresh_database.read() as session:
        assert (await wallet.balances_of(session, user_id=1))["gold"] == 70


async def test_crossing_gifts_of_many_players_still_add_up(fresh_database):
    players = [await open_player(fresh_database, user_id, gold=1000) for user_id in range(1, 7)]
    dice = random.Random(7)

    async def gift(number):
        giver, taker = dice.sample(players, 2)
        command = TransferCommand(
            Player(giver), Player(taker), "gold", dice.randint(1, 400), "purchase_grant", f"g{number}"
        )
        try:
            await fresh_database.run(lambda session: wallet.transfer(session, command))
        except InsufficientFundsError:
            return 0
        return 1

    assert sum(await asyncio.gather(*(gift(number) for number in range(200)))) > 50
    report = await run_audit(fresh_database)
    assert report.clean, report.findings
    async with fresh_database.read() as session:
        total = sum([(await wallet.balances_of(session, user_id=player))["gold"] for player in players])
    assert total == 6000
