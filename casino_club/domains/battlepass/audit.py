"""Nobody was given more of a pass than it holds, and every paid track was paid for."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_GIVEN: Final = r"""
    SELECT g.user_id, g.key, g.bundle, p.season_id, p.track, p.level, s.free_track, s.paid_track, s.id AS known
    FROM reward_grants g CROSS JOIN LATERAL (
        SELECT split_part(g.key, ':', 2)::bigint AS season_id, split_part(g.key, ':', 3) AS track,
            split_part(g.key, ':', 4)::int AS level
    ) p LEFT JOIN pass_seasons s ON s.id = p.season_id
    WHERE g.key ~ '^pass:[0-9]{1,18}:(free|paid):[0-9]{1,6}$'
"""

_CHECKS: Final[dict[str, str]] = {
    "pass_rewards_are_the_season_s": f"""
        SELECT 'player ' || user_id || ' ' || key AS what, count(*) OVER () AS total FROM ({_GIVEN}) g
        WHERE known IS NULL OR bundle IS DISTINCT FROM
            CASE track WHEN 'free' THEN free_track ELSE paid_track END -> (level - 1)""",  # noqa: S608 - constants
    "paid_track_only_to_owners": f"""
        SELECT 'player ' || user_id || ' ' || key AS what, count(*) OVER () AS total FROM ({_GIVEN}) g
        WHERE track = 'paid' AND NOT EXISTS (
            SELECT FROM pass_owners o WHERE o.season_id = g.season_id AND o.user_id = g.user_id)""",  # noqa: S608
    "paid_tracks_are_paid": """
        SELECT 'player ' || o.user_id || ' season ' || o.season_id AS what, count(*) OVER () AS total
        FROM pass_owners o WHERE NOT EXISTS (
            SELECT FROM postings p JOIN accounts a ON a.id = p.debit_account
            WHERE p.ref = o.ref AND p.currency = 'gem' AND p.amount = o.price_gem AND p.kind = 'shop_spend'
                AND a.owner_id = o.user_id)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all seasons."""
    return await run_checks(session, _CHECKS)
