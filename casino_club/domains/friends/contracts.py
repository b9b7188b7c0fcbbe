"""What a friendship, a request and a block are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from casino_club.domains.games.contracts import NowPlaying
from casino_club.domains.users.contracts import PublicName

RequestsFrom = Literal["everybody", "nobody"]
"""Who may ask a player to be friends."""

RequestStatus = Literal["open", "accepted", "declined", "cancelled", "closed"]
"""`closed`: it ended because one of both blocked the other."""

Relation = Literal["none", "self", "friend", "requested_by_me", "requested_by_them"]
"""How a player found by nickname stands to the one who looks. A hidden player is not found at all."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, also after it ended."""

    id: UUID
    from_id: int
    to_id: int
    status: RequestStatus
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Friend:
    """A friend as the other one sees them."""

    player: PublicName
    since: datetime
    playing: NowPlaying | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An open request and the other one of both."""

    id: UUID
    player: PublicName
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody the player does not want to meet."""

    player: PublicName
    since: datetime


@dataclass(frozen=True, slots=True)
class FriendBook:
    """All of one player's friends, requests and blocks, without those who left or may not be shown."""

    friends: tuple[Friend, ...]
    requests_in: tuple[Asked, ...]
    requests_out: tuple[Asked, ...]
    blocked: tuple[Blocked, ...]
    requests_from: RequestsFrom


@dataclass(frozen=True, slots=True)
class Asking:
    """What asking led to: an open request, or a friendship when the other one had asked already."""

    request: Request
    player: PublicName
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A player found by nickname."""

    player: PublicName
    relation: Relation
    request_id: UUID | None


@dataclass(frozen=True, slots=True)
class OwnFriends:
    """The rows an export hands to their owner: ids and times only, never another player's data."""

    friends: list[dict[str, Any]]
    requests: list[dict[str, Any]]
    blocked: list[dict[str, Any]]
    requests_from: RequestsFrom
