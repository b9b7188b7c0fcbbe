"""Follows the tallies: what they unlock is stored in the transaction that moved them, and told once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import repository, rules, service
from casino_club.domains.achievements.contracts import Definition, Unlock
from casino_club.domains.achievements.events import UNLOCKED
from casino_club.domains.progress.contracts import TallyChange, Told, day_scope
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.infra.outbox.store import Outgoing, publish_many


async def watch(session: AsyncSession, changes: Sequence[TallyChange], now: datetime) -> Sequence[Told]:
    """Unlock what these changes reach, whichever day they belong to; tell progress of today and of everything.

    Asked again with the same tallies it stores and tells nothing: an unlock is there once and stays.
    """
    changes = [change for change in changes if rules.kind_of(change.scope) is not None]
    if not changes:
        return []
    definitions = await repository.list_definitions(session)
    had = await repository.unlocked_codes(session, {change.user_id for change in changes})
    today = day_scope(now.date())
    reached: dict[tuple[int, str], Unlock] = {}
    told: list[Told] = []
    for change in changes:
        owned = had.get(change.user_id, set())
        for one in rules.reached(definitions, change.scope, change.after, EVALUATORS):
            if one.code not in owned:
                reached.setdefault(
                    (change.user_id, one.code), Unlock(change.user_id, one.code, change.scope, one.target, now)
                )
        if rules.kind_of(change.scope) == "all" or change.scope == today:
            moved = rules.moved(definitions, change.scope, change.before, change.after, EVALUATORS)
            told += [_progress(change.user_id, one, value) for one, value in moved if one.code not in owned]
    new = await service.store_unlocks(session, list(reached.values()), now=now)
    of_code = {one.code: one for one in definitions}
    unlocked = [(user_id, of_code[code]) for user_id, code in new]
    unlocked.sort(key=lambda line: (line[0], line[1].sort))
    publish_many(session, [_event(user_id, one) for user_id, one in unlocked])
    return told + [Told(user_id, "achievement_unlock", _data(one, one.target)) for user_id, one in unlocked]


def _data(one: Definition, progress: int) -> dict[str, Any]:
    return {
        "achievement_code": one.code,
        "progress": progress,
        "target": one.target,
        "unlocked": progress >= one.target,
    }


def _progress(user_id: int, one: Definition, progress: int) -> Told:
    return Told(user_id, "achievement_progress", _data(one, progress))


def _event(user_id: int, one: Definition) -> Outgoing:
    title = {"ko": one.title_ko, "en": one.title_en}
    return Outgoing(
        UNLOCKED, user_id, {"achievement_code": one.code, "tier": one.tier, "badge": one.badge, "title": title}
    )
