"""The door to friends for other domains. Every function takes part in the caller's transaction."""

from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.friends import audit, events, repository, service, share_repository
from casino_club.domains.friends.contracts import OwnFriends
from casino_club.kernel.clock import iso_z
from casino_club.kernel.events import Event
from casino_club.kernel.invariants import Finding


async def is_blocked(session: AsyncSession, *, one: int, other: int) -> bool:
    """Whether either of two players has blocked the other: then they do not see each other."""
    return one != other and bool(await repository.blockers_between(session, one, other))


async def are_friends(session: AsyncSession, *, one: int, other: int) -> bool:
    """Whether two players are friends."""
    return one != other and await repository.are_friends(session, one, other)


async def export(session: AsyncSession, *, user_id: int) -> OwnFriends:
    """What is kept about a player's friends, requests and blocks: ids and times, no data of others."""
    return OwnFriends(
        friends=[
            {"user_id": id_, "since": iso_z(since)}
            for id_, since in (await repository.list_friends(session, user_id)).items()
        ],
        requests=[
            {
                "id": str(one.id),
                "from_user_id": one.from_id,
                "to_user_id": one.to_id,
                # How the other one answered is told by the friendship alone.
                "status": one.status if one.to_id == user_id or one.status != "declined" else "open",
                "created_at": iso_z(one.created_at),
            }
            for one in await repository.list_requests(session, user_id)
        ],
        blocked=[
            {"user_id": id_, "since": iso_z(since)}
            for id_, since in (await repository.list_blocks(session, user_id)).items()
        ],
        requests_from=await repository.requests_from(session, user_id),
    )


async def forget(session: AsyncSession, *, user_id: int) -> None:
    """Take a player who leaves the club out of every list, and their shared pictures off the web."""
    await service.forget(session, user_id=user_id)
    await share_repository.forget(session, user_id)


async def history(session: AsyncSession) -> AsyncIterator[Event]:
    """Every first friendship again as `friends.accepted.v1`, one for each of both, in order of time.

    `friend_id` is null when that player has left the club.
    """
    async for chunk in repository.stream_firsts(session):
        for row in chunk:
            event_id: UUID = row.id
            data = {"friend_id": row.friend_id, "nickname": "", "first": True}
            yield Event(event_id, events.ACCEPTED, row.user_id, row.accepted_at, data)


async def audit_findings(session: AsyncSession) -> list[Finding]:
    """Every invariant of friendships, requests and blocks, checked over all rows."""
    return await audit.findings(session)
