"""What the tour asks for, and where somebody stands in it."""

from collections.abc import Collection, Mapping
from typing import Final

from casino_club.domains.onboarding.contracts import Step, StepRule, StoredTour, TourState

RULES: Final[tuple[StepRule, ...]] = (
    StepRule("welcome", "report"),
    StepRule("identity", "report"),
    StepRule("first_round", "fact"),
    StepRule("fairness", "report"),
    StepRule("own_limit", "fact", optional=True),
)
"""The reward hangs on a round that was really played; the rest is for the player's own good."""

REWARD: Final[Mapping[str, int]] = {"gold": 2000, "exp": 100}
REWARD_KEY: Final = "onboarding"


def rule_of(step: Step) -> StepRule:
    """The rule of a step."""
    return next(rule for rule in RULES if rule.id == step)


def missing(done: Collection[Step]) -> list[Step]:
    """Steps the reward still waits for."""
    return [rule.id for rule in RULES if not rule.optional and rule.id not in done]


def stand(tour: StoredTour | None, *, facts: Collection[Step], claimed: bool, quiet: bool) -> TourState:
    """Where a player stands, from what was reported and what is stored. A reported step that goes by facts counts for
    nothing."""
    reported = frozenset[str]() if tour is None else tour.reported
    done: frozenset[Step] = frozenset(
        rule.id for rule in RULES if (rule.id in facts if rule.by == "fact" else rule.id in reported)
    )
    left: list[Step] = [rule.id for rule in RULES if rule.id not in done]
    skipped = tour is not None and tour.skipped_at is not None
    return TourState(
        status="done" if claimed else "skipped" if skipped else "open",
        done=done,
        next_step=left[0] if left else None,
        claimable=not claimed and not missing(done),
        claimed=claimed,
        quiet=quiet,
    )
