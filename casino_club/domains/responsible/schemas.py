"""Bodies of responsible play."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field

from casino_club.domains.responsible.contracts import (
    ExclusionKind,
    Limit,
    LimitAction,
    LimitKind,
    MarketCode,
    PlaySession,
)
from casino_club.domains.responsible.rules import DAY_MINUTES, EXCLUSION_DAYS_MAX
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

Bound = Annotated[int, Field(ge=0, le=AMOUNT_MAX)]


class LimitsIn(In):
    """What is left out stays; null asks for no limit. Gold for stakes and losses, KRW for purchases."""

    stake_max: Bound | None = None
    daily_loss: Bound | None = None
    weekly_loss: Bound | None = None
    monthly_loss: Bound | None = None
    daily_purchase: Bound | None = None
    monthly_purchase: Bound | None = None
    daily_minutes: Annotated[int, Field(ge=1, le=DAY_MINUTES)] | None = None

    def wanted(self) -> dict[LimitKind, int | None]:
        """The named limits, in the order of the contract."""
        fields: dict[str, int | None] = self.model_dump(exclude_unset=True)
        return {kind: fields[kind] for kind in fields}  # type: ignore[misc]


class LimitOut(Out):
    """`value` null is no limit. From `pending_from` on it is `pending_value`."""

    value: Amount | None
    pending_value: Amount | None
    pending_from: UtcTime | None


class LimitsOut(Out):
    stake_max: LimitOut
    daily_loss: LimitOut
    weekly_loss: LimitOut
    monthly_loss: LimitOut
    daily_purchase: LimitOut
    monthly_purchase: LimitOut
    daily_minutes: LimitOut

    @classmethod
    def of(cls, limits: dict[LimitKind, Limit]) -> Self:
        return cls.model_validate({kind: LimitOut.model_validate(limit) for kind, limit in limits.items()})


class LimitChangeOut(Out):
    """`kind` is a limit, or a break, whose `new_value` is its length in hours."""

    id: UUID
    kind: LimitKind | ExclusionKind
    action: LimitAction
    old_value: Amount | None
    new_value: Amount | None
    effective_at: UtcTime
    created_at: UtcTime


class CoolOffIn(In):
    hours: Literal[24, 168, 720]


class SelfExcludeIn(In):
    days: Annotated[int, Field(ge=1, le=EXCLUSION_DAYS_MAX)]


class ExclusionOut(Out):
    kind: ExclusionKind
    until: UtcTime


class UsageOut(Out):
    """Gold lost and at risk, or whole minutes, of the running window; `near` from 80 % on."""

    kind: LimitKind
    used: Amount
    value: Amount
    near: bool


class PlaySessionOut(Out):
    """A sitting ends 15 minutes after its last stake. Nets are gold of settled rounds."""

    started_at: UtcTime | None
    minutes: int
    minutes_today: int
    net: Amount
    net_today: Amount
    reality_check_at: UtcTime | None
    reality_check_due: bool
    exclusion: ExclusionOut | None
    adult_verified: bool
    usage: list[UsageOut]

    @classmethod
    def of(cls, played: PlaySession) -> Self:
        return cls.model_validate(played)


class MarketOut(Out):
    """What this installation's market switches. Cycles are the least time between two games' starts."""

    market: MarketCode
    purchases: bool
    gifting: bool
    partner_credit: bool
    auto_spin: bool
    turbo: bool
    slot_cycle_ms: int
    game_cycle_ms: int
    adult_gate: bool
    odds_notice_hours: int
    odds_on_play_screen: bool
    celebrate_below_stake: bool
    reality_check_minutes: int
