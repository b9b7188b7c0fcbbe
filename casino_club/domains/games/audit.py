"""Rounds, their money and their statistics must tell one story."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_TALLY: Final = """
    SELECT user_id, game, (uuid_extract_timestamp(id) AT TIME ZONE 'UTC')::date AS day, count(*) AS plays,
        count(*) FILTER (WHERE win > bet) AS wins, count(*) FILTER (WHERE win < bet) AS losses,
        count(*) FILTER (WHERE win = bet) AS pushes, sum(bet) AS total_bet, sum(win) AS total_win,
        max(multiplier_x100) AS highest_multiplier_x100, max(win) AS best_win
    FROM (SELECT *, CASE currency WHEN 'gold' THEN stake ELSE 0 END AS bet,
        CASE currency WHEN 'gold' THEN payout ELSE 0 END AS win FROM rounds) r GROUP BY 1, 2, 3
"""

_MONEY: Final = """
    SELECT ref, coalesce(sum(amount) FILTER (WHERE kind = 'game_stake'), 0) AS stake,
        coalesce(sum(amount) FILTER (WHERE kind = 'game_win'), 0) AS win,
        coalesce(sum(amount) FILTER (WHERE kind = 'game_refund'), 0) AS refund,
        array_agg(DISTINCT currency) AS currencies
    FROM postings WHERE kind IN ('game_stake', 'game_win', 'game_refund') GROUP BY ref
"""

_CHECKS: Final[dict[str, str]] = {
    "rounds_equal_postings": f"""
        SELECT 'round ' || r.id AS what, count(*) OVER () AS total
        FROM rounds r LEFT JOIN ({_MONEY}) p ON p.ref = r.bet_id
        WHERE p.stake IS DISTINCT FROM r.stake OR p.win <> r.payout OR p.refund <> 0
            OR p.currencies <> ARRAY[r.currency]""",  # noqa: S608 - constants only
    "bets_equal_postings": f"""
        SELECT 'bet ' || b.id AS what, count(*) OVER () AS total
        FROM bets b LEFT JOIN ({_MONEY}) p ON p.ref = b.id
        WHERE p.stake IS DISTINCT FROM b.stake
            OR p.win <> CASE b.status WHEN 'settled' THEN b.payout ELSE 0 END
            OR p.refund <> CASE b.status WHEN 'refunded' THEN b.stake ELSE 0 END""",  # noqa: S608
    "every_settled_bet_has_its_round": """
        SELECT 'bet ' || b.id AS what, count(*) OVER () AS total
        FROM bets b LEFT JOIN rounds r ON r.id = b.round_id
        WHERE b.status = 'settled' AND (r.bet_id, r.stake, r.payout) IS DISTINCT FROM (b.id, b.stake, b.payout)""",
    "every_game_posting_has_its_bet": """
        SELECT 'posting ' || p.id AS what, count(*) OVER () AS total
        FROM postings p LEFT JOIN rounds r ON r.bet_id = p.ref LEFT JOIN bets b ON b.id = p.ref
        WHERE p.kind IN ('game_stake', 'game_win', 'game_refund') AND r.id IS NULL AND b.id IS NULL""",
    "no_open_bet_on_a_closed_round": """
        SELECT 'bet ' || b.id AS what, count(*) OVER () AS total
        FROM bets b JOIN shared_rounds s ON s.id = b.shared_round
        WHERE b.status = 'open' AND s.state <> 'open'""",
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
        SELECT 'seed ' || r.seed_id || ' nonce ' || r.nonce AS what, count(*) OVER () AS total
        FROM rounds r WHERE r.shared_round IS NULL GROUP BY r.seed_id, r.nonce HAVING count(*) > 1""",
    "nonces_without_gaps": """
        SELECT 'seed ' || s.id || ' stands at ' || s.nonce || ' after ' || count(r.seed_id) || ' bets' AS what,
            count(*) OVER () AS total
        FROM fairness_seeds s LEFT JOIN (
            SELECT seed_id FROM rounds WHERE shared_round IS NULL
            UNION ALL SELECT seed_id FROM bets WHERE shared_round IS NULL AND status <> 'settled'
        ) r ON r.seed_id = s.id
        WHERE s.user_id <> 0 GROUP BY s.id HAVING count(r.seed_id) <> s.nonce""",
    "held_seeds_have_open_hands": """
        SELECT 'seed ' || s.id AS what, count(*) OVER () AS total
        FROM fairness_seeds s LEFT JOIN bets b ON b.seed_id = s.id AND b.status = 'open'
        WHERE s.user_id <> 0 GROUP BY s.id HAVING count(b.id) <> s.held""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rounds."""
    return await run_checks(session, _CHECKS)
