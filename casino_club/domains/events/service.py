"""What players do with live events: look, join, leave, report, claim. The caller's transaction is the only one.

A player who leaves keeps what was counted; what happens outside does not count; who comes back counts on. What is
completed stays completed, and is paid when the event ends even if nobody claims it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.events import metrics, repository
from casino_club.domains.events.contracts import (
    REPORTED,
    Claimed,
    EventProgress,
    EventStatus,
    LiveEvent,
    PlayerEvent,
    reward_key,
    scope_of,
)
from casino_club.domains.events.errors import (
    EventNotActiveError,
    EventNotCompletedError,
    EventNotFoundError,
    EventNotJoinedError,
    EventNotSelfReportedError,
)
from casino_club.domains.events.rules import measured
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import Tally, Told
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle, Grant

ACTIVE_MAX: Final = 100
REASON: Final = "event"


def progress_of(event: LiveEvent, tally: Tally) -> EventProgress:
    """How far a tally is on an event's way."""
    return measured(event.requirements, {name: EVALUATORS[name](tally) for name in event.requirements})


def message_of(event_id: UUID, user_id: int, at: EventProgress, *, claimed: bool, version: int) -> Told:
    """What a player's screens are told of an event."""
    data = {
        "id": str(event_id),
        "progress": at.progress,
        "target": at.target,
        "completed": at.completed,
        "claimed": claimed,
        "progress_version": version,
    }
    return Told(user_id, "event_progress", data)


async def seen_by(session: AsyncSession, events: Sequence[LiveEvent], *, user_id: int) -> list[PlayerEvent]:
    """Events as one player sees them, in the same order, in two queries."""
    own = await repository.participations_of(session, user_id, [event.id for event in events])
    tallies = await progress.tallies_of(session, user_id=user_id, scopes=[scope_of(event_id) for event_id in own])
    seen: list[PlayerEvent] = []
    for event in events:
        tally = tallies.get(scope_of(event.id), Tally())
        seen.append(PlayerEvent(event, own.get(event.id), progress_of(event, tally), tally.version))
    return seen


async def get(session: AsyncSession, *, event_id: UUID, user_id: int, now: datetime) -> PlayerEvent:
    """One event. Raises `EventNotFoundError` for drafts, and for a deactivated one the player never joined."""
    event = await _visible(session, event_id, now)
    [seen] = await seen_by(session, [event], user_id=user_id)
    if event.status(now) == "deactivated" and seen.participation is None:
        raise EventNotFoundError
    return seen


async def list_active(session: AsyncSession, *, user_id: int, now: datetime) -> list[PlayerEvent]:
    """Running events, the most important first."""
    return await seen_by(session, await repository.list_active(session, now, limit=ACTIVE_MAX), user_id=user_id)


async def list_page(
    session: AsyncSession,
    *,
    user_id: int,
    now: datetime,
    status: EventStatus | None,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[PlayerEvent]:
    """Events of any status a player may see, by start, the latest first."""
    events = await repository.list_page(session, now, status=status, drafts=False, before=before, limit=limit)
    return await seen_by(session, events, user_id=user_id)


async def join(session: AsyncSession, *, event_id: UUID, user_id: int, now: datetime) -> PlayerEvent:
    """Take part from now on; joining twice changes nothing. Raises `EventNotActiveError`."""
    # Held shared: an edit of the terms waits for us, or we see it.
    await repository.hold(session, event_id)
    event = await _active(session, event_id, now)
    if await repository.join(session, event_id, user_id, now):
        await progress.enrol(session, scope=scope_of(event_id), user_id=user_id, since=now, until=event.ends_at)
        metrics.JOINED.inc()
    return await get(session, event_id=event_id, user_id=user_id, now=now)


async def leave(session: AsyncSession, *, event_id: UUID, user_id: int, now: datetime) -> PlayerEvent:
    """Stop taking part; what was counted stays. Leaving twice changes nothing. Raises `EventNotJoinedError`."""
    event = await _active(session, event_id, now)
    if await repository.leave(session, event_id, user_id, now):
        await progress.withdraw(session, scope=scope_of(event_id), user_id=user_id, at=now)
    [seen] = await seen_by(session, [await _visible(session, event.id, now)], user_id=user_id)
    if seen.participation is None:
        raise EventNotJoinedError
    return seen


async def report(session: AsyncSession, *, event_id: UUID, user_id: int, amount: int, now: datetime) -> PlayerEvent:
    """Count `amount` more of what a self-reported event asks for, never beyond its target."""
    event = await _active(session, event_id, now)
    if not event.is_self_reported:
        raise EventNotSelfReportedError
    own = await repository.lock_participation(session, event_id, user_id)
    if own is None or own.left_at is not None:
        raise EventNotJoinedError
    scope = scope_of(event_id)
    tally = (await progress.tallies_of(session, user_id=user_id, scopes=[scope]))[scope]
    room = event.requirements[REPORTED] - EVALUATORS[REPORTED](tally)
    if room > 0:
        change = await progress.report(session, user_id=user_id, scope=scope, amount=min(amount, room), now=now)
        after = progress_of(event, change.after)
        if after.completed:
            await repository.mark_completed(session, [(event_id, user_id)], now)
        told = message_of(event_id, user_id, after, claimed=own.claimed_at is not None, version=change.after.version)
        await progress.tell(session, told=[told])
    [seen] = await seen_by(session, [event], user_id=user_id)
    return seen


async def claim(session: AsyncSession, *, event_id: UUID, user_id: int, now: datetime) -> Claimed:
    """Take the reward of a completed event, once. A repetition answers the first result."""
    seen = await get(session, event_id=event_id, user_id=user_id, now=now)
    if seen.participation is None:
        raise EventNotJoinedError
    # A deactivated event completes for nobody any more; who had completed it keeps the reward.
    still_counts = seen.event.status(now) != "deactivated"
    if not seen.is_claimed and not (seen.is_completed if still_counts else seen.participation.completed_at):
        raise EventNotCompletedError({"progress": seen.progress.progress, "target": seen.progress.target})
    grant = await pay(session, seen.event, user_id=user_id, now=now, way="claim")
    return claimed_of(grant, seen.version)


async def pay(session: AsyncSession, event: LiveEvent, *, user_id: int, now: datetime, way: str) -> Grant:
    """Grant an event's reward, once per player however it comes about, and mark the player's line."""
    grant = await rewards.grant(
        session,
        user_id=user_id,
        reason=REASON,
        bundle=Bundle.of(event.rewards),
        idempotency_key=reward_key(event.id),
        now=now,
    )
    # After the grant: the player's accounts are locked before anything else of the player.
    await repository.mark_claimed(session, event.id, user_id, now)
    if grant.applied:
        metrics.PAID.labels(way).inc()
    return grant


def claimed_of(grant: Grant, progress_version: int) -> Claimed:
    """A grant as the answer of a claim."""
    balances: Mapping[str, int] = grant.new_balances
    return Claimed(grant.applied, grant.reward_items, balances, progress_version)


async def _visible(session: AsyncSession, event_id: UUID, now: datetime) -> LiveEvent:
    event = await repository.find(session, event_id)
    if event is None or event.status(now) == "draft":
        raise EventNotFoundError
    return event


async def _active(session: AsyncSession, event_id: UUID, now: datetime) -> LiveEvent:
    event = await _visible(session, event_id, now)
    if event.status(now) != "active":
        raise EventNotActiveError
    return event
