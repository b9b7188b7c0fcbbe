"""What missions gave is what was finished, once, and what was finished was given."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.missions import repository, rules
from casino_club.domains.progress import public as progress
from casino_club.domains.progress.evaluators import EVALUATORS
from casino_club.infra.db.invariants import EXAMPLES_MAX, run_checks
from casino_club.kernel.invariants import Finding
from casino_club.kernel.money import AMOUNT_MAX

_CHECKS: Final[dict[str, str]] = {
    "mission_rewards_were_completed": """
        SELECT 'grant ' || g.id || ' ' || g.key AS what, count(*) OVER () AS total FROM reward_grants g
        WHERE g.key LIKE 'mission:%' AND NOT EXISTS (
            SELECT FROM mission_completions c
            WHERE c.user_id = g.user_id AND 'mission:' || c.code || ':' || c.scope = g.key)""",
    "settled_missions_were_rewarded": """
        SELECT 'player ' || c.user_id || ' ' || c.code || ' ' || c.scope AS what, count(*) OVER () AS total
        FROM mission_completions c
        LEFT JOIN reward_grants g ON g.user_id = c.user_id AND g.key = 'mission:' || c.code || ':' || c.scope
        WHERE (c.settled_at IS NULL) <> (g.id IS NULL)""",
    # An exchange and the round that finished the old mission may not see each other: then both were finished.
    "no_more_missions_than_given": """
        SELECT 'player ' || c.user_id || ' ' || c.scope AS what, count(*) OVER () AS total
        FROM mission_completions c LEFT JOIN mission_swaps s USING (user_id, scope)
        GROUP BY c.user_id, c.scope HAVING count(*) > 3 + count(DISTINCT s.added)""",
}


PLAYERS_A_PAGE: Final = 1000


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over all rows."""
    return [*await run_checks(session, _CHECKS), await _completions_were_reached(session)]


async def _completions_were_reached(session: AsyncSession) -> Finding:
    """Each completion against its tally. Tallies that are deleted by age cannot be judged any more."""
    versions = await repository.list_versions(session)
    wrong: list[str] = []
    for scope in await repository.list_completion_scopes(session):
        period = rules.find_period(scope)
        pool = {} if period is None else {one.code: one for one in rules.in_force(versions, period)}
        after = 0
        while after < AMOUNT_MAX:
            rows = await progress.list_scope(session, scope=scope, after=after, limit=PLAYERS_A_PAGE)
            until = rows[-1][0] if len(rows) == PLAYERS_A_PAGE else AMOUNT_MAX
            tallies = dict(rows)
            for one in await repository.list_completions(session, scope=scope, after=after, until=until):
                tally, mission = tallies.get(one.user_id), pool.get(one.code)
                if tally is None:
                    continue
                if mission is None or rules.progress_of(mission, tally, EVALUATORS) < one.target:
                    wrong.append(f"player {one.user_id} {one.code} {scope}")
            after = until
    return Finding("completed_missions_were_reached", len(wrong), tuple(wrong[:EXAMPLES_MAX]))
