"""Cards by name, deals from a scripted shoe, and players whose next shoe is known."""

import hashlib
from collections.abc import Callable, Sequence

import asyncpg

from casino_club.domains.blackjack.cards import RANKS, SUITS, Recorded, Shoe
from casino_club.domains.blackjack.contracts import Action, Deal
from casino_club.domains.blackjack.errors import ActionRefusedError
from casino_club.domains.blackjack.game import BlackjackGame
from casino_club.domains.blackjack.rules import play
from casino_club.infra.db.engine import asyncpg_url
from casino_club.kernel.rng import Draw
from tests.support.http import Person

SEEDS_TRIED = 50_000
GAME = BlackjackGame()
TABLE = GAME.parse(GAME.shipped()[0].body)


def card(name: str) -> int:
    """A card from its name; a bare rank is a spade."""
    suit = name[1] if len(name) > 1 else "s"
    return SUITS.index(suit) * len(RANKS) + RANKS.index(name[0])


def deal_of(cards: str, *actions: Action, stake: int = 100) -> Deal:
    """A deal from named cards in the order they leave the shoe: player, up card, player, hole card, then the rest."""
    return play(TABLE, stake, actions, Recorded([card(name) for name in cards.split()]))


def net(deal: Deal) -> int:
    assert deal.settled
    return deal.payout - deal.stake


async def rig(database_url: str, person: Person, want: Callable[[Deal], bool], actions: Sequence[Action] = ()) -> Deal:
    """Give a player a server seed whose next hand of 100 gold, after `actions`, is as wanted; answers that hand."""
    owner = await asyncpg.connect(asyncpg_url(database_url))
    try:
        row = await owner.fetchrow(
            "SELECT id, client_seed, nonce FROM fairness_seeds WHERE user_id = $1 AND state = 'active'",
            person.user["id"],
        )
        for number in range(SEEDS_TRIED):
            server_seed = hashlib.sha256(f"rigged {number}".encode()).digest()
            draw = Draw(server_seed, row["client_seed"], row["nonce"])
            try:
                deal = play(TABLE, 100, actions, Shoe(TABLE.decks, draw))
            except ActionRefusedError:
                continue
            if want(deal):
                await owner.execute("UPDATE fairness_seeds SET server_seed = $1 WHERE id = $2", server_seed, row["id"])
                return deal
    finally:
        await owner.close()
    raise AssertionError("no shoe is like that")
