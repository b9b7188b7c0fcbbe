"""Writes the golden vectors of blackjack again: `python -m tests.golden.write_blackjack`."""

from random import Random
from typing import Any

from casino_club.domains.blackjack.cards import Shoe, is_natural
from casino_club.domains.blackjack.contracts import Deal, Table
from casino_club.domains.blackjack.game import BlackjackGame
from casino_club.domains.blackjack.rules import act, play, present
from tests.golden.write import FOLDER, compact, inputs

STAKES = (10, 100, 250, 5_000)
OF_EACH_KIND = 2
NONCES = 4_000


def interest(deal: Deal) -> tuple[Any, ...]:
    """What a hand shows that another does not; the vectors take hands of every kind."""
    insured = None if deal.insurance is None else deal.insurance.payout != 0
    results = tuple(sorted({str(hand.result) for hand in deal.hands}))
    aces = any(hand.from_split and hand.cards[0] % 13 == 0 for hand in deal.hands)
    return is_natural(deal.dealer), insured, len(deal.hands), "double" in deal.taken, aces, results


def blackjack_vectors(table: Table) -> dict[str, Any]:
    """Hands by arbitrary play: each action is one of those allowed, the draw the player's."""
    dice, seen, hands = Random(21), dict[tuple[Any, ...], int](), list[dict[str, Any]]()
    for nonce in range(NONCES):
        facts, draw = inputs(f"blackjack {nonce % 3}", "golden", nonce)
        stake, shoe = STAKES[nonce % len(STAKES)], Shoe(table.decks, draw)
        deal = play(table, stake, (), shoe)
        while not deal.settled:
            liked = [one for one in ("split", "insurance") if one in deal.actions and dice.random() < 0.7]
            act(deal, (liked or [dice.choice(deal.actions)])[0], shoe)
        kind = interest(deal)
        if seen.get(kind, 0) < OF_EACH_KIND:
            seen[kind] = seen.get(kind, 0) + 1
            kept = {"stake": stake, "actions": deal.taken, "cards": deal.dealt, "staked": deal.stake}
            hands.append({**facts, **kept, "payout": deal.payout, "shown": present(deal)})
    return {"hands": hands}


if __name__ == "__main__":
    game = BlackjackGame()
    (FOLDER / "blackjack.json").write_text(compact(blackjack_vectors(game.parse(game.shipped()[0].body))))
