"""Paying back: the books, the goods that go with it, and what the player then owes. The caller holds the lock."""

from datetime import datetime
from typing import Final, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.shop import repository, rules
from casino_club.domains.shop.contracts import Purchase, Refund, RefundKind, Terms
from casino_club.domains.shop.errors import NotRefundableError, RefundExceedsUnspentError
from casino_club.domains.shop.service import book, move
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import MoneyKind, Player, TransferCommand
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.ids import uuid7
from casino_club.kernel.money import CURRENCIES, MONEY, Currency

UNDONE: Final = "refund_undone"
"""Reason of the grant that gives goods back when the provider refuses to pay."""


async def refund(
    session: AsyncSession,
    purchase: Purchase,
    *,
    amount: int | None,
    actor_id: int,
    reason: str,
    terms: Terms,
    now: datetime,
) -> tuple[Purchase, Refund]:
    """Pay back so much, or as much as the goods allow that are still there. Money has then still to be sent.

    Raises `NotRefundableError`, and `RefundExceedsUnspentError` when goods that belong to the amount are spent.
    """
    if purchase.status != "succeeded":
        raise NotRefundableError
    most = rules.refundable(purchase, await _held(session, purchase.user_id))
    if most < 1 or (amount is not None and amount > most):
        raise RefundExceedsUnspentError({"refundable": most})
    one = await _pay_back(
        session, purchase, "refund", amount=amount or most, actor_id=actor_id, reason=reason, terms=terms, now=now
    )
    is_whole = purchase.refunded + one.amount == purchase.amount
    moved = await move(
        session,
        purchase,
        "refunded" if is_whole else "succeeded",
        cause="refunded" if is_whole else "refunded_in_part",
        actor_id=actor_id,
        refunded=one.amount,
        now=now,
    )
    return moved, one


async def learn(
    session: AsyncSession, purchase: Purchase, kind: RefundKind, *, amount: int, cause: str, terms: Terms, now: datetime
) -> Purchase:
    """Book what has happened at the provider already. Goods that are gone become a debt; no balance goes below zero."""
    await _pay_back(session, purchase, kind, amount=amount, actor_id=None, reason=cause, terms=terms, now=now)
    whole = purchase.refunded + amount == purchase.amount
    after = "charged_back" if kind == "chargeback" else ("refunded" if whole else "succeeded")
    return await move(session, purchase, after, cause=cause, refunded=amount, now=now)


async def send_back(session: AsyncSession, purchase: Purchase, *, amount: int, cause: str, now: datetime) -> None:
    """A payment that bought nothing goes back to the payer; asked for once, however often it is seen."""
    one = Refund(uuid7(), purchase.id, "return", amount, Bundle(), Bundle(), None, cause, now)
    await repository.add_refund(session, one)


async def undo(session: AsyncSession, purchase: Purchase, one: Refund, *, terms: Terms, now: datetime) -> None:
    """The provider will not pay this back: the player gets the goods again, and the books say that it stayed paid."""
    if one.kind != "refund":
        return
    if not one.taken.is_empty:
        await rewards.grant(
            session,
            user_id=purchase.user_id,
            reason=UNDONE,
            bundle=one.taken,
            idempotency_key=f"refund:{one.id}:undone",
            now=now,
            source="mint",
        )
    await book(session, purchase, "payment_refund", amount=one.amount, ref=one.id)
    won = rules.in_won(one.amount, purchase.currency, krw_per_usd=terms.krw_per_usd)
    await rewards.add_spend(session, user_id=purchase.user_id, amount_krw=won, day=purchase.created_at.date())
    await move(session, purchase, "succeeded", cause="refund_refused", refunded=-one.amount, now=now)


async def _pay_back(
    session: AsyncSession,
    purchase: Purchase,
    kind: RefundKind,
    *,
    amount: int,
    actor_id: int | None,
    reason: str,
    terms: Terms,
    now: datetime,
) -> Refund:
    """Take the goods, post the money, and write it down."""
    refund_id = uuid7()
    due = rules.amounts_of(rules.due_back(purchase, amount))
    held = await _held(session, purchase.user_id)
    taken = {code: min(count, held.get(code, 0)) for code, count in due.items()}
    for code, count in taken.items():
        await _take(session, purchase.user_id, code, count, ref=refund_id)
    is_money = purchase.currency in MONEY
    if is_money:
        booked: MoneyKind = "chargeback" if kind == "chargeback" else "payment_refund"
        await book(session, purchase, booked, amount=-amount, ref=refund_id)
        won = rules.in_won(amount, purchase.currency, krw_per_usd=terms.krw_per_usd)
        await rewards.remove_spend(session, user_id=purchase.user_id, amount_krw=won, day=purchase.created_at.date())
    else:
        currency = cast("Currency", purchase.currency)
        key = f"refund:{refund_id}:paid"
        player = Player(purchase.user_id)
        command = TransferCommand("shop", player, currency, amount, "shop_refund", key, ref=refund_id)
        await wallet.transfer(session, command)
    one = Refund(
        id=refund_id,
        purchase_id=purchase.id,
        kind=kind,
        amount=amount,
        taken=rules.bundle_of(taken),
        owed=rules.bundle_of({code: count - taken[code] for code, count in due.items()}),
        actor_id=actor_id,
        reason=reason,
        created_at=now,
        # An operator's refund of money is still to be sent; what the provider told is done there.
        sent_at=None if is_money and kind == "refund" else now,
    )
    await repository.add_refund(session, one)
    return one


async def _held(session: AsyncSession, user_id: int) -> dict[str, int]:
    """What a player has of everything that can be taken back."""
    balances = await wallet.balances_of(session, user_id=user_id)
    return {**balances, **await rewards.holdings_of(session, user_id=user_id)}


async def _take(session: AsyncSession, user_id: int, code: str, count: int, *, ref: UUID) -> None:
    if count == 0:
        return
    if code in CURRENCIES:
        key = f"refund:{ref}:{code}"
        command = TransferCommand(Player(user_id), "mint", code, count, "shop_refund", key, ref=ref)
        await wallet.transfer(session, command)
    elif not await rewards.take_holding(session, user_id=user_id, code=code, quantity=count):
        raise InvariantError(f"{count} of {code} were there under the player's lock")
