"""Bodies of the notification routes."""

from datetime import datetime, time
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from casino_club.domains.notifications.contracts import (
    Channel,
    DeliveryStatus,
    Kind,
    Locale,
    Outbound,
    Preferences,
    Priority,
    QuietHours,
)
from casino_club.domains.notifications.service import PreferenceChanges
from casino_club.infra.http.schemas import In, Out, UtcTime

ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["22:30"])]
"""Wall-clock time, `HH:MM`."""


class NotificationOut(Out):
    """`link` is a path of the web app, without the language."""

    id: UUID
    template: str
    kind: Kind
    priority: Priority
    title: str
    body: str
    link: str | None
    created_at: UtcTime
    read_at: UtcTime | None


class NotificationsOut(Out):
    """One page of the centre; `unread` counts the whole centre."""

    items: list[NotificationOut]
    next_cursor: str | None
    unread: int


class UnreadOut(Out):
    unread: int


class ChannelsOut(Out):
    in_app: bool
    email: bool
    push: bool


class KindsOut(Out):
    security: ChannelsOut
    rewards: ChannelsOut
    social: ChannelsOut
    club: ChannelsOut
    marketing: ChannelsOut


class QuietHoursOut(Out):
    """From `since` to `until`, over midnight when `until` is the earlier one."""

    since: ClockTime
    until: ClockTime


class PreferencesOut(Out):
    """A message passes when its channel and its kind on that channel are on; marketing needs `marketing` too.

    In quiet hours (wall-clock times of `time_zone`) e-mail and push messages wait for their end; only urgent security
    messages do not.
    """

    channels: ChannelsOut
    marketing: bool
    kinds: KindsOut
    quiet_hours: QuietHoursOut | None
    time_zone: str

    @classmethod
    def of(cls, kept: Preferences) -> Self:
        quiet = kept.quiet_hours
        hours = None if quiet is None else {"since": f"{quiet.since:%H:%M}", "until": f"{quiet.until:%H:%M}"}
        return cls.model_validate(
            {
                "channels": kept.channels,
                "marketing": kept.marketing,
                "kinds": kept.kinds,
                "quiet_hours": hours,
                "time_zone": kept.time_zone,
            }
        )


class ChannelsIn(In):
    """What is left out, or null, stays."""

    in_app: bool | None = None
    email: bool | None = None
    push: bool | None = None

    def named(self) -> dict[Channel, bool]:
        switches: dict[Channel, bool | None] = {"in_app": self.in_app, "email": self.email, "push": self.push}
        return {channel: on for channel, on in switches.items() if on is not None}


class KindsIn(In):
    """What is left out, or null, stays."""

    security: ChannelsIn | None = None
    rewards: ChannelsIn | None = None
    social: ChannelsIn | None = None
    club: ChannelsIn | None = None
    marketing: ChannelsIn | None = None

    def named(self) -> dict[Kind, dict[Channel, bool]]:
        rows: dict[Kind, ChannelsIn | None] = {
            "security": self.security,
            "rewards": self.rewards,
            "social": self.social,
            "club": self.club,
            "marketing": self.marketing,
        }
        return {kind: row.named() for kind, row in rows.items() if row is not None}


class QuietHoursIn(In):
    since: ClockTime
    until: ClockTime

    @model_validator(mode="after")
    def _differ(self) -> Self:
        if self.since == self.until:
            raise PydanticCustomError("empty_hours", "the times differ")
        return self


class PreferencesIn(In):
    """What is left out stays. `quiet_hours` null switches them off."""

    channels: ChannelsIn | None = None
    marketing: bool | None = None
    kinds: KindsIn | None = None
    quiet_hours: QuietHoursIn | None = None
    time_zone: (
        Annotated[str, Field(max_length=64, pattern=r"^[A-Z][A-Za-z]*(/[A-Z][A-Za-z_]*(-[A-Z][a-z]+)*)*$")] | None
    ) = None

    def changes(self) -> PreferenceChanges:
        """What the body names."""
        changes = PreferenceChanges()
        if self.channels is not None:
            changes["channels"] = self.channels.named()
        if self.marketing is not None:
            changes["marketing"] = self.marketing
        if self.kinds is not None:
            changes["kinds"] = self.kinds.named()
        if "quiet_hours" in self.model_fields_set:
            hours = self.quiet_hours
            changes["quiet_hours"] = None if hours is None else QuietHours(_time(hours.since), _time(hours.until))
        if self.time_zone is not None:
            changes["time_zone"] = self.time_zone
        return changes


def _time(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a wall-clock time has no zone


class PushKeysIn(In):
    p256dh: Annotated[str, Field(min_length=80, max_length=100)]
    auth: Annotated[str, Field(min_length=20, max_length=32)]


class PushSubscriptionIn(In):
    """What the browser's `PushSubscription.toJSON()` gives."""

    endpoint: Annotated[str, Field(min_length=8, max_length=1024)]
    keys: PushKeysIn
    expirationTime: Any = None  # noqa: N815 - the browser's own name; unused

    @field_validator("expirationTime")
    @classmethod
    def _ignore(cls, _value: Any) -> None:
        return None


class PushSubscriptionOut(Out):
    id: UUID
    device: str
    created_at: UtcTime


class PushSubscriptionsOut(Out):
    items: list[PushSubscriptionOut]


class PushKeyOut(Out):
    """The key that browsers subscribe with: `applicationServerKey`, base64url."""

    public_key: str


class TextOut(Out):
    title: str
    body: str


class TemplateOut(Out):
    """`{name}` in a text is filled when a message is written."""

    code: str
    kind: Kind
    priority: Priority
    channels: list[Channel]
    texts: dict[Locale, TextOut]
    link: str | None


class TemplatesOut(Out):
    items: list[TemplateOut]


class DeliveryCountOut(Out):
    """`oldest_due_at` is that of the pending ones."""

    channel: Outbound
    status: DeliveryStatus
    count: int
    oldest_due_at: UtcTime | None


class DeliveryCountsOut(Out):
    """Deliveries of the last 30 days; finished ones older than that are deleted."""

    items: list[DeliveryCountOut]
