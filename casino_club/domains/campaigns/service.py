"""What operators do with campaigns. Each deed is in the audit log, in the transaction that did it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.campaigns import repository, rules
from casino_club.domains.campaigns.contracts import AudienceCount, Campaign, Message, Report, Status
from casino_club.domains.campaigns.errors import CampaignNotFoundError, CampaignStateError, SegmentTooSlowError
from casino_club.domains.campaigns.segment_sql import compile_segment
from casino_club.domains.notifications import public as notifications
from casino_club.infra.db.engine import sqlstate_of

PREVIEW_MAX: Final = timedelta(seconds=10)
_CANCELLED_STATEMENT: Final = "57014"


async def _locked(session: AsyncSession, campaign_id: int, *allowed: Status) -> Campaign:
    campaign = await repository.find(session, campaign_id, lock=True)
    if campaign is None:
        raise CampaignNotFoundError
    if campaign.status not in allowed:
        raise CampaignStateError({"status": campaign.status})
    return campaign


async def _audit(session: AsyncSession, deed: Deed, action: str, campaign: Campaign, **facts: Any) -> None:
    told = {"name": campaign.message.name, **facts}
    await auth.record_deed(session, deed, action=f"campaigns.{action}", target=f"campaign:{campaign.id}", facts=told)


def _audited(message: Message) -> dict[str, Any]:
    return {
        "segment": dict(message.segment),
        "channels": list(message.channels),
        "bundle": None if message.bundle is None else dict(message.bundle),
        "titles": {locale: words.title for locale, words in message.texts.items()},
    }


async def get(session: AsyncSession, *, campaign_id: int) -> Campaign:
    """One campaign. Raises `CampaignNotFoundError`."""
    campaign = await repository.find(session, campaign_id)
    if campaign is None:
        raise CampaignNotFoundError
    return campaign


async def create(session: AsyncSession, *, deed: Deed, message: Message, now: datetime) -> Campaign:
    """Keep a draft."""
    campaign = await repository.insert(session, message, actor_id=deed.actor_id, now=now)
    await _audit(session, deed, "created", campaign, **_audited(message))
    return campaign


async def edit(session: AsyncSession, *, deed: Deed, campaign_id: int, message: Message, now: datetime) -> Campaign:
    """Change a draft. Raises `CampaignNotFoundError`, `CampaignStateError`."""
    before = await _locked(session, campaign_id, "draft")
    campaign = await repository.edit(session, campaign_id, message, now=now)
    await _audit(session, deed, "edited", campaign, before=_audited(before.message), after=_audited(message))
    return campaign


async def schedule(
    session: AsyncSession, *, deed: Deed, campaign_id: int, send_at: datetime | None, now: datetime
) -> Campaign:
    """Send a draft at a moment, or now. Raises `CampaignNotFoundError`, `CampaignStateError`."""
    await _locked(session, campaign_id, "draft")
    moment = now if send_at is None else send_at
    campaign = await repository.schedule(session, campaign_id, send_at=moment, now=now)
    await _audit(session, deed, "scheduled", campaign, send_at=moment.isoformat())
    return campaign


async def cancel(session: AsyncSession, *, deed: Deed, campaign_id: int, reason: str, now: datetime) -> Campaign:
    """Stop what has not gone out. Raises `CampaignNotFoundError`, `CampaignStateError`."""
    before = await _locked(session, campaign_id, "draft", "scheduled", "sending")
    campaign = await repository.finish(session, campaign_id, status="cancelled", now=now)
    await _audit(session, deed, "cancelled", campaign, reason=reason, before=before.status)
    return campaign


async def report(session: AsyncSession, *, campaign_id: int) -> Report:
    """What became of it so far. Raises `CampaignNotFoundError`."""
    campaign = await get(session, campaign_id=campaign_id)
    delivered = await notifications.delivery_report(session, dedupe_key=campaign.key)
    return await repository.read_report(session, campaign, delivered)


async def preview(session: AsyncSession, *, segment: Mapping[str, Any], now: datetime) -> AudienceCount:
    """Whom a segment would find now. Raises `SegmentError`, `SegmentTooSlowError`."""
    where = compile_segment(rules.parse_segment(segment), now=now)
    await repository.allow_longer(session, PREVIEW_MAX)
    try:
        return await repository.count_audience(session, where, now=now)
    except DBAPIError as error:
        if sqlstate_of(error) == _CANCELLED_STATEMENT:
            raise SegmentTooSlowError(retry_after_s=60) from error
        raise
