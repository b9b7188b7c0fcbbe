"""The game as the shared parts see it: tables in, facts, answers and proofs out."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from casino_club.domains.games.contracts import ConfigFacts, Drawn, Round, ShippedConfig
from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw
from tests.examples.coin.rules import Side, Table, flip, odds, problems_of

CODE: Final = "coin"
VARIANT: Final = "main"
SHIPPED: Final[dict[str, Any]] = {"limits": {"min": 50, "max": 10_000, "step": 50}, "pays_x100": 196}

_table = TypeAdapter(Table)


class Call(BaseModel):
    """A bet's body, and what a proof needs besides seeds and table."""

    model_config = ConfigDict(strict=True, extra="forbid")

    bet_amount: int
    side: Side


@dataclass(frozen=True, slots=True)
class Called:
    """A table and a call, ready to be drawn: `games.contracts.Playable`."""

    table: Table
    side: Side

    def draw(self, stake: int, draw: Draw) -> Drawn:
        landed = flip(draw)
        pays_x100 = self.table.pays_x100 if landed == self.side else 0
        shown = {"side": self.side, "landed": landed}
        return Drawn(stake * pays_x100 // 100, pays_x100, orjson.dumps(shown).decode(), shown)


class CoinGame:
    """Implements `games.contracts.Game`."""

    code = CODE

    def shipped(self) -> Sequence[ShippedConfig]:
        canonical = orjson.dumps(SHIPPED, option=orjson.OPT_SORT_KEYS)
        return [ShippedConfig(CODE, VARIANT, hashlib.sha256(canonical).hexdigest(), SHIPPED)]

    def parse(self, body: dict[str, Any]) -> Table:
        try:
            table = _table.validate_json(orjson.dumps(body), strict=True, extra="forbid")
        except ValidationError as error:
            raise ConfigInvalidError([(".".join(map(str, e["loc"])), e["type"]) for e in error.errors()]) from error
        if problems := problems_of(table):
            raise ConfigInvalidError(problems)
        return table

    def facts(self, table: Table) -> ConfigFacts:
        sheet = odds(table)
        return ConfigFacts(sheet["rtp"], table.limits, sheet)

    def present(self, table: Table, played: Round) -> dict[str, Any]:
        return played.outcome

    def proof_params(self, table: Table, played: Round) -> dict[str, Any]:
        return {"bet_amount": played.stake, "side": played.outcome["side"]}

    def recompute(self, table: Table, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        stake, called = called_on(table, params, "body.params")
        drawn = called.draw(stake, draw)
        return {"win_amount": drawn.payout, **drawn.shown}


def called_on(table: Table, body: Any, where: str) -> tuple[int, Called]:
    """A stake and a call from a decoded body. Raises `FieldError` or `StakeOutOfRangeError`."""
    try:
        call = Call.model_validate(body)
    except ValidationError as error:
        raise FieldError([(".".join([where, *map(str, e["loc"])])[:64], e["type"]) for e in error.errors()]) from error
    if not table.limits.allows(call.bet_amount):
        raise StakeOutOfRangeError(asdict(table.limits))
    return call.bet_amount, Called(table, call.side)
