"""The roulette table over HTTP: bets on the open wheel round, the table as it stands, and what the wheel has shown."""

from typing import Annotated, Any, Final

from fastapi import Depends, Request, Response

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.games import public as games
from casino_club.domains.games.contracts import Bet, GameConfig, OpenBet, Replayed
from casino_club.domains.games.deps import AppGames, AppLane
from casino_club.domains.roulette.contracts import Chip, Table
from casino_club.domains.roulette.room import WheelRoom, balance_after
from casino_club.domains.roulette.rules import Wanted, best_payout, colour, place, spin, staked
from casino_club.domains.roulette.schemas import (
    WheelBetIn,
    WheelChainOut,
    WheelChainsOut,
    WheelOut,
    WheelOwnBetOut,
    WheelPastOut,
    WheelPlacedOut,
)
from casino_club.domains.roulette.service import CODE, TABLE_ID, bets_state, chip_data, chips_of
from casino_club.domains.roulette.wheel import round_facts
from casino_club.domains.shared_rounds import public as shared_rounds
from casino_club.domains.shared_rounds.contracts import SharedRound
from casino_club.domains.wallet.errors import AmountOutOfRangeError
from casino_club.infra.http.deps import AppClock, AppDatabase, ReadDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.idempotency import RequestKeyHeader
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors
from casino_club.kernel.money import AMOUNT_MAX

RECENT: Final = 20
router = house_router(prefix="/api/games/roulette", tags=["roulette"])


async def _room(request: Request) -> WheelRoom:
    return request.app.state.roulette


AppRoom = Annotated[WheelRoom, Depends(_room)]


@router.post("/bet", status_code=201, responses=errors(401, 402, 403, 404, 409, 422, 429, 503))
async def place_roulette_bet(
    user: CurrentUser,
    body: WheelBetIn,
    key: RequestKeyHeader,
    tables: AppGames,
    room: AppRoom,
    lane: AppLane,
    database: AppDatabase,
    response: Response,
) -> WheelPlacedOut:
    """Place chips on the wheel round that takes bets now; any number of bets a round, each settled as a round."""
    if any(abs(chip.amount) > AMOUNT_MAX for chip in body.bets):
        raise AmountOutOfRangeError
    wanted = [Wanted(chip.type, chip.numbers, chip.amount) for chip in body.bets]
    round_ = await room.rounds.newest()
    config = await room.config_of(round_)
    table: Table = tables.table_of(config)
    chips = place(table, wanted)
    move = Bet(
        user.user_id,
        CODE,
        config,
        staked(chips),
        key=key.key,
        key_hash=key.hash,
        move="open",
        state=bets_state(chips),
        shared_round=round_.id,
        seed_id=round_.seed_id,
        nonce=round_.number,
        round_stake_max=table.round_max,
    )
    made = await lane.play(move)
    if not isinstance(made, Replayed):
        await room.announce(round_, user_id=user.user_id, bet_id=made.bet_id, chips=chips)
        return _placed(round_, config, table, chips, {"bet_id": made.bet_id, "balance_after": made.balance_after})
    response.headers["Idempotent-Replayed"] = "true"
    async with database.read() as session:
        bet = await games.get_bet(session, bet_id=made.ref, user_id=user.user_id, game=CODE)
        placed_on = await shared_rounds.get_round(session, round_id=bet.shared_round or round_.id)
        balance = await balance_after(session, user_id=user.user_id, bet_id=bet.id)
    played_on = await room.config_of(placed_on)
    facts = {"bet_id": bet.id, "balance_after": balance}
    return _placed(placed_on, played_on, tables.table_of(played_on), chips_of(bet.state), facts)


def _placed(
    round_: SharedRound, config: GameConfig, table: Table, chips: tuple[Chip, ...], facts: dict[str, Any]
) -> WheelPlacedOut:
    return WheelPlacedOut.model_validate(
        {
            **facts,
            "round_id": round_.id,
            "number": round_.number,
            "status": "placed",
            "bet_amount": staked(chips),
            "bets": [chip_data(chip) for chip in chips],
            "simulated_max_win": best_payout(table, chips),
            "config_version": config.version,
            "fairness": {
                "server_seed_hash": round_.server_seed_hash,
                "client_seed": round_.salt,
                "nonce": round_.number,
            },
        }
    )


@router.get("/current", responses=errors(401, 403, 503))
async def get_roulette_current(
    user: CurrentUser, tables: AppGames, room: AppRoom, clock: AppClock, database: AppDatabase
) -> WheelOut:
    """The table as it stands: the round, everybody's chips, own bets and the newest numbers."""
    round_ = await room.rounds.newest()
    config = await room.config_of(round_)
    table: Table = tables.table_of(config)
    board = await room.board(round_)
    async with database.read() as session:
        mine = await games.list_bets_of_shared_round(session, shared_round=round_.id, user_id=user.user_id)
        ended = await shared_rounds.list_ended_rounds(session, game=CODE, variant=TABLE_ID, limit=RECENT)
    return WheelOut.model_validate(
        {
            **round_facts(table, round_, clock.now()),
            "config_version": config.version,
            "limits": {"min": table.min, "max": table.round_max, "step": table.step},
            "max_of": table.max_of,
            "pays": table.pays,
            "tray": table.chips,
            "betting_ms": table.betting_ms,
            "spin_ms": table.spin_ms,
            "players": board.players,
            "chips_total": board.total,
            "chips": board.chips,
            "mine": [_own(bet) for bet in mine],
            "recent": [_past(one) for one in ended],
        }
    )


def _own(bet: OpenBet) -> WheelOwnBetOut:
    return WheelOwnBetOut.model_validate(
        {
            "bet_id": bet.id,
            "status": "placed" if bet.status == "open" else bet.status,
            "bet_amount": bet.stake,
            "win_amount": bet.payout,
            "bets": [chip_data(chip) for chip in chips_of(bet.state)],
            "round_record": bet.round_id,
        }
    )


def _past(round_: SharedRound) -> WheelPastOut:
    pocket = spin(round_.draw())
    return WheelPastOut(
        round_id=round_.id,
        number=round_.number,
        pocket=pocket,
        colour=colour(pocket),
        hash=round_.hash.hex(),
        void=round_.voided,
        ended_at=round_.ends_at,
        client_seed=round_.salt,
        nonce=round_.number,
    )


@router.get("/history", responses=errors(422))
async def list_roulette_history(session: ReadDb, cursor: Cursor = None, limit: Limit = 50) -> Page[WheelPastOut]:
    """Wheel rounds that are over, newest first. SHA-256 over a hash's bytes is the hash of the round before it."""
    after = decode_cursor(cursor)
    if after is not None and not (after.isascii() and after.isdigit() and int(after[:20]) <= AMOUNT_MAX):
        raise FieldError([("query.cursor", "invalid_cursor")])
    before = None if after is None else int(after)
    rounds = await shared_rounds.list_ended_rounds(session, game=CODE, variant=TABLE_ID, limit=limit + 1, before=before)
    following = encode_cursor(str(rounds[limit - 1].number)) if len(rounds) > limit else None
    return Page(items=[_past(one) for one in rounds[:limit]], next_cursor=following)


@router.get("/chains")
async def list_roulette_chains(session: ReadDb) -> WheelChainsOut:
    """Every hash chain of this wheel, promised before its first round, newest first."""
    chains = await shared_rounds.list_chains(session, game=CODE, variant=TABLE_ID)
    shown = WheelChainOut.model_fields
    return WheelChainsOut(items=[WheelChainOut(**{name: getattr(chain, name) for name in shown}) for chain in chains])
