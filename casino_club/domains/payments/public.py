"""The door to payments for other domains and for the entry points."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.payments import repository
from casino_club.domains.payments.contracts import Gateway, Order, WebhookEvent, WebhookStatus
from casino_club.domains.payments.sandbox_gateway import SandboxGateway
from casino_club.domains.payments.service import Payments
from casino_club.domains.payments.stripe_gateway import StripeGateway
from casino_club.infra.db.engine import Database
from casino_club.infra.settings import Settings, webhook_keys
from casino_club.kernel.clock import Clock

__all__ = ["Payments", "make_payments"]


def make_payments(settings: Settings, database: Database, clock: Clock) -> Payments | None:
    """Who collects money here; None where nobody does."""
    gateway: Gateway
    if settings.collects_in_sandbox:
        gateway = SandboxGateway(database, clock, base_url=settings.base_url, keys=webhook_keys(settings))
    elif settings.payment_provider == "stripe" and settings.stripe_secret_key and settings.stripe_webhook_secret:
        secrets = settings.stripe_webhook_secret.get_secret_value().split(",")
        gateway = StripeGateway(settings.stripe_secret_key.get_secret_value(), [one.strip() for one in secrets])
    else:
        return None
    return Payments(gateway, database, clock, base_url=settings.base_url)


async def find_order(session: AsyncSession, *, receipt: str) -> Order | None:
    """What was placed under a receipt; None when nothing was."""
    return await repository.find_order(session, receipt)


async def not_asked_since(session: AsyncSession, receipts: list[str], *, before: datetime, limit: int) -> list[str]:
    """Those of the receipts that nobody asked the provider about since, the longest waiting first."""
    return await repository.not_asked_since(session, receipts, before=before, limit=limit)


async def events_of(session: AsyncSession, *, receipt: str) -> list[WebhookEvent]:
    """Webhooks about a receipt, the oldest first."""
    return await repository.events_of(session, receipt)


async def list_events(
    session: AsyncSession, *, status: WebhookStatus | None, before: UUID | None, limit: int
) -> list[WebhookEvent]:
    """Webhooks, the newest first."""
    return await repository.list_events(session, status=status, before=before, limit=limit)


async def list_stuck(session: AsyncSession, *, before: datetime, limit: int) -> list[WebhookEvent]:
    """Webhooks that nobody finished working on, because the process died."""
    return await repository.list_stuck(session, before=before, limit=limit)


async def claim_failed(session: AsyncSession, event_id: UUID, *, now: datetime) -> WebhookEvent | None:
    """Take a failed webhook up again; None when it is none. Only one of several callers gets it."""
    return await repository.claim_failed(session, event_id, now=now)


async def find_event(session: AsyncSession, event_id: UUID) -> WebhookEvent | None:
    """One webhook."""
    return await repository.find_event(session, event_id)


async def purge_nonces(session: AsyncSession, *, now: datetime) -> None:
    """Forget nonces whose signatures are long stale."""
    await repository.purge_nonces(session, now=now)
