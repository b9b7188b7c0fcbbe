"""Counts are what the lines add up to, and what is marked as claimed was granted."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "event_counts_equal_participants": """
        SELECT 'event ' || coalesce(p.event_id, c.event_id) || ' stripe ' || coalesce(p.stripe, c.stripe) AS what,
            count(*) OVER () AS total
        FROM (SELECT event_id, (user_id % 16)::int AS stripe, count(*) AS present FROM live_event_participants
            WHERE left_at IS NULL GROUP BY 1, 2) p
        FULL JOIN live_event_counts c ON c.event_id = p.event_id AND c.stripe = p.stripe
        WHERE coalesce(p.present, 0) <> coalesce(c.participants, 0)""",
    "event_claims_equal_grants": """
        SELECT 'event ' || coalesce(p.event_id::text, g.key) || ' player ' || coalesce(p.user_id, g.user_id) AS what,
            count(*) OVER () AS total
        FROM (SELECT event_id, user_id, 'event:' || event_id AS key FROM live_event_participants
            WHERE claimed_at IS NOT NULL) p
        FULL JOIN (SELECT user_id, key FROM reward_grants WHERE key LIKE 'event:%') g
            ON g.key = p.key AND g.user_id = p.user_id
        WHERE p.user_id IS NULL OR g.user_id IS NULL""",
    # What came after an event was taken down is tallied and not counted.
    "event_rounds_equal_tallies": """
        SELECT 'event ' || e.id AS what, count(*) OVER () AS total
        FROM live_events e
        LEFT JOIN (SELECT event_id, sum(rounds) AS rounds FROM live_event_counts GROUP BY 1) c ON c.event_id = e.id
        LEFT JOIN (SELECT scope, sum(plays) AS plays FROM tallies WHERE scope LIKE 'event:%' GROUP BY 1) t
            ON t.scope = 'event:' || e.id
        WHERE e.deactivated_at IS NULL AND coalesce(c.rounds, 0) <> coalesce(t.plays, 0)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rows."""
    return await run_checks(session, _CHECKS)
