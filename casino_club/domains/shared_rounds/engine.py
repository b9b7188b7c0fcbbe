"""The leader of a table: one of many candidates opens its rounds and sees them to their end.

The lease lives in PostgreSQL and carries a token that grows with each change of leader; whatever a leader writes about
rounds is refused once a newer token exists.
"""

import asyncio
from typing import Final
from uuid import uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import public as games
from casino_club.domains.games.contracts import GameConfig
from casino_club.domains.games.errors import LaneFullError, LaneUnavailableError
from casino_club.domains.games.plugin import LeaderContext
from casino_club.domains.shared_rounds import repository, service
from casino_club.domains.shared_rounds.announcer import Announcer
from casino_club.domains.shared_rounds.contracts import Host, SharedRound
from casino_club.domains.shared_rounds.errors import LeaseLostError
from casino_club.domains.shared_rounds.metrics import LEADERS, LEADING
from casino_club.domains.shared_rounds.play import IDLE_S, UNLED_MAX_S, Play, sleep_until
from casino_club.domains.shared_rounds.repository import Table
from casino_club.infra.db.engine import is_unavailable, sqlstate_of
from casino_club.infra.tasks import end_all

log = structlog.get_logger(__name__)

LEASE_S: Final = 1.5
_LOCK_TIMEOUT: Final = "55P03"
BEAT_S: Final = 0.4
"""A dead leader's lease ends after `LEASE_S` at most and is asked for every `BEAT_S`: takeover within two seconds."""


class Leader:
    """One process's candidate for leading one table."""

    def __init__(self, context: LeaderContext, host: Host) -> None:
        self._context = context
        self._host = host
        self._table = Table(host.game, host.variant)
        self._holder = uuid4()
        self._token = 0
        self._announcer = Announcer(context.redis, host.topic, context.clock, context.background)

    async def run(self) -> None:
        """Stand by, lead when nobody else does, stand by again."""
        while True:
            try:
                if await self._beat():
                    await self._reign()
            except LeaseLostError:
                log.warning("lease_lost", game=self._host.game, term=self._token)
            except Exception as error:
                if _passes(error):
                    log.warning("leader_waits", game=self._host.game, error=repr(error))
                else:
                    log.exception("leader_failed", game=self._host.game)
            await asyncio.sleep(BEAT_S)

    async def _beat(self) -> bool:
        """Take or renew the lease; False while another process leads. A late answer counts as none."""

        async def take(session: AsyncSession) -> int | None:
            return await service.take_lease(
                session, self._host, holder=self._holder, ttl_s=LEASE_S, unled_max_s=UNLED_MAX_S
            )

        async with asyncio.timeout(LEASE_S):
            token = await self._context.database.run(take)
        if token is None:
            return False
        if token != self._token:
            self._token = token
            LEADERS.labels(self._host.game).inc()
            log.info("leading", game=self._host.game, variant=self._host.variant, term=token)
        return True

    async def _reign(self) -> None:
        LEADING.labels(self._host.game).inc()
        token = self._token
        tasks = [asyncio.create_task(self._keep_lease(token)), asyncio.create_task(self._lead(token))]
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        finally:
            LEADING.labels(self._host.game).dec()
            await end_all(tasks)
            await self._give_lease()

    async def _keep_lease(self, token: int) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            if not await self._beat() or self._token != token:
                raise LeaseLostError

    async def _give_lease(self) -> None:
        try:
            async with asyncio.timeout(LEASE_S), self._context.database.transaction() as session:
                await repository.give_lease(session, self._table, self._holder)
        except Exception as error:  # noqa: BLE001 - it ends by itself a second later
            log.warning("lease_not_given", game=self._host.game, error=repr(error))

    async def _lead(self, token: int) -> None:
        while True:
            newest = await self._newest()
            round_ = newest if newest is not None and newest.state == "open" else await self._next(token, newest)
            if round_ is None:
                await asyncio.sleep(IDLE_S)
                continue
            config = await self._config_of(round_)
            await Play(self._context, self._host, self._announcer, token=token, round_=round_, config=config).run()

    async def _newest(self) -> SharedRound | None:
        async with self._context.database.read() as session:
            return await repository.find_newest_round(session, self._table)

    async def _next(self, token: int, newest: SharedRound | None) -> SharedRound | None:
        """Open the next round when it is time; None while the game is closed or its first chain is being made."""
        context, host = self._context, self._host
        if newest is not None:
            law = context.games.live(host.game, host.variant).table
            await sleep_until(context.clock, repository.over_at(newest) + host.pause(law))
        if not context.games.enabled(host.game):
            return None
        live = context.games.live(host.game, host.variant)

        async def open_round(session: AsyncSession) -> tuple[SharedRound | None, bool]:
            return await service.open_round(
                session, host, token=token, config=live.config, law=live.table, now=context.clock.now()
            )

        round_, chain_wanted = await context.database.run(open_round)
        if chain_wanted:
            chain = await service.publish_chain(context.database, self._table, made_by="product")
            log.info("chain_published", game=host.game, terminal_hash=chain.terminal_hash)
        return round_

    async def _config_of(self, round_: SharedRound) -> GameConfig:
        for config in self._context.games.versions(round_.game, round_.variant):
            if config.config_id == round_.config_id:
                return config
        async with self._context.database.read() as session:
            return await games.get_config(session, config_id=round_.config_id)


def _passes(error: Exception) -> bool:
    """True for what is over by itself: engines away, a full lane, a round held by a bet that commits late."""
    waited = sqlstate_of(error) == _LOCK_TIMEOUT
    return waited or is_unavailable(error) or isinstance(error, LaneUnavailableError | LaneFullError)
