"""The games' statements that move money: one for every move of every game, batched or inside a session."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.domains.games.contracts import Bet, Drawn
from casino_club.domains.games.errors import (
    BetClosedError,
    BetNotFoundError,
    ConfigMovedError,
    GameDisabledError,
    RoundClosedError,
    RoundLimitError,
    SlotTakenError,
)
from casino_club.domains.responsible.errors import refusal_of
from casino_club.domains.wallet.errors import InsufficientFundsError
from casino_club.infra.db.engine import Database, RawConnection
from casino_club.kernel.errors import DomainError, IdempotencyKeyReusedError, InvariantError

_SETTLE: Final = (
    "SELECT status, ref, settled_round, balance_after, win_streak FROM games_settle_bets("
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ORDER BY ord"
)
_SEEDS: Final = (
    "SELECT id, user_id, server_seed, client_seed, nonce FROM fairness_seeds"
    " WHERE user_id = ANY($1::bigint[]) AND state = 'active'"
)
_NOTHING: Final = Drawn(0, 0, "{}")
_REFUSALS: Final[dict[str, type[DomainError]]] = {
    "key_reused": IdempotencyKeyReusedError,
    "bet_not_found": BetNotFoundError,
    "bet_closed": BetClosedError,
    "config_moved": ConfigMovedError,
    "game_disabled": GameDisabledError,
    "round_closed": RoundClosedError,
    "slot_taken": SlotTakenError,
    "round_limit": RoundLimitError,
}


class Intent(NamedTuple):
    """A move with all that was drawn for it. `seed` is the player's, None when the player's seed has no part in it."""

    bet: Bet
    seed: ActiveSeed | None
    drawn: Drawn | None


@dataclass(frozen=True, slots=True)
class IntentRow:
    """What became of one move: `ref` is its bet's id, `settled_round` the round it made."""

    status: str
    ref: UUID
    settled_round: UUID | None
    balance_after: int
    win_streak: int


def refusal(row: IntentRow) -> Exception:
    """The error a refused move answers with."""
    if row.status == "insufficient_funds":
        return InsufficientFundsError({"balance": row.balance_after})
    if (kind := _REFUSALS.get(row.status)) is not None:
        return kind()
    return refusal_of(row.status) or InvariantError(f"a bet ended as {row.status}")


async def settle(connection: RawConnection, intents: Sequence[Intent]) -> list[IntentRow]:
    """Apply moves, at most one a player. One row a move, in order; refused ones have changed nothing."""
    bets = [bet for bet, _, _ in intents]
    drawn = [drawn or _NOTHING for _, _, drawn in intents]
    rows = await connection.fetch(
        _SETTLE,
        [bet.move for bet in bets],
        [bet.game for bet in bets],
        [bet.config.variant for bet in bets],
        [bet.config.config_id for bet in bets],
        [bet.user_id for bet in bets],
        [bet.currency for bet in bets],
        [bet.seed_id if seed is None else seed.seed_id for bet, seed, _ in intents],
        [bet.nonce if seed is None else seed.nonce for bet, seed, _ in intents],
        [bet.stake for bet in bets],
        [one.payout for one in drawn],
        [one.multiplier_x100 for one in drawn],
        [one.stored for one in drawn],
        [bet.key for bet in bets],
        [bet.key_hash for bet in bets],
        [bet.bet_id for bet in bets],
        [bet.step for bet in bets],
        [bet.state for bet in bets],
        [bet.shared_round for bet in bets],
        [bet.slot for bet in bets],
        [bet.round_stake_max for bet in bets],
    )
    return [IntentRow(*row) for row in rows]


class LaneLedger:
    """The lane's connection. It reconnects by itself; a call on a broken one raises and the next call tries anew."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: RawConnection = None

    async def _connected(self) -> RawConnection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._database.raw_connection()
        return self._connection

    async def settle(self, intents: Sequence[Intent]) -> list[IntentRow]:
        """Apply a batch in one transaction of its own; returns when it is durable."""
        return await settle(await self._connected(), intents)

    async def load_seeds(self, user_ids: Sequence[int]) -> dict[int, ActiveSeed]:
        """The active seeds of many players."""
        connection = await self._connected()
        rows = await connection.fetch(_SEEDS, list(user_ids))
        return {
            row["user_id"]: ActiveSeed(row["id"], row["server_seed"], row["client_seed"], row["nonce"]) for row in rows
        }

    async def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            await self._connection.close()
