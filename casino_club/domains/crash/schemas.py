"""Bodies of crash's routes. Multipliers are numbers with two decimals."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from casino_club.domains.games.schemas import BetOut, FairnessOut, LimitsOut
from casino_club.infra.http.schemas import Amount, In, Out, Page, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

Phase = Literal["betting", "running", "settling"]
BetStatus = Literal["placed", "cashed_out", "lost", "refunded"]


class BetIn(In):
    """A stake on the round that takes bets: a multiple of the table's step. `auto_cashout` from 1.01 on."""

    bet_amount: Annotated[int, Field(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]
    auto_cashout: Annotated[float | None, Field(allow_inf_nan=False)] = None
    slot: Literal[1, 2] = 1


class PlacedOut(Out):
    """A bet that stands. `simulated_max_win` is what the automatic cash-out, or the table's maximum, would pay."""

    bet_id: UUID
    round_id: UUID
    number: int
    locks_at: UtcTime
    slot: int
    status: Literal["placed"]
    bet_amount: Amount
    auto_cashout: float | None
    simulated_max_win: Amount
    balance_after: Amount
    config_version: int
    fairness: FairnessOut


class CashoutIn(In):
    bet_id: Annotated[UUID, Field(strict=False)]


class CashedOut(BetOut):
    """A bet that left in time. `round_id` is the player's own record, `shared_round_id` the round everybody played."""

    bet_id: UUID
    shared_round_id: UUID
    status: Literal["cashed_out"]
    multiplier: float


class TableBetOut(Out):
    """One bet as everybody sees it. `multiplier` is where it left."""

    bet_id: UUID
    nickname: str
    bet_amount: Amount
    slot: int
    status: BetStatus
    multiplier: float | None
    win_amount: Amount


class OwnBetOut(TableBetOut):
    auto_cashout: float | None


class CrashRoundOut(Out):
    """A round. `crash_multiplier` is told after the crash, `hash` once every bet has ended; then SHA-256 over the
    hash's bytes is `server_seed_hash`, the hash of the round before. `void`: given up, stakes returned."""

    round_id: UUID
    number: int
    phase: Phase
    void: bool
    server_time: UtcTime
    opens_at: UtcTime
    locks_at: UtcTime
    next_opens_at: UtcTime | None
    multiplier: float
    elapsed_ms: int
    crash_multiplier: float | None
    hash: str | None
    server_seed_hash: str
    client_seed: str
    nonce: int


class CurrentOut(CrashRoundOut):
    """The whole table. `bets` are the biggest hundred, `mine` all of the caller's."""

    config_version: int
    limits: LimitsOut
    presets: list[Amount]
    auto_cashout_min: float
    multiplier_max: float
    growth_per_s: float
    betting_ms: int
    pause_ms: int
    players: int
    bets_count: int
    bets_total: Amount
    bets: list[TableBetOut]
    mine: list[OwnBetOut]


class PastRoundOut(Out):
    """A round that is over. A void one shows the multiplier it would have had."""

    round_id: UUID
    number: int
    multiplier: float
    hash: str
    void: bool
    client_seed: str
    nonce: int
    ended_at: UtcTime


class HistoryOut(Page[PastRoundOut]):
    """Newest first."""


class ChainOut(Out):
    """A hash chain as it was promised. `salt_source` tells what the salt was made of."""

    id: int
    length: int
    terminal_hash: str
    made_by: Literal["product", "operator"]
    made_at: UtcTime
    salt: str | None
    salt_source: dict[str, Any] | None
    salted_at: UtcTime | None
    first_number: int | None


class ChainsOut(Out):
    """Newest first."""

    items: list[ChainOut]
