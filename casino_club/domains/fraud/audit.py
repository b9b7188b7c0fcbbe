"""Attempts, their cases and what operators decided tell the same story."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "fraud_cases_are_of_what_was_not_allowed": """
        SELECT 'attempt ' || coalesce(a.receipt, c.receipt) AS what, count(*) OVER () AS total
        FROM (SELECT receipt, user_id, tier FROM fraud_attempts WHERE tier <> 'allow' AND held_by IS NULL) a
        FULL JOIN fraud_cases c USING (receipt)
        WHERE (a.user_id, a.tier) IS DISTINCT FROM (c.user_id, c.tier)""",
    "fraud_scores_add_up": """
        SELECT 'attempt ' || receipt AS what, count(*) OVER () AS total FROM fraud_attempts
        WHERE score <> (SELECT coalesce(sum((m ->> 'points')::int), 0) FROM jsonb_array_elements(matched) m
            WHERE NOT (m ->> 'shadow')::boolean)""",
    "fraud_decisions_are_audited": """
        SELECT 'case ' || c.receipt AS what, count(*) OVER () AS total FROM fraud_cases c
        WHERE c.decision IS NOT NULL AND NOT EXISTS (
            SELECT FROM audit_log l WHERE l.target = 'fraud_case:' || c.receipt AND l.actor_id = c.decided_by
                AND l.action = CASE c.decision WHEN 'release' THEN 'fraud.released' ELSE 'fraud.confirmed' END)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all attempts and cases."""
    return await run_checks(session, _CHECKS)
