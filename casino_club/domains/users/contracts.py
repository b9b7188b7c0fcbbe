"""What other domains know of a user."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Role = Literal["player", "support", "operator", "admin"]
Tier = Literal["STANDARD", "PREMIUM", "VIP"]
Status = Literal["active", "suspended", "deleted"]
Locale = Literal["ko", "en"]

ROLE_RANK: Final[dict[Role, int]] = {"player": 0, "support": 1, "operator": 2, "admin": 3}
"""Each role may do all that a lower one may."""

TIER_RANK: Final[dict[Tier, int]] = {"STANDARD": 0, "PREMIUM": 1, "VIP": 2}


@dataclass(frozen=True, slots=True)
class UserView:
    """A user's own row. Contact data (`phone_number`, `email`, `birth_date`) is for its owner and for support only."""

    id: int
    site_id: str
    nickname: str
    phone_number: str | None
    email: str | None
    birth_date: date | None
    locale: Locale
    avatar: str
    notify: dict[str, bool]
    role: Role
    vip_tier: Tier
    status: Status
    level: int
    experience: int
    vip_points: int
    battlepass_level: int
    total_spent: int
    nickname_changed_at: datetime | None
    created_at: datetime
    last_login_at: datetime | None
    excluded_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicName:
    """What a list may show of a user who `is_shown`: neither gone nor shut out."""

    id: int
    nickname: str
    avatar: str
    level: int
    vip_tier: Tier
    status: Status
    excluded_until: datetime | None

    def is_shown(self, now: datetime) -> bool:
        """False for who left, was suspended or takes a self-chosen break: their names stand nowhere."""
        return self.status == "active" and (self.excluded_until is None or self.excluded_until <= now)


@dataclass(frozen=True, slots=True)
class NewUser:
    """A sign-up's facts, as the person typed them; `users.rules` normalises and judges them."""

    site_id: str
    nickname: str
    phone_number: str | None = None
    email: str | None = None
    birth_date: date | None = None
    locale: Locale = "ko"
    role: Role = "player"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a player has come: the level, experience within it, VIP points ever earned."""

    user_id: int
    level: int
    experience: int
    vip_points: int
    vip_tier: Tier


@dataclass(frozen=True, slots=True)
class Gain:
    """What one occasion adds to a standing."""

    exp: int = 0
    vip_points: int = 0
