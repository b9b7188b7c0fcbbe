"""The batched lane: many bets, one transaction, one round trip; each answers after the commit.

One flusher a process. It sends the next batch when the last commit returned, so batches grow with load and a lone bet
waits for nobody. There is no timer. Rules it keeps:

- A batch holds at most one bet of a player; a player's further bets wait their turn in the order they came.
- A bet is drawn when its turn comes, from the nonce the ledger will check. Another process may have moved that nonce:
  the statement says so, nothing was written, and the bet is drawn again from the new one. A move whose outcome is not
  the player's seed's comes with what was decided and needs no draw.
- One bet's refusal is that bet's alone. If the whole statement fails, its bets are sent again one by one.
- When the connection breaks, nobody knows whether the batch committed. Waiters get 503 and repeat their request; the
  idempotency key makes sure that it happened once.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from prometheus_client import Counter, Gauge, Histogram

from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.domains.games.contracts import Bet, Drawn, Replayed, Settled
from casino_club.domains.games.errors import LaneFullError, LaneUnavailableError
from casino_club.domains.games.ledger import Intent, IntentRow, LaneLedger, refusal
from casino_club.infra.db.engine import is_retryable, is_unavailable
from casino_club.kernel.errors import IdempotencyKeyReusedError, InvariantError
from casino_club.kernel.rng import Draw

log = structlog.get_logger(__name__)

BATCH_MAX: Final = 128
TRIES_MAX: Final = 64
"""How often a bet may find its nonce taken or its account busy before its player is asked to come back."""
BUSY_PAUSE_S: Final = 0.01
STOP_WAIT_S: Final = 5
SEEDS_CACHED_MAX: Final = 100_000

BATCH_SIZE = Histogram("casino_club_bet_batch_size", "Bets in one batch", buckets=(1, 2, 4, 8, 16, 32, 64, 128))
QUEUE = Gauge("casino_club_bet_queue", "Bets waiting or in flight", multiprocess_mode="livesum")
BETS = Counter("casino_club_bets_total", "Bets by result", ["status"])


@dataclass(slots=True)
class _Waiting:
    bet: Bet
    answer: "asyncio.Future[Settled | Replayed]"
    seed: ActiveSeed | None = None
    drawn: Drawn | None = None
    tries: int = 0


class BetLane:
    """Call `start` before and `stop` after; `play` from any task of the same loop."""

    def __init__(self, ledger: LaneLedger, *, queue_max: int) -> None:
        self._ledger = ledger
        self._queue_max = queue_max
        self._size = 0
        self._turns: dict[int, deque[_Waiting]] = {}
        self._ready: deque[_Waiting] = deque()
        self._twins: dict[tuple[int, str], _Waiting] = {}
        self._seeds: dict[int, ActiveSeed] = {}
        self._wake = asyncio.Event()
        self._flusher: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to flush."""
        self._flusher = asyncio.create_task(self._run(), name="bet-lane")

    async def stop(self) -> None:
        """Let what waits settle, then end."""
        waiting = [one.answer for turns in self._turns.values() for one in turns]
        if waiting:
            await asyncio.wait(waiting, timeout=STOP_WAIT_S)
        if self._flusher:
            self._flusher.cancel()
            await asyncio.gather(self._flusher, return_exceptions=True)
        await self._ledger.close()

    def forget_seed(self, user_id: int) -> None:
        """Drop a cached seed, e.g. after this process rotated it."""
        self._seeds.pop(user_id, None)

    async def play(self, bet: Bet) -> Settled | Replayed:
        """Settle one bet. Raises the bet's own refusal, `LaneFullError` or `LaneUnavailableError`."""
        if bet.key is not None and (twin := self._twins.get((bet.user_id, bet.key))) is not None:
            if twin.bet.key_hash != bet.key_hash:
                raise IdempotencyKeyReusedError
            return _as_replay(await asyncio.shield(twin.answer))
        if self._size >= self._queue_max:
            BETS.labels("refused_full").inc()
            raise LaneFullError(retry_after_s=1)
        waiting = _Waiting(bet, asyncio.get_running_loop().create_future())
        self._size += 1
        if bet.key is not None:
            self._twins[bet.user_id, bet.key] = waiting
        turns = self._turns.get(bet.user_id)
        if turns is None:
            self._turns[bet.user_id] = deque((waiting,))
            self._make_ready(waiting)
        else:
            turns.append(waiting)
        # Shielded: a caller that hangs up must not cancel the answer a twin is waiting for.
        return await asyncio.shield(waiting.answer)

    def _make_ready(self, waiting: _Waiting) -> None:
        self._draw(waiting)
        self._ready.append(waiting)
        self._wake.set()

    def _draw(self, waiting: _Waiting) -> None:
        bet = waiting.bet
        if bet.table is None:
            waiting.drawn = bet.drawn
            return
        seed = self._seeds.get(bet.user_id)
        if seed is not None and seed is not waiting.seed:
            waiting.seed = seed
            waiting.drawn = bet.table.draw(bet.stake, Draw(seed.server_seed, seed.client_seed, seed.nonce))

    def _finish(self, waiting: _Waiting, result: Settled | Replayed | BaseException) -> None:
        bet = waiting.bet
        self._size -= 1
        if bet.key is not None:
            self._twins.pop((bet.user_id, bet.key), None)
        turns = self._turns[bet.user_id]
        turns.popleft()
        if turns:
            self._make_ready(turns[0])
        else:
            del self._turns[bet.user_id]
        if waiting.answer.done():
            return
        if isinstance(result, BaseException):
            waiting.answer.set_exception(result)
            waiting.answer.exception()  # a hung-up caller never asks: that is not an unhandled error
        else:
            waiting.answer.set_result(result)

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            while self._ready:
                batch = [self._ready.popleft() for _ in range(min(len(self._ready), BATCH_MAX))]
                QUEUE.set(self._size)
                try:
                    await self._flush(batch)
                except Exception as error:  # noqa: BLE001 - the flusher must outlive any batch
                    self._fail(batch, error)
                await asyncio.sleep(0)  # let answered requests leave and new ones in
            self._wake.clear()

    def _fail(self, batch: Sequence[_Waiting], error: Exception) -> None:
        unanswered = [waiting for waiting in batch if not waiting.answer.done()]
        away = is_unavailable(error)
        if away:
            log.warning("bet_lane_unavailable", bets=len(unanswered), error=type(error).__name__)
        else:
            log.error("bet_lane_failed", bets=len(unanswered), exc_info=error)
        for waiting in unanswered:
            self._seeds.pop(waiting.bet.user_id, None)
            BETS.labels("failed").inc()
            refusal = LaneUnavailableError(retry_after_s=1) if away else InvariantError("a bet could not be settled")
            self._finish(waiting, refusal)

    async def _flush(self, batch: list[_Waiting]) -> None:
        await self._load_seeds([waiting for waiting in batch if waiting.drawn is None and waiting.bet.table])
        BATCH_SIZE.observe(len(batch))
        try:
            rows = await self._settle(batch)
        except Exception as error:
            if is_unavailable(error) or len(batch) == 1:
                raise
            log.warning("bet_batch_failed", bets=len(batch), error=repr(error))
            for waiting in batch:
                try:
                    self._take(waiting, (await self._settle([waiting]))[0])
                except Exception as alone:  # noqa: BLE001 - one bet's failure is its own
                    self._fail([waiting], alone)
            return
        for waiting, row in zip(batch, rows, strict=True):
            self._take(waiting, row)

    async def _settle(self, batch: Sequence[_Waiting]) -> list[IntentRow]:
        for left in range(2, -1, -1):
            try:
                return await self._ledger.settle([Intent(w.bet, w.seed, w.drawn) for w in batch])
            except Exception as error:
                if not left or not is_retryable(error):
                    raise
        raise AssertionError("unreachable")

    async def _load_seeds(self, missing: Sequence[_Waiting]) -> None:
        if not missing:
            return
        if len(self._seeds) > SEEDS_CACHED_MAX:
            self._seeds.clear()
        self._seeds.update(await self._ledger.load_seeds([waiting.bet.user_id for waiting in missing]))
        for waiting in missing:
            self._draw(waiting)
            if waiting.drawn is None:
                raise InvariantError(f"player {waiting.bet.user_id} has no seed")

    def _take(self, waiting: _Waiting, row: IntentRow) -> None:
        BETS.labels(row.status).inc()
        bet, seed = waiting.bet, waiting.seed
        match row.status:
            case "settled":
                nonce = None
                if seed is not None:
                    nonce = seed.nonce
                    self._seeds[bet.user_id] = ActiveSeed(seed.seed_id, seed.server_seed, seed.client_seed, nonce + 1)
                settled = (row.ref, row.settled_round, row.balance_after, row.win_streak)
                self._finish(waiting, Settled(*settled, seed, nonce, waiting.drawn))
            case "replayed":
                self._finish(waiting, Replayed(row.ref))
            case "nonce_taken" | "account_busy":
                self._again(waiting, row.status)
            case _:
                self._finish(waiting, refusal(row))

    def _again(self, waiting: _Waiting, reason: str) -> None:
        waiting.tries += 1
        if waiting.tries > TRIES_MAX * (1 if reason == "nonce_taken" else 8):
            self._finish(waiting, LaneFullError(retry_after_s=1))
        elif reason == "nonce_taken":
            self._seeds.pop(waiting.bet.user_id, None)
            waiting.drawn = None
            self._ready.append(waiting)
        else:
            asyncio.get_running_loop().call_later(BUSY_PAUSE_S, self._make_ready, waiting)


def _as_replay(result: Settled | Replayed) -> Replayed:
    return result if isinstance(result, Replayed) else Replayed(result.bet_id)
