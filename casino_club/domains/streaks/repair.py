"""Streaks counted again from their days: the copy is compared, and mended under the player's lock."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.streaks import repository
from casino_club.domains.streaks.contracts import Difference
from casino_club.domains.streaks.repository import Kept
from casino_club.domains.wallet import public as wallet

SUSPECTS_MAX: Final = 10_000


async def last_user(session: AsyncSession) -> int:
    """The highest user id that any streak belongs to."""
    return await repository.last_user(session)


async def suspects(session: AsyncSession, *, first: int, last: int) -> list[Difference]:
    """Streaks of these users whose copy is not what their days come to."""
    return await repository.list_differences(session, first=first, last=last, limit=SUSPECTS_MAX)


async def mend(session: AsyncSession, *, user_id: int, action_type: str) -> Difference | None:
    """Write what the days come to; None when the copy is right by now."""
    await wallet.lock_player(session, user_id=user_id)
    found = await repository.list_differences(session, first=user_id, last=user_id, limit=SUSPECTS_MAX)
    difference = next((one for one in found if one.action_type == action_type), None)
    if difference is None:
        return None
    if difference.true is None:
        await repository.drop_streak(session, user_id, action_type)
    else:
        await repository.keep_streak(session, user_id, action_type, Kept(*difference.true))
    return difference
