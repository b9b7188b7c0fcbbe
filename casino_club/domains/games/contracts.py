"""The contract between a game and everything every game shares."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.kernel.money import Currency
from casino_club.kernel.rng import Draw

Move = Literal["play", "open", "raise", "close", "refund"]
"""What a bet does next: stake and payout at once; stake now; more stake or a new state; payout; stake back."""


@dataclass(frozen=True, slots=True)
class GameConfig:
    """One published version of a game's table. `hash` is SHA-256 over the canonical JSON of `body`.

    `facts` are those computed when an operator had it validated, as data; None: the table is quick to work out.
    It is the one that plays from `effective_at` until `superseded_at`; None: no successor is known yet.
    """

    config_id: int
    game: str
    variant: str
    version: int
    hash: str
    body: dict[str, Any]
    note: str
    effective_at: datetime
    superseded_at: datetime | None = None
    facts: dict[str, Any] | None = None

    def plays_at(self, now: datetime) -> bool:
        """Whether bets of this moment are played on it."""
        return self.effective_at <= now and (self.superseded_at is None or now < self.superseded_at)


@dataclass(frozen=True, slots=True)
class ShippedConfig:
    """A table that comes with the product, published at start when its hash is new."""

    game: str
    variant: str
    hash: str
    body: dict[str, Any]
    note: str = "shipped with the product"

    @classmethod
    def of(cls, game: str, variant: str, body: dict[str, Any]) -> "ShippedConfig":
        """A table by its data; the hash is over its JSON with sorted keys and no spaces."""
        return cls(game, variant, body_hash(body), body)


def body_hash(body: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a table: keys sorted, no spaces, UTF-8; hex."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Limits:
    """Stakes a table takes, in its currency's units: multiples of `step` from `min` to `max`."""

    min: int
    max: int
    step: int

    def allows(self, stake: int) -> bool:
        return self.min <= stake <= self.max and stake % self.step == 0


@dataclass(frozen=True, slots=True)
class ConfigFacts:
    """What follows from a table, exactly: `rtp` as a fraction of the stake, the stakes, the published odds sheet."""

    rtp: float
    limits: Limits
    sheet: dict[str, Any]

    def as_data(self) -> dict[str, Any]:
        """The facts as plain JSON data."""
        return {"rtp": self.rtp, "limits": asdict(self.limits), "sheet": self.sheet}

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "ConfigFacts":
        """What `as_data` told."""
        return cls(data["rtp"], Limits(**data["limits"]), data["sheet"])


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A published table ready to play: its version, what `Game.parse` made of it, and what follows from it."""

    config: GameConfig
    table: Any
    facts: ConfigFacts


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outcome before its money moved. `stored` is JSON text the round keeps, `shown` what its answer needs."""

    payout: int
    multiplier_x100: int
    stored: str
    shown: Any = None


class Playable(Protocol):
    """A table ready to play: odds and payouts. Knows a stake and a draw, never a player."""

    def draw(self, stake: int, draw: Draw) -> Drawn: ...


@dataclass(frozen=True, slots=True)
class Round:
    """A stored round, whole. `bet_id` is the reference of its postings; `created_at` the moment it was settled."""

    id: UUID
    user_id: int
    game: str
    variant: str
    config_id: int
    currency: Currency
    bet_id: UUID
    shared_round: UUID | None
    stake: int
    payout: int
    balance_after: int
    seed_id: int
    nonce: int
    multiplier_x100: int
    win_streak: int
    outcome: dict[str, Any]
    created_at: datetime


class Game(Protocol):
    """One game as the shared parts see it: a law without state. `table` is what `parse` made of a configuration."""

    @property
    def code(self) -> str:
        """Its name in paths, rounds and statistics."""
        ...

    def shipped(self) -> Sequence[ShippedConfig]:
        """The tables that come with the product."""
        ...

    def parse(self, body: dict[str, Any]) -> Any:
        """A checked table. Raises `ConfigInvalidError` with every problem and where it is."""
        ...

    def facts(self, table: Any) -> ConfigFacts:
        """Exact return, stakes and odds sheet, computed from this very table."""
        ...

    def present(self, table: Any, played: Round) -> dict[str, Any]:
        """The game's own part of a bet's answer, rebuilt from what the round kept."""
        ...

    def proof_params(self, table: Any, played: Round) -> dict[str, Any]:
        """What the outcome depends on besides seeds and table: the `params` of a verification."""
        ...

    def recompute(self, table: Any, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        """Draw again: `win_amount` and what `present` answers. Raises `FieldError` or a refusal on bad params."""
        ...


@dataclass(slots=True)
class Bet:
    """One move of a bet's money. `key_hash` is the hash of the request the idempotency key stands for.

    `table` draws the outcome from the player's seed when the bet's turn comes; without it `drawn` is given. `stake` is
    what this move takes: 0 for `close` and `refund`.
    """

    user_id: int
    game: str
    config: GameConfig
    stake: int
    key: str | None = None
    key_hash: bytes | None = None
    table: Playable | None = None
    drawn: Drawn | None = None
    move: Move = "play"
    currency: Currency = "gold"
    bet_id: UUID | None = None
    """The open bet that is raised, closed or refunded, at `step`."""
    step: int | None = None
    state: str | None = None
    """JSON text an open bet keeps; None leaves it."""
    shared_round: UUID | None = None
    """The shared round a bet is opened on; `seed_id` and `nonce` are then that round's."""
    seed_id: int | None = None
    nonce: int | None = None
    slot: int | None = None
    """One open bet a slot, player and shared round; None: any number."""
    round_stake_max: int | None = None
    """The most a player may stake on the shared round, over all bets."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A move that is durable: postings, bet or round, statistics and event are committed.

    `round_id` is None while the bet stays open. `seed` and `nonce` are set when the player's seed drew the outcome.
    """

    bet_id: UUID
    round_id: UUID | None
    balance_after: int
    win_streak: int
    seed: ActiveSeed | None = None
    nonce: int | None = None
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """The key had been used for the same request: what that made is the answer, `ref` its bet's id."""

    ref: UUID


@dataclass(frozen=True, slots=True)
class OpenBet:
    """A bet that lives longer than one move, also after it ended. `payout` counts once it is settled."""

    id: UUID
    user_id: int
    game: str
    variant: str
    config_id: int
    currency: Currency
    stake: int
    payout: int
    seed_id: int
    nonce: int
    step: int
    status: Literal["open", "settled", "refunded"]
    state: dict[str, Any]
    shared_round: UUID | None
    slot: int | None
    round_id: UUID | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of a simulation against its exact value. `decides`: whether a large `z` is a defect."""

    name: str
    observed: float
    exact: float
    standard_error: float
    decides: bool = True

    @property
    def z(self) -> float:
        """Standard errors between observed and exact."""
        return (self.observed - self.exact) / self.standard_error if self.standard_error else 0.0


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
class NowPlaying:
    """What a player sits at, as anybody may see it."""

    user_id: int
    game: str
    variant: str | None
    started_at: datetime


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
