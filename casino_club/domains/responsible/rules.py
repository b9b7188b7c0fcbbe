"""Pure rules: what a limit becomes, when a window begins, what a market asks for."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from casino_club.domains.responsible.contracts import (
    LIMIT_KINDS,
    Limit,
    LimitAction,
    LimitKind,
    MarketCode,
    MarketProfile,
)

RAISE_AFTER: Final = timedelta(hours=24)
COOL_OFF_HOURS: Final = (24, 168, 720)
EXCLUSION_DAYS_MAX: Final = 3650
ADULT_YEARS: Final = 19
NEAR_PERCENT: Final = 80
DAY_MINUTES: Final = 24 * 60
RISK_WINDOW: Final = timedelta(days=30)
RISK_LIMITS: Final[tuple[LimitKind, ...]] = ("daily_loss", "weekly_loss", "monthly_loss", "daily_minutes")
WATCHED_IN_PLAY: Final[tuple[LimitKind, ...]] = (
    "stake_max",
    "daily_loss",
    "weekly_loss",
    "monthly_loss",
    "daily_minutes",
)

PROFILES: Final[Mapping[MarketCode, MarketProfile]] = {
    profile.market: profile
    for profile in (
        MarketProfile(
            market="global",
            purchases=True,
            gifting=True,
            partner_credit=True,
            auto_spin=True,
            turbo=True,
            slot_cycle_ms=0,
            game_cycle_ms=0,
            adult_gate=False,
            odds_notice_hours=0,
            odds_on_play_screen=False,
            celebrate_below_stake=False,
            reality_check_minutes=60,
        ),
        MarketProfile(
            market="kr",
            purchases=False,
            gifting=False,
            partner_credit=False,
            auto_spin=True,
            turbo=True,
            slot_cycle_ms=0,
            game_cycle_ms=0,
            adult_gate=True,
            odds_notice_hours=24,
            odds_on_play_screen=True,
            celebrate_below_stake=False,
            reality_check_minutes=60,
        ),
        MarketProfile(
            market="strict",
            purchases=True,
            gifting=True,
            partner_credit=True,
            auto_spin=False,
            turbo=False,
            slot_cycle_ms=2500,
            game_cycle_ms=5000,
            adult_gate=False,
            odds_notice_hours=0,
            odds_on_play_screen=False,
            celebrate_below_stake=False,
            reality_check_minutes=60,
        ),
    )
}
"""The rows `MARKET` picks from. `kr`: the Rating Committee rates no paid imitation of a casino game."""


def effective(limit: Limit, now: datetime) -> Limit:
    """The limit as it stands: a raise whose time has come holds, and waits no more."""
    if limit.pending_from is not None and limit.pending_from <= now:
        return Limit(limit.pending_value)
    return limit


def is_tighter(new: int | None, old: int | None) -> bool:
    """True when `new` allows less than `old`; None allows everything."""
    return new is not None and (old is None or new < old)


def change(limit: Limit, wanted: int | None, now: datetime) -> tuple[Limit, LimitAction | None]:
    """The limit after a player asks for `wanted` (None: no limit), and what that was; None when nothing changed.

    Tighter holds at once. Looser, and none at all, holds after `RAISE_AFTER`; asking for the same again does not start
    the wait anew. Asking for what holds withdraws a waiting raise.
    """
    held = effective(limit, now)
    if wanted == held.value:
        return Limit(held.value), None if held.pending_from is None else "raise_withdrawn"
    if is_tighter(wanted, held.value):
        return Limit(wanted), "lowered"
    if held.pending_from is not None and held.pending_value == wanted:
        return held, None
    return Limit(held.value, wanted, now + RAISE_AFTER), "raise_requested"


def window_start(kind: LimitKind, today: date) -> date:
    """First UTC day of the window a limit counts over; weeks begin on Sunday."""
    if kind == "weekly_loss":
        return today - timedelta(days=(today.weekday() + 1) % 7)
    if kind in {"monthly_loss", "monthly_purchase"}:
        return today.replace(day=1)
    return today


def is_near(used: int, value: int) -> bool:
    """From four fifths of a limit on, the player is told."""
    return used * 100 >= value * NEAR_PERCENT


def is_adult(born: date, today: date) -> bool:
    """True from the nineteenth birthday on; who was born on 29 February has it on 1 March."""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years >= ADULT_YEARS


def is_watched(limits: Mapping[LimitKind, Limit]) -> bool:
    """True when some bet of this player may meet an own limit."""
    return any(limits[kind].value is not None for kind in WATCHED_IN_PLAY if kind in limits)


def purchase_over(limits: Mapping[LimitKind, Limit], *, amount: int, today: int, this_month: int) -> LimitKind | None:
    """The purchase limit that `amount` more KRW would pass, after `today` and `this_month` have been spent."""
    spent: dict[LimitKind, int] = {"daily_purchase": today, "monthly_purchase": this_month}
    for kind, so_far in spent.items():
        value = limits[kind].value
        if value is not None and so_far + amount > value:
            return kind
    return None


def all_limits(known: Mapping[LimitKind, Limit], now: datetime) -> dict[LimitKind, Limit]:
    """Every kind with what holds now."""
    return {kind: effective(known.get(kind, Limit()), now) for kind in LIMIT_KINDS}


def is_at_risk(limits: Mapping[LimitKind, Limit], *, break_until: datetime | None, now: datetime) -> bool:
    """True for a player whom the club leaves in peace: on a break, back from one for less than `RISK_WINDOW`, or
    holding a limit of their own on losses or time. No recommendation to play, no campaign, no reminder.
    """
    if break_until is not None and break_until > now - RISK_WINDOW:
        return True
    return any(limits[kind].value is not None for kind in RISK_LIMITS if kind in limits)
