"""The figures a table is published with, computed from the same rules.

`python -m casino_club.domains.blackjack.figures` writes `figures.json`, so that starting needs no second of arithmetic;
a test computes them again.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final

from pydantic import TypeAdapter

from casino_club.domains.blackjack.book_player import simulate
from casino_club.domains.blackjack.exact import dealer_ends, exact_return, insurance_return, natural_chance
from casino_club.domains.blackjack.strategy import UPCARDS, Strategy, basic_strategy, optimal_return

PATH: Final = Path(__file__).with_suffix(".json")
DECKS: Final = range(2, 9)
SAMPLE_HANDS: Final = 1_000_000
SAMPLE_SEED: Final = 5858


@dataclass(frozen=True, slots=True)
class Sample:
    """What only playing tells, from simulated hands of basic strategy with six decks; wins in first stakes."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    hands: int
    seed: int
    sigma: float
    win_rate: float
    push_rate: float
    loss_rate: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact figures of a fresh shoe of so many decks: expected wins in stakes, probabilities as fractions."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    decks: int
    basic_return: float
    natural: float
    natural_paid: float
    insurance_return: float
    dealer: dict[str, float]


@dataclass(frozen=True, slots=True)
class Published:
    """Everything in the file."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    infinite_deck_optimal: float
    infinite_deck_two_hands: float
    sample: Sample
    decks: tuple[Figures, ...]


def compute(decks: int) -> Figures:
    """The figures of one shoe; about a second."""
    natural = natural_chance(decks)
    shoe = 52 * decks
    # Both: the second blackjack comes from a shoe that lacks an ace and a ten of the first.
    both = natural * 2 * (4 * decks - 1) * (16 * decks - 1) / ((shoe - 2) * (shoe - 3))
    exact = round(exact_return(decks, basic_strategy()), 10)
    ends = {name: round(odds, 10) for name, odds in dealer_ends(decks).items()}
    rest = round(natural, 10), round(natural - both, 10), round(insurance_return(decks), 10)
    return Figures(decks, exact, *rest, ends)


def sample() -> Sample:
    """The simulated part of the file, the same on every machine."""
    tally = simulate(6, SAMPLE_HANDS, seed=SAMPLE_SEED)
    rates = (tally.wins / tally.hands, tally.pushes / tally.hands, tally.losses / tally.hands)
    return Sample(tally.hands, SAMPLE_SEED, round(tally.sigma, 4), *(round(rate, 4) for rate in rates))


_adapter: Final = TypeAdapter(Published)


@cache
def published() -> Published:
    """The shipped figures."""
    return _adapter.validate_json(PATH.read_bytes())


@cache
def published_figures(decks: int) -> Figures:
    """The shipped figures of one shoe. Raises KeyError for a shoe without figures."""
    return {one.decks: one for one in published().decks}[decks]


def strategy_data(strategy: Strategy) -> dict[str, Any]:
    """The strategy as rows, plays along `upcards` (1 is the ace)."""
    parts = {"hard": strategy.hard, "soft": strategy.soft, "pairs": strategy.pairs}
    rows = {
        name: [{"of": key, "plays": [row[up] for up in UPCARDS]} for key, row in part.items()]
        for name, part in parts.items()
    }
    return {"upcards": list(UPCARDS), **rows}


def write() -> None:
    """Compute and write the file."""
    exact = round(optimal_return(), 10), round(optimal_return(2), 10)
    whole = Published(*exact, sample(), tuple(compute(decks) for decks in DECKS))
    PATH.write_text(json.dumps(asdict(whole), indent=1) + "\n")


if __name__ == "__main__":
    write()
