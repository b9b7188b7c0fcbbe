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
from casino_club.domains.wallet.repository import Side
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import IdempotencyKeyReusedError, InvariantError
from casino_club.kernel.money import AMOUNT_MAX

_REF_NAMESPACE: Final = uuid.UUID("6f2d6c1e-6d0c-5a53-9c1d-0b1c3a7b9f10")


def _players(command: TransferCommand) -> list[int]:
    return [party.user_id for party in (command.source, command.target) if isinstance(party, Player)]


def _after(command: TransferCommand, before: dict[int, int]) -> dict[int, int]:
    """The players' balances once the money has moved; raises when one would leave its range."""
    after = dict(before)
    if isinstance(command.source, Player):
        after[command.source.user_id] -= command.amount
        if after[command.source.user_id] < 0:
            raise InsufficientFundsError
    if isinstance(command.target, Player):
        after[command.target.user_id] += command.amount
        if after[command.target.user_id] > AMOUNT_MAX:
            raise AmountOutOfRangeError
    return after


async def _repeated(session: AsyncSession, command: TransferCommand, balances: dict[int, int]) -> TransferResult | None:
    known = await repository.find_move(session, command)
    if known is None:
        return None
    known_hash, ref = known
    if known_hash != repository.request_hash(command):
        raise IdempotencyKeyReusedError
    return TransferResult(applied=False, ref=ref, balances=balances)


async def transfer(session: AsyncSession, command: TransferCommand) -> TransferResult:
    """Move money once. See `wallet.public.transfer` for the promise."""
    players = _players(command)
    # Locks first, the key after: by then everything an earlier holder wrote is visible.
    accounts = await repository.lock_accounts(session, players, command.currency)
    if len(accounts) != len(players):
        raise InvariantError(f"no {command.currency} account for one of {players}")
    before = {owner: balance for owner, (_, balance) in accounts.items()}
    try:
        balances = _after(command, before)
    except (InsufficientFundsError, AmountOutOfRangeError):
        # A repetition is told its first result, whatever the balance is by now.
        if (repeated := await _repeated(session, command, before)) is not None:
            return repeated
        raise

    def side(party: Party) -> Side:
        if isinstance(party, Player):
            return Side(accounts[party.user_id][0], balances[party.user_id])
        return Side(SYSTEM_ACCOUNT_IDS[party, command.currency], None)

    ref = command.ref or uuid.uuid5(_REF_NAMESPACE, f"{command.key_owner}:{command.idempotency_key}")
    moved = await repository.move(session, command, ref, debit=side(command.source), credit=side(command.target))
    if not moved:
        if (repeated := await _repeated(session, command, before)) is None:
            raise InvariantError("a key that is known cannot be found")
        return repeated
    for owner, balance in balances.items():
        publish(
            session,
            type_="wallet.transfer_posted.v1",
            user_id=owner,
            data={"balances": {command.currency: balance}, "kind": command.kind, "ref": str(ref)},
        )
    return TransferResult(applied=True, ref=ref, balances=balances)
