"""A Hypothesis state machine drives the wallet; an independent auditor that knows nothing of SQL says what is right.

Seen failing with the check of the paying balance removed.
"""

import asyncio

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casino_club.domains.audit.service import check
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import HistoryFilter, Player, TransferCommand
from casino_club.domains.wallet.errors import (
    AmountOutOfRangeError,
    InsufficientFundsError,
)
from casino_club.domains.wallet.repository import list_postings
from casino_club.infra.db.engine import Database
from casino_club.kernel.errors import IdempotencyKeyReusedError
from casino_club.kernel.money import AMOUNT_MAX

PLAYERS = (1, 2, 3)
parties = st.sampled_from([*(Player(user_id) for user_id in PLAYERS), "house", "mint"])
amounts = st.one_of(st.integers(1, 500), st.sampled_from([AMOUNT_MAX, AMOUNT_MAX - 100]))


class Auditor:
    """Balances as plain arithmetic over the accepted commands."""

    def __init__(self):
        self.commands = {}
        self.order = []

    def balance(self, party, currency):
        return sum(
            (command.target == party) * command.amount - (command.source == party) * command.amount
            for command in self.order
            if command.currency == currency
        )

    def expect(self, command):
        known = self.commands.get((command.key_owner, command.idempotency_key))
        if known is not None:
            return "replayed" if known == command else IdempotencyKeyReusedError
        if isinstance(command.source, Player) and self.balance(command.source, command.currency) < command.amount:
            return InsufficientFundsError
        if (
            isinstance(command.target, Player)
            and self.balance(command.target, command.currency) + command.amount > AMOUNT_MAX
        ):
            return AmountOutOfRangeError
        return "applied"

    def accept(self, command):
        self.commands[command.key_owner, command.idempotency_key] = command
        self.order.append(command)


class LedgerMachine(RuleBasedStateMachine):
    url: str

    @initialize()
    def open(self):
        self.loop = asyncio.new_event_loop()
        self.database = Database(self.url, pool_size=1)
        self.auditor = Auditor()
        self.do(self._reset())

    def do(self, work):
        return self.loop.run_until_complete(work)

    def teardown(self):
        if hasattr(self, "loop"):
            self.do(self.database.close())
            self.loop.close()

    async def _reset(self):
        raw = Database(self.url, pool_size=1)
        connection = await raw.raw_connection()
        await connection.execute("RESET ROLE; SET ROLE casino; TRUNCATE postings, idempotency_keys, outbox")
        await connection.execute("DELETE FROM accounts WHERE owner_id IS NOT NULL")
        await connection.close()
        await raw.close()
        async with self.database.transaction() as session:
            for user_id in PLAYERS:
                await wallet.open_accounts(session, user_id=user_id)

    async def _transfer(self, command):
        async with self.database.transaction() as session:
            return await wallet.transfer(session, command)

    @rule(
        payer=parties,
        payee=parties,
        currency=st.sampled_from(["gold", "gem"]),
        amount=amounts,
        key=st.sampled_from("abcdefghij"),
        owner=st.sampled_from([0, 1]),
    )
    def transfer(self, payer, payee, currency, amount, key, owner):
        if payer == payee or not {type(payer), type(payee)} & {Player}:
            return
        command = TransferCommand(payer, payee, currency, amount, "purchase_grant", key, owner)
        expected = self.auditor.expect(command)
        if isinstance(expected, str):
            result = self.do(self._transfer(command))
            assert result.applied is (expected == "applied")
            if result.applied:
                self.auditor.accept(command)
        else:
            with pytest.raises(expected):
                self.do(self._transfer(command))

    @invariant()
    def agree(self):
        if hasattr(self, "auditor"):
            self.do(self._agree())

    async def _agree(self):
        async with self.database.read() as session:
            for user_id in PLAYERS:
                balances = await wallet.balances_of(session, user_id=user_id)
                for currency in ("gold", "gem"):
                    expected = self.auditor.balance(Player(user_id), currency)
                    assert balances[currency] == expected
                    rows = await list_postings(
                        session, user_id, HistoryFilter(currency=currency), before=None, limit=200
                    )
                    assert sum(row.amount for row in rows) == expected
                    assert not rows or rows[0].balance_after == expected
            assert (await check(session)).clean


def test_the_ledger_agrees_with_its_auditor(fresh_database_url):
    run_state_machine_as_test(
        type("LedgerOnDatabase", (LedgerMachine,), {"url": fresh_database_url}),
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
