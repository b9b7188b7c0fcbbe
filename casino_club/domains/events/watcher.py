"""Follows the tallies of events in the transaction that changes them: completion, counts, what players are told."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.events import repository, service
from casino_club.domains.events.contracts import SCOPE_PREFIX, EventProgress
from casino_club.domains.progress.contracts import TallyChange, Told


async def watch(session: AsyncSession, changes: Sequence[TallyChange], now: datetime) -> list[Told]:
    """At most four statements a batch, whoever played."""
    mine = [(UUID(one.scope.removeprefix(SCOPE_PREFIX)), one) for one in changes if one.scope.startswith(SCOPE_PREFIX)]
    if not mine:
        return []
    events = await repository.list_by_ids(session, {event_id for event_id, _ in mine})
    rounds: Counter[tuple[UUID, int]] = Counter()
    moved: list[tuple[UUID, TallyChange, EventProgress]] = []
    completed: list[tuple[UUID, int]] = []
    for event_id, change in mine:
        event = events.get(event_id)
        # Nothing is completed in an event that was taken down.
        if event is None or event.deactivated_at is not None:
            continue
        rounds[event_id, change.user_id % repository.STRIPES] += change.after.plays - change.before.plays
        before, after = service.progress_of(event, change.before), service.progress_of(event, change.after)
        if after != before:
            moved.append((event_id, change, after))
        if after.completed:
            completed.append((event_id, change.user_id))
    if completed:
        await repository.mark_completed(session, sorted(completed), now)
    counted = {key: plays for key, plays in rounds.items() if plays}
    if counted:
        await repository.add_rounds(session, counted)
    return await _told(session, moved)


async def _told(session: AsyncSession, moved: Sequence[tuple[UUID, TallyChange, EventProgress]]) -> list[Told]:
    if not moved:
        return []
    claimed = await repository.claimed_among(session, [(event_id, change.user_id) for event_id, change, _ in moved])
    return [
        service.message_of(
            event_id,
            change.user_id,
            progress,
            claimed=(event_id, change.user_id) in claimed,
            version=change.after.version,
        )
        for event_id, change, progress in moved
    ]
