"""Every statement on accounts and postings outside the batched lane."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.wallet.contracts import HistoryFilter, PostingLine, PostingView, TransferCommand
from casino_club.kernel.ids import uuid7_floor
from casino_club.kernel.money import CURRENCIES, Currency, Money

_OPEN: Final = text(
    "INSERT INTO accounts (owner_id, kind, currency) SELECT :user_id, 'player', unnest(CAST(:currencies AS text[]))"
    " ON CONFLICT (owner_id, currency) WHERE owner_id IS NOT NULL DO NOTHING"
)
# The order of every writer in the product: by account id. Two players' accounts in another order deadlock.
_LOCK: Final = text(
    "SELECT id, owner_id, balance FROM accounts WHERE owner_id = ANY(:owners) AND currency = :currency"
    " ORDER BY id FOR UPDATE"
).bindparams(bindparam("owners", type_=ARRAY(BIGINT)))
_LOCK_PLAYER: Final = text("SELECT id FROM accounts WHERE owner_id = :user_id ORDER BY id FOR UPDATE")
# Nothing is written unless the key is new.
_MOVE: Final = text("""
    WITH claimed AS (
        INSERT INTO idempotency_keys (user_id, key, request_hash, ref) VALUES (:owner, :key, :hash, :ref)
        ON CONFLICT DO NOTHING RETURNING ref
    ), posted AS (
        INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, idempotency_key,
            debit_balance, credit_balance)
        SELECT :debit, :credit, :currency, :amount, :kind, ref, :key, :debit_balance, :credit_balance FROM claimed
    ), moved AS (
        UPDATE accounts SET balance = n.balance
        FROM claimed, (VALUES (CAST(:debit AS bigint), CAST(:debit_balance AS bigint)), (:credit, :credit_balance))
            AS n (id, balance)
        WHERE accounts.id = n.id AND n.balance IS NOT NULL
    ) SELECT ref FROM claimed
""")
_CLAIMED: Final = text("SELECT request_hash, ref FROM idempotency_keys WHERE user_id = :owner AND key = :key")
_BALANCES: Final = text("SELECT currency, balance FROM accounts WHERE owner_id = :user_id")

# Each side has its own index in id order, so a page reads at most `limit` rows from each.
_HISTORY: Final = """
SELECT p.id, p.kind, p.currency, p.amount, p.balance_after, p.ref, uuid_extract_timestamp(p.id) AS created_at FROM (
    (SELECT id, kind, currency, -amount AS amount, debit_balance AS balance_after, ref FROM postings
     WHERE debit_account = ANY(:accounts) AND debit_account >= 1000 {where} ORDER BY id DESC LIMIT :limit)
    UNION ALL
    (SELECT id, kind, currency, amount, credit_balance, ref FROM postings
     WHERE credit_account = ANY(:accounts) AND credit_account >= 1000 {where} ORDER BY id DESC LIMIT :limit)
) p ORDER BY p.id DESC LIMIT :limit
"""
_ACCOUNT_IDS: Final = text(
    "SELECT id FROM accounts WHERE owner_id = :user_id AND (CAST(:currency AS text) IS NULL OR currency = :currency)"
)

# The player's own by their indexes; money, which no player holds, by its index on what it is for.
_OF_REFS: Final = text("""
    WITH mine AS (SELECT id FROM accounts WHERE owner_id = :user_id), found AS (
        SELECT * FROM postings
        WHERE debit_account = ANY (SELECT id FROM mine) AND debit_account >= 1000 AND id >= :since AND ref = ANY (:refs)
        UNION SELECT * FROM postings
        WHERE credit_account = ANY (SELECT id FROM mine) AND credit_account >= 1000 AND id >= :since
            AND ref = ANY (:refs)
        UNION SELECT * FROM postings WHERE kind IN ('payment', 'payment_refund', 'chargeback') AND ref = ANY (:refs)
    )
    SELECT f.id, f.kind, f.currency, f.amount, d.kind AS source, c.kind AS target, f.ref,
        uuid_extract_timestamp(f.id) AS created_at
    FROM found f JOIN accounts d ON d.id = f.debit_account JOIN accounts c ON c.id = f.credit_account ORDER BY f.id
