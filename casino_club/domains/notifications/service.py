"""Use cases of notifications. Each takes part in the caller's transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.notifications.contracts import Channel, DeliveryReport, Kind, Locale, Priority, Text


async def post(
    session: AsyncSession,
    *,
    user_ids: Sequence[int],
    template: str,
    dedupe_key: str,
    now: datetime,
    variables: Mapping[str, str | int],
    link: str | None,
    priority: Priority | None,
    texts: Mapping[Locale, Text] | None,
    channels: Collection[Channel] | None,
) -> int:
    """See `notifications.public.notify_many`."""
    raise NotImplementedError


async def reachable(session: AsyncSession, *, user_ids: Sequence[int], kind: Kind, now: datetime) -> set[int]:
    """See `notifications.public.reachable`."""
    raise NotImplementedError


async def unread_of(session: AsyncSession, *, user_id: int) -> int:
    """See `notifications.public.unread_of`."""
    raise NotImplementedError


async def delivery_report(session: AsyncSession, *, dedupe_key: str) -> DeliveryReport:
    """See `notifications.public.delivery_report`."""
    raise NotImplementedError
