"""Plays the shipped table with the draw that plays, and compares with its exact odds."""

from collections import Counter
from hashlib import sha256
from math import sqrt

from casino_club.domains.games.contracts import Comparison
from casino_club.domains.rps.rules import CHOICES, RESULTS, odds, play
from casino_club.domains.rps.service import RpsGame
from casino_club.kernel.rng import Draw


def run(variant: str, rounds: int, seed: int) -> list[Comparison]:
    """`rounds` throws of one step's stake, the player's choice going round; `variant` is the one table there is."""
    game = RpsGame()
    table = next(game.parse(one.body) for one in game.shipped() if one.variant == variant)
    server_seed, stake = sha256(f"simulation {seed}".encode()).digest(), table.limits.step
    seen, paid = Counter[str](), 0
    for nonce in range(rounds):
        thrown = play(table, stake, CHOICES[nonce % 3], Draw(server_seed, "simulation", nonce))
        seen.update((thrown.result, thrown.house_choice))
        paid += thrown.payout
    sheet = odds(table)
    third = sqrt(2 / 9 / rounds)
    return [
        Comparison("return to player", paid / (stake * rounds), sheet["rtp"], sheet["sigma"] / sqrt(rounds)),
        *(Comparison(result, seen[result] / rounds, 1 / 3, third) for result in RESULTS),
        *(Comparison(f"house throws {house}", seen[house] / rounds, 1 / 3, third) for house in CHOICES),
    ]
