"""Video poker over HTTP: deal, ask for advice, draw."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

from fastapi import BackgroundTasks, Path, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.games.deps import AppGames
from casino_club.domains.videopoker import service
from casino_club.domains.videopoker.enumeration import subset_counts
from casino_club.domains.videopoker.schemas import (
    PokerDealIn,
    PokerDealOut,
    PokerDrawIn,
    PokerDrawOut,
    PokerHandOut,
    PokerHintOut,
    PokerHoldOut,
)
from casino_club.domains.videopoker.strategy import rank_holds
from casino_club.infra.http.deps import AppDatabase, ReadDb, WriteDb
from casino_club.infra.http.idempotency import RequestKeyHeader
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

REPLAYED: Final = "Idempotent-Replayed"

router = house_router(prefix="/api/games/videopoker", tags=["videopoker"])
HandId = Annotated[UUID, Path(description="a hand of your own")]


@router.post("/deal", status_code=201, responses=errors(401, 402, 403, 404, 409, 413, 422, 429, 503))
async def deal_hand(
    user: CurrentUser,
    body: PokerDealIn,
    key: RequestKeyHeader,
    session: WriteDb,
    book: AppGames,
    response: Response,
    later: BackgroundTasks,
) -> PokerDealOut:
    """Stake five coins and see five cards. One hand at a time; the same key deals the same hand."""
    answer, replayed = await service.deal_hand(session, book, user_id=user.user_id, stake=body.bet_amount, key=key)
    if replayed:
        response.headers[REPLAYED] = "true"
    # The counts behind a hint take a second to make, once a process: a dealt hand is the time for it.
    later.add_task(subset_counts)
    return PokerDealOut.model_validate(answer, strict=False)


@router.get("/current", responses=errors(401, 403))
async def get_current_hand(user: CurrentUser, session: ReadDb, book: AppGames) -> PokerHandOut | None:
    """The hand that waits for its draw, or null."""
    answer = await service.current_hand(session, book, user_id=user.user_id)
    return None if answer is None else PokerHandOut.model_validate(answer, strict=False)


@router.post("/{hand_id}/draw", responses=errors(401, 403, 404, 409, 413, 422, 429, 503))
async def draw_hand(
    hand_id: HandId,
    user: CurrentUser,
    body: PokerDrawIn,
    key: RequestKeyHeader,
    session: WriteDb,
    book: AppGames,
    response: Response,
) -> PokerDrawOut:
    """Keep the named places, draw the rest, be paid. The same key draws once."""
    answer, replayed = await service.draw_hand(
        session, book, user_id=user.user_id, hand_id=hand_id, hold=body.hold, key=key
    )
    if replayed:
        response.headers[REPLAYED] = "true"
    return PokerDrawOut.model_validate(answer, strict=False)


@router.post("/{hand_id}/hint", responses=errors(401, 403, 404, 409, 422))
async def get_hint(hand_id: HandId, user: CurrentUser, database: AppDatabase, book: AppGames) -> PokerHintOut:
    """What each of the 32 ways to hold returns on average, exactly. It knows your five cards, not the deck."""
    async with database.read() as session:
        cards, pays = await service.waiting_hand(session, book, user_id=user.user_id, hand_id=hand_id)
    ranked = await asyncio.to_thread(rank_holds, cards, pays)
    holds = [PokerHoldOut(hold=list(one.hold), expected_return=float(one.worth)) for one in ranked]
    return PokerHintOut(hand_id=hand_id, best=holds[0], holds=holds)
