"""What was unlocked and taken is what was done."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "achievement_rewards_were_unlocked": """
        SELECT 'grant ' || g.id || ' ' || g.key AS what, count(*) OVER () AS total FROM reward_grants g
        WHERE g.key LIKE 'achievement:%' AND NOT EXISTS (
            SELECT FROM achievement_unlocks u WHERE u.user_id = g.user_id AND 'achievement:' || u.code = g.key)""",
    "shown_badges_are_unlocked": """
        SELECT 'player ' || s.user_id || ' ' || c.code AS what, count(*) OVER () AS total
        FROM achievement_showcases s CROSS JOIN unnest(s.codes) c (code)
        WHERE NOT EXISTS (SELECT FROM achievement_unlocks u WHERE u.user_id = s.user_id AND u.code = c.code)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rows."""
    return await run_checks(session, _CHECKS)