""").bindparams(bindparam("refs", type_=ARRAY(UUID_COLUMN)))


async def open_accounts(session: AsyncSession, user_id: int) -> None:
    """One account a currency; those that exist stay."""
    await session.execute(_OPEN, {"user_id": user_id, "currencies": list(CURRENCIES)})


async def lock_accounts(
    session: AsyncSession, owners: Sequence[int], currency: Currency | Money
) -> dict[int, tuple[int, int]]:
    """Lock the players' accounts of one currency; answers {owner: (account id, balance)}."""
    rows = await session.execute(_LOCK, {"owners": list(owners), "currency": currency})
    return {row.owner_id: (row.id, row.balance) for row in rows}


async def lock_player(session: AsyncSession, user_id: int) -> None:
    """Lock every account of a player."""
    await session.execute(_LOCK_PLAYER, {"user_id": user_id})


def request_hash(command: TransferCommand) -> bytes:
    """What the key stands for: a repetition must ask for exactly this."""
    facts = (command.source, command.target, command.currency, command.amount, command.kind, command.ref)
    return hashlib.sha256(repr(facts).encode()).digest()


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a posting: the account, and a player's balance after it (None for the club's own accounts)."""

    account: int
    balance: int | None


async def move(session: AsyncSession, command: TransferCommand, ref: UUID, *, debit: Side, credit: Side) -> bool:
    """Claim the command's key, append its posting and write the balances it leads to; false when the key is known.

    The caller has locked the players' accounts.
    """
    facts = {
        "owner": command.key_owner,
        "key": command.idempotency_key,
        "hash": request_hash(command),
        "ref": ref,
        "debit": debit.account,
        "credit": credit.account,
        "currency": command.currency,
        "amount": command.amount,
        "kind": command.kind,
        "debit_balance": debit.balance,
        "credit_balance": credit.balance,
    }
    return (await session.execute(_MOVE, facts)).first() is not None


async def find_move(session: AsyncSession, command: TransferCommand) -> tuple[bytes, UUID] | None:
    """What the command's key stands for: (request hash, ref); None while it is new."""
    facts = {"owner": command.key_owner, "key": command.idempotency_key}
    row = (await session.execute(_CLAIMED, facts)).first()
    return None if row is None else (bytes(row.request_hash), row.ref)


async def balances_of(session: AsyncSession, user_id: int) -> dict[Currency, int]:
    """Balances by currency; zero for a currency without an account."""
    rows = await session.execute(_BALANCES, {"user_id": user_id})
    found: dict[Currency, int] = dict.fromkeys(CURRENCIES, 0)
    found.update({row.currency: row.balance for row in rows})
    return found


async def list_postings(
    session: AsyncSession, user_id: int, wanted: HistoryFilter, *, before: UUID | None, limit: int
) -> list[PostingView]:
    """The newest postings of one player older than `before`, newest first."""
    facts: dict[str, Any] = {"limit": limit}
    where = ""
    if wanted.kind is not None:
        where += " AND kind = :kind"
        facts["kind"] = wanted.kind
    if wanted.since is not None:
        where += " AND id >= :since"
        facts["since"] = uuid7_floor(wanted.since)
    if wanted.until is not None:
        where += " AND id < :until"
        facts["until"] = uuid7_floor(wanted.until)
    if before is not None:
        where += " AND id < :before"
        facts["before"] = before
    accounts = await session.execute(_ACCOUNT_IDS, {"user_id": user_id, "currency": wanted.currency})
    facts["accounts"] = [row.id for row in accounts]
    # `where` is made of the constants above; every value is a bound parameter.
    statement = text(_HISTORY.format(where=where)).bindparams(bindparam("accounts", type_=ARRAY(BIGINT)))
    rows = await session.execute(statement, facts)
    return [PostingView(**row) for row in rows.mappings()]


async def list_postings_of(
    session: AsyncSession, user_id: int, refs: Sequence[UUID], since: datetime
) -> list[PostingLine]:
    """Postings for these things since then, by time."""
    facts = {"user_id": user_id, "refs": list(refs), "since": uuid7_floor(since)}
    return [PostingLine(**row) for row in (await session.execute(_OF_REFS, facts)).mappings()]
