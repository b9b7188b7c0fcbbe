"""Gifts are the postings of their kind, and every sum is what the gifts add up to."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "gifts_equal_postings": """
        SELECT 'gift ' || coalesce(g.id, p.ref) AS what, count(*) OVER () AS total
        FROM stage_gifts g FULL JOIN (
            SELECT p.ref, a.owner_id, p.amount, p.currency, p.credit_account
            FROM postings p JOIN accounts a ON a.id = p.debit_account WHERE p.kind = 'gift'
        ) p ON p.ref = g.id
        WHERE (g.user_id, g.amount, 'gold', 5::bigint)
            IS DISTINCT FROM (p.owner_id, p.amount, p.currency, p.credit_account)""",
    "supporters_equal_gifts": """
        SELECT 'player ' || coalesce(s.user_id, g.user_id) AS what, count(*) OVER () AS total
        FROM stage_supporters s FULL JOIN (
            SELECT user_id, sum(amount) AS gold, count(*) AS gifts FROM stage_gifts GROUP BY 1
        ) g ON g.user_id = s.user_id
        WHERE (s.gold, s.gifts) IS DISTINCT FROM (g.gold, g.gifts)""",
    "gift_days_equal_gifts": """
        SELECT 'player ' || coalesce(d.user_id, g.user_id) || ' on ' || coalesce(d.day, g.day) AS what,
            count(*) OVER () AS total
        FROM stage_gift_days d FULL JOIN (
            SELECT user_id, (created_at AT TIME ZONE 'UTC')::date AS day, sum(amount) AS gold
            FROM stage_gifts GROUP BY 1, 2
        ) g ON g.user_id = d.user_id AND g.day = d.day
        WHERE d.gold IS DISTINCT FROM g.gold""",
    "stage_totals_equal_gifts": """
        SELECT 'stripe ' || coalesce(t.stripe, g.stripe) AS what, count(*) OVER () AS total
        FROM stage_totals t FULL JOIN (
            SELECT (user_id % 16)::int AS stripe, sum(amount) AS gold, count(*) AS gifts FROM stage_gifts GROUP BY 1
        ) g ON g.stripe = t.stripe
        WHERE (t.gold, t.gifts) IS DISTINCT FROM (g.gold, g.gifts)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all gifts."""
    return await run_checks(session, _CHECKS)
