"""The stage over HTTP."""

from typing import Final

from fastapi import Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.events.schemas import EventOut
from casino_club.domains.responsible.public import market_profile
from casino_club.domains.stage import repository, service
from casino_club.domains.stage.schemas import (
    EpisodeOut,
    GiftingOut,
    IndexPartsOut,
    StageGiftIn,
    StageGiftOut,
    StageGiftSentOut,
    StageHostOut,
    StageOut,
    SupporterOut,
    SupporterPlaceOut,
)
from casino_club.domains.wallet import public as wallet
from casino_club.infra.http.deps import AppClock, AppSettings, Language, ReadDb, WriteDb
from casino_club.infra.http.idempotency import RequestKeyHeader, answer_with_key
from casino_club.infra.http.ratelimit import RateLimitItemPerMinute, enforce
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/stage", tags=["stage"])

GIFTS_PER_MINUTE: Final = RateLimitItemPerMinute(60)


@router.get("", responses=errors(401, 403))
async def get_stage(
    user: CurrentUser, session: ReadDb, clock: AppClock, settings: AppSettings, language: Language
) -> StageOut:
    """The whole stage: host, episodes, index, ranking, own gifts and what a gift may be now.

    Of supporters with equal sums the one who reached it earlier stands higher. `stage_update` on the topic `stage`
    keeps index and ranking fresh.
    """
    now, user_id = clock.now(), user.user_id
    episodes = [EpisodeOut.of(one, language=language, now=now) for one in await service.shown_episodes(session, now)]
    on_air = await repository.find_on_air(session, now)
    index = await service.model_index(session)
    top = await service.top_supporters(session)
    names = await service.names_of(session, top, now)
    me = await repository.find_supporter(session, user_id)
    event = await service.find_event(session, user_id=user_id, now=now)
    gifts = await repository.list_gifts(session, user_id, limit=service.GIFTS_SHOWN)
    limits = await repository.get_limits(session)
    given = await repository.given_on(session, user_id, now.date())
    gifting = market_profile(settings.market).gifting
    return StageOut(
        host=StageHostOut.of(language),
        on_air=None if on_air is None else EpisodeOut.of(on_air, language=language, now=now),
        episodes=episodes,
        model_index=index.points,
        index_parts=IndexPartsOut(gold_gifted=index.gold_gifted, rounds=index.rounds),
        event=None if event is None else EventOut.of(event, language=language, now=now),
        supporters=[SupporterOut.of(line, names) for line in top],
        me=None if me is None else SupporterPlaceOut(rank=me.rank, gold=me.gold, gifts=me.gifts),
        gifts=[StageGiftOut.of(gift) for gift in gifts],
        gifting=GiftingOut.of(limits, given=given, enabled=gifting),
    )


@router.post("/gift", responses=errors(401, 402, 403, 422, 429))
async def send_gift(
    body: StageGiftIn,
    user: CurrentUser,
    request: Request,
    response: Response,
    session: WriteDb,
    clock: AppClock,
    settings: AppSettings,
    key: RequestKeyHeader,
) -> StageGiftSentOut:
    """Give gold to the stage, once a key. The gold is gone: it goes to no other player and never comes back.

    403 `gifting_disabled` where the market knows no gifts, `gift_limit_reached`, `account_excluded` in a break.
    """
    await enforce(request, response, GIFTS_PER_MINUTE, "stage-gift", str(user.user_id))
    await wallet.lock_player(session, user_id=user.user_id)

    async def work() -> StageGiftSentOut:
        sent = await service.send_gift(
            session,
            user_id=user.user_id,
            amount=body.amount,
            gifting=market_profile(settings.market).gifting,
            now=clock.now(),
        )
        return StageGiftSentOut.of(sent)

    return await answer_with_key(session, response, user_id=user.user_id, key=key, shape=StageGiftSentOut, work=work)
