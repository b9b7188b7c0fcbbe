"""What the sandbox knows of a payment. Amounts are whole won, or whole cents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from casino_club.kernel.money import Money

State = Literal["open", "paid", "declined", "cancelled"]
Status = Literal["paid", "declined", "cancelled", "refunded", "charged_back"]
"""What a webhook says has happened."""
Action = Literal["approve", "decline", "cancel", "delay", "error", "duplicate", "wrong_amount", "refund", "dispute"]
"""The buttons of the checkout page: the last two on a paid payment, all others on an open one."""
Card = Literal["card_a", "card_b", "card_c"]
"""The fingerprints of the test cards."""
CARDS: Final[tuple[Card, ...]] = ("card_a", "card_b", "card_c")


@dataclass(frozen=True, slots=True)
class SandboxPayment:
    """One payment. `receipt` is the asker's name for it; `ref` is the sandbox's own, which nobody can guess.

    `paid` is what was captured, which may differ from `asked`; `refunded` is how much of it went back. A payment that
    was charged back stays `paid`. `pays_at`: approved, and captured then unless it is closed before.
    """

    receipt: str
    ref: str
    currency: Money
    asked: int
    title: str
    return_url: str
    state: State
    paid: int
    refunded: int
    charged_back: bool
    card: Card | None
    unreachable_until: datetime | None
    pays_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None

    @property
    def left(self) -> int:
        """What can still be paid back. What was charged back is gone already."""
        return 0 if self.charged_back else self.paid - self.refunded
