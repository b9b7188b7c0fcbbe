"""Bodies of streaks."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casino_club.domains.streaks.contracts import (
    DAILY_LOGIN,
    PROTECTIONS_MAX,
    DayKind,
    PastDay,
    Protection,
    Reward,
    StreakClaim,
    StreakStatus,
    Tick,
)
from casino_club.infra.http.schemas import Amount, In, Out
from casino_club.kernel.money import Currency

ActionCode = Annotated[str, Field(min_length=1, max_length=32)]


class StreakTickIn(In):
    action_type: ActionCode = DAILY_LOGIN


class StreakClaimIn(In):
    action_type: ActionCode = DAILY_LOGIN


class StreakRewardOut(Out):
    gold: Amount
    exp: Amount


class StreakDayOut(Out):
    """One UTC day. `protected` is a missed day that a protection absorbs, or would absorb by a tick now."""

    date: date
    attended: bool
    claimed: bool
    protected: bool


class StreakStatusOut(Out):
    """The truth of this moment. `week` runs from Sunday to Saturday; `next_reward` is what the next claim pays."""

    action_type: str
    today: date
    streak_count: int
    best_count: int
    ticked_today: bool
    claimed_today: bool
    next_reward: StreakRewardOut
    week: list[StreakDayOut]
    month_count: int
    protections: int

    @classmethod
    def of(cls, status: StreakStatus) -> "StreakStatusOut":
        """A standing in the words of the API."""
        return cls.model_validate(status)


class StreakTickOut(Out):
    """`applied` is false when the day was attended already; `protections_used` absorbed the days missed before."""

    action_type: str
    day: date
    streak_count: int
    applied: bool
    protections_used: int

    @classmethod
    def of(cls, tick: Tick) -> "StreakTickOut":
        """A tick in the words of the API."""
        return cls(
            action_type=tick.action_type,
            day=tick.day,
            streak_count=tick.streak_count,
            applied=tick.applied,
            protections_used=len(tick.absorbed),
        )


class StreakClaimOut(Out):
    """What the day was paid, once; `idempotent` marks a repetition, which gives nothing."""

    gold: Amount
    exp: Amount
    streak_count: int
    idempotent: bool
    balance_after: Amount

    @classmethod
    def of(cls, claim: StreakClaim) -> "StreakClaimOut":
        """A claim in the words of the API."""
        return cls(
            gold=claim.reward.gold,
            exp=claim.reward.exp,
            streak_count=claim.streak_count,
            idempotent=not claim.applied,
            balance_after=claim.balance_after,
        )


class StreakPastDayOut(Out):
    """`reward` is null while the day is not claimed."""

    date: date
    kind: DayKind
    streak_count: int
    reward: StreakRewardOut | None

    @classmethod
    def of(cls, past: PastDay) -> "StreakPastDayOut":
        """A past day in the words of the API."""
        paid: Reward | None = past.claimed
        reward = None if paid is None else StreakRewardOut(gold=paid.gold, exp=paid.exp)
        return cls(date=past.day, kind=past.kind, streak_count=past.streak_count, reward=reward)


class ProtectionPriceOut(Out):
    currency: Currency
    amount: Amount


class ProtectionOut(Out):
    """Protections in hand once missed days are covered, how many one may hold, and the price of one."""

    held: int
    held_max: int
    prices: list[ProtectionPriceOut]

    @classmethod
    def of(cls, protection: Protection) -> "ProtectionOut":
        """Protections in the words of the API."""
        prices = [
            ProtectionPriceOut(currency="gold", amount=protection.price_gold),
            ProtectionPriceOut(currency="gem", amount=protection.price_gem),
        ]
        return cls(held=protection.held, held_max=protection.held_max, prices=prices)


class ProtectionBuyIn(In):
    count: Annotated[int, Field(ge=1, le=PROTECTIONS_MAX)] = 1
    currency: Currency


class ProtectionBoughtOut(Out):
    """`balance_after` is of the currency paid in."""

    held: int
    bought: int
    cost: ProtectionPriceOut
    balance_after: Amount
