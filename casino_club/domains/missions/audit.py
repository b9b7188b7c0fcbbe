"""What missions gave is what was finished, once, and what was finished was given."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "mission_rewards_were_completed": """
        SELECT 'grant ' || g.id || ' ' || g.key AS what, count(*) OVER () AS total FROM reward_grants g
        WHERE g.key LIKE 'mission:%' AND NOT EXISTS (
            SELECT FROM mission_completions c
            WHERE c.user_id = g.user_id AND 'mission:' || c.code || ':' || c.scope = g.key)""",
    "settled_missions_were_rewarded": """
        SELECT 'player ' || c.user_id || ' ' || c.code || ' ' || c.scope AS what, count(*) OVER () AS total
        FROM mission_completions c
        LEFT JOIN reward_grants g ON g.user_id = c.user_id AND g.key = 'mission:' || c.code || ':' || c.scope
        WHERE (c.settled_at IS NULL) <> (g.id IS NULL)""",
    # An exchange and the round that finished the old mission may not see each other: then both were finished.
    "no_more_missions_than_given": """
        SELECT 'player ' || c.user_id || ' ' || c.scope AS what, count(*) OVER () AS total
        FROM mission_completions c LEFT JOIN mission_swaps s USING (user_id, scope)
        GROUP BY c.user_id, c.scope HAVING count(*) > 3 + count(DISTINCT s.added)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rows."""
    return await run_checks(session, _CHECKS)
