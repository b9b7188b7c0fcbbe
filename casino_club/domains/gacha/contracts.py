"""What a banner is and what a pull of it gives. Data only; the rules read it, the API shows it.

Probabilities are integers in parts per million, amounts integers of the banner's currency.
A `Banner` compares by identity, so what is computed from it can be cached by it.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from casino_club.kernel.money import Currency

PPM: Final = 1_000_000
COUNTS: Final = (1, 10)
"""Pulls in one bet."""

Tier = Literal["N", "R", "SR", "SSR"]
TIERS: Final[tuple[Tier, ...]] = ("N", "R", "SR", "SSR")
"""From common to rare."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads, in both languages."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    en: str
    ko: str


@dataclass(frozen=True, slots=True)
class Item:
    """One lantern. `weight` is its share among the banner's items of the same tier (and the same side of a rate-up)."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    id: str
    name: Text
    tier: Tier
    weight: int


@dataclass(frozen=True, slots=True)
class ByTier:
    """One integer a tier."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    N: int
    R: int
    SR: int
    SSR: int

    def of(self, tier: Tier) -> int:
        return getattr(self, tier)


@dataclass(frozen=True, slots=True)
class Pity:
    """The guarantees. Counters belong to `group`: banners that name the same group carry them on.

    Pull k since the last SSR has an SSR chance of base + (k - soft_from + 1) * soft_step_ppm from
    `soft_from` on, and certainty at `hard`. SR or better comes at the `sr_within`-th pull at the latest.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    group: str
    sr_within: int
    soft_from: int
    soft_step_ppm: int
    hard: int


@dataclass(frozen=True, slots=True)
class RateUp:
    """`share_ppm` of the SSRs are one of `featured`; after an SSR that was not, the next one is."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    featured: tuple[str, ...]
    share_ppm: int


@dataclass(frozen=True, slots=True, eq=False)
class Banner:
    """One banner's whole law. `cost` is one pull; ten cost ten times as much. `rates` are the base rates."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    id: str
    name: Text
    tagline: Text
    currency: Currency
    cost: int
    rates: ByTier
    pity: Pity
    rate_up: RateUp | None
    conversion: ByTier
    """What a copy of an item that is owned already turns into, in the banner's currency."""
    items: tuple[Item, ...]

    @property
    def featured(self) -> tuple[str, ...]:
        return self.rate_up.featured if self.rate_up else ()


@dataclass(frozen=True, slots=True)
class Counters:
    """Where a player stands in a pity group: pulls since the last SSR, since the last SR or better,
    and whether the next SSR of a rate-up banner is a featured one."""

    since_ssr: int = 0
    since_sr: int = 0
    featured_next: bool = False


@dataclass(frozen=True, slots=True)
class Pull:
    """One capsule. `converted` is 0 for an item seen for the first time."""

    item: Item
    is_featured: bool
    is_new: bool
    converted: int


@dataclass(frozen=True, slots=True)
class GachaOutcome:
    """A whole bet. `owned` are the banner's items that the player had before, in the banner's order."""

    pulls: tuple[Pull, ...]
    before: Counters
    after: Counters
    owned: tuple[str, ...]
    payout: int
