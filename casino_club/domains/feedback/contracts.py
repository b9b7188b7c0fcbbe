"""What is said after an action, and what it depends on."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["celebrate", "warm", "neutral", "calm", "care"]
"""How it is said. `celebrate` follows only what truly paid or was truly reached; `care` suggests a pause."""

AnimationKey = Literal["burst", "glow", "nod", "still", "breathe"]
"""What a screen may do with it: a burst of light, a glow, a nod, nothing, a slow breath."""


Outcome = Literal["win", "big_win", "draw", "partial", "lose"]
"""What a round was to its player; `partial`: something came back, less than the stake."""


@dataclass(frozen=True, slots=True)
class Run:
    """A player's newest rounds of a game, in brief. `won` and `lost` count the run that ends with the last round.

    Draws neither lengthen nor end a run. `last` is None when there is no round yet.
    """

    won: int = 0
    lost: int = 0
    last: Outcome | None = None
    last_id: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One line for the player."""

    message: str
    tone: Tone
    animation_key: AnimationKey
