"""Use cases of notifications. Each takes part in the caller's transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypedDict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.notifications import keys, repository, rules
from casino_club.domains.notifications.contracts import (
    CHANNELS,
    DELIVERY_STATUSES,
    OUTBOUND,
    Channel,
    DeliveryReport,
    DeliveryStatus,
    Kind,
    Locale,
    Outbound,
    Preferences,
    Priority,
    QuietHours,
    Text,
)
from casino_club.domains.notifications.errors import (
    NotificationNotFoundError,
    UnknownTimeZoneError,
    UnsubscribeLinkError,
)
from casino_club.domains.notifications.events import READ
from casino_club.domains.notifications.metrics import POSTED
from casino_club.domains.notifications.templates import TEMPLATES
from casino_club.domains.users import public as users
from casino_club.infra.outbox.store import publish

TIME_ZONE: Final = "Asia/Seoul"


class PreferenceChanges(TypedDict, total=False):
    """What a player changes; a missing key stays. `quiet_hours` None switches them off."""

    channels: Mapping[Channel, bool]
    marketing: bool
    kinds: Mapping[Kind, Mapping[Channel, bool]]
    quiet_hours: QuietHours | None
    time_zone: str


async def post(
    session: AsyncSession,
    *,
    user_ids: Sequence[int],
    template: str,
    dedupe_key: str,
    now: datetime,
    variables: rules.Variables,
    link: str | None,
    priority: Priority | None,
    texts: Mapping[Locale, Text] | None,
    channels: Collection[Channel] | None,
) -> int:
    """See `notifications.public.notify_many`."""
    if template not in TEMPLATES:
        raise ValueError(f"unknown template {template}")
    if len(user_ids) > rules.USERS_MAX:
        raise ValueError(f"at most {rules.USERS_MAX} players at a time")
    draft = rules.draft(
        TEMPLATES[template], variables=variables, link=link, priority=priority, texts=texts, channels=channels
    )
    written = await repository.insert(
        session,
        draft,
        user_ids=user_ids,
        dedupe_key=dedupe_key,
        urgent=rules.is_urgent(draft.kind, draft.priority),
        due_at=now + rules.BATCH,
        now=now,
    )
    POSTED.labels(draft.kind).inc(written)
    return written


async def reachable(session: AsyncSession, *, user_ids: Sequence[int], kind: Kind, now: datetime) -> set[int]:
    """See `notifications.public.reachable`."""
    return await repository.reachable(session, user_ids, kind=kind, channels=CHANNELS, now=now)


async def unread_of(session: AsyncSession, *, user_id: int) -> int:
    """See `notifications.public.unread_of`."""
    return await repository.count_unread(session, user_id)


async def delivery_report(session: AsyncSession, *, dedupe_key: str) -> DeliveryReport:
    """See `notifications.public.delivery_report`."""
    posted, in_app, read, counts = await repository.campaign_counts(session, dedupe_key)
    deliveries: dict[Outbound, dict[DeliveryStatus, int]] = {
        channel: {status: counts.get((channel, status), 0) for status in DELIVERY_STATUSES} for channel in OUTBOUND
    }
    return DeliveryReport(posted=posted, in_app=in_app, read=read, deliveries=deliveries)


async def read_one(session: AsyncSession, *, user_id: int, id_: UUID, now: datetime) -> int:
    """Mark an entry read; answers how many are unread now. Raises `NotificationNotFoundError`."""
    changed = await repository.mark_read(session, user_id, id_, now)
    if changed is None:
        raise NotificationNotFoundError
    return await _tell_unread(session, user_id, changed=changed)


async def read_all(session: AsyncSession, *, user_id: int, kind: Kind | None, now: datetime) -> int:
    """Mark every entry (of a kind) read; answers how many are unread now."""
    changed = await repository.mark_all_read(session, user_id, kind, now)
    return await _tell_unread(session, user_id, changed=changed > 0)


async def _tell_unread(session: AsyncSession, user_id: int, *, changed: bool) -> int:
    unread = await repository.count_unread(session, user_id)
    if changed:
        publish(session, type_=READ, user_id=user_id, data={"unread": unread})
    return unread


async def get_preferences(session: AsyncSession, *, user_id: int) -> Preferences:
    """What the player lets through. Raises `UserNotFoundError`."""
    user = await users.get(session, user_id=user_id)
    kept = await repository.find_preferences(session, user_id)
    muted, since, until, time_zone = kept or ([], None, None, TIME_ZONE)
    return Preferences(
        channels={channel: user.notify.get(channel, True) for channel in CHANNELS},
        marketing=user.notify.get("marketing", False),
        kinds=rules.switches(muted),
        quiet_hours=None if since is None or until is None else QuietHours(since, until),
        time_zone=time_zone,
    )


async def change_preferences(
    session: AsyncSession, *, user_id: int, changes: PreferenceChanges, now: datetime
) -> Preferences:
    """Change what is given. Raises `UnknownTimeZoneError`, `UserNotFoundError`."""
    await users.get(session, user_id=user_id, lock=True)
    before = await get_preferences(session, user_id=user_id)
    after = replace(before, **changes)
    kinds = {kind: {**before.kinds[kind], **row} for kind, row in after.kinds.items()}
    after = replace(after, channels={**before.channels, **after.channels}, kinds={**before.kinds, **kinds})
    if after.time_zone != before.time_zone and not await repository.is_time_zone(session, after.time_zone):
        raise UnknownTimeZoneError
    switches: dict[str, bool] = {**after.channels, "marketing": after.marketing}
    if switches != {**before.channels, "marketing": before.marketing}:
        await users.change_profile(session, user_id=user_id, now=now, notify=switches)
    quiet = after.quiet_hours
    await repository.save_preferences(
        session,
        user_id,
        muted=rules.muted_by(after.kinds),
        since=None if quiet is None else quiet.since,
        until=None if quiet is None else quiet.until,
        time_zone=after.time_zone,
    )
    return after


async def read_unsubscribe(session: AsyncSession, *, token: str) -> tuple[int, Kind]:
    """Whose mail of which kind a link stands for. Raises `UnsubscribeLinkError`."""
    found = rules.read_unsubscribe_token(await keys.unsubscribe_secret(session), token)
    if found is None:
        raise UnsubscribeLinkError
    return found


async def unsubscribe(session: AsyncSession, *, token: str, now: datetime) -> Kind:
    """Stop the mail that a link stands for; for marketing, the opt-in itself. Again does no harm."""
    user_id, kind = await read_unsubscribe(session, token=token)
    changes = PreferenceChanges(kinds={kind: {"email": False}})
    if kind == "marketing":
        changes["marketing"] = False
    await change_preferences(session, user_id=user_id, changes=changes, now=now)
    return kind
