"""The contract between a game and everything every game shares."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.kernel.rng import Draw


@dataclass(frozen=True, slots=True)
class GameConfig:
    """One published version of a game's table. `hash` is SHA-256 over the canonical JSON of `body`."""

    config_id: int
    game: str
    variant: str
    version: int
    hash: str
    body: dict[str, Any]
    note: str
    effective_at: datetime


@dataclass(frozen=True, slots=True)
class ShippedConfig:
    """A table that comes with the product, published at start when its hash is new."""

    game: str
    variant: str
    hash: str
    body: dict[str, Any]
    note: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outcome before its money moved. `stored` is what the round keeps; `shown` what the game needs to answer."""

    payout: int
    multiplier_x100: int
    stored: str
    shown: Any


class Playable(Protocol):
    """A table ready to play: odds and payouts. Knows a stake and a draw, never a player."""

    def draw(self, stake: int, draw: Draw) -> Drawn: ...


class Game(Protocol):
    """One game as the shared parts see it. `code` is its name in paths, rounds and statistics."""

    code: str

    def summary(self) -> dict[str, Any]:
        """Limits, RTP and the enabled flag, for the list of games."""
        ...

    def odds(self) -> dict[str, Any]:
        """The odds sheet of every variant, from the tables that play."""
        ...

    def playable(self, config: GameConfig) -> Playable:
        """The table of any published version, for verification."""
        ...

    def check_stake(self, config: GameConfig, stake: int) -> None:
        """Raise `StakeOutOfRangeError` when the table refuses the stake."""
        ...

    def present(self, config: GameConfig, stake: int, stored: dict[str, Any]) -> dict[str, Any]:
        """What the player saw, rebuilt from what the round kept."""
        ...


@dataclass(slots=True)
class Bet:
    """A stake waiting to be played. `key_hash` is the hash of the request the idempotency key stands for."""

    user_id: int
    game: str
    config: GameConfig
    table: Playable
    stake: int
    key: str | None
    key_hash: bytes | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A bet that is durable: its postings, round, statistics and event are committed."""

    round_id: UUID
    balance_after: int
    win_streak: int
    seed: ActiveSeed
    nonce: int
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Replayed:
    """The key had been used for the same request: the round it made is the answer."""

    round_id: UUID


@dataclass(frozen=True, slots=True)
class Round:
    """A stored round, whole."""

    id: UUID
    user_id: int
    game: str
    variant: str
    config_id: int
    stake: int
    payout: int
    balance_after: int
    seed_id: int
    nonce: int
    multiplier_x100: int
    win_streak: int
    outcome: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class GameStats:
    """Totals of one game over a period. Multipliers in hundredths of the stake."""

    plays: int = 0
    wins: int = 0
    losses: int = 0
    pushes: int = 0
    total_bet: int = 0
    total_win: int = 0
    highest_multiplier_x100: int = 0
    best_win: int = 0
    current_streak: int = 0
    best_streak: int = 0
    play_seconds: int = 0

    def as_shown(self) -> dict[str, int | float]:
        """The totals in the API's words, with what is derived: `win_rate` and `rtp` are fractions, 0 without play."""
        return {
            "plays": self.plays,
            "wins": self.wins,
            "losses": self.losses,
            "pushes": self.pushes,
            "total_bet": self.total_bet,
            "total_win": self.total_win,
            "net": self.total_win - self.total_bet,
            "win_rate": round(self.wins / self.plays, 6) if self.plays else 0.0,
            "rtp": round(self.total_win / self.total_bet, 6) if self.total_bet else 0.0,
            "highest_multiplier": self.highest_multiplier_x100 / 100,
            "best_win": self.best_win,
            "current_streak": self.current_streak,
            "best_streak": self.best_streak,
        }


@dataclass(frozen=True, slots=True)
class DayStats:
    """One row of statistics: a player's game on a UTC day."""

    game: str
    day: date
    stats: GameStats = field(default_factory=GameStats)


@dataclass(frozen=True, slots=True)
class GameSession:
    """A stretch of play. Totals are those of the rounds inside it."""

    id: UUID
    user_id: int
    game: str
    variant: str | None
    started_at: datetime
    ended_at: datetime | None
    plays: int
    total_bet: int
    total_win: int
