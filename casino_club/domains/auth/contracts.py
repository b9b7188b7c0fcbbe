"""What other domains know of a caller and of a session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from casino_club.domains.users.contracts import ROLE_RANK, TIER_RANK, Role, Tier, UserView


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller, as a verified access token tells it: no query was made."""

    user_id: int
    session_id: UUID
    role: Role
    tier: Tier
    issued_at: datetime
    expires_at: datetime
    must_change_password: bool = False

    def has_role(self, role: Role) -> bool:
        """True when the caller's role is `role` or above it."""
        return ROLE_RANK[self.role] >= ROLE_RANK[role]

    def has_tier(self, tier: Tier) -> bool:
        """True when the caller's tier is `tier` or above it."""
        return TIER_RANK[self.tier] >= TIER_RANK[tier]


RevocationKind = Literal["session_ended", "tokens_outdated", "password_changed", "account_excluded"]


@dataclass(frozen=True, slots=True)
class Revocation:
    """A change that access tokens already handed out do not know of.

    `session_ended`: every token of `session_id` is refused. `tokens_outdated`: every token of the user issued up to
    `at` is refused (role or tier changed). `account_excluded`: the same, and live connections close with a code of
    their own. `password_changed`: tokens issued up to `at` lose their duty to change the password. After `expires_at`
    no such token lives, and the entry may go.
    """

    kind: RevocationKind
    user_id: int
    session_id: UUID | None
    at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionView:
    """A live session as its owner sees it."""

    id: UUID
    device: str
    ip: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Client:
    """Where a session is opened from. `cookie_mode`: the refresh token travels in the browser's cookie only."""

    device: str
    ip: str
    cookie_mode: bool = False


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a sign-up, log-in or refresh hands out. `refresh_token` is known to nobody after this."""

    access_token: str
    refresh_token: str
    expires_in_s: int
    refresh_expires_in_s: int
    session_id: UUID
    user_id: int


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A log-in that succeeded."""

    user: UserView
    tokens: TokenPair
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Who with power acts, in which request, and why where a reason is asked for. Nobody: the product itself."""

    actor_id: int | None
    request_id: str | None
    reason: str | None = None
