"""Writes the golden vectors of crash again: `python -m tests.golden.write_crash`."""

from datetime import UTC, datetime
from typing import Any

from casino_club.domains.crash.contracts import Table
from casino_club.domains.crash.rules import crash_point, random_bits
from casino_club.domains.crash.service import CrashGame
from casino_club.domains.shared_rounds.rules import make_chain, run, salt_of
from casino_club.kernel.clock import iso_z
from casino_club.kernel.rng import Draw
from tests.golden.write import FOLDER, compact, seed

FIRST_ROUND_AT = datetime(2026, 11, 21, 15, 30, 0, 250_000, tzinfo=UTC)
LENGTH = 2_500
NUMBERS = (*range(1, 25), 1_000, 1_499, 1_500, 1_501, 2_499, 2_500)
SALTS = ("golden", "00000000000000000001f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6")


def crash_vectors(table: Table) -> dict[str, Any]:
    """Rounds of two chains, whose hashes lead to their terminal hashes, and how a salt is made."""
    chains: list[dict[str, Any]] = []
    rounds: list[dict[str, Any]] = []
    for salt in SALTS:
        secret = seed(f"crash chain {salt}")
        _, terminal_hash = make_chain(secret, LENGTH)
        chains.append({"length": LENGTH, "terminal_hash": terminal_hash.hex(), "salt": salt})
        for number in NUMBERS:
            hash_ = run(secret, LENGTH - number)
            rounds.append(
                {
                    "hash": hash_.hex(),
                    "salt": salt,
                    "number": number,
                    "bits": random_bits(Draw(hash_, salt, number)),
                    "crash_x100": crash_point(table, Draw(hash_, salt, number)),
                }
            )
    return {"chains": chains, "rounds": rounds, "salts": [_salt(["5858", "lucky", "geese"]), _salt([])]}


def _salt(client_seeds: list[str]) -> dict[str, Any]:
    salt = salt_of(FIRST_ROUND_AT, client_seeds)
    return {"first_round_at": iso_z(FIRST_ROUND_AT), "client_seeds": client_seeds, "salt": salt}


if __name__ == "__main__":
    game = CrashGame()
    (FOLDER / "crash.json").write_text(compact(crash_vectors(game.parse(game.shipped()[0].body))))
