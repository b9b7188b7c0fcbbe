"""The odds a machine is published with. Read from the file beside its data; `odds` computes and writes that file.

Reading needs no enumeration, so the API starts at once; a sheet that was computed for other data is refused.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final

from pydantic import TypeAdapter

from casino_club.domains.slot.catalog import MACHINES_DIR, MachineError, config_hash
from casino_club.domains.slot.contracts import Machine


@dataclass(frozen=True, slots=True)
class CombinationOdds:
    """One line of the paytable. `per_spin` is the expected number of such wins a spin, `one_in` its inverse.

    `rtp` is what the combination returns of the stake of that spin, before a free-spin multiplier.
    """

    symbol: str
    count: int
    pay_tenths: int
    hits: int
    per_spin: float
    one_in: float | None
    rtp: float


@dataclass(frozen=True, slots=True)
class AwardOdds:
    """P(a paid spin awards `spins` free spins)."""

    spins: int
    probability: float


@dataclass(frozen=True, slots=True)
class FeatureOdds:
    """The free spins. `spins_mean` counts retriggers; `win_mean` and `spin_rtp` are multiples of the stake."""

    stops: int
    trigger_probability: float
    one_in: float
    awards: tuple[AwardOdds, ...]
    retriggers_max: int
    multiplier: int
    spins_mean: float
    win_mean: float
    spin_rtp: float
    combinations: tuple[CombinationOdds, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """P(at_least ≤ whole win / stake < below); `below` is None for the last, open one."""

    at_least: float
    below: float | None
    probability: float


@dataclass(frozen=True, slots=True)
class OddsSheet:
    """Exact odds of one machine for the whole round: the paid spin and every free spin it leads to.

    Probabilities and returns are fractions of 1 (0.95 is 95 %), wins are multiples of the total stake.
    `rtp = rtp_base + rtp_feature`, to eight decimals: a percentage to six. `sigma` is the standard
    deviation of win / stake by the joint law of both parts. `max_win` can happen, however rarely.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    machine_id: str
    config_hash: str
    stops: int
    rtp: float
    rtp_base: float
    rtp_feature: float
    hit_rate: float
    win_at_least_stake_rate: float
    variance: float
    sigma: float
    max_win: float
    max_spin_win: float
    feature: FeatureOdds | None
    combinations: tuple[CombinationOdds, ...]
    distribution: tuple[Bucket, ...]

    def as_data(self) -> dict[str, Any]:
        """The sheet as plain JSON data."""
        return asdict(self)


_adapter: Final = TypeAdapter(OddsSheet)


def sheet_path(machine_id: str) -> Path:
    return MACHINES_DIR / f"{machine_id}.odds.json"


def sheet_text(sheet: OddsSheet) -> str:
    """The sheet as its file holds it."""
    return json.dumps(sheet.as_data(), indent=1) + "\n"


@cache
def published_sheet(machine: Machine) -> OddsSheet:
    """The shipped sheet of a shipped machine. Raises `MachineError` when it belongs to other data."""
    sheet = _adapter.validate_json(sheet_path(machine.id).read_bytes())
    if sheet.config_hash != config_hash(machine):
        raise MachineError(f"the odds of {machine.id} are out of date: python -m casino_club.domains.slot.odds --write")
    return sheet
