"""Rock-paper-scissors: the law, whole. Pure, and blind to who plays.

The house throws one of three, uniformly and whatever the player chose. A win pays `win_pays_x100` hundredths of the
stake, a draw returns the stake, so RTP = (win_pays_x100 / 100 + 1) / 3: exactly 98 % at 1.94x.
"""

from dataclasses import asdict, dataclass
from fractions import Fraction
from math import sqrt
from typing import Any, Final, Literal, get_args

from casino_club.domains.games.contracts import Limits
from casino_club.kernel.rng import Draw

Choice = Literal["rock", "paper", "scissors"]
Result = Literal["win", "draw", "lose"]

CHOICES: Final[tuple[Choice, ...]] = get_args(Choice)
"""In the order of the draw. Each beats the one before it, and rock beats scissors."""

STAKE_X100: Final = 100
RESULTS: Final[tuple[Result, ...]] = get_args(Result)
_RESULT_OF_LEAD: Final[tuple[Result, ...]] = ("draw", "win", "lose")


@dataclass(frozen=True, slots=True)
class Table:
    """What an operator may change. Every stake pays whole gold: `limits.step * win_pays_x100` is a multiple of 100."""

    limits: Limits
    presets: tuple[int, ...]
    win_pays_x100: int

    def pays_x100(self, result: Result) -> int:
        """Hundredths of the stake that come back."""
        return {"win": self.win_pays_x100, "draw": STAKE_X100, "lose": 0}[result]


@dataclass(frozen=True, slots=True)
class Thrown:
    """One round; `payout` in gold."""

    choice: Choice
    house_choice: Choice
    result: Result
    payout: int


def beat(choice: Choice, house_choice: Choice) -> Result:
    """Who wins, seen from the player."""
    return _RESULT_OF_LEAD[(CHOICES.index(choice) - CHOICES.index(house_choice)) % 3]


def play(table: Table, stake: int, choice: Choice, draw: Draw) -> Thrown:
    """Throw once: the house reads one number below three and nothing else."""
    house_choice = CHOICES[draw.below(3)]
    result = beat(choice, house_choice)
    return Thrown(choice, house_choice, result, stake * table.pays_x100(result) // STAKE_X100)


def problems_of(table: Table) -> list[tuple[str, str]]:
    """Why a table cannot be played, as (where, what); empty when it can."""
    limits, found = table.limits, list[tuple[str, str]]()
    if not 1 <= limits.step <= limits.min <= limits.max or limits.min % limits.step or limits.max % limits.step:
        found.append(("limits", "1 <= step <= min <= max, both multiples of step"))
    elif not all(limits.allows(stake) for stake in table.presets):
        found.append(("presets", "a preset is outside the limits"))
    if limits.step * table.win_pays_x100 % STAKE_X100:
        found.append(("win_pays_x100", "a win of one step is not whole gold"))
    if not STAKE_X100 < table.win_pays_x100 <= 2 * STAKE_X100:
        found.append(("win_pays_x100", "a win pays more than the stake and at most twice it"))
    return found


def odds(table: Table) -> dict[str, Any]:
    """The exact odds sheet: any choice against each throw of the house, counted."""
    pays = {result: Fraction(table.pays_x100(result), STAKE_X100) for result in RESULTS}
    chance = {r: Fraction(sum(beat("rock", house) == r for house in CHOICES), len(CHOICES)) for r in RESULTS}
    rtp = sum(chance[result] * pays[result] for result in RESULTS)
    variance = sum(chance[result] * pays[result] ** 2 for result in RESULTS) - rtp**2
    return {
        "rtp": float(rtp),
        "house_edge": float(1 - rtp),
        "hit_rate": float(chance["win"]),
        "variance": float(variance),
        "sigma": sqrt(variance),
        "max_win": float(max(pays.values())),
        "rows": [
            {"label_key": result, "probability": float(chance[result]), "pays": float(pays[result])}
            for result in RESULTS
        ],
        "limits": asdict(table.limits),
        "presets": list(table.presets),
    }
