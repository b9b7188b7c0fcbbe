"""Hands: dealt, played on, found again after anything, and finished for a player who left.

Every move holds the player's play lock, plays the hand from its first card by the player's seed, and compares with the
cards that were kept: one path for a live hand, a resumed one and a verification.
"""

from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.blackjack.cards import Shoe
from casino_club.domains.blackjack.contracts import Action, Deal, Table
from casino_club.domains.blackjack.errors import (
    ActionRefusedError,
    HandMovedError,
    HandNotFoundError,
    HandSettledError,
)
from casino_club.domains.blackjack.game import CODE, VARIANT, check_stake
from casino_club.domains.blackjack.rules import act, cost_of, play, present, restore, stand_pat, stored
from casino_club.domains.fairness import public as fairness
from casino_club.domains.fairness.contracts import ActiveSeed
from casino_club.domains.fairness.errors import HandOpenError
from casino_club.domains.games import public as games
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, Drawn, GameConfig, OpenBet
from casino_club.domains.games.errors import BetNotFoundError
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.errors import InsufficientFundsError
from casino_club.infra.db.idempotency import RequestKey, answer_once
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw

ABANDONED_AFTER: Final = timedelta(hours=24)
"""A hand dealt longer ago is stood."""

Answer = dict[str, Any]


async def deal_hand(
    session: AsyncSession, book: Games, *, user_id: int, bet_amount: int, key: RequestKey
) -> tuple[Answer, bool]:
    """Take the stake and deal; answers the hand and whether it is a repeated answer.

    Raises `HandOpenError`, `StakeOutOfRangeError` and what every stake may be refused for.
    """
    seed = await games.lock_play(session, user_id=user_id)

    async def work() -> Answer:
        live = book.live(CODE, VARIANT)
        check_stake(live.table, bet_amount)
        found = await games.find_open_bet(session, user_id=user_id, game=CODE)
        if found is not None:
            raise HandOpenError({"hand_id": str(found.id)})
        shoe = Shoe(live.table.decks, Draw(seed.server_seed, seed.client_seed, seed.nonce))
        deal = play(live.table, bet_amount, (), shoe)
        opened = await games.apply(
            session, Bet(user_id, CODE, live.config, bet_amount, move="open", state=_json(stored(deal))), seed=seed
        )
        bet = await games.get_bet(session, bet_id=opened.bet_id, user_id=user_id, game=CODE)
        if deal.settled:
            return await _close(session, book, bet, live.config, deal, step=bet.step)
        return await _open_answer(session, bet, live.config, deal, step=bet.step, balance=opened.balance_after)

    return await answer_once(session, user_id=user_id, key=key, work=work)


async def act_on_hand(
    session: AsyncSession,
    book: Games,
    *,
    user_id: int,
    hand_id: UUID,
    action: Action,
    step: int | None,
    key: RequestKey,
) -> tuple[Answer, bool]:
    """Carry out one action; answers the hand and whether it is a repeated answer. `step`: only if it stands there.

    Raises `HandNotFoundError`, `HandSettledError`, `HandMovedError`, `ActionRefusedError`, `InsufficientFundsError`.
    """
    seed = await games.lock_play(session, user_id=user_id)

    def work() -> Awaitable[Answer]:
        return _act(session, book, seed, user_id=user_id, hand_id=hand_id, action=action, step=step)

    return await answer_once(session, user_id=user_id, key=key, work=work)


async def current_hand(session: AsyncSession, book: Games, *, user_id: int) -> Answer | None:
    """The player's open hand, as its last answer showed it; None without one."""
    bet = await games.find_open_bet(session, user_id=user_id, game=CODE)
    if bet is None:
        return None
    config = await games.get_config(session, config_id=bet.config_id)
    balances = await wallet.balances_of(session, user_id=user_id)
    deal = restore(book.table_of(config), bet.state)
    return await _open_answer(session, bet, config, deal, step=bet.step, balance=balances["gold"])


async def list_abandoned(session: AsyncSession, *, now: datetime, limit: int) -> list[OpenBet]:
    """Hands dealt more than a day ago and still open, oldest first."""
    return await games.list_open_bets(session, game=CODE, opened_before=now - ABANDONED_AFTER, limit=limit)


