"""A transfer moves money once, exactly, or not at all."""

import uuid

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casino_club.domains.audit.service import check
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import HistoryFilter, Player, TransferCommand
from casino_club.domains.wallet.errors import (
    AmountOutOfRangeError,
    InsufficientFundsError,
)
from casino_club.domains.wallet.repository import list_postings
from casino_club.kernel.errors import IdempotencyKeyReusedError, InvariantError
from casino_club.kernel.money import AMOUNT_MAX

ANNA, BORA = Player(11), Player(12)


def grant(amount, key="k1", **facts):
    return TransferCommand("mint", ANNA, "gold", amount, "purchase_grant", key, **facts)


@pytest.fixture
async def session(db_session):
    for player in (ANNA, BORA):
        await wallet.open_accounts(db_session, user_id=player.user_id)
    return db_session


async def test_a_transfer_moves_the_amount_and_says_what_is_left(session):
    result = await wallet.transfer(session, grant(500))
    assert result.applied
    assert result.balances == {11: 500}
    gift = await wallet.transfer(session, TransferCommand(ANNA, BORA, "gold", 200, "gift", "k2"))
    assert gift.balances == {11: 300, 12: 200}
    assert await wallet.balances_of(session, user_id=11) == {"gold": 300, "gem": 0}


async def test_the_same_key_moves_nothing_twice(session):
    first = await wallet.transfer(session, grant(500))
    again = await wallet.transfer(session, grant(500))
    assert (again.applied, again.ref, again.balances) == (False, first.ref, {11: 500})


async def test_the_same_key_for_another_transfer_is_refused(session):
    await wallet.transfer(session, grant(500))
    with pytest.raises(IdempotencyKeyReusedError):
        await wallet.transfer(session, grant(501))


async def test_keys_belong_to_their_owner(session):
    await wallet.transfer(session, grant(5))
    other = await wallet.transfer(session, grant(5, key_owner=11))
    assert other.applied
    assert other.balances == {11: 10}


async def test_nobody_pays_more_than_they_have(session):
    await wallet.transfer(session, grant(10))
    with pytest.raises(InsufficientFundsError):
        await wallet.transfer(session, TransferCommand(ANNA, "house", "gold", 11, "shop_spend", "k2"))


async def test_no_balance_passes_the_largest_amount(session):
    await wallet.transfer(session, grant(AMOUNT_MAX))
    with pytest.raises(AmountOutOfRangeError):
        await wallet.transfer(session, grant(1, key="k2"))


@pytest.mark.parametrize("amount", [0, -1, AMOUNT_MAX + 1])
def test_a_command_holds_a_possible_amount(amount):
    with pytest.raises(ValueError, match="moves between"):
        grant(amount)


def test_money_never_moves_between_system_accounts_or_in_place():
    with pytest.raises(ValueError, match="between a player"):
        TransferCommand("mint", "house", "gold", 1, "purchase_grant", "k")
    with pytest.raises(ValueError, match="between a player"):
        TransferCommand(ANNA, ANNA, "gold", 1, "gift", "k")


async def test_a_player_without_accounts_is_a_broken_invariant(session):
    with pytest.raises(InvariantError):
        await wallet.transfer(session, TransferCommand("mint", Player(99), "gold", 1, "purchase_grant", "k"))


async def test_history_pages_newest_first_with_running_balances(session):
    for step in range(1, 8):
        await wallet.transfer(session, grant(step * 10, key=f"g{step}"))
    await wallet.transfer(session, TransferCommand(ANNA, "house", "gold", 30, "shop_spend", "s1"))
    first = await list_postings(session, 11, HistoryFilter(), before=None, limit=3)
    rest = await list_postings(session, 11, HistoryFilter(), before=first[-1].id, limit=200)
    everything = [*first, *rest]
    assert [row.amount for row in everything] == [-30, 70, 60, 50, 40, 30, 20, 10]
    balances = [row.balance_after for row in everything]
    assert balances[0] == 250
    assert all(
        newer - row.amount == older for newer, row, older in zip(balances, everything, balances[1:], strict=False)
    )
    only = await list_postings(session, 11, HistoryFilter(kind="shop_spend"), before=None, limit=5)
    assert [row.amount for row in only] == [-30]
    assert await list_postings(session, 12, HistoryFilter(), before=None, limit=5) == []
    assert await list_postings(session, 11, HistoryFilter(currency="gem"), before=None, limit=5) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE postings SET amount = amount + 1",
        "DELETE FROM postings",
        "TRUNCATE postings",
        "UPDATE accounts SET owner_id = 1",
        "DELETE FROM accounts",
        "UPDATE idempotency_keys SET key = 'x'",
        "UPDATE rounds SET payout = 1",
        "DELETE FROM audit_log",
    ],
)
async def test_the_application_cannot_rewrite_history(session, statement):
    await wallet.transfer(session, grant(10))
    with pytest.raises(DBAPIError, match="permission denied"):
        await session.execute(text(statement))


async def test_a_balance_below_zero_cannot_be_stored(session):
    with pytest.raises(DBAPIError, match="check constraint"):
        await session.execute(text("UPDATE accounts SET balance = -1 WHERE owner_id = 11"))


PLANTED = {
    # what is broken → which check must see it
    "UPDATE accounts SET balance = balance + 1 WHERE owner_id = 11 AND currency = 'gold'": "balance_equals_postings",
    "INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, credit_balance)"
    " SELECT 3, credit_account, currency, amount, kind, ref, credit_balance FROM postings LIMIT 1": (
        "one_effect_per_key"
    ),
    "INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, credit_balance)"
    " SELECT 3, credit_account, currency, 7, 'gift', gen_random_uuid(), 5 FROM postings LIMIT 1": (
        "running_balances_unbroken"
    ),
    "INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, credit_balance)"
    " SELECT 4, credit_account, 'gem', 7, 'gift', gen_random_uuid(), 7 FROM postings LIMIT 1": "currencies_agree",
    "INSERT INTO idempotency_keys VALUES (11, 'lost', '\\x00', gen_random_uuid())": "every_key_has_its_effect",
}


async def test_a_clean_ledger_passes_every_check(session):
    await wallet.transfer(session, grant(10))
    assert (await check(session)).clean


@pytest.mark.parametrize(("damage", "seen_by"), PLANTED.items(), ids=PLANTED.values())
async def test_the_audit_sees_planted_damage(session, damage, seen_by):
    await wallet.transfer(session, grant(10))
    await session.execute(text(damage))
    report = await check(session)
    assert seen_by in {finding.check for finding in report.findings if finding.violations}


async def test_an_explicit_ref_is_kept(session):
    ref = uuid.uuid4()
    assert (await wallet.transfer(session, grant(5, ref=ref))).ref == ref
