"""Friends over HTTP."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, status

from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import CurrentUser, require_role
from casino_club.domains.friends import service
from casino_club.domains.friends.contracts import Asking
from casino_club.domains.friends.schemas import (
    AdminFriendsOut,
    AskedOut,
    AskIn,
    BlockedOut,
    BlockIn,
    FoundPlayerOut,
    FoundPlayersOut,
    FriendOut,
    FriendSettingsIn,
    FriendSettingsOut,
    FriendsOut,
    PlayerOut,
    RequestOut,
)
from casino_club.domains.friends.share_endpoints import router as share_router
from casino_club.domains.users import public as users
from casino_club.infra.http.deps import AppClock, AppRedis, ReadDb, WriteDb
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import HouseRoute, house_router
from casino_club.infra.http.schemas import RowId, errors
from casino_club.infra.realtime.presence import Presence
from casino_club.infra.redis import Redis, RedisUnavailable

router = APIRouter()
own = house_router(prefix="/api/friends", tags=["friends"])
admin = APIRouter(prefix="/api/admin/users", tags=["admin"], route_class=HouseRoute)

SEARCHES: Final = RateLimitItemPerMinute(30)
CHANGES: Final = RateLimitItemPerMinute(60)
Support = Annotated[Principal, require_role("support")]


async def _online(redis: Redis, user_ids: list[int]) -> frozenset[int]:
    try:
        return await Presence(redis).online_of(user_ids)
    except RedisUnavailable:
        return frozenset()  # nobody is known to be here


def _asked_out(asking: Asking) -> AskedOut:
    return AskedOut(request_id=asking.request.id, status=asking.request.status, player=PlayerOut.of(asking.player))


@own.get("", responses=errors(401, 403))
async def get_friends(user: CurrentUser, session: ReadDb, redis: AppRedis, clock: AppClock) -> FriendsOut:
    """Own friends, open requests both ways, and whom the caller has blocked."""
    book = await service.get_book(session, user_id=user.user_id, now=clock.now())
    return FriendsOut.of(book, await _online(redis, [friend.player.id for friend in book.friends]))


@own.get("/search", responses=errors(401, 403, 422, 429))
async def search(
    user: CurrentUser,
    request: Request,
    response: Response,
    session: ReadDb,
    clock: AppClock,
    nickname: Annotated[str, Query(min_length=1, max_length=64, pattern=r"^[^\x00]*$")],
) -> FoundPlayersOut:
    """The player with exactly this nickname; capitals and look-alike letters do not matter."""
    await enforce(request, response, SEARCHES, "friends.search", str(user.user_id))
    found = await service.search(session, user_id=user.user_id, nickname=nickname.strip(), now=clock.now())
    if found is None:
        return FoundPlayersOut(items=[])
    one = FoundPlayerOut(player=PlayerOut.of(found.player), relation=found.relation, request_id=found.request_id)
    return FoundPlayersOut(items=[one])


@own.put("/settings", responses=errors(401, 403, 422))
async def set_settings(body: FriendSettingsIn, user: CurrentUser, session: WriteDb) -> FriendSettingsOut:
    """Who may ask the caller to be friends."""
    await service.set_requests_from(session, user_id=user.user_id, who=body.requests_from)
    return FriendSettingsOut(requests_from=body.requests_from)


@own.post("/requests", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 404, 409, 422, 429))
async def ask(
    body: AskIn, user: CurrentUser, request: Request, response: Response, session: WriteDb, clock: AppClock
) -> AskedOut:
    """Ask a player to be friends. Who was asked by that player already is friends at once.

    Asking again answers the open request (200). A player hidden by a block answers 404, as one who does not exist.
    """
    await enforce(request, response, CHANGES, "friends.change", str(user.user_id))
    now = clock.now()
    nickname = None if body.nickname is None else body.nickname.strip()
    target = await service.find_target(session, user_id=body.user_id, nickname=nickname, now=now)
    asking = await service.ask(session, user_id=user.user_id, target=target, now=now)
    if asking.repeated:
        response.status_code = status.HTTP_200_OK
    return _asked_out(asking)


@own.post("/requests/{request_id}/accept", responses=errors(401, 403, 404, 409, 422))
async def accept(request_id: UUID, user: CurrentUser, session: WriteDb, clock: AppClock) -> AskedOut:
    """Say yes to a request. A repeat answers the same."""
    return _asked_out(await service.accept(session, user_id=user.user_id, request_id=request_id, now=clock.now()))


@own.post(
    "/requests/{request_id}/decline", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 409, 422)
)
async def decline(request_id: UUID, user: CurrentUser, session: WriteDb, clock: AppClock) -> None:
    """Say no to a request. The one who asked is not told."""
    await service.decline(session, user_id=user.user_id, request_id=request_id, now=clock.now())


@own.delete("/requests/{request_id}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 409, 422))
async def cancel(request_id: UUID, user: CurrentUser, session: WriteDb, clock: AppClock) -> None:
    """Take an own request back."""
    await service.cancel(session, user_id=user.user_id, request_id=request_id, now=clock.now())


@own.post("/block", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 409, 422, 429))
async def block(
    body: BlockIn, user: CurrentUser, request: Request, response: Response, session: WriteDb, clock: AppClock
) -> None:
    """Hide a player and the caller from each other. Ends a friendship and open requests between them."""
    await enforce(request, response, CHANGES, "friends.change", str(user.user_id))
    await service.block(session, user_id=user.user_id, other_id=body.user_id, now=clock.now())


@own.delete("/block/{user_id}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 422))
async def unblock(user_id: RowId, user: CurrentUser, session: WriteDb) -> None:
    """Take a block back."""
    await service.unblock(session, user_id=user.user_id, other_id=user_id)


@own.delete("/{user_id}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(401, 403, 404, 422))
async def remove(user_id: RowId, user: CurrentUser, session: WriteDb) -> None:
    """End a friendship."""
    await service.remove(session, user_id=user.user_id, friend_id=user_id)


@admin.get("/{user_id}/friends", responses=errors(401, 403, 404, 422))
async def get_friends_of(user_id: RowId, _: Support, session: ReadDb, redis: AppRedis) -> AdminFriendsOut:
    """A player's friends, requests and blocks both ways, for support."""
    await users.get(session, user_id=user_id)
    book = await service.get_book(session, user_id=user_id, now=None)
    online = await _online(redis, [friend.player.id for friend in book.friends])
    return AdminFriendsOut(
        friends=[FriendOut.of_friend(one, online=one.player.id in online) for one in book.friends],
        requests_in=[RequestOut.of(one) for one in book.requests_in],
        requests_out=[RequestOut.of(one) for one in book.requests_out],
        blocked=[BlockedOut.of(one) for one in book.blocked],
        blocked_by=[BlockedOut.of(one) for one in await service.list_blocked_by(session, user_id=user_id)],
        settings=FriendSettingsOut(requests_from=book.requests_from),
    )


router.routes.extend(own.routes)
router.routes.extend(admin.routes)
router.routes.extend(share_router.routes)
