"""VIP tiers, pure: what each asks for and gives, how a month is judged. Figures of economy.md.

Activity is what the last 180 days hold: VIP points earned by the counters' history, and won spent. Not the lifetime
sums: a tier says who the player is now, points are never taken away, so a lifetime sum could only ever rise and no
review could find too little. Both are counted by whole UTC days.
"""

from datetime import date, timedelta
from typing import Final

from casino_club.domains.users.contracts import TIER_RANK, Tier
from casino_club.domains.vip.contracts import Activity, Benefit, Figures, Progress, TierStanding, Verdict

WINDOW: Final = timedelta(days=180)
STAFF_HOLD: Final = timedelta(days=30)
"""How long no rule touches a tier that staff gave or took."""

LADDER: Final[tuple[Tier, ...]] = ("STANDARD", "PREMIUM", "VIP")
FIGURES: Final[dict[Tier, Figures]] = {
    "STANDARD": Figures(points=0, spend_krw=0),
    "PREMIUM": Figures(points=1_000, spend_krw=50_000),
    "VIP": Figures(points=10_000, spend_krw=500_000),
}
DAILY_POINTS: Final[dict[Tier, int]] = {"STANDARD": 50, "PREMIUM": 75, "VIP": 100}
PLAY_EXPERIENCE: Final[dict[Tier, int]] = {"STANDARD": 1, "PREMIUM": 1, "VIP": 2}


def benefits_of(tier: Tier) -> tuple[Benefit, ...]:
    """What a tier gives, nothing that the product does not do."""
    return (Benefit("daily_points", DAILY_POINTS[tier]), Benefit("play_experience", PLAY_EXPERIENCE[tier]))


def claim_key(user_id: int, day: date) -> str:
    """The key under which a day's points are given, once."""
    return f"vip:{user_id}:{day.isoformat()}"


def window_start(today: date) -> date:
    """The first day whose activity counts."""
    return today - WINDOW


def reaches(activity: Activity, tier: Tier) -> bool:
    """Either figure is enough."""
    asked = FIGURES[tier]
    return activity.points >= asked.points or activity.spend_krw >= asked.spend_krw


def earned_tier(activity: Activity) -> Tier:
    """The highest tier whose figures are reached."""
    return next(tier for tier in reversed(LADDER) if reaches(activity, tier))


def upgrade_of(tier: Tier, activity: Activity, standing: TierStanding, today: date) -> Tier | None:
    """The higher tier that is due at once; None when there is none, or while a decision by staff holds."""
    if standing.held_until is not None and today < standing.held_until:
        return None
    earned = earned_tier(activity)
    return earned if TIER_RANK[earned] > TIER_RANK[tier] else None


def is_review_due(standing: TierStanding, today: date) -> bool:
    """Once a calendar month; never again for a month that a clock has gone back to."""
    return standing.reviewed_month is None or standing.reviewed_month < today.replace(day=1)


def review(tier: Tier, activity: Activity, standing: TierStanding, today: date) -> Verdict:
    """The month's verdict: too little once is a month of grace, twice in a row is one tier down."""
    month = today.replace(day=1)
    held = standing.held_until is not None and today < standing.held_until
    if tier == LADDER[0] or reaches(activity, tier) or held:
        return Verdict(tier, None)
    if standing.grace_month is None or standing.grace_month >= month:
        return Verdict(tier, month)
    return Verdict(LADDER[TIER_RANK[tier] - 1], None)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def grace_until(tier: Tier, activity: Activity, standing: TierStanding) -> date | None:
    """When the tier goes unless more is done; None when no review has found too little, or enough was done since."""
    if standing.grace_month is None or reaches(activity, tier):
        return None
    return next_month(standing.grace_month)


def next_tier(tier: Tier) -> Tier | None:
    """The tier above; None at the top."""
    return None if tier == LADDER[-1] else LADDER[TIER_RANK[tier] + 1]


def progress(tier: Tier, activity: Activity) -> Progress:
    """How far the activity is towards the next tier, or at the top towards keeping it."""
    asked = FIGURES[next_tier(tier) or tier]
    nearer = max(100 * activity.points // asked.points, 100 * activity.spend_krw // asked.spend_krw)
    return Progress(
        percent=min(100, nearer),
        points=activity.points,
        points_required=asked.points,
        spend_krw=activity.spend_krw,
        spend_krw_required=asked.spend_krw,
    )
