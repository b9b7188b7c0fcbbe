"""The door to players' tallies. Every function takes part in the caller's transaction."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.progress import repository, service
from casino_club.domains.progress.contracts import Tally, TallyChange, Told
from casino_club.kernel.events import Event

Watcher = Callable[[AsyncSession, Sequence[TallyChange], datetime], Awaitable[Sequence[Told]]]
"""Looks at a batch's changes in the batch's own transaction; at most 500 players. Set-based: no statement a player."""

History = Callable[[AsyncSession], AsyncIterator[Event]]
"""Yields what a domain ever published, again, from its own tables, oldest first."""


async def tallies_of(session: AsyncSession, *, user_id: int, scopes: Collection[str]) -> dict[str, Tally]:
    """What a player did within these scopes; nothing done is an empty tally."""
    found = await repository.tallies_of(session, user_id=user_id, scopes=scopes)
    return {scope: found.get(scope, Tally()) for scope in scopes}


async def list_scope(session: AsyncSession, *, scope: str, after: int = 0, limit: int = 500) -> list[tuple[int, Tally]]:
    """Players who did anything within a scope, by id: pages for whoever ends a season."""
    return await repository.list_scope(session, scope=scope, after=after, limit=limit)


async def enrol(session: AsyncSession, *, scope: str, user_id: int | None, since: datetime, until: datetime) -> None:
    """Count a scope of its own from `since` until before `until`: for one player, or for everybody (None).

    Windows of one scope and player do not overlap: the caller has closed the last one (`withdraw`), and this one begins
    no earlier than that has ended.
    """
    await repository.enrol(session, service.windows_for(scope, user_id, since, until))


async def withdraw(session: AsyncSession, *, scope: str, user_id: int | None, at: datetime) -> None:
    """Count no more from `at` on. What was counted stays."""
    await repository.withdraw(session, scope=scope, user_id=user_id, at=at)


async def report(session: AsyncSession, *, user_id: int, scope: str, amount: int, now: datetime) -> TallyChange:
    """Count what a player reported, into one scope."""
    return await service.report(session, user_id=user_id, scope=scope, amount=amount, now=now)


async def tell(session: AsyncSession, *, told: Sequence[Told]) -> None:
    """Send progress messages to players' screens, as watchers do."""
    await service.tell(session, told)
