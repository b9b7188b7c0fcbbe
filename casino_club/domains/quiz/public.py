"""What other domains may ask of the quiz."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games.book import Games
from casino_club.domains.quiz import repository, service
from casino_club.domains.quiz.contracts import Result, Suggestions


async def result_of(session: AsyncSession, *, user_id: int) -> Result | None:
    """A player's newest result; None before the first. Never a reason to press a player at risk: ask
    `responsible.public.is_at_risk` before anything is made of it."""
    return await service.find_result(session, user_id=user_id)


async def list_results(session: AsyncSession, *, user_id: int) -> list[Result]:
    """Every result of a player, newest first, for the export of own data."""
    return await repository.list_results(session, user_id)


async def suggestions(session: AsyncSession, games: Games, *, user_id: int, now: datetime) -> Suggestions:
    """Games to try and things to look at; nothing that leads to play for a player at risk."""
    return await service.suggestions(session, games, user_id=user_id, now=now)


async def erase(session: AsyncSession, *, user_id: int) -> None:
    """Forget a player's answers and feedback, when the account is deleted."""
    await repository.erase(session, user_id)
