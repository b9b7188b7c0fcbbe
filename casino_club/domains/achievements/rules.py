"""Pure law of achievements: how far a tally is, what it unlocks, what is told."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from casino_club.domains.achievements.contracts import (
    SHOWN_MAX,
    TIERS,
    Definition,
    Newest,
    ScopeKind,
    Standing,
    Summary,
)
from casino_club.domains.progress.contracts import SCOPE_ALL, Tally, day_scope

Evaluators = Mapping[str, Callable[[Tally], int]]

_DAY: Final = "day:"
NOT_FOR_GOALS: Final = frozenset({"net_win", "reported"})
"""Evaluators that may fall again, or that a player's own word moves: nothing for good hangs on them."""


def kind_of(scope: str) -> ScopeKind | None:
    """Which achievements a scope's tally decides; None for scopes that decide none."""
    if scope == SCOPE_ALL:
        return "all"
    return "day" if scope.startswith(_DAY) else None


def scope_now(definition: Definition, today: date) -> str:
    """The tally in which this achievement moves today."""
    return SCOPE_ALL if definition.scope_kind == "all" else day_scope(today)


def progress_of(definition: Definition, tally: Tally, evaluators: Evaluators) -> int:
    """How far a tally is, from 0 to the target. An evaluator that nobody knows counts nothing."""
    evaluate = evaluators.get(definition.evaluator)
    return 0 if evaluate is None else max(0, min(definition.target, evaluate(tally)))


def percent(progress: int, target: int) -> int:
    """Whole percent, rounded down, so that 100 means reached."""
    return progress * 100 // target


def reached(definitions: Iterable[Definition], scope: str, tally: Tally, evaluators: Evaluators) -> list[Definition]:
    """The active achievements that this tally unlocks or has unlocked before."""
    kind = kind_of(scope)
    return [
        one
        for one in definitions
        if one.active and one.scope_kind == kind and progress_of(one, tally, evaluators) >= one.target
    ]


def moved(
    definitions: Iterable[Definition], scope: str, before: Tally, after: Tally, evaluators: Evaluators
) -> list[tuple[Definition, int]]:
    """The active achievements of this scope whose whole percent changed without being reached, with their progress."""
    kind = kind_of(scope)
    found: list[tuple[Definition, int]] = []
    for one in definitions:
        if not one.active or one.scope_kind != kind:
            continue
        progress = progress_of(one, after, evaluators)
        if progress >= one.target:
            continue
        if percent(progress, one.target) != percent(progress_of(one, before, evaluators), one.target):
            found.append((one, progress))
    return found


def shown(
    chosen: Sequence[str] | None, unlocked: Collection[str], definitions: Sequence[Definition]
) -> tuple[str, ...]:
    """The badges of a profile: the chosen ones, else the highest tiers, of one tier those that stand last."""
    if chosen is not None:
        return tuple(code for code in chosen if code in unlocked)[:SHOWN_MAX]
    best: dict[str, Definition] = {}
    for one in definitions:
        if one.code in unlocked and (
            one.family not in best or TIERS.index(one.tier) > TIERS.index(best[one.family].tier)
        ):
            best[one.family] = one
    ranked = sorted(best.values(), key=lambda one: (-TIERS.index(one.tier), -one.sort))
    return tuple(one.code for one in ranked[:SHOWN_MAX])


def summary(standings: Sequence[Standing]) -> Summary:
    """What a home screen says."""
    unlocked = [one for one in standings if one.unlocked_at is not None]
    newest = max(unlocked, key=lambda one: (one.unlocked_at, one.definition.sort), default=None)
    return Summary(
        unlocked=len(unlocked),
        total=sum(one.definition.active or one.unlocked_at is not None for one in standings),
        claimable=sum(one.claimable for one in standings),
        newest=None if newest is None else _newest(newest),
    )


def _newest(standing: Standing) -> Newest:
    one = standing.definition
    assert standing.unlocked_at is not None  # noqa: S101 - chosen among the unlocked
    return Newest(one.code, one.badge, one.tier, one.title_ko, one.title_en, standing.unlocked_at)
