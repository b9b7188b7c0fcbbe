"""One round for everybody: what it is, and what a game that has such rounds adds to the engine."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol
from uuid import UUID

from casino_club.domains.games.contracts import Drawn, OpenBet
from casino_club.kernel.rng import Draw, commit

Phase = Literal["betting", "running", "settling"]
"""Bets are taken; no more bets, the outcome unfolds; over."""

Message = tuple[str, dict[str, Any]]
"""A broadcast's `type` and `data`."""


@dataclass(frozen=True, slots=True)
class SharedRound:
    """A round whole: everything about it, its outcome included, is decided when it is made.

    `hash` is secret until `revealed`. `salt` and `number` are public from the start.
    """

    id: UUID
    game: str
    variant: str
    number: int
    config_id: int
    seed_id: int
    hash: bytes
    salt: str
    opens_at: datetime
    locks_at: datetime
    ends_at: datetime
    state: Literal["open", "closed", "void"]
    outcome: dict[str, Any] | None
    """What `Plan.outcome` was, from the end on."""
    voided: bool
    """Nobody led it for too long: what is open is refunded. Decided before `state` follows."""
    closed_at: datetime | None

    def phase(self, now: datetime) -> Phase:
        """Where the round stands; the clock alone says so, unless it was given up."""
        if self.voided or self.state != "open" or now >= self.ends_at:
            return "settling"
        return "betting" if now < self.locks_at else "running"

    def draw(self) -> Draw:
        """The stream of numbers this round is drawn from."""
        return Draw(self.hash, self.salt, self.number)

    @property
    def server_seed_hash(self) -> str:
        """The commitment: SHA-256 over the round's hash, which is the hash of the round before."""
        return commit(self.hash)

    @property
    def revealed(self) -> str | None:
        """The round's hash in hex, once every bet on it has ended."""
        return None if self.state == "open" else self.hash.hex()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a game makes of a draw: until when bets are taken, when it is over, and the public outcome."""

    locks_at: datetime
    ends_at: datetime
    outcome: dict[str, Any]


class Host(Protocol):
    """What a game adds to the engine. It keeps nothing: `table` is what `Game.parse` made, the rest is in the round.

    `topic` carries the messages; `tick_s` is the time between two `tick_message`s while running, None for none.
    """

    @property
    def game(self) -> str: ...
    @property
    def variant(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def tick_s(self) -> float | None: ...

    def plan(self, table: Any, draw: Draw, opens_at: datetime) -> Plan:
        """The whole round, from its draw. The same arguments give the same plan."""
        ...

    def pause(self, table: Any) -> timedelta:
        """From the end of a round to the next betting window."""
        ...

    def due_at(self, table: Any, round_: SharedRound, bet: OpenBet) -> datetime | None:
        """When a bet may be settled before the round's end (an automatic cash-out); None: at the end."""
        ...

    def settle(self, table: Any, round_: SharedRound, bet: OpenBet) -> Drawn:
        """What an open bet is worth. Asked once the bet is due or the round over; depends on neither moment."""
        ...

    def round_message(self, table: Any, round_: SharedRound, now: datetime) -> Message:
        """Broadcast at every change of phase. Must not tell what `now` may not know."""
        ...

    def tick_message(self, table: Any, round_: SharedRound, now: datetime) -> Message:
        """Broadcast every `tick_s` while running."""
        ...

    def settled_message(self, table: Any, round_: SharedRound, bet: OpenBet, drawn: Drawn) -> Message | None:
        """Broadcast when a bet was settled before the end."""
        ...


@dataclass(frozen=True, slots=True)
class Chain:
    """A hash chain as it is published. Round `first_number + i` has the hash that `i + 1` times SHA-256 takes to
    `terminal_hash`. `salt_source` says what the salt was made of."""

    id: int
    game: str
    variant: str
    length: int
    terminal_hash: str
    made_by: Literal["product", "operator"]
    made_at: datetime
    salt: str | None
    salt_source: dict[str, Any] | None
    salted_at: datetime | None
    first_number: int | None
