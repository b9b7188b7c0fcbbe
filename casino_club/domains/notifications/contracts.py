"""What other domains know of notifications."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final, Literal
from uuid import UUID

Locale = Literal["ko", "en"]
Kind = Literal["security", "rewards", "social", "club", "marketing"]
"""What a player filters and switches by. `marketing` needs an opt-in of its own."""
Channel = Literal["in_app", "email", "push"]
Outbound = Literal["email", "push"]
"""The channels that leave the house: each message of theirs is a delivery."""
Priority = Literal["low", "normal", "high"]
DeliveryStatus = Literal["pending", "sending", "sent", "failed", "dropped"]
"""`dropped`: at sending time the player could not or would not be written to."""

KINDS: Final[tuple[Kind, ...]] = ("security", "rewards", "social", "club", "marketing")
CHANNELS: Final[tuple[Channel, ...]] = ("in_app", "email", "push")
OUTBOUND: Final[tuple[Outbound, ...]] = ("email", "push")
DELIVERY_STATUSES: Final[tuple[DeliveryStatus, ...]] = ("pending", "sending", "sent", "failed", "dropped")


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads: `{name}` in either part is filled from the variables."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Template:
    """A message the club knows how to write."""

    code: str
    kind: Kind
    priority: Priority
    channels: tuple[Channel, ...]
    texts: Mapping[Locale, Text]
    link: str | None = None
    """A path of the web app, without the language."""


@dataclass(frozen=True, slots=True)
class Notification:
    """One entry of a player's centre."""

    id: UUID
    template: str
    kind: Kind
    priority: Priority
    title: str
    body: str
    link: str | None
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one wall-clock time to another, over midnight when `until` is the earlier one; never equal."""

    since: time
    until: time


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a player lets through. A message passes when its channel and its kind on this channel are on."""

    channels: Mapping[Channel, bool]
    marketing: bool
    kinds: Mapping[Kind, Mapping[Channel, bool]]
    quiet_hours: QuietHours | None
    time_zone: str


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of all messages of one dedupe key."""

    posted: int
    """Players it was written for, on any channel."""
    in_app: int
    read: int
    deliveries: Mapping[Outbound, Mapping[DeliveryStatus, int]] = field(
        default_factory=dict[Outbound, dict[DeliveryStatus, int]]
    )
