"""Which events of the club a player is written about, and in which words: pure, one function an event type."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from casino_club.domains.auth.events import NEW_DEVICE, PASSWORD_CHANGED
from casino_club.domains.notifications.contracts import Locale
from casino_club.domains.notifications.rules import Variables
from casino_club.kernel.events import Event


@dataclass(frozen=True, slots=True)
class Note:
    """A message about one event, for the event's player."""

    template: str
    dedupe_key: str
    variables: Variables = field(default_factory=dict[str, Any])
    link: str | None = None


def _levelled(event: Event) -> list[Note]:
    level = int(event.data["to"])
    return [Note("rewards.level_up", f"level:{level}", {"level": level})]


def _achieved(event: Event) -> list[Note]:
    code, title = event.data["achievement_code"], event.data["title"]
    return [Note("rewards.achievement", f"achievement:{code}", {"name": {"ko": title["ko"], "en": title["en"]}})]


def _granted(event: Event) -> list[Note]:
    data = event.data
    if data["reason"] != "season_prize":
        return []
    _, season, rank = str(data["key"]).split(":")
    facts: Variables = {"rank": int(rank), "gold": int(data["bundle"]["gold"])}
    return [Note("rewards.season_prize", f"season:{season}", facts)]


def _paid_after_end(event: Event) -> list[Note]:
    data = event.data
    title: dict[Locale, str] = {"ko": data["title"], "en": data["title_en"] or data["title"]}
    return [Note("rewards.event_paid", f"event-paid:{data['event_id']}", {"event": title})]


def _friend_asked(event: Event) -> list[Note]:
    data = event.data
    return [Note("friends.requested", f"friend-request:{data['request_id']}", {"friend": data["nickname"]})]


def _friend_accepted(event: Event) -> list[Note]:
    data = event.data
    if not data.get("first", True):
        return []
    return [Note("friends.accepted", f"friend:{data['friend_id']}", {"friend": data["nickname"]})]


def _profile_changed(event: Event) -> list[Note]:
    tier = event.data["changes"].get("vip_tier")
    return [] if tier is None else [Note("club.tier_changed", f"tier:{event.event_id}", {"tier": tier})]


def _tier_grace(event: Event) -> list[Note]:
    tier, until = event.data["tier"], event.data["until"]
    return [Note("club.tier_kept", f"tier-kept:{tier}:{until}", {"tier": tier, "until": until})]


def _new_device(event: Event) -> list[Note]:
    return [Note("security.new_device", f"device:{event.event_id}", {"device": event.data["device"]})]


def _password_changed(event: Event) -> list[Note]:
    return [Note("security.password_changed", f"password:{event.event_id}")]


_NOTES_OF: Final[dict[str, Callable[[Event], list[Note]]]] = {
    "achievements.unlocked.v1": _achieved,
    NEW_DEVICE: _new_device,
    PASSWORD_CHANGED: _password_changed,
    "friends.accepted.v1": _friend_accepted,
    "friends.requested.v1": _friend_asked,
    "events.paid_after_end.v1": _paid_after_end,
    "rewards.granted.v1": _granted,
    "rewards.levelled.v1": _levelled,
    "users.profile_changed.v1": _profile_changed,
    "vip.grace_began.v1": _tier_grace,
}


def notes_of(event: Event) -> list[Note]:
    """The messages of one event, none for most. Raises on data that is not of its type's shape."""
    make = _NOTES_OF.get(event.type)
    return [] if make is None or event.user_id is None else make(event)
