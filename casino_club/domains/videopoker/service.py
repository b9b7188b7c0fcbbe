"""Video poker as the shared parts of the games see it, and the two moves of a hand."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import orjson
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness import public as fairness
from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.domains.fairness.errors import HandOpenError
from casino_club.domains.games import public as games
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, ConfigFacts, Drawn, OpenBet, Round, ShippedConfig
from casino_club.domains.games.errors import BetClosedError, StakeOutOfRangeError
from casino_club.domains.videopoker.catalog import CODE, VARIANT, parse_table, shipped_configs
from casino_club.domains.videopoker.contracts import HAND_SIZE, HANDS, Cards, PokerOutcome, PokerTable
from casino_club.domains.videopoker.odds import facts_of
from casino_club.domains.videopoker.rules import card_of, codes, deal, finish, rank_hand, shuffle, stored
from casino_club.infra.db.engine import Database
from casino_club.infra.db.idempotency import RequestKey, answer_once
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.clock import Clock, iso_z
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw

log = structlog.get_logger(__name__)

HAND_OPEN_MAX: Final = timedelta(hours=24)
"""A hand left this long is drawn with all five cards held."""
STALE_BATCH: Final = 200


class _Params(BaseModel):
    """What a hand depends on besides seeds and table."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    bet_amount: int
    hold: list[int] = Field(max_length=HAND_SIZE)


