"""Hands that were left open: stood for their player a day after the deal."""

from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.blackjack import service
from casino_club.domains.games.book import Games
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

HANDS_A_RUN: Final = 500


async def stand_abandoned(database: Database, games: Games, clock: Clock) -> int:
    """Stand every hand dealt more than a day ago, each in a transaction of its own; answers how many.

    Runs again without harm: a hand is settled once, whoever comes first.
    """
    async with database.read() as session:
        hands = await service.list_abandoned(session, now=clock.now(), limit=HANDS_A_RUN)
    stood = 0
    for hand in hands:

        async def stand(session: AsyncSession, user_id: int = hand.user_id, hand_id: UUID = hand.id) -> bool:
            return await service.stand_hand(session, games, user_id=user_id, hand_id=hand_id)

        try:
            stood += await database.run(stand)
        except Exception:
            # One broken hand must not keep the others waiting; the audit and the log name it.
            log.exception("abandoned_hand_not_stood", hand_id=str(hand.id))
    return stood
