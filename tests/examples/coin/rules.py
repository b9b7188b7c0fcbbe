"""The law: one fair coin, a called side that pays `pays_x100` hundredths of the stake. Pure, and blind to who plays."""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from casino_club.domains.games.contracts import Limits
from casino_club.kernel.rng import Draw

Side = Literal["heads", "tails"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)


@dataclass(frozen=True, slots=True)
class Table:
    """What an operator may change."""

    limits: Limits
    pays_x100: int


def flip(draw: Draw) -> Side:
    """One number below two."""
    return SIDES[draw.below(2)]


def problems_of(table: Table) -> list[tuple[str, str]]:
    """Every stake pays whole gold."""
    if table.limits.step < 1 or table.limits.step * table.pays_x100 % 100:
        return [("limits.step", "times pays_x100 is not a multiple of 100")]
    return []


def odds(table: Table) -> dict[str, Any]:
    """The exact odds sheet."""
    pays = table.pays_x100 / 100
    rtp = table.pays_x100 / 200
    return {
        "rtp": rtp,
        "house_edge": round(1 - rtp, 6),
        "variance": pays**2 / 2 - rtp**2,
        "max_win": pays,
        "rows": [{"label_key": "called", "probability": 0.5, "pays": pays}],
    }
