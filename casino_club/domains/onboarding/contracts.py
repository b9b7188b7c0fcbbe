"""The guided first minutes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

Step = Literal["welcome", "identity", "first_round", "fairness", "own_limit"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
"""In the order of the tour."""

Status = Literal["open", "skipped", "done"]


@dataclass(frozen=True, slots=True)
class StepRule:
    """How a step is known to be done: by what is stored, or by the client's report."""

    id: Step
    by: Literal["fact", "report"]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class StoredTour:
    """What is kept of a player's tour."""

    reported: frozenset[str]
    skipped_at: datetime | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class TourState:
    """Where a player stands. `next_step` is None when everything but the reward is done.

    `quiet`: the player takes a break, so nothing reminds them of the tour.
    """

    status: Status
    done: frozenset[Step]
    next_step: Step | None
    claimable: bool
    claimed: bool
    quiet: bool
