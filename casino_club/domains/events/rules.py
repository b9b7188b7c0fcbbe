"""Pure rules of live events: how far somebody is, what may still be edited, what the shipped event is."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final

from casino_club.domains.events.contracts import MODEL_INDEX, EventDraft, EventProgress, Goal, LiveEvent

REQUIREMENTS_MAX: Final = 5
PERCENT: Final = 100
UNCOUNTED: Final = frozenset({"experience", "level"})
"""Evaluators that say nothing within an event: experience is kept by whole days, and a level is not gained in one."""
DURATION_MAX: Final = timedelta(days=366)

MODEL_INDEX_TEMPLATE: Final = "model-index"
MODEL_INDEX_DAYS: Final = 14

# What a player joined for. A later start or an earlier end would take what was promised; an easier goal would be
# unfair to those who reached the harder one.
_TERMS: Final = ("event_type", "starts_at", "ends_at", "requirements", "rewards", "is_draft")


def measured(requirements: Mapping[str, int], values: Mapping[str, int]) -> EventProgress:
    """How far `values` (by evaluator) are on the way; complete when every goal is."""
    goals = tuple(Goal(name, min(target, max(0, values.get(name, 0))), target) for name, target in requirements.items())
    completed = all(goal.progress >= goal.target for goal in goals)
    if len(goals) == 1:
        return EventProgress(goals, goals[0].progress, goals[0].target, completed)
    # Exact: the mean of fractions in per cent, rounded down, so that 100 is reached only by all goals together.
    whole = sum(goal.progress * PERCENT // goal.target for goal in goals) // len(goals)
    return EventProgress(goals, PERCENT if completed else min(whole, PERCENT - 1), PERCENT, completed)


def fixed_terms(event: LiveEvent, wanted: EventDraft) -> tuple[str, ...]:
    """The promised terms that an edit would change; none may once somebody has joined."""
    return tuple(name for name in _TERMS if _plain(getattr(event, name)) != _plain(getattr(wanted, name)))


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def model_index_draft(now: datetime) -> EventDraft:
    """The shipped event "Model JiMin": from today's midnight (UTC) for 14 days, as the economy's table says."""
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    return EventDraft(
        title="모델 지민",
        title_en="Model JiMin",
        description="지민의 무대를 함께 밝혀 주세요. 스테이지 선물 100골드마다 1점, 게임 한 판마다 1점이 쌓여요.",
        description_en="Light up JiMin's stage together: one point for every 100 gold gifted, one for every round.",
        event_type="special",
        starts_at=midnight,
        ends_at=midnight + timedelta(days=MODEL_INDEX_DAYS),
        requirements={MODEL_INDEX: 1000},
        rewards={"gold": 5000, "exp": 1000},
        priority=50,
        template=MODEL_INDEX_TEMPLATE,
    )
