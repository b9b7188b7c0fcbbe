"""Bodies of VIP."""

from datetime import date
from uuid import UUID

from casino_club.domains.users.contracts import Tier
from casino_club.domains.vip import rules
from casino_club.domains.vip.contracts import BenefitCode, Cause, TierChange, VipClaim, VipStatus
from casino_club.infra.http.schemas import Amount, Out, UtcTime


class VipBenefitOut(Out):
    """`daily_points` is VIP points a day, `play_experience` what experience from play is multiplied by."""

    code: BenefitCode
    value: int


class VipProgressOut(Out):
    """Activity of the last 180 days towards the next tier (at the top: towards keeping it). Either figure is enough."""

    percent: int
    points: Amount
    points_required: Amount
    spend_krw: Amount
    spend_krw_required: Amount


class VipTierOut(Out):
    """A step of the ladder."""

    tier: Tier
    points_required: Amount
    spend_krw_required: Amount
    benefits: list[VipBenefitOut]


class VipStatusOut(Out):
    """`vip_points` are those ever earned; `grace_until` is the review that may take the tier, else null."""

    claimed_today: bool
    vip_points: Amount
    last_claim_at: UtcTime | None
    tier: Tier
    next_tier: Tier | None
    progress: VipProgressOut
    benefits: list[VipBenefitOut]
    grace_until: date | None
    window_days: int
    ladder: list[VipTierOut]

    @classmethod
    def of(cls, status: VipStatus) -> "VipStatusOut":
        """A standing in the words of the API."""
        ladder = [
            VipTierOut(
                tier=tier,
                points_required=rules.FIGURES[tier].points,
                spend_krw_required=rules.FIGURES[tier].spend_krw,
                benefits=[VipBenefitOut.model_validate(benefit) for benefit in rules.benefits_of(tier)],
            )
            for tier in rules.LADDER
        ]
        return cls(
            claimed_today=status.claimed_today,
            vip_points=status.vip_points,
            last_claim_at=status.last_claim_at,
            tier=status.tier,
            next_tier=status.next_tier,
            progress=VipProgressOut.model_validate(status.progress),
            benefits=[VipBenefitOut.model_validate(benefit) for benefit in status.benefits],
            grace_until=status.grace_until,
            window_days=rules.WINDOW.days,
            ladder=ladder,
        )


class VipClaimOut(Out):
    """`points` were given for the day, once; `idempotent` marks a repetition. `upgraded_from` is null as a rule."""

    points: Amount
    vip_points: Amount
    tier: Tier
    upgraded_from: Tier | None
    claimed_today: bool
    last_claim_at: UtcTime
    idempotent: bool

    @classmethod
    def of(cls, claim: VipClaim) -> "VipClaimOut":
        """A claim in the words of the API."""
        return cls(
            points=claim.points,
            vip_points=claim.vip_points,
            tier=claim.tier,
            upgraded_from=claim.upgraded_from,
            claimed_today=True,
            last_claim_at=claim.claimed_at,
            idempotent=not claim.applied,
        )


class TierChangeOut(Out):
    """A line of the tier history; the figures are the window's at that moment."""

    id: UUID
    from_tier: Tier
    to_tier: Tier
    cause: Cause
    points: Amount
    spend_krw: Amount
    changed_at: UtcTime

    @classmethod
    def of(cls, change: TierChange) -> "TierChangeOut":
        """A change in the words of the API."""
        return cls.model_validate(change)
