"""Crash over HTTP. What travels on the socket is in `docs/realtime.md`."""

from typing import Annotated

from fastapi import Depends, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.crash.contracts import CODE, VARIANT
from casino_club.domains.crash.desk import CrashDesk
from casino_club.domains.crash.schemas import (
    BetIn,
    CashedOut,
    CashoutIn,
    ChainOut,
    ChainsOut,
    CurrentOut,
    HistoryOut,
    PastRoundOut,
    PlacedOut,
)
from casino_club.domains.crash.service import past_round
from casino_club.domains.shared_rounds import public as shared_rounds
from casino_club.domains.wallet.errors import AmountOutOfRangeError
from casino_club.infra.http.deps import AppClock, ReadDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import RequestKeyHeader
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, decode_cursor, encode_cursor, errors
from casino_club.kernel.money import AMOUNT_MAX

router = house_router(prefix="/api/games/crash", tags=["crash"])


async def _desk(request: Request) -> CrashDesk:
    return request.app.state.crash


AppDesk = Annotated[CrashDesk, Depends(_desk)]


@router.get("/current", responses=errors(401, 403, 503))
async def get_current_crash(user: CurrentUser, desk: AppDesk) -> CurrentOut:
    """The round everybody plays now: phase, times, bets, and the caller's own."""
    return CurrentOut.model_validate(await desk.current(user.user_id))


@router.get("/history", responses=errors(422))
async def list_crash_history(session: ReadDb, limit: Limit = 20, cursor: Cursor = None) -> HistoryOut:
    """Rounds that are over, newest first. SHA-256 over a hash's bytes is the hash of the round before it."""
    after = decode_cursor(cursor)
    if after is not None and not (after.isascii() and after.isdigit() and int(after[:20]) <= AMOUNT_MAX):
        raise FieldError([("query.cursor", "invalid_cursor")])
    rounds = await shared_rounds.list_ended_rounds(
        session, game=CODE, variant=VARIANT, limit=limit + 1, before=None if after is None else int(after)
    )
    items = [PastRoundOut.model_validate(past_round(round_)) for round_ in rounds[:limit]]
    more = len(rounds) > limit
    return HistoryOut(items=items, next_cursor=encode_cursor(str(items[-1].number)) if more else None)


@router.get("/chains")
async def list_crash_chains(session: ReadDb) -> ChainsOut:
    """Every hash chain of the table, promised before its first round, newest first."""
    chains = await shared_rounds.list_chains(session, game=CODE, variant=VARIANT)
    shown = ChainOut.model_fields
    return ChainsOut(items=[ChainOut(**{name: getattr(chain, name) for name in shown}) for chain in chains])


@router.post("/bet", status_code=201, responses=errors(401, 402, 403, 409, 413, 422, 429, 503))
async def place_crash_bet(
    user: CurrentUser, body: BetIn, key: RequestKeyHeader, desk: AppDesk, response: Response
) -> PlacedOut:
    """Bet on the round that takes bets. 409 `round_closed` between two betting windows."""
    if abs(body.bet_amount) > AMOUNT_MAX:
        raise AmountOutOfRangeError
    placed, replayed = await desk.place(
        user.user_id, stake=body.bet_amount, auto_cashout=body.auto_cashout, slot=body.slot, key=key
    )
    if replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return PlacedOut.model_validate(placed)


@router.post("/cashout", responses=errors(401, 403, 404, 409, 413, 422, 429, 503))
async def cash_out_crash_bet(
    user: CurrentUser, body: CashoutIn, key: RequestKeyHeader, desk: AppDesk, clock: AppClock, response: Response
) -> CashedOut:
    """Leave the round at the multiplier of this moment, by the server's clock. Too late: 409 `round_crashed`."""
    answer, replayed = await desk.cash_out(user.user_id, bet_id=body.bet_id, key=key, arrived=clock.now())
    if replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return CashedOut.model_validate(answer)
