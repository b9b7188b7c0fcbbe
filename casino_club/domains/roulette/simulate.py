"""Spins the wheel with the draw that plays, a chip of every kind on the cloth, and compares with the exact odds."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from math import sqrt

from casino_club.domains.games.contracts import Comparison
from casino_club.domains.roulette.contracts import BET_TYPES, POCKETS, BetType, Chip
from casino_club.domains.roulette.layout import GROUPS
from casino_club.domains.roulette.rules import exact_return, settle, spin
from casino_club.domains.roulette.service import RouletteGame
from casino_club.kernel.rng import Draw


def run(variant: str, rounds: int, seed: int) -> list[Comparison]:
    """`rounds` spins; every spin pays one chip of each kind, moved around the layout so that each spot has its turn."""
    game = RouletteGame()
    table = next(game.parse(one.body) for one in game.shipped() if one.variant == variant)
    server_seed = sha256(f"simulation {seed}".encode()).digest()
    pockets, paid = Counter[int](), Counter[BetType]()
    for nonce in range(rounds):
        pocket = spin(Draw(server_seed, "simulation", nonce))
        pockets[pocket] += 1
        chips = [Chip(kind, GROUPS[kind][nonce % len(GROUPS[kind])], table.min) for kind in BET_TYPES]
        for one in settle(table, chips, pocket):
            paid[one.chip.type] += one.payout
    found: list[Comparison] = [_fit(pockets, rounds)]
    for kind in BET_TYPES:
        mean, variance = exact_return(table, kind)
        found.append(Comparison(kind, paid[kind] / (table.min * rounds), float(mean), sqrt(variance / rounds)))
    return found


def _fit(pockets: Counter[int], rounds: int) -> Comparison:
    """Pearson's statistic over the pockets; its mean is 36 and its variance, for so many spins, 72."""
    expected = rounds / POCKETS
    seen: Sequence[int] = [pockets[pocket] for pocket in range(POCKETS)]
    statistic = sum((count - expected) ** 2 / expected for count in seen)
    return Comparison("pockets, chi squared", statistic, POCKETS - 1, sqrt(2 * (POCKETS - 1)))
