"""One shared round in the hands of its leader, from wherever it stands to its end. May be killed at any moment.

A round is decided when its row is made and its phase is the clock's, so a leader only moves what time has already
decided. Every step may be repeated: bets end once in the ledger, a round closes when none is open, and whoever leads
next goes on from the rows.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import public as games
from casino_club.domains.games.contracts import Bet, GameConfig, OpenBet
from casino_club.domains.games.errors import BetClosedError, LaneFullError, LaneUnavailableError
from casino_club.domains.games.plugin import LeaderContext
from casino_club.domains.shared_rounds import repository, service
from casino_club.domains.shared_rounds.announcer import Announcer
from casino_club.domains.shared_rounds.contracts import Host, SharedRound
from casino_club.domains.shared_rounds.metrics import BETS_ENDED, ROUNDS, TICK_LAG
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

UNLED_MAX_S: Final = 5.0
"""A round that ran longer than this without a leader is given up and its open bets are refunded."""
GRACE_S: Final = 0.3
"""After the end, for decisions made in time that are still on their way to the ledger."""
IDLE_S: Final = 0.25
LOOK_EVERY: Final = timedelta(seconds=1)
BETS_AT_ONCE: Final = 500

Due = deque[tuple[datetime, OpenBet]]


class Play:
    """Made for one round and run once."""

    def __init__(
        self,
        context: LeaderContext,
        host: Host,
        announcer: Announcer,
        *,
        token: int,
        round_: SharedRound,
        config: GameConfig,
    ) -> None:
        self._context = context
        self._clock = context.clock
        self._host = host
        self._announcer = announcer
        self._token = token
        self._round = round_
        self._config = config
        self._law = context.games.table_of(config)
        self._early = Background()

    async def run(self) -> None:
        """To the end; whatever it meets on the way it announces."""
        try:
            if self._phase() == "betting":
                self._announce()
                await sleep_until(self._clock, self._round.locks_at)
            if self._phase() == "running":
                self._announce()
                await self._run_out()
            self._announce()
            if not self._round.voided:
                await sleep_until(self._clock, self._round.ends_at + timedelta(seconds=GRACE_S))
            await self._finish()
            self._announce()
        finally:
            await self._early.end()

    def _phase(self) -> str:
        return self._round.phase(self._clock.now())

    def _announce(self) -> None:
        self._announcer.say(self._host.round_message(self._law, self._round, self._clock.now()))

    async def _look(self) -> list[OpenBet]:
        """Note that the round is led, unless that comes too late; read it and its open bets."""

        async def look(session: AsyncSession) -> tuple[SharedRound | None, list[OpenBet]]:
            await service.note_led(session, self._host, token=self._token, unled_max_s=UNLED_MAX_S)
            bets = await games.list_bets_of_shared_round(session, shared_round=self._round.id)
            return await repository.find_round(session, self._round.id), bets

        found, bets = await self._context.database.run(look)
        self._round = found or self._round
        return [bet for bet in bets if bet.status == "open"]

    async def _run_out(self) -> None:
        """Tick until the end, or until the round is given up; settle what comes due on the way."""
        due: Due = deque()
        pause = timedelta(seconds=self._host.tick_s or IDLE_S)
        tick_at = look_at = self._clock.now()
        while (now := self._clock.now()) < self._round.ends_at and not self._round.voided:
            if self._host.tick_s is not None:
                TICK_LAG.labels(self._host.game).observe((now - tick_at).total_seconds())
                self._announcer.say(self._host.tick_message(self._law, self._round, now))
            if now >= look_at:
                # Again every second: bets taken just in time may still be on their way.
                look_at = now + LOOK_EVERY
                due = self._due_of(await self._look())
            while due and due[0][0] <= now and not self._round.voided:
                self._early.start(self._end_early(due.popleft()[1]))
            tick_at = max(tick_at + pause, self._clock.now())
            await sleep_until(self._clock, min(tick_at, self._round.ends_at))

    def _due_of(self, bets: Sequence[OpenBet]) -> Due:
        due = [(at, bet) for bet in bets if (at := self._host.due_at(self._law, self._round, bet)) is not None]
        return deque(sorted(due, key=lambda one: one[0]))

    async def _end_early(self, bet: OpenBet) -> None:
        try:
            await self._end(bet)
        except (LaneFullError, LaneUnavailableError) as error:
            # The next look, or the end, settles it: the amount is the same.
            log.warning("settlement_waits", bet_id=str(bet.id), error=repr(error))

    async def _end(self, bet: OpenBet) -> None:
        """End one bet, unless somebody was faster."""
        void = self._round.voided
        drawn = None if void else self._host.settle(self._law, self._round, bet)
        move = Bet(
            bet.user_id,
            bet.game,
            self._config,
            0,
            drawn=drawn,
            move="refund" if void else "close",
            currency=bet.currency,
            bet_id=bet.id,
            step=bet.step,
        )
        try:
            await self._context.lane.play(move)
        except BetClosedError:
            return
        BETS_ENDED.labels(self._host.game, move.move).inc()
        message = None if drawn is None else self._host.settled_message(self._law, self._round, bet, drawn)
        if message is not None:
            self._announcer.say(message)

    async def _finish(self) -> None:
        """End every open bet, then the round; again until none was left."""
        outcome = self._host.plan(self._law, self._round.draw(), self._round.opens_at).outcome

        async def close(session: AsyncSession) -> bool:
            return await service.close_round(
                session, self._host, token=self._token, round_=self._round, outcome=outcome
            )

        closed = False
        while not closed:
            bets = await self._look()
            for start in range(0, len(bets), BETS_AT_ONCE):
                await asyncio.gather(*(self._end(bet) for bet in bets[start : start + BETS_AT_ONCE]))
            closed = await self._context.database.run(close)
        ROUNDS.labels(self._host.game, "void" if self._round.voided else "closed").inc()
        async with self._context.database.read() as session:
            self._round = await repository.find_round(session, self._round.id) or self._round


async def sleep_until(clock: Clock, moment: datetime) -> None:
    """Sleep by the given clock, in short steps: it may be moved."""
    while (left := (moment - clock.now()).total_seconds()) > 0:  # noqa: ASYNC110 - time is what is waited for
        await asyncio.sleep(min(left, 1.0))
