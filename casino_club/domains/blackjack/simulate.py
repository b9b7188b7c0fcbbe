"""Simulation against the exact figures: the rules and the arithmetic know nothing of each other."""

from math import sqrt

from casino_club.domains.blackjack.book_player import simulate
from casino_club.domains.blackjack.figures import published_figures
from casino_club.domains.blackjack.game import VARIANT, BlackjackGame
from casino_club.domains.games.contracts import Comparison


def run(variant: str, rounds: int, seed: int) -> list[Comparison]:
    """`rounds` hands of basic strategy on the shipped table. Raises StopIteration for a table that does not exist."""
    game = BlackjackGame()
    table = next(game.parse(one.body) for one in game.shipped() if one.variant == (variant or VARIANT))
    exact = published_figures(table.decks)
    tally = simulate(table.decks, rounds, seed=seed)
    natural = sqrt(exact.natural * (1 - exact.natural) / rounds)
    return [
        Comparison("win per first stake", tally.mean, exact.basic_return, tally.sigma / sqrt(rounds)),
        Comparison("player's blackjacks", tally.naturals / rounds, exact.natural, natural),
        Comparison("dealer's blackjacks", tally.dealer_naturals / rounds, exact.natural, natural),
    ]
