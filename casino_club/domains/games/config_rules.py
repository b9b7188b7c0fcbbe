"""Pure rules of configurations: what may be published, when it begins, and when the achieved return is suspicious."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from typing import Any, Final, Literal

from casino_club.domains.games.contracts import ConfigFacts
from casino_club.kernel.money import AMOUNT_MAX

Status = Literal["draft", "validated", "published", "withdrawn"]
State = Literal["draft", "validated", "scheduled", "live", "superseded", "withdrawn"]
Action = Literal["drafted", "edited", "validated", "published", "scheduled", "withdrawn", "enabled", "disabled"]
Problem = tuple[str, str]

RTP_BOUNDS: Final = (0.80, 0.995)
"""Of a house game. A game with another promise says so in its own `rtp_bounds`."""
STAKE_MAX: Final = 10**9
WIN_MAX: Final = 10**12
"""The most one round may pay, in units of its currency: far below what an amount can hold."""
PUBLISH_LEAD: Final = timedelta(seconds=2)
"""A version begins this long after it was published at the earliest, so that every process knows it before it plays."""
SCHEDULE_MAX: Final = timedelta(days=365)
ALERT_SIGMAS: Final = 4.0
BAND_SIGMAS: Final = 1.959964
"""Half the width of the published 95 % band, in standard errors."""


@dataclass(frozen=True, slots=True)
class ConfigRow:
    """A configuration in whatever state. `version` and `effective_at` belong to published ones."""

    config_id: int
    game: str
    variant: str
    version: int | None
    status: Status
    hash: str
    body: dict[str, Any]
    facts: dict[str, Any] | None
    note: str
    created_by: int | None
    created_at: datetime
    announced_at: datetime | None
    effective_at: datetime | None
    superseded_at: datetime | None

    def state_at(self, now: datetime) -> State:
        """Its place in life: published ones are scheduled, live or superseded by the clock."""
        if self.status != "published" or self.effective_at is None:
            return self.status if self.status != "published" else "scheduled"
        if now < self.effective_at:
            return "scheduled"
        return "live" if self.superseded_at is None or now < self.superseded_at else "superseded"


def problems_of(facts: ConfigFacts, rtp_bounds: tuple[float, float] = RTP_BOUNDS) -> list[Problem]:
    """Why a table that parses must not be published; empty when it may."""
    low, high = rtp_bounds
    limits = facts.limits
    found: list[Problem] = []
    if not low <= facts.rtp <= high:
        found.append(("rtp", f"{facts.rtp:.6f} is outside {low} to {high}"))
    if not 1 <= limits.min <= limits.max <= STAKE_MAX:
        found.append(("limits", f"1 to {STAKE_MAX}, the smallest first"))
    elif limits.step < 1 or limits.min % limits.step or limits.max % limits.step:
        found.append(("limits.step", "both limits are multiples of a positive step"))
    max_win = facts.sheet.get("max_win")
    if max_win is not None and not 0 <= max_win * limits.max <= min(WIN_MAX, AMOUNT_MAX):
        found.append(("max_win", f"a round may pay {WIN_MAX} at most"))
    return found


def earliest_start(now: datetime, notice_h: int) -> datetime:
    """When a version announced now may begin."""
    return now + max(PUBLISH_LEAD, timedelta(hours=notice_h))


@dataclass(frozen=True, slots=True)
class PlayedSums:
    """What one version did on one UTC day in one currency. Squares are of whole units."""

    day: date
    config_id: int
    currency: str
    rounds: int
    stake: int
    payout: int
    stake_squares: float
    cross: float
    """Sum of stake * payout."""
    payout_squares: float


@dataclass(frozen=True, slots=True)
class Achieved:
    """Observed against published. `low` and `high` are the 95 % band of the observed return."""

    rtp_published: float
    rtp_observed: float
    low: float
    high: float
    deviation: float
    variance: float
    z: float
    alert: bool


def achieved(played: PlayedSums, rtp: float, sheet: Mapping[str, Any]) -> Achieved:
    """How far the money paid is from the money promised, in standard errors.

    A sheet may promise a range (`rtp_lowest`, `rtp_highest`: returns that depend on how well or on what one plays);
    inside it nothing deviates, outside the nearest end is the promise. The variance of a payout is the larger of the
    published one (`variance` or `sigma` of payout / stake) times the squared stakes, and the squares seen: a rare win
    that has not come yet would make the seen one too small, and a sheet without variance has only that.
    """
    observed = played.payout / played.stake
    promised = min(max(observed, float(sheet.get("rtp_lowest", rtp))), float(sheet.get("rtp_highest", rtp)))
    seen = played.payout_squares - 2 * promised * played.cross + promised**2 * played.stake_squares
    sigma = sheet.get("sigma")
    published = sheet.get("variance", None if sigma is None else sigma**2)
    variance = max(seen, 0.0 if published is None else float(published) * played.stake_squares, 0.0)
    deviation = played.payout - promised * played.stake
    z, alert = judged(deviation, variance)
    half = BAND_SIGMAS * sqrt(variance) / played.stake
    return Achieved(rtp, observed, observed - half, observed + half, deviation, variance, z, alert)


def judged(deviation: float, variance: float) -> tuple[float, bool]:
    """z of a sum of deviations, and whether it is out of `ALERT_SIGMAS`. Without variance nothing may deviate."""
    if variance <= 0:
        return 0.0, abs(deviation) >= 1
    z = deviation / sqrt(variance)
    return z, abs(z) > ALERT_SIGMAS
