"""Writes video poker's golden vectors again: `python -m tests.golden.write_videopoker`. Only for a deliberate change.

Server, browser and every later port read the file; whoever changes it changes what old hands mean.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from casino_club.domains.videopoker.catalog import shipped_table
from casino_club.domains.videopoker.contracts import HAND_SIZE, HANDS
from casino_club.domains.videopoker.rules import codes, deal, finish, shuffle, stored
from casino_club.domains.videopoker.strategy import rank_holds
from casino_club.kernel.rng import Draw

PATH = Path(__file__).parent / "videopoker.json"
STAKES = (10, 100, 250, 10_000)
CLIENTS = ("5858", "", "행운의 씨앗", "with:colons:in")
FILLER = 8
"""Hands kept whatever they show, before only new kinds are taken."""


def hands() -> list[dict[str, Any]]:
    """Hands until every kind but the royal has been seen, held optimally, plus some of any kind and odd holds."""
    table, found, missing = shipped_table(), [], set(HANDS) - {"royal_flush"}
    server_seed = hashlib.sha256(b"golden vector videopoker").digest()
    nonce = 0
    while missing:
        client_seed, stake = CLIENTS[nonce % len(CLIENTS)], STAKES[nonce // len(CLIENTS) % len(STAKES)]
        deck = shuffle(Draw(server_seed, client_seed, nonce))
        best = rank_holds(deal(deck), table.pays)[0]
        hold = tuple(range(nonce % (HAND_SIZE + 1))) if nonce < FILLER else best.hold
        outcome = finish(table, stake, deck, hold)
        name = HANDS[outcome.hand]
        if nonce < FILLER or name in missing:
            missing.discard(name)
            found.append(
                {
                    "server_seed": server_seed.hex(),
                    "client_seed": client_seed,
                    "nonce": nonce,
                    "stake": stake,
                    "deck": codes(deck[: 2 * HAND_SIZE]),
                    **stored(outcome),
                    "payout": outcome.payout,
                    "best_hold": list(best.hold),
                    "best_worth": [best.worth.numerator, best.worth.denominator],
                }
            )
        nonce += 1
    return found


def document() -> dict[str, Any]:
    return {"config_hash": shipped_table().hash, "hands": hands()}


if __name__ == "__main__":
    PATH.write_text(json.dumps(document(), indent=1, ensure_ascii=False) + "\n")
