"""The door to accounts for other domains."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.account import service
from casino_club.domains.account.contracts import OwnUser
from casino_club.domains.users import public as users


async def get_user(session: AsyncSession, *, user_id: int, must_change_password: bool = False) -> OwnUser:
    """The `User` of the API. Raises `UserNotFoundError`.

    `must_change_password` comes from the caller's token (`Principal`); who must change it gets no further anyway.
    """
    user = await users.get(session, user_id=user_id)
    return await service.own_user(session, user=user, must_change_password=must_change_password)
