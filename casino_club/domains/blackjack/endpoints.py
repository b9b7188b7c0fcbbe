"""Blackjack over HTTP."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.blackjack import service
from casino_club.domains.blackjack.contracts import HANDS_MAX
from casino_club.domains.blackjack.game import CODE, VARIANT
from casino_club.domains.blackjack.schemas import (
    BlackjackActionIn,
    BlackjackDealIn,
    BlackjackHandOut,
    BlackjackTableOut,
)
from casino_club.domains.games.deps import AppGames
from casino_club.infra.http.deps import ReadDb, WriteDb
from casino_club.infra.http.idempotency import RequestKeyHeader, mark_replayed
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/games/blackjack", tags=["blackjack"])


def _answer(response: Response, answer: dict[str, Any], *, replayed: bool) -> BlackjackHandOut:
    mark_replayed(response, replayed=replayed)
    return BlackjackHandOut.model_validate(answer, strict=False)


@router.get("/table")
async def get_table(games: AppGames) -> BlackjackTableOut:
    """The table that plays now: stakes, return and the basic strategy solved for its rules."""
    live = games.live(CODE, VARIANT)
    sheet = live.facts.sheet
    return BlackjackTableOut.model_validate(
        {
            "decks": live.table.decks,
            "hands_max": HANDS_MAX,
            "stakes": asdict(live.table.stakes),
            "config_version": live.config.version,
            "config_hash": live.config.hash,
            **{name: sheet[name] for name in ("rtp", "house_edge", "sigma", "strategy")},
        }
    )


@router.get("/current", responses=errors(401, 403))
async def get_current_hand(user: CurrentUser, session: ReadDb, games: AppGames) -> BlackjackHandOut | None:
    """The open hand, on whichever device and after whatever happened; null without one."""
    found = await service.current_hand(session, games, user_id=user.user_id)
    return None if found is None else BlackjackHandOut.model_validate(found)


@router.post("/deal", responses=errors(401, 402, 403, 404, 409, 422, 503))
async def deal_hand(
    user: CurrentUser,
    session: WriteDb,
    games: AppGames,
    body: BlackjackDealIn,
    key: RequestKeyHeader,
    response: Response,
) -> BlackjackHandOut:
    """Take the stake and deal a hand from a fresh shoe. One open hand a player; the same key answers the same deal."""
    answer, replayed = await service.deal_hand(
        session, games, user_id=user.user_id, bet_amount=body.bet_amount, key=key
    )
    return _answer(response, answer, replayed=replayed)


@router.post("/{hand_id}/action", responses=errors(401, 402, 403, 404, 409, 422, 503))
async def act_on_hand(
    hand_id: UUID,
    user: CurrentUser,
    session: WriteDb,
    games: AppGames,
    body: BlackjackActionIn,
    key: RequestKeyHeader,
    response: Response,
) -> BlackjackHandOut:
    """Play the active hand on. A settled hand is a 409, another player's a 404; the same key acts once."""
    answer, replayed = await service.act_on_hand(
        session, games, user_id=user.user_id, hand_id=hand_id, action=body.action, step=body.step, key=key
    )
    return _answer(response, answer, replayed=replayed)
