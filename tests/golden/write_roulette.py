"""Writes the golden vectors of roulette again: `python -m tests.golden.write_roulette`."""

from typing import Any

from casino_club.domains.roulette.contracts import Table
from casino_club.domains.roulette.layout import GROUPS
from casino_club.domains.roulette.rules import Wanted, place, spin
from casino_club.domains.roulette.service import RouletteGame, settle_chips
from tests.golden.write import FOLDER, compact, inputs

ROUNDS = 40
SPOTS = [(kind, numbers) for kind, groups in GROUPS.items() for numbers in groups]


def roulette_vectors(table: Table) -> dict[str, Any]:
    """Wheel rounds with four chips each, so that every spot of the layout is on the cloth once."""
    rounds: list[dict[str, Any]] = []
    for nonce in range(ROUNDS):
        facts, draw = inputs(f"roulette {nonce % 3}", "golden", nonce)
        spots = SPOTS[nonce::ROUNDS]
        chips = place(table, [Wanted(kind, numbers, 10 * (i + 1)) for i, (kind, numbers) in enumerate(spots)])
        drawn = settle_chips(table, chips, spin(draw))
        rounds.append({**facts, "payout": drawn.payout, **drawn.shown})
    return {"rounds": rounds}


if __name__ == "__main__":
    game = RouletteGame()
    (FOLDER / "roulette.json").write_text(compact(roulette_vectors(game.parse(game.shipped()[0].body))))
