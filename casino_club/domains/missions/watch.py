"""Follows the tallies of days and weeks: what they finish is stored in the transaction that moved them, and told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.missions import repository, rules, service
from casino_club.domains.missions.contracts import KINDS, Completion, Mission
from casino_club.domains.progress.contracts import TallyChange, Told
from casino_club.domains.progress.evaluators import EVALUATORS


async def watch(session: AsyncSession, changes: Sequence[TallyChange], now: datetime) -> Sequence[Told]:
    """Complete what these changes reach, in whichever day or week; tell progress of those that run.

    Asked again with the same tallies it stores nothing and tells nothing new.
    """
    periods = {scope: period for scope in {change.scope for change in changes} if (period := rules.find_period(scope))}
    changes = [change for change in changes if change.scope in periods]
    if not changes:
        return []
    versions = await repository.list_versions(session, since=min(period.starts_on for period in periods.values()))
    pools = {scope: rules.in_force(versions, period) for scope, period in periods.items()}
    swaps = await repository.list_swaps(session, users={change.user_id for change in changes}, scopes=periods)
    running = {rules.period_of(kind, now).scope for kind in KINDS}
    reached: list[tuple[Completion, Mission]] = []
    told: list[Told] = []
    for change in changes:
        period = periods[change.scope]
        order = rules.line_up(pools[change.scope], user_id=change.user_id, scope=change.scope)
        for mission in rules.picks(order, swaps.get((change.user_id, change.scope))):
            before = rules.progress_of(mission, change.before, EVALUATORS)
            after = rules.progress_of(mission, change.after, EVALUATORS)
            if after >= mission.target > before:
                reached.append((service.completion_of(change.user_id, period, mission), mission))
            if after != before and change.scope in running:
                data = service.message_of(mission, after, change.after.version, claimed=False)
                told.append(Told(change.user_id, "mission_progress", data))
    await service.store_completions(session, reached, now=now)
    return told
