"""What a slot machine is and what a round of it gives. Data only; the rules read it, the API shows it.

Pays are integers in **tenths of the total stake**. Every stake is a multiple of ten, so each
amount `stake // 10 * tenths` is an exact integer of gold and nothing is ever rounded.

A `Machine` compares by identity, so what is compiled from it can be cached by it; two machines
are the same law when `catalog.config_hash` says so.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

TENTHS: Final = 10
"""Pays are in 1/10 of the total stake; every stake is a multiple of this."""

SymbolKind = Literal["regular", "wild", "scatter"]
PaysOn = Literal["lines", "ways"]
Strip = tuple[str, ...]
"""Symbol ids of one circular reel. A stop `s` shows rows `s, s+1, …` (modulo the length), top to bottom."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads, in both languages."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    en: str
    ko: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """`pays[n - 1]` is the pay of n of a kind: per line, per way, or (scatter) for n anywhere."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    id: str
    kind: SymbolKind
    name: Text
    pays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FreeSpins:
    """The feature. It plays whole inside the round that triggers it, at the same total stake.

    `awards[n - 1]` spins are given for n scatters in the base spin; the same number is added when
    n scatters show in a free spin, at most `retriggers_max` times in one feature. Every amount won
    in a free spin, scatter pays too, is multiplied by `multiplier`.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    awards: tuple[int, ...]
    retriggers_max: int
    multiplier: int
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Stakes:
    """Total stakes of one round, in gold: multiples of `step` from `min` to `max`."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    min: int
    max: int
    step: int
    presets: tuple[int, ...]

    def allows(self, stake: int) -> bool:
        return self.min <= stake <= self.max and stake % self.step == 0


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    """One machine's whole law. `lines[i][reel]` is the row of payline i; empty when it pays on ways."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    id: str
    name: Text
    tagline: Text
    rows: int
    pays_on: PaysOn
    lines: tuple[tuple[int, ...], ...]
    symbols: tuple[Symbol, ...]
    strips: tuple[Strip, ...]
    free_spins: FreeSpins | None
    stakes: Stakes

    @property
    def reels(self) -> int:
        return len(self.strips)

    @property
    def wild(self) -> Symbol | None:
        return next((symbol for symbol in self.symbols if symbol.kind == "wild"), None)

    @property
    def scatter(self) -> Symbol | None:
        return next((symbol for symbol in self.symbols if symbol.kind == "scatter"), None)


@dataclass(frozen=True, slots=True)
class Win:
    """One paid combination.

    `line` is the payline's index from 0, None for ways and scatters. `amount` is gold:
    `stake // 10 * pay_tenths * ways`, times the multiplier inside free spins.
    """

    line: int | None
    symbol: str
    count: int
    ways: int
    pay_tenths: int
    amount: int


@dataclass(frozen=True, slots=True)
class FreeSpin:
    """One spin of the feature; `retriggered` is the number of spins it added."""

    stops: tuple[int, ...]
    wins: tuple[Win, ...]
    multiplier: int
    amount: int
    retriggered: int


@dataclass(frozen=True, slots=True)
class SlotOutcome:
    """A whole round: the base spin and, when it triggers, every free spin.

    `wins` are the base spin's, `awarded` the free spins it gave (`len(free_spins)` counts the
    retriggered ones too), `payout` gold for everything together.
    """

    payout: int
    stops: tuple[int, ...]
    wins: tuple[Win, ...]
    free_spins: tuple[FreeSpin, ...]
    awarded: int
    multiplier_x100: int
