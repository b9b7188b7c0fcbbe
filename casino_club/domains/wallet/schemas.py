"""Bodies of the wallet's routes."""

from uuid import UUID

from casino_club.domains.wallet.contracts import PostingKind
from casino_club.infra.http.schemas import Amount, Out, UtcTime
from casino_club.kernel.money import Currency


class BalanceOut(Out):
    currency: Currency
    balance: Amount


class WalletOut(Out):
    balances: list[BalanceOut]


class PostingOut(Out):
    """`amount` is negative when money left the player."""

    id: UUID
    kind: PostingKind
    currency: Currency
    amount: Amount
    balance_after: Amount
    ref: UUID
    created_at: UtcTime
