"""Counts what the club does, from its own rows only."""

from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.events import public as events
from casino_club.domains.social_proof import repository, rules
from casino_club.domains.social_proof.contracts import Activity
from casino_club.infra.db.engine import Database
from casino_club.infra.realtime.presence import WINDOW_S, Presence
from casino_club.infra.redis import RedisUnavailable
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)


async def measure(database: Database, presence: Presence, clock: Clock, *, big_win_gold: int) -> Activity:
    """The club's activity now. Costs the rounds of about a minute, however many there are."""
    now = clock.now()
    async with database.read() as session:
        plays = await repository.read_plays(session, rules.windows_at(now), big_win_gold=big_win_gold)
        seen = await repository.list_seen(session, now - timedelta(seconds=WINDOW_S))
        active_events = await events.count_active(session, now=now)
    return Activity(
        online_users=await count_online(presence, seen),
        spins_last_hour=plays.plays_hour,
        big_wins_last_hour=plays.big_wins_hour,
        total_plays_today=plays.plays_day,
        active_events_count=active_events,
        generated_at=now,
    )


async def count_online(presence: Presence, seen: list[int]) -> int:
    """Players with a live socket, and those who logged in or renewed their session, each once."""
    try:
        return await presence.online_count() + await presence.count_absent(seen)
    except RedisUnavailable as error:
        log.warning("presence_unavailable", error=repr(error))
        return len(seen)


async def count_slices(database: Database, clock: Clock, *, big_win_gold: int) -> int:
    """Count the slices that are settled, a few minutes of play a transaction; answers how many transactions it took.

    Two workers may try: the second finds the first at it and leaves.
    """

    async def count_next(session: AsyncSession) -> bool:
        held, through = await repository.hold_progress(session)
        span = rules.next_span(through, clock.now()) if held else None
        if span is None:
            return False
        await repository.count_span(session, *span, big_win_gold=big_win_gold)
        await repository.purge(session, clock.now() - rules.KEPT)
        return True

    done = 0
    while await database.run(count_next):
        done += 1
    return done
