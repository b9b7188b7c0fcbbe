"""The door to invite codes for other domains."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.invites import service


async def require(session: AsyncSession, *, code: str, unlimited_code: str, now: datetime) -> None:
    """Raise `InviteUsedError` or `InviteInvalidError` when a sign-up with this code would be refused."""
    await service.require(session, code=code, unlimited_code=unlimited_code, now=now)


async def consume(session: AsyncSession, *, code: str, unlimited_code: str, user_id: int, now: datetime) -> None:
    """Use the code up for a user made in this transaction. Raises as `require` does; of two that race, one wins."""
    await service.consume(session, code=code, unlimited_code=unlimited_code, user_id=user_id, now=now)
