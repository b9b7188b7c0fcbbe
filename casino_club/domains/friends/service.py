"""Use cases of friends. Whatever changes something between two players holds both their rows first, by id.

A block hides each player from the other: whoever is hidden answers like a player who does not exist, left, is
suspended or takes a break (`PlayerNotFoundError`), everywhere, so that none of these can be told from another.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.friends import events, repository, rules
from casino_club.domains.friends.contracts import (
    Asked,
    Asking,
    Blocked,
    Found,
    Friend,
    FriendBook,
    Relation,
    Request,
    RequestsFrom,
)
from casino_club.domains.friends.errors import (
    AlreadyFriendsError,
    BlocksFullError,
    FriendsFullError,
    NotBlockedError,
    NotFriendsError,
    OneselfError,
    OpenRequestsFullError,
    OtherFriendsFullError,
    PlayerBlockedError,
    PlayerNotFoundError,
    RequestClosedError,
    RequestNotFoundError,
    RequestsOfDayError,
    RequestsOffError,
)
from casino_club.domains.games import public as games
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import PublicName
from casino_club.infra.outbox import store as outbox
from casino_club.infra.outbox.store import Outgoing


async def get_book(session: AsyncSession, *, user_id: int, now: datetime | None) -> FriendBook:
    """All of a player's friends, requests and blocks, friends by name.

    Without `now` nobody is left out but who deleted their account: for support.
    """
    friends = await repository.list_friends(session, user_id)
    asked = await repository.list_open_to(session, user_id, limit=rules.INBOX_SHOWN_MAX)
    sent = await repository.list_open_from(session, user_id, limit=rules.OPEN_REQUESTS_MAX)
    blocks = await repository.list_blocks(session, user_id)
    met = {*friends, *blocks, *(one.from_id for one in asked), *(one.to_id for one in sent)}
    names = await users.list_names(session, user_ids=met)
    shown = {id_: name for id_, name in names.items() if _is_listed(name, now)}
    playing = await games.list_playing(session, user_ids=friends)
    return FriendBook(
        friends=tuple(
            sorted(
                (Friend(shown[id_], since, playing.get(id_)) for id_, since in friends.items() if id_ in shown),
                key=lambda friend: (friend.player.nickname.casefold(), friend.player.id),
            )
        ),
        requests_in=tuple(Asked(one.id, shown[one.from_id], one.created_at) for one in asked if one.from_id in shown),
        requests_out=tuple(Asked(one.id, shown[one.to_id], one.created_at) for one in sent if one.to_id in shown),
        blocked=tuple(Blocked(shown[id_], since) for id_, since in blocks.items() if id_ in shown),
        requests_from=await repository.requests_from(session, user_id),
    )


def _is_listed(name: PublicName, now: datetime | None) -> bool:
    return name.status != "deleted" if now is None else name.is_shown(now)


async def list_blocked_by(session: AsyncSession, *, user_id: int) -> list[Blocked]:
    """Who has blocked this player, newest first: for support, never for the player."""
    since = await repository.list_blocked_by(session, user_id)
    names = await users.list_names(session, user_ids=since)
    return [Blocked(names[id_], at) for id_, at in since.items() if id_ in names and _is_listed(names[id_], None)]


async def _get_shown(session: AsyncSession, user_id: int, now: datetime) -> PublicName:
    name = (await users.list_names(session, user_ids=[user_id])).get(user_id)
    if name is None or not name.is_shown(now):
        raise PlayerNotFoundError
    return name


async def find_target(session: AsyncSession, *, user_id: int | None, nickname: str | None, now: datetime) -> PublicName:
    """The player an id or a nickname names. Raises `PlayerNotFoundError`."""
    if user_id is not None:
        return await _get_shown(session, user_id, now)
    found = None if nickname is None else await users.find_by_nickname(session, nickname=nickname)
    if found is None or not found.is_shown(now):
        raise PlayerNotFoundError
    return found


async def search(session: AsyncSession, *, user_id: int, nickname: str, now: datetime) -> Found | None:
    """The player with exactly this nickname, unless they are hidden from the one who looks."""
    found = await users.find_by_nickname(session, nickname=nickname)
    if found is None or not found.is_shown(now):
        return None
    if found.id == user_id:
        return Found(found, "self", None)
    if await repository.blockers_between(session, user_id, found.id):
        return None
    if await repository.are_friends(session, user_id, found.id):
        return Found(found, "friend", None)
    request = await repository.find_open_between(session, user_id, found.id)
    if request is None:
        return Found(found, "none", None)
    relation: Relation = "requested_by_me" if request.from_id == user_id else "requested_by_them"
    return Found(found, relation, request.id)


async def ask(session: AsyncSession, *, user_id: int, target: PublicName, now: datetime) -> Asking:
    """Ask a player to be friends; when they asked already, both are friends now. A repeat answers the open request."""
    if target.id == user_id:
        raise OneselfError
    settings = await repository.lock_players(session, user_id, target.id)
    blockers = await repository.blockers_between(session, user_id, target.id)
    if user_id in blockers:
        raise PlayerBlockedError
    if blockers:
        raise PlayerNotFoundError
    if await repository.are_friends(session, user_id, target.id):
        raise AlreadyFriendsError
    standing = await repository.find_open_between(session, user_id, target.id)
    if standing is not None and standing.from_id == user_id:
        return Asking(standing, target, repeated=True)
    if standing is not None:
        return Asking(await _accept(session, standing, now), target)
    if settings[target.id] == "nobody":
        raise RequestsOffError
    await _check_room_to_ask(session, user_id, now)
    request = await repository.add_request(session, from_id=user_id, to_id=target.id, now=now)
    own = (await users.list_names(session, user_ids=[user_id]))[user_id]
    outbox.publish(
        session,
        type_=events.REQUESTED,
        user_id=target.id,
        data={"request_id": str(request.id), "from_user_id": user_id, "nickname": own.nickname},
    )
    return Asking(request, target)


async def _check_room_to_ask(session: AsyncSession, user_id: int, now: datetime) -> None:
    if await repository.count_friends(session, user_id) >= rules.FRIENDS_MAX:
        raise FriendsFullError({"limit": rules.FRIENDS_MAX})
    open_, recent, oldest = await repository.count_sent(session, user_id, since=now - rules.REQUEST_DAY)
    if open_ >= rules.OPEN_REQUESTS_MAX:
        raise OpenRequestsFullError({"limit": rules.OPEN_REQUESTS_MAX})
    if recent >= rules.REQUESTS_A_DAY:
        assert oldest is not None  # noqa: S101 - there are some
        wait_s = int((oldest + rules.REQUEST_DAY - now).total_seconds()) + 1
        raise RequestsOfDayError({"limit": rules.REQUESTS_A_DAY}, retry_after_s=wait_s)


async def _accept(session: AsyncSession, request: Request, now: datetime) -> Request:
    """Make friends of both sides of an open request; the caller holds both rows."""
    if await repository.count_friends(session, request.to_id) >= rules.FRIENDS_MAX:
        raise FriendsFullError({"limit": rules.FRIENDS_MAX})
    if await repository.count_friends(session, request.from_id) >= rules.FRIENDS_MAX:
        raise OtherFriendsFullError
    await repository.end_request(session, request.id, "accepted", now)
    first = await repository.befriend(session, request.from_id, request.to_id, now)
    names = await users.list_names(session, user_ids=[request.from_id, request.to_id])
    for user_id, friend_id in ((request.from_id, request.to_id), (request.to_id, request.from_id)):
        outbox.publish(
            session,
            type_=events.ACCEPTED,
            user_id=user_id,
            data={"friend_id": friend_id, "nickname": names[friend_id].nickname, "first": first},
        )
    return Request(request.id, request.from_id, request.to_id, "accepted", request.created_at, now)


async def _lock_request(session: AsyncSession, request_id: UUID, *, owner: int, incoming: bool) -> Request:
    """A request to (`incoming`) or of its owner, as it stands with both rows held. Raises `RequestNotFoundError`."""
    request = await repository.find_request(session, request_id)
    if request is None or (request.to_id if incoming else request.from_id) != owner:
        raise RequestNotFoundError
    await repository.lock_players(session, request.from_id, request.to_id)
    standing = await repository.find_request(session, request_id)
    if standing is None:  # its other side left the club while we waited
        raise RequestNotFoundError
    return standing


async def accept(session: AsyncSession, *, user_id: int, request_id: UUID, now: datetime) -> Asking:
    """Say yes. A repeat answers the same; a request that ended otherwise is `RequestClosedError`."""
    request = await _lock_request(session, request_id, owner=user_id, incoming=True)
    other = await _get_shown(session, request.from_id, now)
    if request.status == "open":
        return Asking(await _accept(session, request, now), other)
    if request.status == "accepted" and await repository.are_friends(session, request.from_id, user_id):
        return Asking(request, other, repeated=True)
    raise RequestClosedError


async def decline(session: AsyncSession, *, user_id: int, request_id: UUID, now: datetime) -> None:
    """Say no; the one who asked is not told. Repeats change nothing."""
    request = await _lock_request(session, request_id, owner=user_id, incoming=True)
    if request.status == "open":
        await repository.end_request(session, request.id, "declined", now)
    elif request.status != "declined":
        raise RequestClosedError


async def cancel(session: AsyncSession, *, user_id: int, request_id: UUID, now: datetime) -> None:
    """Take an own request back. One that was declined ends the same way: nobody learns a no like this."""
    request = await _lock_request(session, request_id, owner=user_id, incoming=False)
    if request.status == "open":
        await repository.end_request(session, request.id, "cancelled", now)
        await _tell_removed(session, user_id=request.to_id, gone=user_id, was="request")
    elif request.status == "accepted":
        raise RequestClosedError


async def _tell_removed(session: AsyncSession, *, user_id: int, gone: int, was: str) -> None:
    names = await users.list_names(session, user_ids=[gone])
    nickname = names[gone].nickname if gone in names else ""
    outbox.publish(
        session, type_=events.REMOVED, user_id=user_id, data={"friend_id": gone, "nickname": nickname, "was": was}
    )


async def remove(session: AsyncSession, *, user_id: int, friend_id: int) -> None:
    """End a friendship. Raises `NotFriendsError`."""
    if friend_id == user_id:
        raise NotFriendsError
    if not await repository.are_friends(session, user_id, friend_id):
        raise NotFriendsError  # before any row is made for an id nobody has
    await repository.lock_players(session, user_id, friend_id)
    if not await repository.unfriend(session, user_id, friend_id):
        raise NotFriendsError
    await _tell_removed(session, user_id=user_id, gone=friend_id, was="friend")
    await _tell_removed(session, user_id=friend_id, gone=user_id, was="friend")


async def block(session: AsyncSession, *, user_id: int, other_id: int, now: datetime) -> None:
    """Hide two players from each other; ends a friendship and open requests. Repeats change nothing.

    Anybody who has not left can be blocked, also who blocked first: the answer tells nothing about them.
    """
    if other_id == user_id:
        raise OneselfError
    name = (await users.list_names(session, user_ids=[other_id])).get(other_id)
    if name is None or name.status == "deleted":
        raise PlayerNotFoundError
    await repository.lock_players(session, user_id, other_id)
    if not await repository.block(session, user_id, other_id, now):
        return
    if await repository.count_blocks(session, user_id) > rules.BLOCKS_MAX:
        raise BlocksFullError({"limit": rules.BLOCKS_MAX})
    request = await repository.find_open_between(session, user_id, other_id)
    if request is not None:
        await repository.end_request(session, request.id, "closed", now)
        if request.from_id == user_id:
            await _tell_removed(session, user_id=other_id, gone=user_id, was="request")
    if await repository.unfriend(session, user_id, other_id):
        await _tell_removed(session, user_id=user_id, gone=other_id, was="friend")
        await _tell_removed(session, user_id=other_id, gone=user_id, was="friend")


async def unblock(session: AsyncSession, *, user_id: int, other_id: int) -> None:
    """Take a block back; what it ended stays ended. Raises `NotBlockedError`."""
    if not await repository.unblock(session, user_id, other_id):
        raise NotBlockedError


async def set_requests_from(session: AsyncSession, *, user_id: int, who: RequestsFrom) -> None:
    """Say who may ask from now on; requests that stand may still be answered."""
    await repository.set_requests_from(session, user_id, who)


async def forget(session: AsyncSession, *, user_id: int) -> None:
    """Take a player who leaves the club out of everybody's lists, and tell those whose list changed."""
    met = await repository.list_friends(session, user_id)
    await repository.lock_players(session, user_id, *met)
    name = (await users.list_names(session, user_ids=[user_id]))[user_id]
    data = {"friend_id": user_id, "nickname": name.nickname, "was": "friend"}
    told = [Outgoing(events.REMOVED, id_, data) for id_ in await repository.list_friends(session, user_id)]
    outbox.publish_many(session, told)
    await repository.forget(session, user_id)
