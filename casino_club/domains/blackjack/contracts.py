"""What a blackjack table is and what a hand of it looks like. Data only; the rules make it, the API shows it.

Cards are integers 0 … 51: `card % 13` is the rank (0 ace, 1 … 8 for 2 … 9, 9 ten, 10 jack, 11 queen, 12 king),
`card // 13` the suit (clubs, diamonds, hearts, spades). Amounts are gold, and every stake is even: 3:2 and half a stake
for insurance are exact.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Literal

HANDS_MAX: Final = 4
ACTIONS: Final = ("hit", "stand", "double", "split", "insurance")

Action = Literal["hit", "stand", "double", "split", "insurance"]
Result = Literal["blackjack", "win", "push", "lose"]
Status = Literal["playing", "waiting", "stood", "doubled", "bust", "blackjack"]


@dataclass(frozen=True, slots=True)
class Stakes:
    """First stakes of a hand, in gold: multiples of `step` from `min` to `max`."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    min: int
    max: int
    step: int
    presets: tuple[int, ...]

    def allows(self, stake: int) -> bool:
        return self.min <= stake <= self.max and stake % self.step == 0


@dataclass(frozen=True, slots=True)
class Table:
    """What may differ between tables. The rules themselves are the law of this package."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    decks: int
    stakes: Stakes


@dataclass(slots=True)
class Hand:
    """One hand of the player. `result` and `payout` (gold, the stake included) are set when everything is settled."""

    cards: list[int]
    stake: int
    status: Status = "waiting"
    from_split: bool = False
    result: Result | None = None
    payout: int = 0


@dataclass(slots=True)
class Insurance:
    """The side bet on a dealer's blackjack, at half the stake; pays 2:1."""

    stake: int
    payout: int | None = None


@dataclass(slots=True)
class Deal:
    """One deal, from the first card to the last payout.

    `dealt` are the cards in the order they left the shoe (first, dealer's up card, second, hole card, …), so the hole
    card is in it: it belongs to the server until `settled`. `active` is the hand that acts, `actions` what it may do.
    """

    bet_amount: int
    dealt: list[int]
    dealer: list[int]
    hands: list[Hand]
    taken: list[Action] = field(default_factory=list[Action])
    active: int | None = 0
    insurance_offered: bool = False
    insurance: Insurance | None = None
    actions: tuple[Action, ...] = ()
    settled: bool = False

    @property
    def stake(self) -> int:
        """Everything staked so far."""
        return sum(hand.stake for hand in self.hands) + (self.insurance.stake if self.insurance else 0)

    @property
    def payout(self) -> int:
        """Everything paid back; 0 until settled."""
        insured = self.insurance.payout or 0 if self.insurance else 0
        return sum(hand.payout for hand in self.hands) + insured
