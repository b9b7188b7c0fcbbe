"""Bodies of the roulette table's routes."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from casino_club.domains.games.schemas import FairnessOut, LimitsOut
from casino_club.domains.roulette.contracts import BetType, Colour
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX

NUMBERS_MAX = 18
SPOTS_MAX = 157

Pocket = Annotated[int, Field(ge=0, le=36)]


class WheelChipIn(In):
    """A stake on one spot. Even-money bets need no numbers; a column or dozen is named by 1, 2 or 3 or its numbers."""

    type: BetType
    numbers: list[Pocket] = Field(default_factory=list[int], max_length=NUMBERS_MAX)
    amount: Annotated[int, Field(json_schema_extra={"minimum": 1, "maximum": AMOUNT_MAX})]


class WheelBetIn(In):
    """Chips for the wheel round that takes bets now."""

    bets: Annotated[list[WheelChipIn], Field(min_length=1, max_length=SPOTS_MAX)]


class WheelChipOut(Out):
    type: BetType
    numbers: list[int]
    amount: Amount


class WheelPlacedOut(Out):
    """A bet that stands until the ball falls. `simulated_max_win` is the best pocket's payout, stake included."""

    bet_id: UUID
    round_id: UUID
    number: int
    status: Literal["placed"]
    bet_amount: Amount
    bets: list[WheelChipOut]
    simulated_max_win: Amount
    balance_after: Amount
    config_version: int
    fairness: FairnessOut


class WheelOwnBetOut(Out):
    """An own bet on the round; `round_record` is its record in the history of rounds once it is settled."""

    bet_id: UUID
    status: Literal["placed", "settled", "refunded"]
    bet_amount: Amount
    win_amount: Amount
    bets: list[WheelChipOut]
    round_record: UUID | None


class WheelRoundOut(Out):
    """A wheel round. `pocket` is null until nobody can bet any more, `hash` until every bet has ended."""

    round_id: UUID
    table: str
    number: int
    phase: Literal["betting", "running", "settling"]
    void: bool
    server_time: UtcTime
    opens_at: UtcTime
    locks_at: UtcTime
    ends_at: UtcTime
    next_opens_at: UtcTime | None = Field(description="about when the next betting window opens; only while settling")
    pocket: int | None
    colour: Colour | None
    hash: str | None
    server_seed_hash: str
    client_seed: str
    nonce: int


class WheelPastOut(Out):
    """A wheel round that is over. SHA-256 over the bytes of `hash` is the hash of the round before it."""

    round_id: UUID
    number: int
    pocket: int
    colour: Colour
    hash: str
    void: bool
    ended_at: UtcTime
    client_seed: str
    nonce: int


class WheelOut(WheelRoundOut):
    """Everything a screen needs to join. `chips` are everybody's, added up by spot."""

    config_version: int
    limits: LimitsOut
    max_of: dict[BetType, Amount] = Field(description="the most on one spot in one bet, by kind")
    pays: dict[BetType, int] = Field(description="x to 1, by kind")
    tray: list[Amount] = Field(description="chips to bet with")
    betting_ms: int
    spin_ms: int
    players: int
    chips_total: Amount
    chips: list[WheelChipOut]
    mine: list[WheelOwnBetOut]
    recent: list[WheelPastOut]


class WheelChainOut(Out):
    """A hash chain. Round `first_number + i` has the hash that `i + 1` times SHA-256 takes to `terminal_hash`."""

    id: int
    length: int
    terminal_hash: str
    made_by: Literal["product", "operator"]
    made_at: UtcTime
    salt: str | None
    salt_source: dict[str, Any] | None
    salted_at: UtcTime | None
    first_number: int | None


class WheelChainsOut(Out):
    items: list[WheelChainOut]
