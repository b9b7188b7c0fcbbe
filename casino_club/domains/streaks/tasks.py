"""What a scheduler runs. It may run twice, at any moment and in two processes at once, with one effect."""

from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.streaks import metrics, repair
from casino_club.domains.streaks.contracts import Difference
from casino_club.infra.db.engine import Database

log = structlog.get_logger(__name__)

USERS_A_STEP: Final = 20_000


async def repair_streaks(database: Database) -> list[Difference]:
    """Count every streak from its days; report and mend those that were something else. For every night."""
    mended: list[Difference] = []
    async with database.read() as session:
        last = await repair.last_user(session)
    for first in range(0, last + 1, USERS_A_STEP):
        async with database.read() as session:
            suspects = await repair.suspects(session, first=first, last=first + USERS_A_STEP - 1)
        for suspect in suspects:

            async def mend(session: AsyncSession, suspect: Difference = suspect) -> Difference | None:
                return await repair.mend(session, user_id=suspect.user_id, action_type=suspect.action_type)

            difference = await database.run(mend)
            if difference is not None:
                mended.append(difference)
                metrics.REPAIRED.inc()
                log.warning(
                    "streak_mended",
                    user_id=difference.user_id,
                    action_type=difference.action_type,
                    stored=str(difference.stored),
                    true=str(difference.true),
                )
    return mended
