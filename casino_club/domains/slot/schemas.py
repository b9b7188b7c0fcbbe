"""Bodies of the slot machines' routes."""

from typing import Annotated, Any, Literal

from pydantic import Field

from casino_club.domains.games.schemas import BetOut
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.money import AMOUNT_MAX


class SpinIn(In):
    """A stake on a machine: a multiple of its step inside its limits."""

    machine_id: Annotated[str, Field(min_length=1, max_length=64)]
    bet_amount: Annotated[int, Field(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]


class WinOut(Out):
    """One paid combination. `line` is null for ways and scatters; `positions` are [reel, row] pairs."""

    line: int | None
    symbol: str
    count: int
    ways: int
    amount: Amount
    positions: list[list[int]]


class FreeSpinOut(Out):
    window: list[list[str]]
    wins: list[WinOut]
    win_amount: Amount
    retriggered: int


class FeatureOut(Out):
    """Free spins, played whole inside their round."""

    kind: Literal["free_spins"]
    awarded: int
    multiplier: int
    total_win: Amount
    spins: list[FreeSpinOut]


class SpinOut(BetOut):
    """A settled spin. `window` is a list of reels, each from top to bottom."""

    window: list[list[str]]
    wins: list[WinOut]
    free_spins_left: int = Field(description="0: a feature plays whole inside its round")
    win_streak: int
    feature: FeatureOut | None


class TextOut(Out):
    en: str
    ko: str


class SymbolOut(Out):
    """`pays[n - 1]` is the pay of n of a kind in tenths of the total stake."""

    id: str
    kind: Literal["regular", "wild", "scatter"]
    name: TextOut
    pays: list[int]


class FreeSpinRulesOut(Out):
    awards: list[int]
    retriggers_max: int
    multiplier: int
    strips: list[list[str]]


class StakesOut(Out):
    min: Amount
    max: Amount
    step: Amount
    presets: list[Amount]


class MachineSummaryOut(Out):
    """One machine of the lobby. `rtp` and `hit_rate` are fractions, `max_win` a multiple of the stake."""

    id: str
    name: TextOut
    tagline: TextOut
    reels: int
    rows: int
    pays_on: Literal["lines", "ways"]
    lines_count: int
    stakes: StakesOut
    rtp: float
    hit_rate: float
    sigma: float
    max_win: float
    config_version: int
    config_hash: str


class MachinesOut(Out):
    items: list[MachineSummaryOut]


class MachineOut(MachineSummaryOut):
    """A machine's whole law: exactly the table that plays, and the sheet computed from it."""

    lines: list[list[int]]
    symbols: list[SymbolOut]
    strips: list[list[str]]
    free_spins: FreeSpinRulesOut | None
    odds: dict[str, Any]
    effective_at: UtcTime