async def stand_hand(session: AsyncSession, book: Games, *, user_id: int, hand_id: UUID) -> bool:
    """Stand an open hand to its end, by the rules; False when its player was faster."""
    seed = await games.lock_play(session, user_id=user_id)
    bet = await games.get_bet(session, bet_id=hand_id, user_id=user_id, game=CODE)
    if bet.status != "open":
        return False
    config = await games.get_config(session, config_id=bet.config_id)
    deal, shoe = _replay(book.table_of(config), bet, seed)
    stand_pat(deal, shoe)
    await _close(session, book, bet, config, deal, step=bet.step)
    return True


async def _act(
    session: AsyncSession,
    book: Games,
    seed: ActiveSeed,
    *,
    user_id: int,
    hand_id: UUID,
    action: Action,
    step: int | None,
) -> Answer:
    try:
        bet = await games.get_bet(session, bet_id=hand_id, user_id=user_id, game=CODE)
    except BetNotFoundError as error:
        raise HandNotFoundError from error
    if bet.status != "open":
        raise HandSettledError
    if step is not None and step != bet.step:
        raise HandMovedError({"step": bet.step})
    config = await games.get_config(session, config_id=bet.config_id)
    deal, shoe = _replay(book.table_of(config), bet, seed)
    if action not in deal.actions:
        raise ActionRefusedError({"actions": list(deal.actions)})
    # Before the dealer looks: whether the stake can be paid must not tell what the hole card is.
    balance = (await wallet.balances_of(session, user_id=user_id))["gold"]
    if cost_of(deal, action) > balance:
        raise InsufficientFundsError({"balance": balance})
    before = deal.stake
    act(deal, action, shoe)
    raised, at = deal.stake - before, bet.step
    if raised or not deal.settled:
        bet_move = Bet(user_id, CODE, config, raised, move="raise", bet_id=bet.id, step=at, state=_json(stored(deal)))
        balance = (await games.apply(session, bet_move)).balance_after
        at += 1
    if deal.settled:
        return await _close(session, book, bet, config, deal, step=at)
    return await _open_answer(session, bet, config, deal, step=at, balance=balance)


def _replay(table: Table, bet: OpenBet, seed: ActiveSeed) -> tuple[Deal, Shoe]:
    """The hand from its first card on. Its seed is held while it is open, so it is still the active one."""
    shoe = Shoe(table.decks, Draw(seed.server_seed, seed.client_seed, bet.nonce))
    deal = play(table, bet.state["bet_amount"], bet.state["actions"], shoe)
    if seed.seed_id != bet.seed_id or deal.dealt != bet.state["cards"] or deal.stake != bet.stake:
        raise InvariantError(f"hand {bet.id} plays to other cards than were kept")
    return deal, shoe


async def _close(
    session: AsyncSession, book: Games, bet: OpenBet, config: GameConfig, deal: Deal, *, step: int
) -> Answer:
    kept = _json(stored(deal))
    drawn = Drawn(deal.payout, deal.payout * 100 // deal.stake, kept)
    closing = Bet(bet.user_id, CODE, config, 0, move="close", bet_id=bet.id, step=step, state=kept, drawn=drawn)
    await games.apply(session, closing)
    answer = await games.read_answer(session, book, bet_id=bet.id, user_id=bet.user_id)
    return {"hand_id": str(bet.id), "status": "settled", "step": step + 1, **answer}


async def _open_answer(
    session: AsyncSession, bet: OpenBet, config: GameConfig, deal: Deal, *, step: int, balance: int
) -> Answer:
    seed = await fairness.seed_facts(session, seed_id=bet.seed_id)
    return {
        "hand_id": str(bet.id),
        "status": "open",
        "step": step,
        "round_id": None,
        "bet_amount": deal.stake,
        "win_amount": None,
        "net": None,
        "balance_after": balance,
        "config_version": config.version,
        "fairness": {
            "server_seed_hash": seed.server_seed_hash,
            "client_seed": seed.client_seed,
            "nonce": bet.nonce,
        },
        "win_streak": None,
        **present(deal),
    }


def _json(facts: dict[str, Any]) -> str:
    return orjson.dumps(facts).decode()
