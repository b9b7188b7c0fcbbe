"""What a scheduler runs. It may run twice, at any moment and in two processes at once, with one effect."""

from typing import Final

from casino_club.domains.auth.public import Auth
from casino_club.domains.vip import repository, service
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

PLAYERS_A_STEP: Final = 500


async def review_tiers(database: Database, auth: Auth, clock: Clock) -> int:
    """Judge everybody with a tier whose last review was before this month; answers how many.

    Each player is a transaction of their own, so that a run that was stopped goes on where it was. For every day: a
    month whose first day was missed is judged on the next.
    """
    reviewed, after = 0, 0
    while True:
        now = clock.now()
        async with database.read() as session:
            due = await repository.list_due(session, month=now.date().replace(day=1), after=after, limit=PLAYERS_A_STEP)
        if not due:
            return reviewed
        for user_id in due:
            async with auth.feed.transaction() as session:
                await service.review(session, auth=auth, user_id=user_id, now=now)
        reviewed, after = reviewed + len(due), due[-1]
