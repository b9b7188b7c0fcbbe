"""What other domains may ask of the stories."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "unlocks_are_paid": """
        SELECT 'unlock ' || u.id AS what, count(*) OVER () AS total FROM content_unlocks u
        WHERE u.method = 'gold' AND NOT EXISTS (
            SELECT 1 FROM postings p WHERE p.ref = u.posting_ref AND p.kind = 'shop_spend' AND p.amount = u.price)""",
    "stages_are_opened_in_order": """
        SELECT 'unlock ' || u.id AS what, count(*) OVER () AS total FROM content_unlocks u
        WHERE u.stage <> 'teaser' AND NOT EXISTS (
            SELECT 1 FROM content_unlocks b WHERE b.user_id = u.user_id AND b.content_id = u.content_id
                AND b.id < u.id AND b.stage = CASE u.stage WHEN 'full' THEN 'partial' ELSE 'teaser' END)""",
    "unlocks_follow_an_age_check": """
        SELECT 'unlock ' || u.id AS what, count(*) OVER () AS total FROM content_unlocks u
        WHERE NOT EXISTS (
            SELECT 1 FROM age_verifications a WHERE a.user_id = u.user_id AND a.outcome = 'adult'
                AND a.decided_at <= u.created_at)""",
}


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of unlocked stages, checked over all rows."""
    return await run_checks(session, _CHECKS)
