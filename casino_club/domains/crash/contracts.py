"""What a crash table is. Data only. Multipliers are integers in hundredths of the stake (`_x100`)."""

from dataclasses import dataclass
from typing import Final

from casino_club.domains.games.contracts import Limits

CODE: Final = "crash"
VARIANT: Final = "main"
TOPIC: Final = "crash"
SLOTS: Final = (1, 2)
"""Bets a player may place on one round."""
AUTO_MIN_X100: Final = 101
STAKE_UNIT: Final = 100
"""Every stake is a multiple of this, so `stake / 100 * multiplier_x100` is an exact integer of gold."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table's law. `growth_ppm`: the curve is `e^(growth_ppm / 10^6 * t)`, t in seconds since the start."""

    limits: Limits
    presets: tuple[int, ...]
    return_percent: int
    multiplier_max_x100: int
    growth_ppm: int
    betting_ms: int
    pause_ms: int
