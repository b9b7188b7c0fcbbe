"""Credits, grants, postings, sums and webhooks tell the same story."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "partner_credits_equal_postings": """
        SELECT 'credit ' || coalesce(c.id, p.ref) AS what, count(*) OVER () AS total
        FROM partner_credits c FULL JOIN (
            SELECT t.ref, t.currency, t.amount, a.owner_id
            FROM postings t JOIN accounts a ON a.id = t.credit_account WHERE t.kind = 'partner_credit'
        ) p ON p.ref = c.grant_id
        WHERE (c.user_id, c.currency, c.amount) IS DISTINCT FROM (p.owner_id, p.currency, p.amount)""",
    "partner_credits_were_agreed_to": """
        SELECT 'credit ' || c.id AS what, count(*) OVER () AS total
        FROM partner_credits c JOIN partner_links l ON l.id = c.link_id
        WHERE (c.partner_id, c.external_id, c.user_id) <> (l.partner_id, l.external_id, l.user_id)""",
    "partner_days_equal_credits": """
        SELECT 'day ' || coalesce(d.day, c.day) || ' of ' || coalesce(d.partner_id, c.partner_id) AS what,
            count(*) OVER () AS total
        FROM partner_days d FULL JOIN (
            SELECT partner_id, (created_at AT TIME ZONE 'UTC')::date AS day, coalesce(user_id, 0) AS user_id,
                sum(amount) AS amount
            FROM partner_credits GROUP BY GROUPING SETS ((1, 2), (1, 2, partner_credits.user_id))
        ) c ON c.partner_id = d.partner_id AND c.day = d.day AND c.user_id = d.user_id
        WHERE d.credited IS DISTINCT FROM c.amount""",
    "webhooks_tell_of_a_deed": """
        SELECT 'delivery ' || d.id AS what, count(*) OVER () AS total
        FROM partner_deliveries d
        LEFT JOIN partner_credits c ON d.event = 'credit.posted' AND c.id = d.deed_id AND c.partner_id = d.partner_id
            AND c.amount = (d.payload::jsonb->'data'->>'amount')::bigint
        LEFT JOIN partner_links l ON d.event <> 'credit.posted' AND l.id = d.deed_id AND l.partner_id = d.partner_id
            AND (d.event = 'player.linked' OR l.unlinked_at IS NOT NULL)
        WHERE c.id IS NULL AND l.id IS NULL""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all partners."""
    return await run_checks(session, _CHECKS)
