"""Invariants as statements that must find nothing."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.kernel.invariants import Finding

EXAMPLES_MAX: Final = 5


async def run_checks(session: AsyncSession, checks: Mapping[str, str]) -> list[Finding]:
    """Run each statement; it answers rows of (`what`: a row a person can look up, `total`: how many there are)."""
    found: list[Finding] = []
    for check, statement in checks.items():
        # Statements are whole texts without parameters: their colons are casts and JSON.
        rows = (await session.execute(text(statement.replace(":", r"\:") + f" LIMIT {EXAMPLES_MAX}"))).all()
        found.append(Finding(check, rows[0].total if rows else 0, tuple(row.what for row in rows)))
    return found
