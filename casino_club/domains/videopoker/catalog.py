"""Paytables: JSON in, a checked `PokerTable` out, and the one that comes with the product."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casino_club.domains.games.contracts import Limits, ShippedConfig, body_hash
from casino_club.domains.games.errors import ConfigInvalidError
from casino_club.domains.videopoker.contracts import COINS, HANDS, PokerTable
from casino_club.kernel.money import AMOUNT_MAX

CODE: Final = "videopoker"
VARIANT: Final = "main"
TABLES_DIR: Final = Path(__file__).parent / "tables"
SHIPPED: Final = TABLES_DIR / f"{VARIANT}.json"

PAY_MAX: Final = 10_000
STAKE_MAX: Final = AMOUNT_MAX // PAY_MAX


class _Pays(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    jacks_or_better: int = Field(ge=0, le=PAY_MAX)
    two_pair: int = Field(ge=0, le=PAY_MAX)
    three_of_a_kind: int = Field(ge=0, le=PAY_MAX)
    straight: int = Field(ge=0, le=PAY_MAX)
    flush: int = Field(ge=0, le=PAY_MAX)
    full_house: int = Field(ge=0, le=PAY_MAX)
    four_of_a_kind: int = Field(ge=0, le=PAY_MAX)
    straight_flush: int = Field(ge=0, le=PAY_MAX)
    royal_flush: int = Field(ge=1, le=PAY_MAX)


class _Limits(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    min: int = Field(ge=1, le=STAKE_MAX)
    max: int = Field(ge=1, le=STAKE_MAX)
    step: int = Field(ge=1, le=STAKE_MAX)


class _Body(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    pays: _Pays
    limits: _Limits
    presets: list[int] = Field(min_length=1, max_length=24)


def parse_table(body: dict[str, Any]) -> PokerTable:
    """A checked paytable. Raises `ConfigInvalidError` with every problem and where it is."""
    try:
        read = _Body.model_validate_json(orjson.dumps(body))
    except ValidationError as error:
        raise ConfigInvalidError.of_shape(error) from error
    pays = (0, *(getattr(read.pays, name) for name in HANDS[1:]))
    limits = Limits(read.limits.min, read.limits.max, read.limits.step)
    table = PokerTable(pays, limits, tuple(read.presets), body_hash(body))
    if problems := _problems_of(table):
        raise ConfigInvalidError(problems)
    return table


def _problems_of(table: PokerTable) -> list[tuple[str, str]]:
    limits, found = table.limits, list[tuple[str, str]]()
    if limits.step % COINS:
        found.append(("limits.step", "a stake is five coins: the step is a multiple of five"))
    if limits.min > limits.max or limits.min % limits.step or limits.max % limits.step:
        found.append(("limits", "min <= max, both multiples of step"))
    if list(table.presets) != sorted(set(table.presets)) or not all(limits.allows(one) for one in table.presets):
        found.append(("presets", "ascending stakes within the limits"))
    # Strength and pay rise together, or the paytable lies about which hand is better.
    if list(table.pays) != sorted(table.pays):
        found.append(("pays", "a stronger hand pays less than a weaker one"))
    return found


@cache
def shipped_body() -> dict[str, Any]:
    """The paytable of 9/6 Jacks or Better as its file holds it."""
    return orjson.loads(SHIPPED.read_bytes())


def shipped_configs() -> list[ShippedConfig]:
    """The tables that come with the product."""
    body = shipped_body()
    return [ShippedConfig.of(CODE, VARIANT, body)]


@cache
def shipped_table() -> PokerTable:
    return parse_table(shipped_body())
