"""Rounds, their money and their statistics must tell one story."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.wallet.contracts import Finding

_TALLY: Final = """
    SELECT user_id, game, (uuid_extract_timestamp(id) AT TIME ZONE 'UTC')::date AS day, count(*) AS plays,
        count(*) FILTER (WHERE payout > stake) AS wins, count(*) FILTER (WHERE payout < stake) AS losses,
        count(*) FILTER (WHERE payout = stake) AS pushes, sum(stake) AS total_bet, sum(payout) AS total_win,
        max(multiplier_x100) AS highest_multiplier_x100, max(payout) AS best_win
    FROM rounds GROUP BY 1, 2, 3
"""

_CHECKS: Final[dict[str, str]] = {
    "rounds_equal_postings": """
        SELECT 'round ' || r.id AS what, count(*) OVER () AS total
        FROM rounds r
        LEFT JOIN (SELECT ref, sum(amount) FILTER (WHERE kind = 'game_stake') AS stake,
                sum(amount) FILTER (WHERE kind = 'game_win') AS win
            FROM postings WHERE kind IN ('game_stake', 'game_win') GROUP BY ref) p ON p.ref = r.id
        WHERE p.stake IS DISTINCT FROM r.stake OR coalesce(p.win, 0) <> r.payout""",
    "every_game_posting_has_its_round": """
        SELECT 'posting ' || p.id AS what, count(*) OVER () AS total
        FROM postings p LEFT JOIN rounds r ON r.id = p.ref
        WHERE p.kind IN ('game_stake', 'game_win') AND r.id IS NULL""",
    "statistics_equal_rounds": f"""
        SELECT 'player ' || user_id || ' ' || game || ' ' || day AS what, count(*) OVER () AS total FROM (
            (SELECT user_id, game, day, plays, wins, losses, pushes, total_bet, total_win,
                highest_multiplier_x100, best_win
             FROM game_stats EXCEPT ALL SELECT * FROM ({_TALLY}) a)
            UNION ALL
            (SELECT * FROM ({_TALLY}) b EXCEPT ALL SELECT user_id, game, day, plays, wins, losses, pushes, total_bet,
                total_win, highest_multiplier_x100, best_win FROM game_stats)
        ) d""",  # noqa: S608 - constants only
    "nonces_used_once": """
        SELECT 'seed ' || seed_id || ' nonce ' || nonce AS what, count(*) OVER () AS total
        FROM rounds GROUP BY seed_id, nonce HAVING count(*) > 1""",
    "nonces_without_gaps": """
        SELECT 'seed ' || s.id || ' stands at ' || s.nonce || ' after ' || count(r.id) || ' rounds' AS what,
            count(*) OVER () AS total
        FROM fairness_seeds s LEFT JOIN rounds r ON r.seed_id = s.id
        GROUP BY s.id HAVING count(r.id) <> s.nonce""",
}
EXAMPLES_MAX: Final = 5


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rounds."""
    found: list[Finding] = []
    for check, statement in _CHECKS.items():
        rows = (await session.execute(text(statement + f" LIMIT {EXAMPLES_MAX}"))).all()
        found.append(Finding(check, rows[0].total if rows else 0, tuple(row.what for row in rows)))
    return found
