"""The door to the partner link for other domains and for the entry points."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.partners import audit, repository, service
from casino_club.kernel.clock import iso_z
from casino_club.kernel.invariants import Finding


async def export(session: AsyncSession, *, user_id: int) -> list[dict[str, Any]]:
    """The partners a player is linked to, for the player's own copy of their data."""
    return [
        {"partner": one.partner_id, "external_id": one.external_id, "linked_at": iso_z(one.linked_at)}
        for one in await repository.links_of(session, user_id)
    ]


async def forget(session: AsyncSession, *, user_id: int, now: datetime) -> None:
    """End every link of a player who leaves the club; the partners are told."""
    await service.unlink_all(session, user_id=user_id, now=now)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of the partner link, checked over all rows."""
    return await audit.findings(session)