class VideoPokerGame:
    """Implements `games.contracts.Game`."""

    code = CODE
    rtp_bounds = (0.9, 0.999)

    def shipped(self) -> Sequence[ShippedConfig]:
        return shipped_configs()

    def parse(self, body: dict[str, Any]) -> PokerTable:
        return parse_table(body)

    def facts(self, table: PokerTable) -> ConfigFacts:
        return facts_of(table)

    def present(self, table: PokerTable, played: Round) -> dict[str, Any]:  # noqa: ARG002 - the contract's words
        return played.outcome

    def proof_params(self, table: PokerTable, played: Round) -> dict[str, Any]:  # noqa: ARG002
        return {"bet_amount": played.stake, "hold": played.outcome["hold"]}

    def recompute(self, table: PokerTable, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        try:
            asked = _Params.model_validate(params)
        except ValidationError as error:
            where = [(".".join(map(str, ("body.params", *e["loc"][:1])))[:64], e["type"]) for e in error.errors()]
            raise FieldError(where) from error
        if len(set(asked.hold)) != len(asked.hold) or not set(asked.hold) <= set(range(HAND_SIZE)):
            raise FieldError([("body.params.hold", "places")])
        check_stake(table, asked.bet_amount)
        outcome = finish(table, asked.bet_amount, shuffle(draw), asked.hold)
        return {"win_amount": outcome.payout, **stored(outcome)}


def check_stake(table: PokerTable, stake: int) -> None:
    """Raise `StakeOutOfRangeError` for a stake the table does not take."""
    if not table.limits.allows(stake):
        raise StakeOutOfRangeError(asdict(table.limits))


async def deal_hand(
    session: AsyncSession, book: Games, *, user_id: int, stake: int, key: RequestKey
) -> tuple[dict[str, Any], bool]:
    """Take the stake and deal five cards. Answers (hand, replayed).

    Raises `HandOpenError` while a hand of the player's waits, `StakeOutOfRangeError`, and what `games.apply` refuses.
    """
    seed = await games.lock_play(session, user_id=user_id)

    async def work() -> dict[str, Any]:
        if await games.find_open_bet(session, user_id=user_id, game=CODE) is not None:
            raise HandOpenError
        live = book.live(CODE, VARIANT)
        check_stake(live.table, stake)
        cards = codes(deal(shuffle(Draw(seed.server_seed, seed.client_seed, seed.nonce))))
        state = orjson.dumps({"cards": cards}).decode()
        bet = Bet(user_id, CODE, live.config, stake, move="open", state=state)
        settled = await games.apply(session, bet, seed=seed)
        opened = await games.get_bet(session, bet_id=settled.bet_id, user_id=user_id, game=CODE)
        return await _hand_answer(session, book, opened) | {"balance_after": settled.balance_after}

    return await answer_once(session, user_id=user_id, key=key, work=work)


async def current_hand(session: AsyncSession, book: Games, *, user_id: int) -> dict[str, Any] | None:
    """The player's hand that waits for its draw."""
    bet = await games.find_open_bet(session, user_id=user_id, game=CODE)
    return None if bet is None else await _hand_answer(session, book, bet)


async def _hand_answer(session: AsyncSession, book: Games, bet: OpenBet) -> dict[str, Any]:
    config = await games.get_config(session, config_id=bet.config_id)
    table: PokerTable = book.table_of(config)
    seed = await fairness.seed_facts(session, seed_id=bet.seed_id)
    cards: list[str] = bet.state["cards"]
    hand = rank_hand([card_of(code) for code in cards])
    return {
        "hand_id": str(bet.id),
        "bet_amount": bet.stake,
        "cards": cards,
        "hand": HANDS[hand],
        "pay": table.pays[hand],
        "config_version": config.version,
        "fairness": {
            "server_seed_hash": seed.server_seed_hash,
            "client_seed": seed.client_seed,
            "nonce": bet.nonce,
        },
        "dealt_at": iso_z(bet.opened_at),
    }


async def draw_hand(
    session: AsyncSession, book: Games, *, user_id: int, hand_id: UUID, hold: Sequence[int], key: RequestKey
) -> tuple[dict[str, Any], bool]:
    """Keep `hold`, replace the rest, pay. Answers (round, replayed).

    Raises `BetNotFoundError` for a hand that is not this player's, `BetClosedError` for one already drawn.
    """
    seed = await games.lock_play(session, user_id=user_id)

    async def work() -> dict[str, Any]:
        bet = await get_open_hand(session, user_id=user_id, hand_id=hand_id)
        await _close(session, book, bet, hold=hold, seed=seed)
        return await games.read_answer(session, book, bet_id=bet.id, user_id=user_id)

    return await answer_once(session, user_id=user_id, key=key, work=work)


async def get_open_hand(session: AsyncSession, *, user_id: int, hand_id: UUID) -> OpenBet:
    """A player's hand that waits for its draw. Raises `BetNotFoundError` or `BetClosedError`."""
    bet = await games.get_bet(session, bet_id=hand_id, user_id=user_id, game=CODE)
    if bet.status != "open":
        raise BetClosedError
    return bet


async def _close(
    session: AsyncSession, book: Games, bet: OpenBet, *, hold: Sequence[int], seed: ActiveSeed
) -> PokerOutcome:
    # An open hand holds its seed, so no rotation can have come between the deal and now.
    if bet.seed_id != seed.seed_id:
        raise InvariantError(f"the seed of open hand {bet.id} was rotated")
    config = await games.get_config(session, config_id=bet.config_id)
    table: PokerTable = book.table_of(config)
    deck = shuffle(Draw(seed.server_seed, seed.client_seed, bet.nonce))
    if codes(deal(deck)) != bet.state["cards"]:
        raise InvariantError(f"hand {bet.id} was dealt from another deck")
    outcome = finish(table, bet.stake, deck, hold)
    drawn = Drawn(outcome.payout, outcome.pay * 100, orjson.dumps(stored(outcome)).decode(), outcome)
    move = Bet(bet.user_id, CODE, config, 0, move="close", bet_id=bet.id, step=bet.step, drawn=drawn)
    await games.apply(session, move)
    return outcome


async def waiting_hand(
    session: AsyncSession, book: Games, *, user_id: int, hand_id: UUID
) -> tuple[Cards, tuple[int, ...]]:
    """Cards and pays of a hand that waits for its draw: all that advice on it depends on."""
    bet = await get_open_hand(session, user_id=user_id, hand_id=hand_id)
    config = await games.get_config(session, config_id=bet.config_id)
    table: PokerTable = book.table_of(config)
    return tuple(card_of(code) for code in bet.state["cards"]), table.pays


async def draw_stale_hands(database: Database, book: Games, clock: Clock) -> int:
    """Draw every hand older than `HAND_OPEN_MAX` with all five held, each in a transaction of its own; how many."""
    before = clock.now() - HAND_OPEN_MAX

    async def listed(session: AsyncSession) -> list[OpenBet]:
        return await games.list_open_bets(session, game=CODE, opened_before=before, limit=STALE_BATCH)

    drawn = 0
    for stale in await database.run(listed):
        try:
            drawn += await database.run(partial(_draw_as_dealt, book=book, stale=stale))
        except Exception:
            # One hand that cannot be drawn must not keep the others waiting.
            log.exception("stale_hand_not_drawn", hand_id=str(stale.id))
    return drawn


async def _draw_as_dealt(session: AsyncSession, *, book: Games, stale: OpenBet) -> int:
    seed = await games.lock_play(session, user_id=stale.user_id)
    try:
        # The player may have come back since the list was read.
        bet = await get_open_hand(session, user_id=stale.user_id, hand_id=stale.id)
    except BetClosedError:
        return 0
    await _close(session, book, bet, hold=range(HAND_SIZE), seed=seed)
    return 1
