"""Sends what is due: the audience written down once, then a chunk a transaction until nobody waits.

A message, the gift with it and the recipient's mark are one transaction under a key that is unique a player, so a
worker that dies anywhere leaves a chunk whole or untouched, and the next goes on from the rows.
"""

import time
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.campaigns import repository, rules
from casino_club.domains.campaigns.contracts import Campaign, RecipientState
from casino_club.domains.campaigns.metrics import RECIPIENTS, STARTED
from casino_club.domains.campaigns.segment_sql import compile_segment
from casino_club.domains.notifications import public as notifications
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

TEMPLATE: Final = "campaign"
REASON: Final = "campaign"
CHUNK: Final = 500
GIFTS_A_CHUNK: Final = 1
"""A gift locks its player's accounts: one player a transaction, so nobody's bets wait for another's gift."""
RUN_S: Final = 40.0
"""A run ends after this long and the next one goes on: no campaign keeps other jobs waiting."""
FREEZE_MAX: Final = timedelta(minutes=5)


async def send_due(
    database: Database, clock: Clock, *, chunk: int = CHUNK, run_s: float = RUN_S
) -> dict[RecipientState, int]:
    """Start what is due and send what is under way; answers how many recipients were decided, by state."""
    until = time.monotonic() + run_s
    done: dict[RecipientState, int] = {}
    while await database.run(lambda session: _start(session, clock.now())):
        STARTED.inc()
    turn = 0
    while time.monotonic() < until:
        sent = await database.run(lambda session, turn=turn: _send_chunk(session, turn, chunk, clock.now()))
        if sent is None:
            break
        turn, states = sent
        for state in states.values():
            done[state] = done.get(state, 0) + 1
            RECIPIENTS.labels(state).inc()
    return done


async def _start(session: AsyncSession, now: datetime) -> bool:
    campaign = await repository.take_due(session, now)
    if campaign is None:
        return False
    await repository.allow_longer(session, FREEZE_MAX)
    where = compile_segment(rules.parse_segment(campaign.message.segment), now=now)
    audience = await repository.freeze_audience(session, campaign.id, where, now=now)
    log.info("campaign_started", campaign=campaign.id, audience=audience)
    return True


async def _send_chunk(
    session: AsyncSession, turn: int, chunk: int, now: datetime
) -> tuple[int, dict[int, RecipientState]] | None:
    """Send to the next recipients of the campaign after `turn`; answers which it was and what became of them.

    None when no campaign is under way, or others are at them all.
    """
    campaign = await repository.take_sending(session, turn)
    if campaign is None:
        return None
    limit = chunk if campaign.message.bundle is None else GIFTS_A_CHUNK
    waiting = await repository.list_waiting(session, campaign.id, limit)
    if not waiting:
        await repository.finish(session, campaign.id, status="sent", now=now)
        log.info("campaign_sent", campaign=campaign.id)
        return campaign.id, {}
    allowed = await repository.list_allowed(session, waiting, now)
    reached: set[int] = set()
    if allowed:
        await _write(session, campaign, allowed, now)
        reached = await repository.list_with_message(session, campaign.key, allowed)
    if campaign.message.bundle is not None:
        for user_id in sorted(reached):
            await _give(session, campaign, user_id, now)
    states: dict[int, RecipientState] = dict.fromkeys(waiting, "excluded")
    states.update({user_id: "sent" if user_id in reached else "opted_out" for user_id in allowed})
    await repository.decide(session, campaign.id, states, now=now)
    return campaign.id, states


async def _write(session: AsyncSession, campaign: Campaign, user_ids: list[int], now: datetime) -> None:
    message = campaign.message
    await notifications.notify_many(
        session,
        user_ids=user_ids,
        template=TEMPLATE,
        dedupe_key=campaign.key,
        now=now,
        variables=message.variables,
        link=message.link,
        texts=message.texts,
        channels=message.channels,
    )


async def _give(session: AsyncSession, campaign: Campaign, user_id: int, now: datetime) -> None:
    await rewards.grant(
        session,
        user_id=user_id,
        reason=REASON,
        bundle=Bundle.of(campaign.message.bundle or {}),
        idempotency_key=campaign.key,
        now=now,
    )
