"""The lane's two statements, on a connection of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.domains.games.contracts import Bet, Drawn
from casino_club.infra.db.engine import Database, RawConnection

IntentStatus = Literal[
    "settled", "replayed", "key_reused", "no_account", "account_busy", "nonce_taken", "insufficient_funds"
]

_SETTLE: Final = (
    "SELECT status, round_id, balance_after, win_streak"
    " FROM games_settle_bets($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ORDER BY ord"
)
_SEEDS: Final = (
    "SELECT id, user_id, server_seed, client_seed, nonce FROM fairness_seeds"
    " WHERE user_id = ANY($1::bigint[]) AND state = 'active'"
)


@dataclass(frozen=True, slots=True)
class IntentRow:
    """What became of one bet of a batch."""

    status: IntentStatus
    round_id: UUID
    balance_after: int
    win_streak: int


class LaneLedger:
    """Reconnects by itself; a call on a broken connection raises and the next one tries anew."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: RawConnection = None

    async def _connected(self) -> RawConnection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._database.raw_connection()
        return self._connection

    async def settle(self, intents: Sequence[tuple[Bet, ActiveSeed, Drawn]]) -> list[IntentRow]:
        """Settle a batch in one transaction of its own; returns when it is durable. One row an intent, in order."""
        connection = await self._connected()
        bets = [bet for bet, _, _ in intents]
        seeds = [seed for _, seed, _ in intents]
        drawn = [drawn for _, _, drawn in intents]
        rows = await connection.fetch(
            _SETTLE,
            [bet.game for bet in bets],
            [bet.config.variant for bet in bets],
            [bet.config.config_id for bet in bets],
            [bet.user_id for bet in bets],
            [seed.seed_id for seed in seeds],
            [seed.nonce for seed in seeds],
            [bet.stake for bet in bets],
            [one.payout for one in drawn],
            [one.multiplier_x100 for one in drawn],
            [one.stored for one in drawn],
            [bet.key for bet in bets],
            [bet.key_hash for bet in bets],
        )
        return [IntentRow(*row) for row in rows]

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
