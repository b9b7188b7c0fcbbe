"""Partners in the back office."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import Field

from casino_club.domains.partners.contracts import EVENTS, Delivery, DeliveryStatus, EventName, Overview, Secret, Terms
from casino_club.domains.partners.schemas import PartnerId
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.infra.net import URL_CHARS_MAX
from casino_club.kernel.money import AMOUNT_MAX

_NO_NUL: Final = r"^[^\x00]*$"
Cap = Annotated[int, Field(ge=0, le=AMOUNT_MAX)]


class PartnerEditIn(In):
    """What operators decide. Caps are gold a UTC day. Without `webhook_url` the partner is told nothing."""

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=_NO_NUL)]
    daily_cap_gold: Cap
    player_daily_cap_gold: Cap
    webhook_url: Annotated[str, Field(min_length=1, max_length=URL_CHARS_MAX, pattern=_NO_NUL)] | None = None
    webhook_events: Annotated[list[EventName], Field(max_length=16)] = Field(default_factory=lambda: list(EVENTS))
    active: bool = True

    def terms(self) -> Terms:
        """The domain's own shape."""
        return Terms(
            name=self.name,
            daily_cap_gold=self.daily_cap_gold,
            player_daily_cap_gold=self.player_daily_cap_gold,
            webhook_url=self.webhook_url,
            webhook_events=tuple(dict.fromkeys(self.webhook_events)),
            active=self.active,
        )


class PartnerIn(PartnerEditIn):
    """A new partner; `partner_id` is for good."""

    partner_id: PartnerId


class PartnerOut(Out):
    """A partner as operators see it. `kids` are the names of the secrets in use for calls."""

    partner_id: str
    name: str
    active: bool
    daily_cap_gold: Amount
    player_daily_cap_gold: Amount
    webhook_url: str | None
    webhook_events: list[EventName]
    webhook_disabled_at: UtcTime | None
    webhook_disabled_reason: str | None
    kids: list[str]
    players: int
    credited_today_gold: Amount
    deliveries_pending: int
    deliveries_failed: int
    created_at: UtcTime

    @classmethod
    def facts_of(cls, one: Overview) -> dict[str, Any]:
        """What a partner and a new partner share."""
        terms = one.partner.terms
        return {
            "partner_id": one.partner.id,
            "name": terms.name,
            "active": terms.active,
            "daily_cap_gold": terms.daily_cap_gold,
            "player_daily_cap_gold": terms.player_daily_cap_gold,
            "webhook_url": terms.webhook_url,
            "webhook_events": list(terms.webhook_events),
            "webhook_disabled_at": one.partner.disabled_at,
            "webhook_disabled_reason": one.partner.disabled_reason,
            "kids": list(one.kids),
            "players": one.players,
            "credited_today_gold": one.credited_today,
            "deliveries_pending": one.pending,
            "deliveries_failed": one.failed,
            "created_at": one.partner.created_at,
        }

    @classmethod
    def of(cls, one: Overview) -> "PartnerOut":
        """A partner in the words of the API."""
        return cls(**cls.facts_of(one))


class PartnersOut(Out):
    items: list[PartnerOut]

    @classmethod
    def all_of(cls, partners: Sequence[Overview]) -> "PartnersOut":
        """Every partner."""
        return cls(items=[PartnerOut.of(one) for one in partners])


class SecretOut(Out):
    """Shown in this answer and never again."""

    kid: str
    secret: str

    @classmethod
    def of(cls, one: Secret) -> "SecretOut":
        """A secret in the words of the API."""
        return cls(kid=one.kid, secret=one.secret)


class WebhookSecretOut(Out):
    """Shown in this answer and never again; `whsec_…` as libraries for Standard Webhooks read it."""

    webhook_secret: str


class PartnerCreatedOut(PartnerOut):
    """A new partner with its secrets, which are shown in this answer and never again."""

    request_secret: SecretOut
    webhook_secret: str

    @classmethod
    def made(cls, one: Overview, request: Secret, webhook: Secret) -> "PartnerCreatedOut":
        """A new partner in the words of the API."""
        facts = cls.facts_of(one)
        return cls(**facts, request_secret=SecretOut.of(request), webhook_secret=webhook.secret)


class DeliveryOut(Out):
    """A webhook. `attempts` counts from the last replay on; `reason` says why the last try came to nothing."""

    delivery_id: str
    event: EventName
    payload: str
    status: DeliveryStatus
    attempts: int
    due_at: UtcTime | None
    http_status: int | None
    reason: str | None
    created_at: UtcTime
    finished_at: UtcTime | None

    @classmethod
    def of(cls, one: Delivery) -> "DeliveryOut":
        """A delivery in the words of the API."""
        return cls(
            delivery_id=str(one.id),
            event=one.event,
            payload=one.payload,
            status=one.status,
            attempts=one.attempts,
            due_at=one.due_at if one.status == "pending" else None,
            http_status=one.http_status,
            reason=one.reason,
            created_at=one.created_at,
            finished_at=one.finished_at,
        )
