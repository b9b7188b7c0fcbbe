"""What was unlocked and taken is what was done."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.achievements import repository
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.contracts import SCOPE_ALL
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.infra.db.invariants import EXAMPLES_MAX, run_checks
from casino_club.kernel.invariants import Finding
from casino_club.kernel.money import AMOUNT_MAX

_CHECKS: Final[dict[str, str]] = {
    "achievement_rewards_were_unlocked": """
        SELECT 'grant ' || g.id || ' ' || g.key AS what, count(*) OVER () AS total FROM reward_grants g
        WHERE g.key LIKE 'achievement:%' AND NOT EXISTS (
            SELECT FROM achievement_unlocks u WHERE u.user_id = g.user_id AND 'achievement:' || u.code = g.key)""",
    "shown_badges_are_unlocked": """
        SELECT 'player ' || s.user_id || ' ' || c.code AS what, count(*) OVER () AS total
        FROM achievement_showcases s CROSS JOIN unnest(s.codes) c (code)
        WHERE NOT EXISTS (SELECT FROM achievement_unlocks u WHERE u.user_id = s.user_id AND u.code = c.code)""",
}
PLAYERS_A_PAGE: Final = 1000


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rows."""
    return [*await run_checks(session, _CHECKS), await _unlocks_were_reached(session)]


async def _unlocks_were_reached(session: AsyncSession) -> Finding:
    """Each unlock against the tally it names. Days whose tallies are deleted by age cannot be judged any more."""
    evaluators = {one.code: EVALUATORS.get(one.evaluator) for one in await repository.list_definitions(session)}
    wrong: list[str] = []
    for scope in await repository.list_unlock_scopes(session):
        after = 0
        while after < AMOUNT_MAX:
            rows = await progress.list_scope(session, scope=scope, after=after, limit=PLAYERS_A_PAGE)
            until = rows[-1][0] if len(rows) == PLAYERS_A_PAGE else AMOUNT_MAX
            tallies = dict(rows)
            for one in await repository.list_unlocks(session, scope=scope, after=after, until=until):
                tally, evaluate = tallies.get(one.user_id), evaluators[one.code]
                if tally is None and scope != SCOPE_ALL:
                    continue
                if tally is None or evaluate is None or evaluate(tally) < one.target:
                    wrong.append(f"player {one.user_id} {one.code} {scope}")
            after = until
    return Finding("achievement_unlocks_were_reached", len(wrong), tuple(wrong[:EXAMPLES_MAX]))
