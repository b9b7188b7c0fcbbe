"""Pity and inventories are what the rounds made them: an unbroken chain, and every capsule counted once."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_ROUNDS: Final = """
    SELECT id, user_id, outcome->>'group' AS pity_group, outcome->'before' AS before, outcome->'after' AS after,
        lag(outcome->'after') OVER w AS previous, lead(id) OVER w IS NULL AS newest
    FROM rounds WHERE game = 'gacha' WINDOW w AS (PARTITION BY user_id, outcome->>'group' ORDER BY id)
"""
_NOTHING: Final = """'{"since_ssr": 0, "since_sr": 0, "featured_next": false}'::jsonb"""

_CHECKS: Final[dict[str, str]] = {
    "pity_chain_unbroken": f"""
        SELECT 'round ' || id AS what, count(*) OVER () AS total FROM ({_ROUNDS}) r
        WHERE before <> coalesce(previous, {_NOTHING})""",  # noqa: S608 - constants only
    "pity_equals_last_round": f"""
        SELECT 'player ' || coalesce(p.user_id, r.user_id) || ' ' || coalesce(p.pity_group, r.pity_group) AS what,
            count(*) OVER () AS total
        FROM gacha_pity p FULL JOIN (SELECT * FROM ({_ROUNDS}) a WHERE newest) r USING (user_id, pity_group)
        WHERE r.after IS DISTINCT FROM jsonb_build_object('since_ssr', p.since_ssr, 'since_sr', p.since_sr,
            'featured_next', p.featured_next)""",  # noqa: S608 - constants only
    "inventory_equals_rounds": """
        SELECT 'player ' || coalesce(i.user_id, r.user_id) || ' ' || coalesce(i.item_id, r.item_id) AS what,
            count(*) OVER () AS total
        FROM gacha_inventory i FULL JOIN (
            SELECT user_id, item_id, count(*) AS copies
            FROM rounds, jsonb_array_elements_text(outcome->'items') AS item_id WHERE game = 'gacha' GROUP BY 1, 2
        ) r USING (user_id, item_id)
        WHERE i.copies IS DISTINCT FROM r.copies""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rounds of the game."""
    return await run_checks(session, _CHECKS)
