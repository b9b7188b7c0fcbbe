"""What is known of an attempt to pay, what the rules say of it, and what an operator decided."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final, Literal

from casino_club.kernel.errors import Messages

Tier = Literal["allow", "review", "soft", "hard"]
"""`allow` and `review` go on (the latter is looked at), `soft` is refused now, `hard` until an operator releases it."""
CaseTier = Literal["review", "soft", "hard"]
Outcome = Literal["paid", "failed", "charged_back"]
Decision = Literal["release", "confirm"]
Op = Literal[">=", ">", "<=", "<", "=="]

COUNT_MAX: Final = 1000
"""Where windows stop counting: past it everything is many."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A player is about to pay. `amount` is in won or cents, `amount_krw` the same in won.

    `receipt` names the purchase. `ip` and `device` are given as they are and never stored so; `device` is None when
    nothing tells devices apart.
    """

    user_id: int
    ip: str
    device: str | None
    currency: Literal["KRW", "USD"]
    amount: int
    amount_krw: int
    receipt: str


@dataclass(frozen=True, slots=True)
class Features:
    """Everything rules may ask, as whole numbers. Windows end now and hold this attempt; counts stop at `COUNT_MAX`."""

    attempts_user_10m: int = 0
    attempts_user_1d: int = 0
    attempts_ip_10m: int = 0
    attempts_device_10m: int = 0
    users_of_ip_1d: int = 0
    users_of_device_30d: int = 0
    """Players who tried from this device; 0 when the device is unknown."""
    distinct_cards_user_7d: int = 0
    users_of_card_30d: int = 0
    """Players who paid with any of this player's cards."""
    failed_user_1d: int = 0
    charged_back_user: int = 0
    """Charge-backs since an operator last released a case of this player."""
    paid_user: int = 0
    """Earlier purchases that were paid."""
    amount_krw: int = 0
    amount_ratio: int = 100
    """This amount in percent of the mean of the player's earlier paid purchases; 100 when there is none."""
    account_age_hours: int = 0

    @classmethod
    def of(cls, data: Mapping[str, int]) -> "Features":
        """From stored data, written perhaps when there were fewer features, or others."""
        return cls(**{name: data[name] for name in FEATURES if name in data})


FEATURES: Final[tuple[str, ...]] = tuple(one.name for one in fields(Features))


@dataclass(frozen=True, slots=True)
class Condition:
    """`feature op value`."""

    feature: str
    op: Op
    value: int


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `when` hold: the points count, and the reason is told. A shadow rule is only tried."""

    id: str
    when: tuple[Condition, ...]
    points: int
    reason: Messages
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lowest score of each tier."""

    review: int
    soft: int
    hard: int


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules in force. `version` is the file's own number and the beginning of its SHA-256. With `shadow`, all of them
    are only tried."""

    version: str
    rules: tuple[Rule, ...]
    thresholds: Thresholds
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that spoke."""

    rule: str
    points: int
    reason: Messages
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say. `shadow` is what they would say if shadow rules counted; None when none of those matched."""

    tier: Tier
    score: int
    matched: tuple[Match, ...]
    rules_version: str
    shadow: "Verdict | None" = None

    @property
    def refuses(self) -> bool:
        """True when the player may not pay now."""
        return self.tier in {"soft", "hard"}

    @property
    def held(self) -> bool:
        """True when an earlier case, not a rule, refuses."""
        return any(match.rule == HELD for match in self.matched)


HELD: Final = "held"
"""The match of a player whom an unreleased hard case refuses."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The features that come from windows of attempts."""

    attempts_user_10m: int
    attempts_user_1d: int
    attempts_ip_10m: int
    attempts_device_10m: int
    users_of_ip_1d: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An attempt as it is kept: who, from which digests, under which receipt."""

    receipt: str
    user_id: int
    ip: str
    device: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """What PostgreSQL knows of a player before an attempt.

    `verdict` is there when the receipt was judged before. `missed` are attempts of the last day that share a player, an
    address or a device with this one and that Valkey has not taken; None: too many to list.
    """

    verdict: Verdict | None
    held_by: str | None
    created_at: datetime | None
    missed: tuple[Seen, ...] | None
    users_of_device_30d: int
    distinct_cards_user_7d: int
    users_of_card_30d: int
    failed_user_1d: int
    charged_back_user: int
    paid_user: int
    paid_krw: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an operator decided of a case."""

    decision: Decision
    actor_id: int
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Case:
    """A judged attempt with everything that explains it. `held_by` is the receipt whose case refused this one."""

    id: int | None
    """None for an attempt that needs no look: it was allowed, or an older case refused it."""
    receipt: str
    user_id: int
    at: datetime
    currency: Literal["KRW", "USD"]
    amount: int
    amount_krw: int
    features: Features
    verdict: Verdict
    held_by: str | None
    outcome: Outcome | None
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class ShadowCount:
    """What a tried rule would have done: how often it matched, and how often the tier would have been another."""

    rule: str
    matches: int
    tier_changes: int
