"""The door to notifications. Every function takes part in the caller's transaction and calls nothing outside."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.notifications import audit, keys, repository, service
from casino_club.domains.notifications.contracts import Channel, DeliveryReport, Kind, Locale, Priority, Text
from casino_club.domains.notifications.rules import Variables
from casino_club.kernel.invariants import Finding


async def notify(
    session: AsyncSession,
    *,
    user_id: int,
    template: str,
    dedupe_key: str,
    now: datetime,
    variables: Variables | None = None,
    link: str | None = None,
    priority: Priority | None = None,
) -> bool:
    """Write one player a message of a known template, in their language, on the channels they allow.

    False, and nothing changes, when the player has had this `dedupe_key`, is excluded, on a break, suspended or
    deleted, or allows none of the template's channels. Integers in `variables` are shown with thousands separators.
    Raises `ValueError` for an unknown template, a missing variable, or a link that is no path of the web app.
    """
    count = await notify_many(
        session,
        user_ids=[user_id],
        template=template,
        dedupe_key=dedupe_key,
        now=now,
        variables=variables,
        link=link,
        priority=priority,
    )
    return count == 1


async def notify_many(
    session: AsyncSession,
    *,
    user_ids: Sequence[int],
    template: str,
    dedupe_key: str,
    now: datetime,
    variables: Variables | None = None,
    link: str | None = None,
    priority: Priority | None = None,
    texts: Mapping[Locale, Text] | None = None,
    channels: Collection[Channel] | None = None,
) -> int:
    """Write many players the same message in one statement; at most 5 000 at a time.

    `dedupe_key` is unique a player: a call repeated after a crash, with the same or other players, writes only to those
    who have not had it. Answers how many were written to now; who may not or will not be written to (see `notify`) is
    left out. `texts` replaces the template's (both languages; `{nickname}` is always known), `channels` narrows its
    channels. Campaigns use the template `campaign` (kind `marketing`, needs the marketing opt-in).
    """
    return await service.post(
        session,
        user_ids=user_ids,
        template=template,
        dedupe_key=dedupe_key,
        now=now,
        variables=variables or {},
        link=link,
        priority=priority,
        texts=texts,
        channels=channels,
    )


async def reachable(session: AsyncSession, *, user_ids: Sequence[int], kind: Kind, now: datetime) -> set[int]:
    """Those of the players whom a message of this kind would reach now, on at least one channel."""
    return await service.reachable(session, user_ids=user_ids, kind=kind, now=now)


async def unread_of(session: AsyncSession, *, user_id: int) -> int:
    """How many entries of the player's centre are unread."""
    return await service.unread_of(session, user_id=user_id)


async def delivery_report(session: AsyncSession, *, dedupe_key: str) -> DeliveryReport:
    """What became of a `notify_many`: for campaigns, whose keys are indexed."""
    return await service.delivery_report(session, dedupe_key=dedupe_key)


async def forget(session: AsyncSession, *, user_id: int) -> None:
    """Delete all that was written to a player, their preferences and their browsers: when the account goes."""
    await repository.forget(session, user_id)


async def ensure_keys(session: AsyncSession) -> None:
    """Make the keys that push services and links in e-mails are signed by, once. Call when a process starts."""
    await keys.ensure(session)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of messages and deliveries, checked over all rows."""
    return await audit.findings(session)
