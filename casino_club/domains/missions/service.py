"""Use cases of missions: see them, take a reward, exchange one; and pay what was earned and not taken."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.missions import repository, rules
from casino_club.domains.missions.contracts import (
    KINDS,
    Completion,
    Kind,
    Mission,
    MissionSet,
    MissionView,
    Period,
    Swap,
)
from casino_club.domains.missions.errors import (
    MissionCompletedError,
    MissionIncompleteError,
    MissionNotFoundError,
    NoOtherMissionError,
    RerollUsedError,
)
from casino_club.domains.missions.events import COMPLETED
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import Tally, Told
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Grant
from casino_club.infra.outbox.store import Outgoing, publish_many

COMPLETIONS: Final = Counter("casino_club_missions_completed_total", "Missions that reached their target", ["code"])
CLAIMS: Final = Counter("casino_club_missions_rewarded_total", "Mission rewards, by who asked", ["by"])
REASON: Final = "mission"


async def read_sets(
    session: AsyncSession, *, user_id: int, now: datetime, kinds: Sequence[Kind] = KINDS
) -> list[MissionSet]:
    """A player's missions of now, by kind."""
    periods = [rules.period_of(kind, now) for kind in kinds]
    scopes = [period.scope for period in periods]
    versions = await repository.list_versions(session, since=min(period.starts_on for period in periods))
    swaps = await repository.list_swaps(session, users=[user_id], scopes=scopes)
    tallies = await progress.tallies_of(session, user_id=user_id, scopes=scopes)
    chosen = {
        period.scope: rules.picks(_order(versions, period, user_id), swaps.get((user_id, period.scope)))
        for period in periods
    }
    keys = [rules.claim_key(one.code, scope) for scope, missions in chosen.items() for one in missions]
    granted = await rewards.find_grants(session, user_id=user_id, keys=keys)
    return [
        MissionSet(
            period=period,
            missions=[_view(one, period, tallies[period.scope], granted) for one in chosen[period.scope]],
            reroll_left=(user_id, period.scope) not in swaps,
        )
        for period in periods
    ]


def _order(versions: Sequence[Mission], period: Period, user_id: int) -> list[Mission]:
    return rules.line_up(rules.in_force(versions, period), user_id=user_id, scope=period.scope)


def _view(one: Mission, period: Period, tally: Tally, granted: dict[str, Grant]) -> MissionView:
    return MissionView(
        mission=one,
        period=period,
        progress=rules.progress_of(one, tally, EVALUATORS),
        claimed=rules.claim_key(one.code, period.scope) in granted,
        progress_version=tally.version,
    )


async def _get(session: AsyncSession, *, user_id: int, code: str, now: datetime) -> tuple[MissionSet, MissionView]:
    for one in await read_sets(session, user_id=user_id, now=now):
        for view in one.missions:
            if view.mission.code == code:
                return one, view
    raise MissionNotFoundError


async def claim(session: AsyncSession, *, user_id: int, code: str, now: datetime) -> tuple[Grant, MissionView]:
    """Give a finished mission's reward, once; a repetition answers the first result.

    Only for missions of the running day and week. What is over is given by `pay`. Raises
    `MissionNotFoundError` and `MissionIncompleteError`.
    """
    _, view = await _get(session, user_id=user_id, code=code, now=now)
    if not view.completed and not view.claimed:
        raise MissionIncompleteError({"progress": view.progress, "target": view.mission.target})
    scope = view.period.scope
    # The completion before the accounts, in the order in which `pay` takes them. It is missing only where an exchange
    # and the round that finished the new mission did not see each other.
    if not view.claimed:
        await store_completions(session, [(completion_of(user_id, view.period, view.mission), view.mission)], now=now)
    await repository.settle(session, user_id=user_id, scope=scope, code=code, now=now)
    grant = await _reward(session, view.mission, user_id=user_id, scope=scope, now=now)
    if grant.applied:
        CLAIMS.labels("player").inc()
        await progress.tell(session, told=[told(user_id, view, claimed=True)])
    return grant, view


async def _reward(session: AsyncSession, mission: Mission, *, user_id: int, scope: str, now: datetime) -> Grant:
    return await rewards.grant(
        session,
        user_id=user_id,
        reason=REASON,
        bundle=mission.bundle,
        idempotency_key=rules.claim_key(mission.code, scope),
        now=now,
    )


def told(user_id: int, view: MissionView, *, claimed: bool) -> Told:
    """What the player's screens hear of a mission."""
    return Told(
        user_id, "mission_progress", message_of(view.mission, view.progress, view.progress_version, claimed=claimed)
    )


def message_of(mission: Mission, progress: int, version: int, *, claimed: bool) -> dict[str, Any]:
    """The data of a `mission_progress` message."""
    return {
        "id": mission.code,
        "progress": progress,
        "target": mission.target,
        "completed": progress >= mission.target,
        "claimed": claimed,
        "progress_version": version,
    }


