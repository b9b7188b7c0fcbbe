"""From events to messages: pure, one function an event type. Values are absolute, so the newest one is the truth."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from casino_club.domains.games.contracts import GameStats
from casino_club.domains.games.events import BET_MOVED, ROUND_SETTLED
from casino_club.domains.shop.contracts import Status
from casino_club.domains.shop.events import MOVED, REPEATED
from casino_club.kernel.clock import iso_z
from casino_club.kernel.events import Event

Message = tuple[str, dict[str, Any]]
"""A message's `type` and `data`."""

_ACTIONS: Final = {"slot": "SLOT_SPIN"}
_PURCHASE_WORDS: Final[Mapping[Status, str]] = {
    "created": "pending",
    "pending": "pending",
    "succeeded": "success",
    "failed": "failed",
    "cancelled": "cancelled",
    "expired": "cancelled",
    "refunded": "refunded",
    "charged_back": "refunded",
}
# Where the status alone would say too little.
_CAUSE_WORDS: Final[Mapping[str, str]] = {
    "insufficient_funds": "insufficient_funds",
    "grant_failed": "grant_failed",
    "refunded_in_part": "refunded",
    "refunded_by_provider": "refunded",
}
_SHOWN: Final = ("gold_balance", "gem_balance", "level", "experience", "vip_points", "vip_tier", "nickname", "avatar")


def _round_settled(event: Event) -> list[Message]:
    data = event.data
    game: str = data["game"]
    action = {
        "action_type": _ACTIONS.get(game, f"{game.upper()}_PLAY"),
        "context": {
            "round_id": data["round_id"],
            "game_type": game,
            "game_variant": data["variant"],
            "bet_amount": data["stake"],
            "win_amount": data["payout"],
            "win_streak": data["win_streak"],
        },
        "server_ts": iso_z(event.occurred_at),
    }
    return [
        ("profile_update", {"changes": {f"{data['currency']}_balance": data["balance_after"]}}),
        ("stats_update", {"game_type": game, "stats": GameStats(**data["stats"]).as_shown()}),
        ("user_action", action),
    ]


def _bet_moved(event: Event) -> list[Message]:
    return [("profile_update", {"changes": {f"{event.data['currency']}_balance": event.data["balance_after"]}})]


def _profile_changed(event: Event) -> list[Message]:
    changes = {name: value for name, value in event.data["changes"].items() if name in _SHOWN}
    return [("profile_update", {"changes": changes})] if changes else []


def _transfer_posted(event: Event) -> list[Message]:
    changes = {f"{currency}_balance": balance for currency, balance in event.data["balances"].items()}
    return [("profile_update", {"changes": changes})]


def _granted(event: Event) -> list[Message]:
    reason: str = event.data["reason"]
    return [
        ("reward_granted", {**item, "currency": item["reward_type"], "reason": reason})
        for item in event.data["reward_items"]
    ]


def _moved(event: Event) -> list[Message]:
    return [(told["kind"], told["data"]) for told in event.data["told"]]


def _streak_ticked(event: Event) -> list[Message]:
    data = event.data
    return [("streak_update", {"action_type": data["action_type"], "streak_count": data["streak_count"]})]


def _limits_changed(event: Event) -> list[Message]:
    return [("responsible_update", {"reason": "limits_changed", "limits": event.data["limits"]})]


def _limit_near(event: Event) -> list[Message]:
    return [("responsible_update", {"reason": "limit_near", **event.data})]


def _cool_off_began(event: Event) -> list[Message]:
    return [("responsible_update", {"reason": "cool_off", "until": event.data["until"]})]


def _purchase(event: Event, word: str) -> list[Message]:
    shown = {name: event.data[name] for name in ("receipt_code", "product_id", "pending_count")}
    return [("purchase_update", {"status": word, **shown})]


def _purchase_moved(event: Event) -> list[Message]:
    status: Status = event.data["status"]
    return _purchase(event, _CAUSE_WORDS.get(event.data["cause"], _PURCHASE_WORDS[status]))


def _purchase_repeated(event: Event) -> list[Message]:
    return _purchase(event, "idempotent_reuse")


def _friend(kind: str, other: str) -> Callable[[Event], list[Message]]:
    def message(event: Event) -> list[Message]:
        return [("friend_update", {"kind": kind, "user_id": event.data[other], "nickname": event.data["nickname"]})]

    return message


_MESSAGES_OF: Final[dict[str, Callable[[Event], list[Message]]]] = {
    "friends.accepted.v1": _friend("accepted", "friend_id"),
    "friends.removed.v1": _friend("removed", "friend_id"),
    "friends.requested.v1": _friend("requested", "from_user_id"),
    BET_MOVED: _bet_moved,
    ROUND_SETTLED: _round_settled,
    "notifications.posted.v1": lambda event: [("notification", event.data)],
    "notifications.read.v1": lambda event: [("notifications_read", event.data)],
    "progress.moved.v1": _moved,
    "rewards.granted.v1": _granted,
    "responsible.limits_changed.v1": _limits_changed,
    "responsible.limit_near.v1": _limit_near,
    "responsible.cool_off_began.v1": _cool_off_began,
    MOVED: _purchase_moved,
    REPEATED: _purchase_repeated,
    "streaks.ticked.v1": _streak_ticked,
    "users.profile_changed.v1": _profile_changed,
    "wallet.transfer_posted.v1": _transfer_posted,
}


def is_shown(event: Event) -> bool:
    """True for events that a player's own sockets hear of."""
    return event.user_id is not None and event.type in _MESSAGES_OF


def messages_of(event: Event) -> list[Message]:
    """The messages one event becomes, in the order they are sent. Raises on data that is not of its type's shape."""
    return _MESSAGES_OF[event.type](event)
