"""The slot machine as the games' shared parts see it: tables by version, bets in, answers out."""

from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import public as games
from casino_club.domains.games.contracts import Bet, Drawn, GameConfig, Settled, ShippedConfig
from casino_club.domains.games.errors import StakeOutOfRangeError, UnknownVariantError
from casino_club.domains.slot.catalog import as_data, config_hash, parse_machine, shipped_machines
from casino_club.domains.slot.contracts import Machine
from casino_club.domains.slot.rules import play, present, restore, stored
from casino_club.domains.slot.sheets import OddsSheet, published_sheet
from casino_club.domains.wallet.errors import AmountOutOfRangeError
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.clock import iso_z
from casino_club.kernel.money import AMOUNT_MAX
from casino_club.kernel.rng import Draw, commit

CODE: Final = "slot"
SPIN_PATH: Final = "/api/games/slot/spin"
_FIELDS: Final = frozenset({"machine_id", "bet_amount"})
MACHINE_ID_MAX: Final = 64


def shipped_configs() -> list[ShippedConfig]:
    """The machines that come with the product, as configurations to publish."""
    return [
        ShippedConfig(CODE, machine.id, config_hash(machine), as_data(machine), "shipped with the product")
        for machine in shipped_machines().values()
    ]


@dataclass(frozen=True, slots=True)
class SlotTable:
    """A machine ready to play. Stake and draw go in, an outcome comes out; no player is in sight."""

    machine: Machine

    def draw(self, stake: int, draw: Draw) -> Drawn:
        outcome = play(self.machine, stake, draw)
        return Drawn(outcome.payout, outcome.multiplier_x100, orjson.dumps(stored(outcome)).decode(), outcome)


@dataclass(frozen=True, slots=True)
class LiveMachine:
    """A machine as it is played now: its table, its published version, its exact odds."""

    config: GameConfig
    table: SlotTable
    sheet: OddsSheet
    versions: tuple[GameConfig, ...]

    @property
    def machine(self) -> Machine:
        return self.table.machine


class SlotGame:
    """All slot machines. Implements `games.contracts.Game` and `games.bet_route.BetReader`."""

    code = CODE

    def __init__(self, configs: list[GameConfig]) -> None:
        self._tables: dict[int, SlotTable] = {}
        self._live: dict[str, LiveMachine] = {}
        for machine in shipped_machines().values():
            versions = tuple(config for config in configs if config.variant == machine.id)
            config = next(config for config in versions if config.hash == config_hash(machine))
            table = self._tables[config.config_id] = SlotTable(machine)
            self._live[machine.id] = LiveMachine(config, table, published_sheet(machine), versions)

    @classmethod
    async def load(cls, session: AsyncSession) -> "SlotGame":
        """The game on the tables published in the database."""
        return cls(await games.list_configs(session, game=CODE))

    def machines(self) -> list[LiveMachine]:
        """Every machine in the order of the lobby."""
        return list(self._live.values())

    def live(self, machine_id: str) -> LiveMachine:
        """A machine by id. Raises `UnknownVariantError`."""
        found = self._live.get(machine_id)
        if found is None:
            raise UnknownVariantError
        return found

    def summary(self) -> dict[str, Any]:
        stakes = [one.machine.stakes for one in self.machines()]
        return {
            "game": CODE,
            "enabled": True,
            "limits": {
                "min": min(stake.min for stake in stakes),
                "max": max(stake.max for stake in stakes),
                "step": stakes[0].step,
            },
            "rtp": min(one.sheet.rtp for one in self.machines()),
            "variants": list(self._live),
        }

    def odds(self) -> dict[str, Any]:
        return {
            "game": CODE,
            "items": [
                {
                    **live.sheet.as_data(),
                    "name": as_data(live.machine)["name"],
                    "config_version": live.config.version,
                    "change_log": [
                        {
                            "version": version.version,
                            "hash": version.hash,
                            "effective_at": iso_z(version.effective_at),
                            "note": version.note,
                        }
                        for version in reversed(live.versions)
                    ],
                }
                for live in self.machines()
            ],
        }

    def playable(self, config: GameConfig) -> SlotTable:
        table = self._tables.get(config.config_id)
        if table is None:
            table = self._tables[config.config_id] = SlotTable(parse_machine(orjson.dumps(config.body)))
        return table

    def check_stake(self, config: GameConfig, stake: int) -> None:
        _check_stake(self.playable(config).machine, stake)

    def present(self, config: GameConfig, stake: int, stored: dict[str, Any]) -> dict[str, Any]:
        machine = self.playable(config).machine
        return present(machine, restore(machine, stake, stored))

    def read(self, body: Any, *, user_id: int, key: str | None, key_hash: bytes | None) -> Bet:
        """A spin from its decoded body: exactly `machine_id` and `bet_amount`, exactly typed."""
        machine_id, stake = _spin_fields(body)
        live = self.live(machine_id)
        _check_stake(live.machine, stake)
        return Bet(user_id, CODE, live.config, live.table, stake, key, key_hash)

    def answer(self, bet: Bet, settled: Settled) -> dict[str, Any]:
        payout = settled.drawn.payout
        return {
            "round_id": str(settled.round_id),
            "bet_amount": bet.stake,
            "win_amount": payout,
            "net": payout - bet.stake,
            "balance_after": settled.balance_after,
            "config_version": bet.config.version,
            "fairness": {
                "server_seed_hash": commit(settled.seed.server_seed),
                "client_seed": settled.seed.client_seed,
                "nonce": settled.nonce,
            },
            "win_streak": settled.win_streak,
            **present(self.live(bet.config.variant).machine, settled.drawn.shown),
        }


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
