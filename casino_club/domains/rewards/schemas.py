"""Rewards over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from casino_club.domains.rewards.contracts import Bundle, Counter, Grant
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

Part = Annotated[int, Field(ge=0, le=AMOUNT_MAX)]
ItemCode = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9:_-]+$")]


class BundleIn(In):
    """What a reward holds; at least one part is not zero."""

    gold: Part = 0
    gem: Part = 0
    exp: Part = 0
    vip_points: Part = 0
    protections: Annotated[int, Field(ge=0, le=3)] = 0
    pass_levels: Annotated[int, Field(ge=0, le=100)] = 0
    items: Annotated[dict[ItemCode, Annotated[int, Field(ge=1, le=1_000_000)]], Field(max_length=32)] = Field(
        default_factory=dict[str, int]
    )

    @model_validator(mode="after")
    def _holds_something(self) -> "BundleIn":
        if self.bundle().is_empty:
            raise ValueError("empty_bundle")
        return self

    def bundle(self) -> Bundle:
        """The domain's own shape."""
        return Bundle.of(self.model_dump())


class BundleOut(Out):
    """What a reward holds, without its zeros."""

    gold: Amount = 0
    gem: Amount = 0
    exp: Amount = 0
    vip_points: Amount = 0
    protections: int = 0
    pass_levels: int = 0
    items: dict[str, int] = Field(default_factory=dict[str, int])

    @classmethod
    def of(cls, bundle: Bundle) -> "BundleOut":
        """A bundle in the words of the API."""
        return cls(**bundle.as_data())


class RewardItemOut(Out):
    """One thing that was given. `balance_after` is null for what has no balance."""

    reward_type: str
    amount: Amount
    balance_after: Amount | None = None


class GrantOut(Out):
    """The answer of every claim. `applied` is false when it had been given before."""

    applied: bool
    new_balances: dict[str, Amount]
    reward_items: list[RewardItemOut]

    @classmethod
    def of(cls, grant: Grant) -> "GrantOut":
        """A grant as its claim's answer."""
        return cls(applied=grant.applied, new_balances=grant.new_balances, reward_items=reward_items(grant))


class GivenOut(Out):
    """A line of a player's reward history."""

    id: UUID
    reason: str
    reward_items: list[RewardItemOut]
    created_at: UtcTime

    @classmethod
    def of(cls, grant: Grant) -> "GivenOut":
        """A grant as a line of the history."""
        return cls(id=grant.id, reason=grant.reason, reward_items=reward_items(grant), created_at=grant.created_at)


class GrantIn(In):
    """An operator's grant."""

    user_id: Annotated[int, Field(ge=1, le=AMOUNT_MAX)]
    reason: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9_]+$")]
    bundle: BundleIn
    idempotency_key: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]


class CounterDayOut(Out):
    day: str
    reason: str
    amount: Amount


class CounterHistoryOut(Out):
    counter: Counter
    items: list[CounterDayOut]


class HoldingsOut(Out):
    """What a player keeps, by code."""

    holdings: dict[str, int]


def reward_items(grant: Grant) -> list[RewardItemOut]:
    """The lines of a grant."""
    lines: tuple[dict[str, Any], ...] = grant.reward_items
    return [RewardItemOut(**line) for line in lines]
