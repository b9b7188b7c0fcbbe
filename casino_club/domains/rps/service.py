"""Rock-paper-scissors as the shared parts of the games see it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from casino_club.domains.games.contracts import ConfigFacts, Drawn, Round, ShippedConfig
from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.domains.rps.rules import Choice, Table, Thrown, odds, play, problems_of
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw

CODE: Final = "rps"
VARIANT: Final = "main"
SHIPPED: Final = Path(__file__).with_name("main.json")

_table = TypeAdapter(Table)


class Params(BaseModel):
    """What a throw depends on besides seeds and table."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    bet_amount: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Throw:
    """A table and a choice, ready to be drawn. Implements `games.contracts.Playable`."""

    table: Table
    choice: Choice

    def draw(self, stake: int, draw: Draw) -> Drawn:
        thrown = play(self.table, stake, self.choice, draw)
        kept = orjson.dumps(_shown(thrown)).decode()
        return Drawn(thrown.payout, self.table.pays_x100(thrown.result), kept, _shown(thrown))


class RpsGame:
    """Implements `games.contracts.Game`."""

    code = CODE

    def shipped(self) -> Sequence[ShippedConfig]:
        return [ShippedConfig.of(CODE, VARIANT, orjson.loads(SHIPPED.read_bytes()))]

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
        return ConfigFacts(
            sheet["rtp"], table.limits, sheet | {"limits": asdict(table.limits), "presets": list(table.presets)}
        )

    def present(self, table: Table, played: Round) -> dict[str, Any]:  # noqa: ARG002 - the contract's words
        return played.outcome

    def proof_params(self, table: Table, played: Round) -> dict[str, Any]:  # noqa: ARG002
        return {"bet_amount": played.stake, "choice": played.outcome["choice"]}

    def recompute(self, table: Table, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        try:
            asked = Params.model_validate(params)
        except ValidationError as error:
            raise FieldError([(f"body.params.{e['loc'][0]}"[:64], e["type"]) for e in error.errors()]) from error
        check_stake(table, asked.bet_amount)
        thrown = play(table, asked.bet_amount, asked.choice, draw)
        return {"win_amount": thrown.payout, **_shown(thrown)}


def check_stake(table: Table, stake: int) -> None:
    """Raise `StakeOutOfRangeError` for a stake the table does not take."""
    if not table.limits.allows(stake):
        raise StakeOutOfRangeError(asdict(table.limits))


def _shown(thrown: Thrown) -> dict[str, Any]:
    return {"choice": thrown.choice, "house_choice": thrown.house_choice, "result": thrown.result}