async def reroll(session: AsyncSession, *, user_id: int, code: str, now: datetime) -> MissionSet:
    """Exchange one mission of its day or week for one that was not shown; a repetition answers the first result.

    The new mission counts what its day or week already holds. Raises `MissionNotFoundError`, `RerollUsedError`,
    `MissionCompletedError` and `NoOtherMissionError`.
    """
    for kind in KINDS:
        period = rules.period_of(kind, now)
        swap = (await repository.list_swaps(session, users=[user_id], scopes=[period.scope])).get(
            (user_id, period.scope)
        )
        if swap is not None and swap.removed == code:
            return (await read_sets(session, user_id=user_id, now=now, kinds=[kind]))[0]
    one, view = await _get(session, user_id=user_id, code=code, now=now)
    if not one.reroll_left:
        raise RerollUsedError
    if view.completed or view.claimed:
        raise MissionCompletedError
    period = one.period
    order = _order(await repository.list_versions(session, since=period.starts_on), period, user_id)
    added = rules.replacement(order)
    if added is None:
        raise NoOtherMissionError
    swap = Swap(user_id, period.scope, removed=code, added=added.code)
    if not await repository.insert_swap(session, swap, ends_at=period.ends_at, now=now):
        raise RerollUsedError
    changed = (await read_sets(session, user_id=user_id, now=now, kinds=[period.kind]))[0]
    new = next(line for line in changed.missions if line.mission.code == added.code)
    await progress.tell(session, told=[told(user_id, new, claimed=False)])
    if new.completed:
        await store_completions(session, [(completion_of(user_id, period, added), added)], now=now)
    return changed


def completion_of(user_id: int, period: Period, mission: Mission) -> Completion:
    """A mission that reached its target."""
    return Completion(user_id, period.scope, mission.code, mission.target, period.ends_at)


async def store_completions(
    session: AsyncSession, reached: Sequence[tuple[Completion, Mission]], *, now: datetime
) -> set[tuple[int, str, str]]:
    """Keep what was reached and tell the club of what is new."""
    new = await repository.complete(session, [completion for completion, _ in reached], now=now)
    events: list[Outgoing] = []
    for completion, mission in reached:
        if (completion.user_id, completion.scope, completion.code) in new:
            COMPLETIONS.labels(mission.code).inc()
            title = {"ko": mission.title_ko, "en": mission.title_en}
            facts = {"id": mission.code, "kind": mission.kind, "scope": completion.scope, "title": title}
            events.append(Outgoing(COMPLETED, completion.user_id, facts))
    publish_many(session, events)
    return new


async def judge_due_swaps(
    session: AsyncSession, *, now: datetime, after: tuple[str, int], limit: int
) -> tuple[str, int] | None:
    """Judge missions that came in exchange in scopes that are over; answers where to go on, None at the end.

    An exchange and a round that commit at once do not see each other: nobody noted then that the new mission was
    reached.
    """
    swaps = await repository.lock_due_swaps(session, now=now, after=after, limit=limit)
    reached: list[tuple[Completion, Mission]] = []
    for swap in swaps:
        period = rules.find_period(swap.scope)
        assert period is not None  # noqa: S101 - swaps are made for days and weeks only
        pool = rules.in_force(await repository.list_versions(session, since=period.starts_on), period)
        added = next((one for one in pool if one.code == swap.added), None)
        tally = (await progress.tallies_of(session, user_id=swap.user_id, scopes=[swap.scope]))[swap.scope]
        if added is not None and rules.progress_of(added, tally, EVALUATORS) >= added.target:
            reached.append((completion_of(swap.user_id, period, added), added))
        await repository.settle_swap(session, swap, now=now)
    await store_completions(session, reached, now=now)
    return (swaps[-1].scope, swaps[-1].user_id) if swaps else None


async def find_due(session: AsyncSession, *, now: datetime, after: tuple[int, str, str]) -> Completion | None:
    """The next reward that is owed for a day or week that is over; its row is held."""
    return await repository.lock_due_completion(session, now=now, after=after)


async def pay(session: AsyncSession, due: Completion, *, now: datetime) -> bool:
    """Give the reward of a mission whose scope is over, if the player did not take it; true when it was given now."""
    period = rules.find_period(due.scope)
    assert period is not None  # noqa: S101 - completions are of days and weeks only
    pool = rules.in_force(await repository.list_versions(session, since=period.starts_on), period)
    mission = next(one for one in pool if one.code == due.code)
    grant = await _reward(session, mission, user_id=due.user_id, scope=due.scope, now=now)
    await repository.settle(session, user_id=due.user_id, scope=due.scope, code=due.code, now=now)
    if grant.applied:
        CLAIMS.labels("club").inc()
    return grant.applied
