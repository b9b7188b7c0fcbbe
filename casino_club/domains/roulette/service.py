"""European roulette as the shared parts of the games see it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from casino_club.domains.games.contracts import ConfigFacts, Drawn, Limits, Round, ShippedConfig
from casino_club.domains.games.errors import ConfigInvalidError
from casino_club.domains.roulette.contracts import WHEEL, BetType, Chip, Table
from casino_club.domains.roulette.rules import Wanted, colour, odds, place, problems_of, settle, spin, staked
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw

CODE: Final = "roulette"
TABLE_ID: Final = "main"
SHIPPED: Final = Path(__file__).with_name("main.json")

_table = TypeAdapter(Table)


class ChipParams(BaseModel):
    """A chip in the parameters of a verification."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    type: BetType
    numbers: list[int] = []
    amount: int


class Params(BaseModel):
    """What a round depends on besides seeds and table. Without chips, the pocket alone is drawn again."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    bets: list[ChipParams]


class RouletteGame:
    """Implements `games.contracts.Game`."""

    code = CODE

    def shipped(self) -> Sequence[ShippedConfig]:
        return [ShippedConfig.of(CODE, TABLE_ID, orjson.loads(SHIPPED.read_bytes()))]

    def parse(self, body: dict[str, Any]) -> Table:
        try:
            table = _table.validate_json(orjson.dumps(body), strict=True, extra="forbid")
        except ValidationError as error:
            raise ConfigInvalidError.of_shape(error) from error
        if problems := problems_of(table):
            raise ConfigInvalidError(problems)
        return table

    def facts(self, table: Table) -> ConfigFacts:
        sheet = odds(table)
        sheet |= {"chips": list(table.chips), "wheel": list(WHEEL)}
        return ConfigFacts(sheet["rtp"], Limits(table.min, table.round_max, table.step), sheet)

    def present(self, table: Table, played: Round) -> dict[str, Any]:  # noqa: ARG002 - the contract's words
        return played.outcome

    def proof_params(self, table: Table, played: Round) -> dict[str, Any]:  # noqa: ARG002
        chips = played.outcome["bets"]
        return {"bets": [{name: chip[name] for name in ("type", "numbers", "amount")} for chip in chips]}

    def recompute(self, table: Table, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        try:
            asked = Params.model_validate(params)
        except ValidationError as error:
            raise FieldError([(_path(e["loc"]), e["type"]) for e in error.errors()]) from error
        wanted = [Wanted(one.type, one.numbers, one.amount) for one in asked.bets]
        chips = place(table, wanted) if wanted else ()
        drawn = settle_chips(table, chips, spin(draw))
        return {"win_amount": drawn.payout, **drawn.shown}


def settle_chips(table: Table, chips: Sequence[Chip], pocket: int) -> Drawn:
    """What a bet returns when the ball lies in `pocket`, and what its round keeps."""
    paid = settle(table, chips, pocket)
    payout, stake = sum(one.payout for one in paid), staked(chips)
    shown = {
        "pocket": pocket,
        "colour": colour(pocket),
        "bets": [chip_data(one.chip) | {"win_amount": one.payout} for one in paid],
    }
    return Drawn(payout, payout * 100 // stake if stake else 0, orjson.dumps(shown).decode(), shown)


def chip_data(chip: Chip) -> dict[str, Any]:
    """A chip as bets keep it and clients see it."""
    return {"type": chip.type, "numbers": list(chip.numbers), "amount": chip.amount}


def bets_state(chips: Sequence[Chip]) -> str:
    """What an open bet keeps, as JSON text."""
    return orjson.dumps({"bets": [chip_data(chip) for chip in chips]}).decode()


def chips_of(state: dict[str, Any]) -> tuple[Chip, ...]:
    """The chips an open bet keeps."""
    return tuple(Chip(one["type"], tuple(one["numbers"]), one["amount"]) for one in state["bets"])


def _path(loc: tuple[int | str, ...]) -> str:
    return ".".join(map(str, ("body", "params", *loc))).encode("ascii", "replace").decode()[:64]
