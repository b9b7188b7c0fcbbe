"""A partner, the players linked to it, what it credited and what it is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

EventName = Literal["player.linked", "player.unlinked", "credit.posted"]
EVENTS: Final[tuple[EventName, ...]] = get_args(EventName)
DeliveryStatus = Literal["pending", "sent", "failed"]
SecretKind = Literal["request", "webhook"]
Cap = Literal["partner", "player"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What operators decide about a partner. Caps are gold a UTC day: for all its players together, and for each."""

    name: str
    daily_cap_gold: int
    player_daily_cap_gold: int
    webhook_url: str | None = None
    webhook_events: tuple[EventName, ...] = EVENTS
    active: bool = True


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as it stands. `disabled_at`: since when its webhooks are held back, and why."""

    id: str
    terms: Terms
    disabled_at: datetime | None
    disabled_reason: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret and its name; nobody is shown `secret` after the call that made it."""

    kid: str
    secret: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A partner as operators see it. `kids` are the names of the request secrets in use."""

    partner: Partner
    kids: tuple[str, ...]
    players: int
    credited_today: int
    pending: int
    failed: int


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A code that a player may enter once, until `expires_at`."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """What a code would link: shown to the player before they agree."""

    partner_id: str
    partner_name: str
    external_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A player's consent: the partner knows this player as `external_id`."""

    id: UUID
    partner_id: str
    partner_name: str
    external_id: str
    user_id: int
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class CreditOrder:
    """What a partner asks to credit. `reference` is its own name for it, once for each credit."""

    external_id: str
    amount: int
    reference: str
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Gold that a partner credited. `balance_after` is the player's gold right after it."""

    id: UUID
    partner_id: str
    external_id: str
    user_id: int
    amount: int
    currency: str
    reference: str
    memo: str | None
    balance_after: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook: sent until it is accepted, `TRIES_MAX` times at most."""

    id: UUID
    partner_id: str
    event: EventName
    deed_id: UUID
    payload: str
    status: DeliveryStatus
    attempts: int
    due_at: datetime
    http_status: int | None
    reason: str | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery taken to be sent. The first of `secrets` is the newest; receivers may still hold an older one."""

    id: UUID
    partner_id: str
    event: EventName
    payload: str
    attempts: int
    url: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try: accepted, worth another, or `gone`, after which the endpoint is called no more."""

    result: Literal["sent", "retry", "gone"]
    http_status: int | None = None
    reason: str | None = None
