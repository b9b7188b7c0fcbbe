"""A campaign, its audience's query and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from casino_club.domains.notifications.contracts import Channel, DeliveryStatus, Locale, Outbound, Text

Status = Literal["draft", "scheduled", "sending", "sent", "cancelled"]
STATUSES: Final[tuple[Status, ...]] = ("draft", "scheduled", "sending", "sent", "cancelled")
RecipientState = Literal["waiting", "sent", "excluded", "opted_out"]
"""`excluded`: not to be written to by the club's own rules; `opted_out`: by the player's."""

FieldKind = Literal["number", "choice", "moment", "day", "flag"]
Operator = Literal[
    "eq", "ne", "gt", "gte", "lt", "lte", "between", "in", "not_in", "before", "from", "within_days", "older_than_days",
    "is",
]  # fmt: skip
Value = int | bool | str | datetime | date | tuple[int, int] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something a segment may ask of a player. `choices` belong to the kind `choice`."""

    kind: FieldKind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One question of one field, its value already checked against the field's kind."""

    field: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; without parts everybody."""

    parts: "tuple[Segment, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Segment, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Segment"


Segment = Condition | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent and how. `segment` and `bundle` are kept in their JSON form."""

    name: str
    segment: Mapping[str, Any]
    texts: Mapping[Locale, Text]
    variables: Mapping[str, str | int]
    channels: tuple[Channel, ...]
    link: str | None = None
    bundle: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A message with its way from draft to sent. `audience` is counted when sending starts."""

    id: int
    message: Message
    status: Status
    send_at: datetime | None
    audience: int | None
    created_by: int
    created_at: datetime
    updated_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def key(self) -> str:
        """The key of its one message and its one gift to a player."""
        return f"campaign:{self.id}"


@dataclass(frozen=True, slots=True)
class AudienceCount:
    """How many players a segment finds now, and whom of them a campaign would not be written to."""

    audience: int
    excluded: int
    without_opt_in: int

    @property
    def reachable(self) -> int:
        """Those left, as far as channels do not stop the message."""
        return self.audience - self.excluded - self.without_opt_in


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a campaign, by player and by channel. `not_sent` are those a cancelled one did not come to."""

    campaign: Campaign
    audience: int
    sent: int
    excluded: int
    opted_out: int
    waiting: int
    not_sent: int
    in_app: int
    read: int
    deliveries: Mapping[Outbound, Mapping[DeliveryStatus, int]] = field(
        default_factory=dict[Outbound, dict[DeliveryStatus, int]]
    )
