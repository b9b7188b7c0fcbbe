"""Counts events into tallies, and counts them all again from the tables when asked."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

import structlog
from prometheus_client import Counter, Histogram
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.progress import repository, rules
from casino_club.domains.progress.contracts import (
    Contribution,
    Facts,
    ScopeWindow,
    Tally,
    TallyChange,
    Told,
    day_scope,
    week_scope,
)
from casino_club.domains.progress.events import MOVED
from casino_club.domains.rewards import public as rewards
from casino_club.infra.db.engine import Database
from casino_club.infra.outbox import inbox
from casino_club.infra.outbox.store import Outgoing, publish_many
from casino_club.kernel.events import Event

log = structlog.get_logger(__name__)

NAME: Final = "progress"
"""The consumer's name in the inbox."""
DAYS_KEPT: Final = 62
"""Days and weeks older than this are deleted; what they led to has been judged long before."""
PURGE_ROWS: Final = 5000

COUNTED = Counter("casino_club_progress_events_total", "Events counted into tallies", ["type"])
REPEATED = Counter("casino_club_progress_repeated_total", "Events that had been counted before")
SECONDS = Histogram("casino_club_progress_batch_seconds", "Time to count one batch")

Watch = Callable[[AsyncSession, Sequence[TallyChange], datetime], Awaitable[Sequence[Told]]]
Recall = Callable[[AsyncSession], AsyncIterator[Event]]


async def count(
    session: AsyncSession, events: Sequence[Event], *, watchers: Sequence[Watch], now: datetime
) -> Sequence[TallyChange]:
    """Count those of the events that were not counted yet, let the watchers judge, and tell the players."""
    fresh = await inbox.claim_many(session, consumer=NAME, event_ids={event.event_id for event in events})
    new = {event.event_id: event for event in events if event.event_id in fresh}
    REPEATED.inc(len(events) - len(new))
    if not new:
        return []
    pairs = [(event, rules.contribution_of(event)) for event in new.values()]
    contributions = [one for _, one in pairs]
    stakes = rules.stakes_by_day(pairs)
    gained = await rewards.reward_rounds(session, stakes=stakes) if stakes else {}
    contributions += [_experience(user_id, day, exp) for (user_id, day), exp in gained.items()]
    changes = await merge(session, contributions)
    told: list[Told] = []
    for watch in watchers:
        told += await watch(session, changes, now)
    await tell(session, told)
    for event in new.values():
        COUNTED.labels(event.type).inc()
    return changes


def _experience(user_id: int, day: Any, amount: int) -> Contribution:
    return Contribution(user_id, datetime.combine(day, time(), UTC), Facts(sums={"exp": amount}))


async def merge(session: AsyncSession, contributions: Sequence[Contribution]) -> list[TallyChange]:
    """Add contributions to every scope they belong to."""
    windows = await repository.windows_of(
        session, user_ids={one.user_id for one in contributions}, at=min(one.at for one in contributions)
    )
    return await repository.add(session, rules.Scopes(windows).spread(contributions))


async def tell(session: AsyncSession, told: Sequence[Told]) -> None:
    """One event a player, with all its messages in order."""
    by_player: dict[int, list[dict[str, Any]]] = {}
    for one in told:
        by_player.setdefault(one.user_id, []).append({"kind": one.kind, "data": dict(one.data)})
    events = [Outgoing(MOVED, user_id, {"told": messages}) for user_id, messages in by_player.items()]
    publish_many(session, events)


async def report(session: AsyncSession, *, user_id: int, scope: str, amount: int, now: datetime) -> TallyChange:
    """Count what a player reported into one scope."""
    await repository.record_report(session, user_id=user_id, scope=scope, amount=amount, at=now)
    [change] = await repository.add(session, {(user_id, scope): Facts(sums={"reported": amount})})
    return change


async def purge(database: Database, *, now: datetime) -> int:
    """Delete day and week rows older than `DAYS_KEPT`; answers how many."""
    oldest = now.date() - timedelta(days=DAYS_KEPT)
    deleted = 0
    while True:
        async with database.transaction() as session:
            rows = await repository.purge(
                session, before_day=day_scope(oldest), before_week=week_scope(oldest), rows=PURGE_ROWS
            )
        deleted += rows
        if rows < PURGE_ROWS:
            return deleted


async def rebuild(session: AsyncSession, *, histories: Sequence[Recall], now: datetime) -> int:
    """Make every tally anew from what the domains' own tables say happened. Answers how many rows had been different.

    The session's transaction must be fresh. Events that are still on their way stay out: the consumer will count them.
    """
    await repository.begin_rebuild(session)
    before = await repository.all_tallies(session)
    wanted = await _counted_anew(session, histories, now)
    different = {
        key
        for key in before.keys() | wanted.keys()
        if _content(before.get(key, Tally())) != _content(_tally_of(wanted.get(key, Facts())))
    }
    await repository.clear(session)
    if wanted:
        await repository.add(session, wanted)
        versions = {key: before.get(key, Tally()).version + (key in different) for key in wanted}
        await repository.set_versions(session, versions)
    log.info("progress_rebuilt", rows=len(wanted), different=len(different))
    return len(different)


async def _counted_anew(
    session: AsyncSession, histories: Sequence[Recall], now: datetime
) -> dict[tuple[int, str], Facts]:
    scopes = rules.Scopes(await repository.all_windows(session))
    rows: dict[tuple[int, str], Facts] = {}

    def take(contributions: Sequence[Contribution], sign: int = 1) -> None:
        for key, facts in scopes.spread(contributions).items():
            signed = facts if sign > 0 else Facts(sums={name: -amount for name, amount in facts.sums.items()})
            rows.setdefault(key, Facts()).merge(signed)

    for history in histories:
        async for event in history(session):
            if rules.is_counted(event):
                take([_without_experience(rules.contribution_of(event))])
    for row in await repository.experience_by_day(session):
        take([_experience(row.user_id, row.day, row.amount)])
    # Sums of what is not counted yet are taken back. Peaks and sets need not be: counting them twice is the same.
    for row in await repository.pending(session, consumer=NAME):
        event = Event(row.event_id, row.type, row.user_id, row.occurred_at, row.data)
        if rules.is_counted(event):
            take([rules.contribution_of(event)], sign=-1)
    for row in await repository.reported(session):
        rows.setdefault((row.user_id, row.scope), Facts()).merge(Facts(sums={"reported": row.amount}))
    oldest = now.date() - timedelta(days=DAYS_KEPT)
    first_day, first_week = day_scope(oldest), week_scope(oldest)
    return {
        key: facts
        for key, facts in rows.items()
        if not (key[1].startswith("day:") and key[1] < first_day)
        and not (key[1].startswith("week:") and key[1] < first_week)
        and _content(_tally_of(facts)) != _content(Tally())
    }


def _without_experience(one: Contribution) -> Contribution:
    one.facts.sums.pop("exp", None)
    return one


def _tally_of(facts: Facts) -> Tally:
    numbers: dict[str, Any] = {**facts.sums, **facts.peaks, **facts.sets}
    return Tally(**numbers)


def _content(tally: Tally) -> Tally:
    return replace(tally, version=0)


def windows_for(scope: str, user_id: int | None, since: datetime, until: datetime) -> ScopeWindow:
    """A window, its times checked."""
    if since > until:
        raise ValueError("a window ends after it begins")
    return ScopeWindow(scope, user_id, since, until)
