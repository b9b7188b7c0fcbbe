"""Bodies of the account routes."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from casino_club.domains.friends.contracts import OwnFriends
from casino_club.domains.games.contracts import GameStats, Round
from casino_club.domains.quiz.contracts import Result
from casino_club.domains.rewards.contracts import Grant
from casino_club.domains.shop.contracts import Purchase
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import Locale, NewUser, Role, Status, Tier
from casino_club.domains.users.errors import RefusedInputError
from casino_club.domains.wallet.contracts import PostingView
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import Currency


def _by_rule(clean: Callable[[str], str]) -> AfterValidator:
    def validate(value: str) -> str:
        try:
            return clean(value)
        except RefusedInputError as error:
            raise PydanticCustomError("value_error", "{reason}", {"reason": error.reason}) from error

    return AfterValidator(validate)


SiteId = Annotated[str, Field(examples=["jimin_01"]), _by_rule(users.clean_site_id)]
Nickname = Annotated[str, Field(examples=["지민"]), _by_rule(users.clean_nickname)]
Phone = Annotated[str, Field(max_length=32, examples=["010-1234-5678"]), _by_rule(users.clean_phone)]
Email = Annotated[str, Field(max_length=254, examples=["jimin@example.com"]), _by_rule(users.clean_email)]
BirthDate = Annotated[str, Field(max_length=10, json_schema_extra={"format": "date"})]
Password = Annotated[str, Field(max_length=1024, examples=["correct horse battery"])]
Avatar = Annotated[str, Field(pattern=f"^(?:{'|'.join(users.AVATARS)})$")]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class SignupIn(In):
    site_id: SiteId
    nickname: Nickname
    password: Password
    invite_code: Annotated[str, Field(min_length=1, max_length=64)]
    phone_number: Phone | None = None
    email: Email | None = None
    birth_date: BirthDate | None = None
    locale: Locale | None = None

    def new_user(self, *, locale: Locale, today: date) -> NewUser:
        """The facts of the user to make; `locale` is for who named none. Raises `RefusedInputError`."""
        return NewUser(
            site_id=self.site_id,
            nickname=self.nickname,
            phone_number=self.phone_number,
            email=self.email,
            birth_date=None if self.birth_date is None else users.clean_birth_date(self.birth_date, today),
            locale=self.locale or locale,
        )


class LoginIn(In):
    """`site_id` is the login name or the nickname."""

    site_id: Annotated[str, Field(min_length=1, max_length=128)]
    password: Password


class RefreshIn(In):
    refresh_token: Annotated[str, Field(min_length=1, max_length=256)]


class NotifyIn(In):
    in_app: bool | None = None
    email: bool | None = None
    push: bool | None = None
    marketing: bool | None = None


class ProfilePatchIn(In):
    """What is left out, or null, stays."""

    nickname: Nickname | None = None
    locale: Locale | None = None
    avatar: Avatar | None = None
    notify: NotifyIn | None = None


class PasswordChangeIn(In):
    current_password: Password
    new_password: Password


class AccountDeleteIn(In):
    password: Password


class UserOut(Out):
    """The user as they see themselves."""

    id: int
    site_id: str
    nickname: str
    role: Role
    is_admin: bool
    vip_tier: Tier
    gold_balance: Amount
    gem_balance: Amount
    level: int
    experience: int
    max_experience: int
    vip_points: int
    battlepass_level: int
    total_spent: int
    avatar: str
    locale: Locale
    must_change_password: bool
    created_at: UtcTime
    last_login_at: UtcTime | None


class TokensOut(Out):
    """`expires_in` in seconds, for the access token. `refresh_token` is null in cookie mode."""

    access_token: str
    refresh_token: str | None
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - a word of OAuth
    expires_in: int


class EntryOut(TokensOut):
    """A sign-up or log-in."""

    user: UserOut


class SessionOut(Out):
    id: UUID
    device: str
    ip: str
    current: bool
    created_at: UtcTime
    last_seen_at: UtcTime
    expires_at: UtcTime


class SessionsOut(Out):
    items: list[SessionOut]


class ProfileStatsOut(Out):
    """Totals over all games; `highest_multiplier` is payout divided by stake."""

    plays: int
    wins: int
    best_win: Amount
    best_streak: int
    highest_multiplier: float


class PlayingOut(Out):
    game: str
    variant: str | None
    started_at: UtcTime


class PublicProfileOut(Out):
    """What anybody may see of a player."""

    is_own_profile: Literal[False] = False
    id: int
    nickname: str
    avatar: str
    level: int
    vip_tier: Tier
    created_at: UtcTime
    stats: ProfileStatsOut
    now_playing: PlayingOut | None


class OwnProfileOut(UserOut):
    """What only the player sees."""

    is_own_profile: Literal[True] = True
    phone_number: str | None
    email: str | None
    birth_date: date | None
    notify: dict[str, bool]
    stats: ProfileStatsOut
    now_playing: PlayingOut | None


class OwnDataOut(Out):
    """Everything kept about the user; `complete` is false when a history was cut to its newest 10 000 rows."""

    exported_at: UtcTime
    user: dict[str, Any]
    balances: dict[Currency, Amount]
    sessions: list[dict[str, Any]]
    stats: dict[str, GameStats]
    postings: list[PostingView]
    rounds: list[Round]
    friends: OwnFriends
    rewards: list[Grant]
    quiz: list[Result]
    purchases: list[Purchase]
    partners: list[dict[str, Any]]
    complete: bool


class AdminUserOut(Out):
    """A user as support sees them."""

    id: int
    site_id: str
    nickname: str
    phone_number: str | None
    email: str | None
    birth_date: date | None
    locale: Locale
    role: Role
    vip_tier: Tier
    status: Status
    level: int
    vip_points: int
    total_spent: int
    created_at: UtcTime
    last_login_at: UtcTime | None


class StatusIn(In):
    status: Literal["active", "suspended"]
    reason: Reason


class RoleIn(In):
    role: Role
    reason: Reason


class TierIn(In):
    tier: Tier
    reason: Reason


class ForceLogoutIn(In):
    reason: Reason
