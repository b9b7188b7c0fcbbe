"""What operators do to achievements. Every deed is written to the audit log in its own transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import repository
from casino_club.domains.achievements.contracts import Definition
from casino_club.domains.achievements.errors import (
    AchievementExistsError,
    AchievementNotFoundError,
    AchievementSettledError,
)
from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed


async def create(session: AsyncSession, one: Definition, *, deed: Deed, now: datetime) -> Definition:
    """Add an achievement: it counts from the next change of a player's tally, with all that came before.

    Raises `AchievementExistsError`.
    """
    if not await repository.insert_definition(session, one, created_by=deed.actor_id, now=now):
        raise AchievementExistsError
    await _record(session, deed, "achievement_created", one.code, _facts(one))
    return one


async def edit(session: AsyncSession, code: str, *, changes: dict[str, Any], deed: Deed, now: datetime) -> Definition:
    """Change what is given. What it takes stays once somebody unlocked it; an unlock is never taken away.

    Raises `AchievementNotFoundError` and `AchievementSettledError`.
    """
    known = await repository.find_definition(session, code, lock=True)
    if known is None:
        raise AchievementNotFoundError
    one = replace(known, **changes)
    takes = (one.evaluator, one.scope_kind, one.target) != (known.evaluator, known.scope_kind, known.target)
    if takes and await repository.is_unlocked_by_anybody(session, code):
        raise AchievementSettledError
    await repository.update_definition(session, one, now=now)
    before, after = _facts(known), _facts(one)
    changed = {name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]}
    await _record(session, deed, "achievement_changed", code, changed)
    return one


def _facts(one: Definition) -> dict[str, Any]:
    return {
        "evaluator": one.evaluator,
        "scope": one.scope_kind,
        "target": one.target,
        "title_ko": one.title_ko,
        "title_en": one.title_en,
        "description_ko": one.description_ko,
        "description_en": one.description_en,
        "badge": one.badge,
        "bundle": one.bundle.as_data(),
        "sort": one.sort,
        "active": one.active,
    }


async def _record(session: AsyncSession, deed: Deed, action: str, code: str, facts: dict[str, Any]) -> None:
    await auth.record_deed(session, deed, action=action, target=f"achievement:{code}", facts=facts)
