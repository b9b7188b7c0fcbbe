"""What is given, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Literal, cast
from uuid import UUID

from casino_club.kernel.money import AMOUNT_MAX, Currency

Counter = Literal["exp", "vip_points", "spend_krw"]
"""What is nobody's to spend and counts up; only money that was paid back is taken off again. Each has its history by
UTC day and reason."""

Source = Literal["mint", "promo"]

PROTECTION: Final = "protection"
"""The holding that absorbs a missed day of a streak."""
HELD_MAX: Final[Mapping[str, int]] = MappingProxyType({PROTECTION: 3})
"""Holdings that cannot pile up; a grant of more gives what still fits, and says so."""

_AMOUNTS: Final = ("gold", "gem", "exp", "vip_points", "protections", "pass_levels")
_ITEM_CHARS_MAX: Final = 64
_ITEMS_MAX: Final = 32


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything one reward can hold. Amounts are whole and not negative; `items` maps an item's code to how many."""

    gold: int = 0
    gem: int = 0
    exp: int = 0
    vip_points: int = 0
    protections: int = 0
    pass_levels: int = 0
    items: Mapping[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        amounts = [getattr(self, name) for name in _AMOUNTS]
        if not all(type(amount) is int and 0 <= amount <= AMOUNT_MAX for amount in (*amounts, *self.items.values())):
            raise ValueError("a bundle's amounts lie between 0 and 2^53-1")
        if len(self.items) > _ITEMS_MAX or not all(0 < len(code) <= _ITEM_CHARS_MAX for code in self.items):
            raise ValueError("a bundle holds at most 32 kinds of items, with short codes")

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Bundle":
        """From its JSON form, as `{"gold": 5000, "items": {"frame": 1}}`. Raises ValueError for anything else."""
        if unknown := data.keys() - {*_AMOUNTS, "items"}:
            raise ValueError(f"a bundle has no {sorted(unknown)}")
        items: Any = data.get("items", {})
        if not isinstance(items, dict):
            raise ValueError("items map codes to amounts")  # noqa: TRY004 - a caller checks one kind of error
        amounts = tuple((name, data[name]) for name in _AMOUNTS if name in data)
        # True and 1.0 are equal to 1 as keys of a cache, and are no amounts: whole numbers alone may be looked up.
        if items or not all(type(amount) is int for _, amount in amounts):
            return cls(**dict(amounts), items=cast("dict[str, int]", items))
        return _without_items(amounts)

    def as_data(self) -> dict[str, Any]:
        """Its JSON form, without what it does not hold."""
        held = {name: getattr(self, name) for name in _AMOUNTS if getattr(self, name)}
        items = {code: amount for code, amount in sorted(self.items.items()) if amount}
        return held | ({"items": items} if items else {})

    @property
    def money(self) -> dict[Currency, int]:
        """The part the ledger posts."""
        amounts: dict[Currency, int] = {"gold": self.gold, "gem": self.gem}
        return {currency: amount for currency, amount in amounts.items() if amount}

    @property
    def holdings(self) -> dict[str, int]:
        """The part that is kept by code: items and protections."""
        held = {code: amount for code, amount in self.items.items() if amount}
        return held | ({PROTECTION: self.protections} if self.protections else {})

    @property
    def is_empty(self) -> bool:
        """True when it gives nothing."""
        return not self.as_data()


@lru_cache(maxsize=4096)
def _without_items(amounts: tuple[tuple[str, Any], ...]) -> Bundle:
    """Catalogues repeat the same few bundles in every read; a bundle never changes, so they share one."""
    return Bundle(**dict(amounts))


@dataclass(frozen=True, slots=True)
class Grant:
    """A reward that was given once under its key. `applied` is false for a repetition, which tells the first result.

    `reward_items` are `{reward_type, amount, balance_after}` in the bundle's order; `amount` is what was really added.
    `new_balances` hold the currencies the grant moved, as they stood after it.
    """

    id: UUID
    user_id: int
    key: str
    reason: str
    bundle: Bundle
    reward_items: tuple[dict[str, Any], ...]
    new_balances: dict[str, int]
    created_at: datetime
    applied: bool = False


@dataclass(frozen=True, slots=True)
class CounterLine:
    """One day of one counter's history, from one reason."""

    counter: Counter
    day: str
    reason: str
    amount: int
