"""The capsules over HTTP: banners, pulls, history, inventory."""

from fastapi import Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.gacha import service
from casino_club.domains.gacha.schemas import (
    BannerOut,
    BannersOut,
    InventoryOut,
    PastPullOut,
    PullIn,
    PullOut,
)
from casino_club.domains.games import public as games_public
from casino_club.domains.games.deps import AppGames
from casino_club.infra.http.deps import ReadDb, WriteDb
from casino_club.infra.http.idempotency import RequestKeyHeader, answer_with_key
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_id_cursor, encode_cursor, errors

router = house_router(prefix="/api", tags=["gacha"])


@router.get("/gacha/banners", responses=errors(401, 403))
async def list_banners(user: CurrentUser, session: ReadDb, games: AppGames) -> BannersOut:
    """Every banner: costs, base and effective rates of each item, the guarantees, and own pity counters."""
    items = await service.banners(session, games, user_id=user.user_id)
    return BannersOut(items=[BannerOut.model_validate(item) for item in items])


@router.post("/gacha/spin", responses=errors(401, 402, 403, 404, 409, 413, 422, 503))
async def pull_capsules(
    user: CurrentUser, body: PullIn, response: Response, session: WriteDb, games: AppGames, key: RequestKeyHeader
) -> PullOut:
    """Pull one capsule or ten, as one bet. Copies of what is owned turn into the banner's currency at once."""
    live = service.live_banner(games, body.banner_id)
    seed = await games_public.lock_play(session, user_id=user.user_id)

    async def work() -> PullOut:
        answer = await service.pull(session, live, user_id=user.user_id, count=body.count, seed=seed)
        return PullOut.model_validate(answer)

    return await answer_with_key(session, response, user_id=user.user_id, key=key, shape=PullOut, work=work)


@router.get("/gacha/history", responses=errors(401, 403, 422))
async def list_history(
    user: CurrentUser, session: ReadDb, games: AppGames, cursor: Cursor = None, limit: Limit = 20
) -> Page[PastPullOut]:
    """Own pulls, newest first, ten-pulls whole."""
    before = decode_id_cursor(cursor)
    past = await service.history(session, games, user_id=user.user_id, before=before, limit=limit + 1)
    items = [_past(one) for one in past[:limit]]
    following = encode_cursor(str(items[-1].round_id)) if len(past) > limit else None
    return Page(items=items, next_cursor=following)


def _past(one: service.PastPull) -> PastPullOut:
    return PastPullOut.model_validate(
        {
            **one.outcome,
            "round_id": one.played.id,
            "banner_name": one.banner_name,
            "converted": one.played.payout,
            "config_version": one.config_version,
            "created_at": one.played.created_at,
        }
    )


@router.get("/inventory", responses=errors(401, 403))
async def get_inventory(user: CurrentUser, session: ReadDb, games: AppGames) -> InventoryOut:
    """Own items, the newest find first."""
    return InventoryOut.model_validate(await service.inventory(session, games, user_id=user.user_id))
