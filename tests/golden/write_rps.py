"""Writes the golden vectors of rock-paper-scissors again: `python -m tests.golden.write_rps`."""

from dataclasses import asdict
from typing import Any

from casino_club.domains.rps.rules import CHOICES, Table, play
from casino_club.domains.rps.service import RpsGame
from tests.golden.write import FOLDER, compact, inputs

ROUNDS = 12
STAKES = (50, 100, 250, 10_000)


def rps_vectors(table: Table) -> dict[str, Any]:
    """Rounds of every choice, drawn from three seeds."""
    rounds: list[dict[str, Any]] = []
    for nonce in range(ROUNDS):
        facts, draw = inputs(f"rps {nonce % 3}", "golden", nonce)
        choice, stake = CHOICES[nonce % 3], STAKES[nonce % len(STAKES)]
        rounds.append({**facts, "stake": stake, **asdict(play(table, stake, choice, draw))})
    return {"rounds": rounds}


if __name__ == "__main__":
    game = RpsGame()
    (FOLDER / "rps.json").write_text(compact(rps_vectors(game.parse(game.shipped()[0].body))))
