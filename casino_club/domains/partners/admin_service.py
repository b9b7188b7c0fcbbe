"""What operators do with partners. Each deed is in the audit log, in the transaction that did it, without a secret."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.partners import delivery_repository, repository, rules, service
from casino_club.domains.partners.contracts import Delivery, Overview, Partner, Secret, Terms
from casino_club.domains.partners.errors import (
    DeliveryNotFailedError,
    DeliveryNotFoundError,
    LastSecretError,
    PartnerExistsError,
    PartnerNotFoundError,
    SecretNotFoundError,
    SecretsFullError,
    WebhookDisabledError,
)


async def _locked(session: AsyncSession, partner_id: str) -> Partner:
    partner = await repository.find(session, partner_id, lock=True)
    if partner is None:
        raise PartnerNotFoundError
    return partner


async def _audit(session: AsyncSession, deed: Deed, action: str, partner_id: str, **facts: Any) -> None:
    await auth.record_deed(session, deed, action=f"partners.{action}", target=f"partner:{partner_id}", facts=facts)


def _facts(terms: Terms) -> dict[str, Any]:
    return {
        "name": terms.name,
        "daily_cap_gold": terms.daily_cap_gold,
        "player_daily_cap_gold": terms.player_daily_cap_gold,
        "webhook_url": terms.webhook_url,
        "webhook_events": list(terms.webhook_events),
        "active": terms.active,
    }


async def get(session: AsyncSession, *, partner_id: str, now: datetime) -> Overview:
    """One partner. Raises `PartnerNotFoundError`."""
    found = await repository.overviews(session, now=now, id_=partner_id)
    if not found:
        raise PartnerNotFoundError
    return found[0]


async def create(
    session: AsyncSession, *, deed: Deed, partner_id: str, terms: Terms, now: datetime
) -> tuple[Overview, Secret, Secret]:
    """Add a partner; answers it with its secrets for calls and for webhooks, which are never shown again.

    Raises `PartnerExistsError`.
    """
    if not await repository.add(session, partner_id, terms, now=now):
        raise PartnerExistsError
    request, webhook = service.new_request_secret(), service.new_webhook_secret()
    await repository.add_secret(session, partner_id, "request", request, now=now)
    await repository.add_secret(session, partner_id, "webhook", webhook, now=now)
    await _audit(session, deed, "created", partner_id, **_facts(terms), kid=request.kid)
    return await get(session, partner_id=partner_id, now=now), request, webhook


async def edit(session: AsyncSession, *, deed: Deed, partner_id: str, terms: Terms, now: datetime) -> Overview:
    """Change what operators decide. Raises `PartnerNotFoundError`."""
    before = _facts((await _locked(session, partner_id)).terms)
    after = _facts(terms)
    await repository.edit(session, partner_id, terms)
    changed = {name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]}
    await _audit(session, deed, "edited", partner_id, **changed)
    return await get(session, partner_id=partner_id, now=now)


async def add_secret(session: AsyncSession, *, deed: Deed, partner_id: str, now: datetime) -> Secret:
    """The next secret for calls, valid beside the one in use. Raises `PartnerNotFoundError`, `SecretsFullError`."""
    await _locked(session, partner_id)
    if len(await repository.secrets_of(session, partner_id, "request", now=now)) >= rules.SECRETS_MAX:
        raise SecretsFullError
    made = service.new_request_secret()
    await repository.add_secret(session, partner_id, "request", made, now=now)
    await _audit(session, deed, "secret_added", partner_id, kid=made.kid)
    return made


async def retire_secret(session: AsyncSession, *, deed: Deed, partner_id: str, kid: str, now: datetime) -> None:
    """Take a secret for calls out of use at once.

    Raises `PartnerNotFoundError`, `SecretNotFoundError`, `LastSecretError`.
    """
    await _locked(session, partner_id)
    kids = {one.kid for one in await repository.secrets_of(session, partner_id, "request", now=now)}
    if kid not in kids:
        raise SecretNotFoundError
    if len(kids) == 1:
        raise LastSecretError
    await repository.retire_secret(session, partner_id, "request", kid, at=now)
    await _audit(session, deed, "secret_retired", partner_id, kid=kid)


async def replace_webhook_secret(session: AsyncSession, *, deed: Deed, partner_id: str, now: datetime) -> Secret:
    """A new secret for webhooks; the one before signs beside it for a day. Raises `PartnerNotFoundError`."""
    await _locked(session, partner_id)
    newest, *older = await repository.secrets_of(session, partner_id, "webhook", now=now)
    for one in older:
        await repository.retire_secret(session, partner_id, "webhook", one.kid, at=now)
    await repository.retire_secret(session, partner_id, "webhook", newest.kid, at=now + rules.WEBHOOK_OVERLAP)
    made = service.new_webhook_secret()
    await repository.add_secret(session, partner_id, "webhook", made, now=now)
    await _audit(session, deed, "webhook_secret_replaced", partner_id, kid=made.kid)
    return made


async def enable_webhook(session: AsyncSession, *, deed: Deed, partner_id: str, now: datetime) -> Overview:
    """Call the endpoint again; what was held back goes out. Raises `PartnerNotFoundError`."""
    partner = await _locked(session, partner_id)
    await repository.enable_webhook(session, partner_id)
    await _audit(session, deed, "webhook_enabled", partner_id, was=partner.disabled_reason)
    return await get(session, partner_id=partner_id, now=now)


async def replay(session: AsyncSession, *, deed: Deed, partner_id: str, delivery_id: UUID, now: datetime) -> Delivery:
    """Send a failed delivery again, from its first try on, under the same id.

    Raises `PartnerNotFoundError`, `DeliveryNotFoundError`, `DeliveryNotFailedError`, `WebhookDisabledError`.
    """
    partner = await _locked(session, partner_id)
    delivery = await delivery_repository.find(session, partner_id, delivery_id)
    if delivery is None:
        raise DeliveryNotFoundError
    if delivery.status != "failed":
        raise DeliveryNotFailedError({"status": delivery.status})
    if partner.terms.webhook_url is None or partner.disabled_at is not None:
        raise WebhookDisabledError
    await delivery_repository.replay(session, delivery_id, now=now)
    await _audit(session, deed, "delivery_replayed", partner_id, delivery=str(delivery_id), event=delivery.event)
    again = await delivery_repository.find(session, partner_id, delivery_id)
    assert again is not None  # noqa: S101 - held since it was found
    return again
