"""What other domains know of a player's limits and breaks, and of the market they play in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

LimitKind = Literal[
    "stake_max", "daily_loss", "weekly_loss", "monthly_loss", "daily_purchase", "monthly_purchase", "daily_minutes"
]
LIMIT_KINDS: Final[tuple[LimitKind, ...]] = get_args(LimitKind)
"""Gold for stakes and losses, KRW for purchases, minutes for time."""

LimitAction = Literal["lowered", "raise_requested", "raise_withdrawn", "cool_off", "self_exclusion"]
ExclusionKind = Literal["cool_off", "self_exclusion"]
MarketCode = Literal["global", "kr", "strict"]


@dataclass(frozen=True, slots=True)
class Limit:
    """One own limit: `value` holds now (None: no limit); from `pending_from` on it is `pending_value`."""

    value: int | None = None
    pending_value: int | None = None
    pending_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class LimitChange:
    """A line of a player's history. Breaks stand here too: their `new_value` is their length in hours."""

    kind: str
    action: LimitAction
    old_value: int | None
    new_value: int | None
    effective_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A break that lasts until `until`."""

    kind: ExclusionKind
    until: datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """How far a limit is used: gold at risk and lost, or whole minutes played. `near` from four fifths on."""

    kind: LimitKind
    used: int
    value: int
    near: bool


@dataclass(frozen=True, slots=True)
class PlaySession:
    """A player's sitting. Nets are gold of settled rounds; `started_at` is None when nobody is playing."""

    started_at: datetime | None
    minutes: int
    minutes_today: int
    net: int
    net_today: int
    reality_check_at: datetime | None
    reality_check_due: bool
    exclusion: Exclusion | None
    adult_verified: bool
    usage: tuple[Usage, ...]


@dataclass(frozen=True, slots=True)
class MarketProfile:
    """What a country's rules switch. The engine enforces it; the client reads it and does not offer the rest."""

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
