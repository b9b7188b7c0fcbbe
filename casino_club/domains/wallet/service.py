"""Use cases of the wallet: open, transfer, read. The caller's transaction is the only one."""

import uuid
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.wallet import repository
from casino_club.domains.wallet.contracts import (
    SYSTEM_ACCOUNT_IDS,
    Party,
    Player,
    TransferCommand,
    TransferResult,
)
from casino_club.domains.wallet.errors import (
    AmountOutOfRangeError,
    InsufficientFundsError,
)
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import IdempotencyKeyReusedError, InvariantError
from casino_club.kernel.money import AMOUNT_MAX

_REF_NAMESPACE: Final = uuid.UUID("6f2d6c1e-6d0c-5a53-9c1d-0b1c3a7b9f10")


def _players(command: TransferCommand) -> list[int]:
    return [party.user_id for party in (command.source, command.target) if isinstance(party, Player)]


async def transfer(session: AsyncSession, command: TransferCommand) -> TransferResult:
    """Move money once. See `wallet.public.transfer` for the promise."""
    players = _players(command)
    # Locks first, the key after: by then everything an earlier holder wrote is visible.
    accounts = await repository.lock_accounts(session, players, command.currency)
    if len(accounts) != len(players):
        raise InvariantError(f"no {command.currency} account for one of {players}")
    ref = command.ref or uuid.uuid5(_REF_NAMESPACE, f"{command.key_owner}:{command.idempotency_key}")
    balances = {owner: balance for owner, (_, balance) in accounts.items()}
    claimed, known_hash, known_ref = await repository.claim_key(session, command, ref)
    if not claimed:
        if known_hash != repository.request_hash(command):
            raise IdempotencyKeyReusedError
        return TransferResult(applied=False, ref=known_ref, balances=balances)

    if isinstance(command.source, Player):
        balances[command.source.user_id] -= command.amount
        if balances[command.source.user_id] < 0:
            raise InsufficientFundsError
    if isinstance(command.target, Player):
        balances[command.target.user_id] += command.amount
        if balances[command.target.user_id] > AMOUNT_MAX:
            raise AmountOutOfRangeError

    def side(party: Party) -> tuple[int, int | None]:
        if isinstance(party, Player):
            return accounts[party.user_id][0], balances[party.user_id]
        return SYSTEM_ACCOUNT_IDS[party, command.currency], None

    debit, debit_balance = side(command.source)
    credit, credit_balance = side(command.target)
    await repository.insert_posting(
        session,
        debit=debit,
        credit=credit,
        currency=command.currency,
        amount=command.amount,
        kind=command.kind,
        ref=ref,
        key=command.idempotency_key,
        debit_balance=debit_balance,
        credit_balance=credit_balance,
    )
    for owner, balance in balances.items():
        await repository.set_balance(session, accounts[owner][0], balance)
        await publish(
            session,
            type_="wallet.transfer_posted.v1",
            user_id=owner,
            data={"balances": {command.currency: balance}, "kind": command.kind, "ref": str(ref)},
        )
    return TransferResult(applied=True, ref=ref, balances=balances)
