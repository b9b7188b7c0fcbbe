"""What operators do to the pool. A change holds from the next day or week on; every deed is in the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth
from casino_club.domains.auth.contracts import Deed
from casino_club.domains.missions import repository, rules
from casino_club.domains.missions.contracts import Mission
from casino_club.domains.missions.errors import MissionExistsError, MissionNotFoundError


@dataclass(frozen=True, slots=True)
class Planned:
    """A mission in the pool: how it stands now (None before its first period), and what is planned."""

    code: str
    current: Mission | None
    upcoming: Mission | None


def plans_of(versions: Sequence[Mission], now: datetime) -> list[Planned]:
    """Each mission's present and future, in order of code."""
    found: dict[str, Planned] = {}
    for one in sorted(versions, key=lambda one: (one.code, one.valid_from)):
        known = found.get(one.code, Planned(one.code, None, None))
        began = one.valid_from <= rules.period_of(one.kind, now).starts_on
        found[one.code] = replace(known, current=one) if began else replace(known, upcoming=one)
    return list(found.values())


async def create(session: AsyncSession, one: Mission, *, deed: Deed, now: datetime) -> Planned:
    """Add a mission from its next period on, whatever its `valid_from`. Raises `MissionExistsError`."""
    if await repository.lock_versions_of(session, one.code):
        raise MissionExistsError
    planned = replace(one, valid_from=rules.next_start(one.kind, now))
    await repository.put_version(session, planned, changed_by=deed.actor_id, now=now)
    await _record(session, deed, "mission_created", planned, _facts(planned))
    return Planned(one.code, None, planned)


async def edit(session: AsyncSession, code: str, *, changes: dict[str, Any], deed: Deed, now: datetime) -> Planned:
    """Change what is given from the mission's next period on. Raises `MissionNotFoundError`."""
    versions = await repository.lock_versions_of(session, code)
    if not versions:
        raise MissionNotFoundError
    newest = versions[-1]
    planned = replace(newest, **changes, valid_from=max(newest.valid_from, rules.next_start(newest.kind, now)))
    await repository.put_version(session, planned, changed_by=deed.actor_id, now=now)
    before, after = _facts(newest), _facts(planned)
    changed = {name: {"from": before[name], "to": after[name]} for name in after if before[name] != after[name]}
    await _record(session, deed, "mission_changed", planned, changed)
    return plans_of([*versions, planned], now)[0]


def _facts(one: Mission) -> dict[str, Any]:
    return {
        "evaluator": one.evaluator,
        "target": one.target,
        "bundle": one.bundle.as_data(),
        "weight": one.weight,
        "title_ko": one.title_ko,
        "title_en": one.title_en,
        "active": one.active,
    }


async def _record(session: AsyncSession, deed: Deed, action: str, one: Mission, facts: dict[str, Any]) -> None:
    told = facts | {"valid_from": one.valid_from.isoformat()}
    await auth.record_deed(session, deed, action=action, target=f"mission:{one.code}", facts=told)
