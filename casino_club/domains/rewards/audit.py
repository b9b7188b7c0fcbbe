"""Grants are what the ledger and the counters say they are."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

# Experience ever gained is what it took to complete the levels below, plus what stands within this one.
_EVER: Final = "(u.level - 1) * 1000::bigint + (u.level - 1) * (u.level - 2) / 2 * 100::bigint + u.experience"

_CHECKS: Final[dict[str, str]] = {
    # One pass over the postings: asked once a grant, it would take the square of a month.
    "grants_equal_postings": """
        SELECT 'grant ' || g.id || ' of ' || m.currency AS what, count(*) OVER () AS total
        FROM reward_grants g
        CROSS JOIN (VALUES ('gold'), ('gem')) m (currency)
        LEFT JOIN (
            SELECT p.ref, p.currency, a.owner_id, sum(p.amount) AS amount
            FROM postings p JOIN accounts a ON a.id = p.credit_account
            WHERE p.kind NOT IN ('game_stake', 'game_win', 'game_refund') AND a.owner_id IS NOT NULL GROUP BY 1, 2, 3
        ) p ON p.ref = g.id AND p.currency = m.currency AND p.owner_id = g.user_id
        WHERE coalesce((g.bundle->>m.currency)::bigint, 0) <> coalesce(p.amount, 0)""",
    "rewards_have_their_grant": """
        SELECT 'posting ' || p.id AS what, count(*) OVER () AS total FROM postings p
        WHERE p.kind IN ('reward', 'welcome', 'compensation')
            AND NOT EXISTS (SELECT FROM reward_grants g WHERE g.id = p.ref)""",
    "experience_equals_history": f"""
        SELECT 'player ' || u.id || ' has ' || ({_EVER}) || ', history says ' || coalesce(c.amount, 0) AS what,
            count(*) OVER () AS total
        FROM users u LEFT JOIN (
            SELECT user_id, sum(amount) AS amount FROM counter_days WHERE counter = 'exp' GROUP BY 1
        ) c ON c.user_id = u.id
        WHERE ({_EVER}) <> coalesce(c.amount, 0)""",  # noqa: S608 - constants only
    "vip_points_equal_history": """
        SELECT 'player ' || u.id AS what, count(*) OVER () AS total
        FROM users u LEFT JOIN (
            SELECT user_id, sum(amount) AS amount FROM counter_days WHERE counter = 'vip_points' GROUP BY 1
        ) c ON c.user_id = u.id
        WHERE u.vip_points <> coalesce(c.amount, 0)""",
    # What is still on its way in the outbox is owed, not lost.
    "levels_are_paid": """
        SELECT 'player ' || u.id || ' level ' || l.level AS what, count(*) OVER () AS total
        FROM users u CROSS JOIN LATERAL generate_series(2, u.level) l (level)
        WHERE NOT EXISTS (SELECT FROM reward_grants g WHERE g.user_id = u.id AND g.key = 'level-up:' || l.level)
            AND NOT EXISTS (SELECT FROM outbox o WHERE o.user_id = u.id AND o.type = 'rewards.levelled.v1')""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all grants."""
    return await run_checks(session, _CHECKS)
