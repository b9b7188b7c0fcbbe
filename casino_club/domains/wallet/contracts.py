"""What other domains hand to the wallet and get back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from casino_club.kernel.money import AMOUNT_MAX, Currency, Money

PostingKind = Literal[
    "welcome",
    "game_stake",
    "game_win",
    "game_refund",
    "reward",
    "purchase_grant",
    "shop_spend",
    "shop_refund",
    "gift",
    "partner_credit",
    "compensation",
]
MoneyKind = Literal["payment", "payment_refund", "chargeback"]
"""Postings between the club's own accounts of money, which no player sees."""
SystemAccount = Literal["house", "mint", "shop", "promo", "gateway", "sales"]
_OF_MONEY: Final = {"gateway", "sales"}

SYSTEM_ACCOUNT_IDS: Final[dict[tuple[SystemAccount, Currency | Money], int]] = {
    ("house", "gold"): 1,
    ("house", "gem"): 2,
    ("mint", "gold"): 3,
    ("mint", "gem"): 4,
    ("shop", "gold"): 5,
    ("shop", "gem"): 6,
    ("promo", "gold"): 7,
    ("promo", "gem"): 8,
    ("gateway", "KRW"): 9,
    ("gateway", "USD"): 10,
    ("sales", "KRW"): 11,
    ("sales", "USD"): 12,
}
"""Fixed rows of the ledger's migrations. Ids below 1000 are system accounts: their balances are derived."""

PRODUCT_KEYS_OWNER: Final = 0
"""Owner of the idempotency keys the product itself makes, such as a welcome grant's."""


@dataclass(frozen=True, slots=True)
class Player:
    """A player's side of a transfer."""

    user_id: int


Party = Player | SystemAccount


@dataclass(frozen=True, slots=True)
class TransferCommand:
    """Move `amount` from one party to another, once per `idempotency_key` of `key_owner`.

    At least one party is a player, but for money, which moves between `gateway` (the world behind the payment provider)
    and `sales`. `ref` names what it is for (a round, a purchase); left out, it is derived from the key.
    """

    source: Party
    target: Party
    currency: Currency | Money
    amount: int
    kind: PostingKind | MoneyKind
    idempotency_key: str
    key_owner: int = PRODUCT_KEYS_OWNER
    ref: UUID | None = None

    def __post_init__(self) -> None:
        if not 0 < self.amount <= AMOUNT_MAX:
            raise ValueError("a transfer moves between 1 and 2^53-1")
        has_player = isinstance(self.source, Player) or isinstance(self.target, Player)
        if self.source == self.target or has_player == ({self.source, self.target} == _OF_MONEY):
            raise ValueError("a transfer moves between a player and somebody else")


@dataclass(frozen=True, slots=True)
class TransferResult:
    """`applied` is false when the key had been used for the same transfer before; nothing moved then."""

    applied: bool
    ref: UUID
    balances: dict[int, int]
    """Balance after, by player: now, or as they stand when the transfer was a repetition."""


@dataclass(frozen=True, slots=True)
class PostingView:
    """A posting as one player sees it: `amount` is negative when money left."""

    id: UUID
    kind: PostingKind
    currency: Currency
    amount: int
    balance_after: int
    ref: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PostingLine:
    """A posting as the books have it: from one account to another, by their kinds."""

    id: UUID
    kind: str
    currency: str
    amount: int
    source: str
    target: str
    ref: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Bounds of a history page; `since` is inclusive, `until` exclusive."""

    kind: PostingKind | None = None
    currency: Currency | None = None
    since: datetime | None = None
    until: datetime | None = None
