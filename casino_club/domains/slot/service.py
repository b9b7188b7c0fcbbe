"""The slot machine as the games' shared parts see it: its law by table, and the spin that is read and answered."""

from dataclasses import dataclass
from typing import Any, Final

import orjson
from pydantic import ValidationError

from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import (
    Bet,
    ConfigFacts,
    Drawn,
    Limits,
    LiveTable,
    Round,
    Settled,
    ShippedConfig,
)
from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.domains.games.public import bet_answer
from casino_club.domains.slot.catalog import MachineError, as_data, config_hash, parse_machine, shipped_machines
from casino_club.domains.slot.contracts import Machine
from casino_club.domains.slot.odds import compute_sheet
from casino_club.domains.slot.rules import play, present, restore, stored
from casino_club.domains.slot.sheets import OddsSheet, published_sheet
from casino_club.domains.wallet.errors import AmountOutOfRangeError
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.money import AMOUNT_MAX
from casino_club.kernel.rng import Draw

CODE: Final = "slot"
SPIN_PATH: Final = "/api/games/slot/spin"
_FIELDS: Final = frozenset({"machine_id", "bet_amount"})
MACHINE_ID_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class SlotTable:
    """A machine ready to play. Stake and draw go in, an outcome comes out; no player is in sight."""

    machine: Machine

    def draw(self, stake: int, draw: Draw) -> Drawn:
        outcome = play(self.machine, stake, draw)
        return Drawn(outcome.payout, outcome.multiplier_x100, orjson.dumps(stored(outcome)).decode(), outcome)


class SlotGame:
    """The law of all slot machines; implements `games.contracts.Game`."""

    code = CODE

    def shipped(self) -> list[ShippedConfig]:
        return [ShippedConfig.of(CODE, machine.id, as_data(machine)) for machine in shipped_machines().values()]

    def parse(self, body: dict[str, Any]) -> SlotTable:
        try:
            return SlotTable(parse_machine(orjson.dumps(body)))
        except MachineError as error:
            raise ConfigInvalidError([("machine", str(error))]) from error
        except ValidationError as error:
            raise ConfigInvalidError.of_shape(error) from error

    def facts(self, table: SlotTable) -> ConfigFacts:
        machine, sheet = table.machine, sheet_of(table.machine)
        stakes = machine.stakes
        return ConfigFacts(
            sheet.rtp,
            Limits(stakes.min, stakes.max, stakes.step),
            {**sheet.as_data(), "name": as_data(machine)["name"]},
        )

    def present(self, table: SlotTable, played: Round) -> dict[str, Any]:
        return present(table.machine, restore(table.machine, played.stake, played.outcome))

    def proof_params(self, table: SlotTable, played: Round) -> dict[str, Any]:
        return {"machine_id": table.machine.id, "bet_amount": played.stake}

    def recompute(self, table: SlotTable, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        _, stake = _spin_fields(params)
        _check_stake(table.machine, stake)
        outcome = play(table.machine, stake, draw)
        return {"win_amount": outcome.payout, **present(table.machine, outcome)}


def sheet_of(machine: Machine) -> OddsSheet:
    """The exact odds of a machine: those published beside a shipped one, else counted now."""
    shipped = shipped_machines().get(machine.id)
    if shipped is not None and config_hash(shipped) == config_hash(machine):
        return published_sheet(machine)
    return compute_sheet(machine)


class SpinReader:
    """The spin call; implements `games.bet_route.BetReader`."""

    def __init__(self, games: Games) -> None:
        self._games = games

    def read(self, body: Any, *, user_id: int, key: str | None, key_hash: bytes | None) -> Bet:
        """A spin from its decoded body: exactly `machine_id` and `bet_amount`, exactly typed."""
        machine_id, stake = _spin_fields(body)
        live: LiveTable = self._games.live(CODE, machine_id)
        _check_stake(live.table.machine, stake)
        return Bet(user_id, CODE, live.config, stake, key, key_hash, live.table)

    def answer(self, bet: Bet, settled: Settled) -> dict[str, Any]:
        table = bet.table
        assert isinstance(table, SlotTable)  # noqa: S101 - `read` put it there
        assert settled.drawn is not None  # noqa: S101
        return {**bet_answer(bet, settled), **present(table.machine, settled.drawn.shown)}


def _check_stake(machine: Machine, stake: int) -> None:
    stakes = machine.stakes
    if not stakes.allows(stake):
        raise StakeOutOfRangeError({"min": stakes.min, "max": stakes.max, "step": stakes.step})


def _spin_fields(body: Any) -> tuple[str, int]:
    if not isinstance(body, dict):
        raise FieldError([("body", "model_attributes_type")])
    fields: dict[str, Any] = body  # pyright: ignore[reportUnknownVariableType] - keys of JSON objects are strings
    problems = [(f"body.{name}"[:64], "extra_forbidden") for name in fields if name not in _FIELDS]
    problems += [(f"body.{name}", "missing") for name in sorted(_FIELDS) if name not in fields]
    machine_id, stake = fields.get("machine_id"), fields.get("bet_amount")
    if "machine_id" in fields and not (isinstance(machine_id, str) and 1 <= len(machine_id) <= MACHINE_ID_MAX):
        problems.append(("body.machine_id", "string_type"))
    # `type() is int`: a bool is an int to Python, and `true` is not a stake.
    if "bet_amount" in fields and type(stake) is not int:
        problems.append(("body.bet_amount", "int_type"))
    if problems:
        raise FieldError([(loc.encode("ascii", "replace").decode(), kind) for loc, kind in problems])
    assert isinstance(machine_id, str)  # noqa: S101 - checked above
    assert isinstance(stake, int)  # noqa: S101
    if not -AMOUNT_MAX <= stake <= AMOUNT_MAX:
        raise AmountOutOfRangeError
    return machine_id, stake
