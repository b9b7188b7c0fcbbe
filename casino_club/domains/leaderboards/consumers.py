"""Takes settled rounds into the leaderboards."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from redis.exceptions import ResponseError

from casino_club.domains.games.events import ROUND_SETTLED
from casino_club.domains.leaderboards import service
from casino_club.domains.leaderboards.boards import Boards
from casino_club.domains.leaderboards.contracts import NEVER, Fact
from casino_club.domains.leaderboards.rules import DAYS_SINGLE, coalesced, moment_of
from casino_club.domains.leaderboards.waiting import Waiting
from casino_club.infra.db.engine import Database
from casino_club.infra.outbox.consumer import Consumer, ConsumerUnavailableError
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock
from casino_club.kernel.events import Event
from casino_club.kernel.ids import uuid7_time

log = structlog.get_logger(__name__)

NAME: Final = "leaderboards"


def fact_of(event: Event) -> Fact:
    """What a settled round says about its player's day."""
    data: dict[str, Any] = event.data
    assert event.user_id is not None  # noqa: S101 - a round has a player
    stats, round_id = data["stats"], UUID(data["round_id"])
    moment, gold = moment_of(round_id), data["currency"] == "gold"
    return Fact(
        user_id=event.user_id,
        game=data["game"],
        day=uuid7_time(round_id).date(),
        plays=stats["plays"],
        wagered=stats["total_bet"],
        net_win=stats["total_win"] - stats["total_bet"],
        multiplier_x100=data["multiplier_x100"],
        plays_at=moment,
        wagered_at=moment if gold else NEVER,
        net_win_at=moment if gold and data["payout"] != data["stake"] else NEVER,
        multiplier_at=moment,
    )


def make_consumer(redis: Redis, database: Database, clock: Clock, background: Background) -> Consumer:
    """The relay's consumer. It needs no inbox: facts merge, so an event it had before changes nothing.

    Valkey being away delays events. Without boards a rebuild is started, which reads the rounds themselves.
    """
    boards = Boards(redis)
    waiting = Waiting(redis, boards)
    asked = False

    async def merge() -> None:
        nonlocal asked
        while asked:
            asked = False
            try:
                if not await waiting.merge_all(today=clock.now().date()):
                    await service.ensure_boards(database, boards, clock)
            except Exception as error:
                log.warning("leaderboards_behind", exc_info=error)  # the next event or minute tries again

    begin = background.errand(merge, name=NAME)

    async def consume(events: Sequence[Event]) -> None:
        nonlocal asked
        facts = coalesced(fact_of(event) for event in events if event.type == ROUND_SETTLED)
        if not facts:
            return
        # A day this old may no longer be counted singly, so nobody could tell a repetition: the boards are made anew.
        oldest = clock.now().date() - timedelta(days=DAYS_SINGLE)
        recent = [fact for fact in facts if fact.day is not None and fact.day > oldest]
        try:
            if len(recent) < len(facts):
                await boards.discard()
            await waiting.put(recent)
        except ResponseError:
            raise  # Valkey understood and refused: the event is to blame
        except RedisUnavailable as error:
            raise ConsumerUnavailableError(NAME) from error
        asked = True
        begin()

    return Consumer(NAME, consume)
