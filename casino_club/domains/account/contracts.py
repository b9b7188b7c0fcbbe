"""What other domains know of an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casino_club.domains.auth.contracts import SessionView, TokenPair
from casino_club.domains.friends.contracts import OwnFriends
from casino_club.domains.games.contracts import GameSession, GameStats, Round
from casino_club.domains.quiz.contracts import Result
from casino_club.domains.rewards.contracts import Grant
from casino_club.domains.shop.contracts import Purchase
from casino_club.domains.users.contracts import Locale, Role, Tier, UserView
from casino_club.domains.wallet.contracts import PostingView
from casino_club.kernel.money import Currency


@dataclass(frozen=True, slots=True)
class OwnUser:
    """A user as they see themselves; the `User` of the API."""

    id: int
    site_id: str
    nickname: str
    role: Role
    is_admin: bool
    vip_tier: Tier
    gold_balance: int
    gem_balance: int
    level: int
    experience: int
    max_experience: int
    vip_points: int
    battlepass_level: int
    total_spent: int
    avatar: str
    locale: Locale
    must_change_password: bool
    created_at: datetime
    last_login_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign-up or log-in that succeeded."""

    user: OwnUser
    tokens: TokenPair


@dataclass(frozen=True, slots=True)
class Profile:
    """A player's profile before it is decided who looks."""

    user: UserView
    stats: dict[str, GameStats]
    playing: GameSession | None


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything kept about a user, for the user."""

    exported_at: datetime
    user: dict[str, Any]
    balances: dict[Currency, int]
    sessions: list[SessionView]
    stats: dict[str, GameStats]
    postings: list[PostingView]
    rounds: list[Round]
    friends: OwnFriends
    rewards: list[Grant]
    quiz: list[Result]
    purchases: list[Purchase]
    partners: list[dict[str, Any]]
    complete: bool
    """False when there were more postings, rounds, rewards or purchases than one export holds; the newest are in it."""
