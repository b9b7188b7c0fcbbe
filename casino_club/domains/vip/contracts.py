"""VIP tiers, for other domains and for the rules."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from casino_club.domains.users.contracts import Tier

Cause = Literal["earned", "review", "staff"]
"""Why a tier changed: the figures were reached, the monthly review found too little, staff decided."""

BenefitCode = Literal["daily_points", "play_experience"]


@dataclass(frozen=True, slots=True)
class Activity:
    """What a player did in the window of 180 days: VIP points earned, won spent."""

    points: int
    spend_krw: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a tier asks for: either of the two is enough."""

    points: int
    spend_krw: int


@dataclass(frozen=True, slots=True)
class Benefit:
    """`daily_points`: VIP points a day. `play_experience`: experience from play, times so much."""

    code: BenefitCode
    value: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the window's activity is towards the next tier, or at the top towards keeping it. `percent` of the nearer
    figure, 100 only when it is reached."""

    percent: int
    points: int
    points_required: int
    spend_krw: int
    spend_krw_required: int


@dataclass(frozen=True, slots=True)
class TierStanding:
    """What the rules remember of a player. Months are named by their first day."""

    reviewed_month: date | None = None
    grace_month: date | None = None
    held_until: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a review decides: the tier from now on, and the month whose review gave grace, if one stands."""

    tier: Tier
    grace_month: date | None


@dataclass(frozen=True, slots=True)
class TierChange:
    """A line of the tier history, with the activity of the window at that moment."""

    id: UUID
    from_tier: Tier
    to_tier: Tier
    cause: Cause
    points: int
    spend_krw: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class VipStatus:
    """`grace_until` is the next review, when the last one found too little for the tier."""

    tier: Tier
    next_tier: Tier | None
    vip_points: int
    claimed_today: bool
    last_claim_at: datetime | None
    progress: Progress
    benefits: tuple[Benefit, ...]
    grace_until: date | None


@dataclass(frozen=True, slots=True)
class VipClaim:
    """What a daily claim gave; `applied` is false for the second of a day. `upgraded_from` names the tier that the
    points led out of."""

    points: int
    vip_points: int
    tier: Tier
    upgraded_from: Tier | None
    claimed_at: datetime
    applied: bool
