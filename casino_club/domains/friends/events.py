"""What friends tell the rest of the club. Each event is about the player who is told."""

from typing import Final

REQUESTED: Final = "friends.requested.v1"
"""Somebody asks the player: `{request_id, from_user_id, nickname}`."""

ACCEPTED: Final = "friends.accepted.v1"
"""Two became friends, one event for each of both: `{friend_id, nickname, first}`; `first` is false when they had been
friends before."""

REMOVED: Final = "friends.removed.v1"
"""A friend or an open request is no more: `{friend_id, nickname, was: "friend" | "request"}`."""
