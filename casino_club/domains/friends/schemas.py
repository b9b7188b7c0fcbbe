"""Bodies of friends and of shared pictures."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from casino_club.domains.friends.contracts import (
    Asked,
    Blocked,
    Friend,
    FriendBook,
    Relation,
    RequestsFrom,
    RequestStatus,
)
from casino_club.domains.friends.rules import BLOCKS_MAX, FRIENDS_MAX, OPEN_REQUESTS_MAX, REQUESTS_A_DAY
from casino_club.domains.users.contracts import PublicName, Tier
from casino_club.infra.http.schemas import In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

UserId = Annotated[int, Field(ge=1, le=AMOUNT_MAX)]
NicknameIn = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$", examples=["지민"])]


class AskIn(In):
    """One of both names the player."""

    user_id: UserId | None = None
    nickname: NicknameIn | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.user_id is None) == (self.nickname is None):
            raise ValueError("give user_id or nickname")
        return self


class BlockIn(In):
    user_id: UserId


class FriendSettingsIn(In):
    requests_from: RequestsFrom


class FriendSettingsOut(Out):
    requests_from: RequestsFrom


class PlayerOut(Out):
    """What anybody may see of a player in a list."""

    user_id: int
    nickname: str
    avatar: str
    level: int
    vip_tier: Tier

    @classmethod
    def of(cls, name: PublicName) -> "PlayerOut":
        """A public name as it is shown."""
        return cls(
            user_id=name.id, nickname=name.nickname, avatar=name.avatar, level=name.level, vip_tier=name.vip_tier
        )


class FriendPlayingOut(Out):
    game: str
    variant: str | None
    started_at: UtcTime


class FriendOut(PlayerOut):
    """A friend. `now_playing` is what the public profile shows too."""

    online: bool
    now_playing: FriendPlayingOut | None
    since: UtcTime

    @classmethod
    def of_friend(cls, friend: Friend, *, online: bool) -> "FriendOut":
        """A friend as the other one sees them."""
        playing = friend.playing
        return cls(
            **PlayerOut.of(friend.player).model_dump(),
            online=online,
            now_playing=None
            if playing is None
            else FriendPlayingOut(game=playing.game, variant=playing.variant, started_at=playing.started_at),
            since=friend.since,
        )


class RequestOut(Out):
    """An open request and the other one of both."""

    request_id: UUID
    player: PlayerOut
    created_at: UtcTime

    @classmethod
    def of(cls, asked: Asked) -> "RequestOut":
        """A request as one of both sees it."""
        return cls(request_id=asked.id, player=PlayerOut.of(asked.player), created_at=asked.created_at)


class BlockedOut(Out):
    player: PlayerOut
    since: UtcTime

    @classmethod
    def of(cls, blocked: Blocked) -> "BlockedOut":
        """A blocked player as the one who blocked sees them."""
        return cls(player=PlayerOut.of(blocked.player), since=blocked.since)


class FriendLimitsOut(Out):
    friends: int = FRIENDS_MAX
    open_requests: int = OPEN_REQUESTS_MAX
    requests_a_day: int = REQUESTS_A_DAY
    blocked: int = BLOCKS_MAX


class FriendsOut(Out):
    """Friends by name; requests and blocks newest first. Who left or may not be shown is left out."""

    friends: list[FriendOut]
    requests_in: list[RequestOut]
    requests_out: list[RequestOut]
    blocked: list[BlockedOut]
    settings: FriendSettingsOut
    limits: FriendLimitsOut

    @classmethod
    def of(cls, book: FriendBook, online: frozenset[int]) -> "FriendsOut":
        """A whole book; `online` names who is here now."""
        return cls(
            friends=[FriendOut.of_friend(one, online=one.player.id in online) for one in book.friends],
            requests_in=[RequestOut.of(one) for one in book.requests_in],
            requests_out=[RequestOut.of(one) for one in book.requests_out],
            blocked=[BlockedOut.of(one) for one in book.blocked],
            settings=FriendSettingsOut(requests_from=book.requests_from),
            limits=FriendLimitsOut(),
        )


class AskedOut(Out):
    """What asking or accepting led to: `accepted` makes both friends."""

    request_id: UUID
    status: RequestStatus
    player: PlayerOut


class FoundPlayerOut(Out):
    """`request_id` is set while a request between the two is open."""

    player: PlayerOut
    relation: Relation
    request_id: UUID | None


class FoundPlayersOut(Out):
    """One player or none: nicknames are unique."""

    items: list[FoundPlayerOut]


class AdminFriendsOut(Out):
    """A player's friends and blocks as support sees them; nobody is left out but who deleted their account."""

    friends: list[FriendOut]
    requests_in: list[RequestOut]
    requests_out: list[RequestOut]
    blocked: list[BlockedOut]
    blocked_by: list[BlockedOut]
    settings: FriendSettingsOut


class ShareIn(In):
    """The language the picture speaks; the player's own when left out."""

    locale: Literal["ko", "en"] | None = None


class ShareOut(Out):
    """A public link: whoever has it sees the picture, without logging in, until it is taken back."""

    token: str
    url: str
    created_at: UtcTime
