"""What must hold between players: nobody is friends with whom they blocked, and no list is longer than its limit."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.friends.rules import FRIENDS_MAX, OPEN_REQUESTS_MAX
from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_CHECKS: Final[dict[str, str]] = {
    "friends_not_blocked": """
        SELECT 'players ' || f.low_id || ' and ' || f.high_id AS what, count(*) OVER () AS total
        FROM friendships f WHERE EXISTS (
            SELECT FROM friend_blocks b WHERE b.user_id = f.low_id AND b.blocked_id = f.high_id
                OR b.user_id = f.high_id AND b.blocked_id = f.low_id)""",
    "requests_not_between_friends_or_blocked": """
        SELECT 'request ' || r.id AS what, count(*) OVER () AS total FROM friend_requests r
        WHERE r.status = 'open' AND (EXISTS (
            SELECT FROM friendships f
            WHERE f.low_id = least(r.from_id, r.to_id) AND f.high_id = greatest(r.from_id, r.to_id)
        ) OR EXISTS (
            SELECT FROM friend_blocks b WHERE b.user_id = r.from_id AND b.blocked_id = r.to_id
                OR b.user_id = r.to_id AND b.blocked_id = r.from_id))""",
    "friends_within_limit": f"""
        SELECT 'player ' || user_id AS what, count(*) OVER () AS total FROM (
            SELECT low_id AS user_id FROM friendships UNION ALL SELECT high_id FROM friendships
        ) f GROUP BY user_id HAVING count(*) > {FRIENDS_MAX}""",  # noqa: S608 - constants only
    "open_requests_within_limit": f"""
        SELECT 'player ' || from_id AS what, count(*) OVER () AS total FROM friend_requests
        WHERE status = 'open' GROUP BY from_id HAVING count(*) > {OPEN_REQUESTS_MAX}""",  # noqa: S608
    "friends_counted_once": """
        SELECT 'players ' || f.low_id || ' and ' || f.high_id AS what, count(*) OVER () AS total FROM friendships f
        WHERE (SELECT count(*) FROM friend_firsts x WHERE x.user_id = f.low_id AND x.friend_id = f.high_id
            OR x.user_id = f.high_id AND x.friend_id = f.low_id) <> 2""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rows."""
    return await run_checks(session, _CHECKS)
