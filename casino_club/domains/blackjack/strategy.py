"""Basic strategy: the exact optimum of this package's rules on an infinite deck, solved, not copied.

On an infinite deck every card is one of ten values with fixed odds, hands do not touch each other, and the best play of
a hand depends on its total alone. Splitting is a value of its own: with k single cards still to play and h hands on the
table, `f(k, h) = Σ p(c) [best(pair card + c) + f(k-1, h)]`, where another card of the pair may instead go on to
`f(k+1, h+1)` while h is below the most allowed. A split is worth `f(2, 2)`.

Totals are the best ones (an ace 11 when it fits). Values are in first stakes, given that the dealer has no blackjack.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from casino_club.domains.blackjack.contracts import HANDS_MAX

Play = Literal["H", "S", "D", "Ds", "P"]
"""Hit, stand, double else hit, double else stand, split."""

ODDS: Final = {value: (4 if value == 10 else 1) / 13 for value in range(1, 11)}  # noqa: PLR2004 - ten, J, Q, K
UPCARDS: Final = (2, 3, 4, 5, 6, 7, 8, 9, 10, 1)
BUST: Final = 22
BLACKJACK_PAYS: Final = 1.5
Total = tuple[int, bool]
"""A best total and whether it is soft; BUST, hard, for everything above 21."""


@cache
def add(total: Total, card: int) -> Total:
    """A total after one more card."""
    points, soft = total
    points += card
    if card == 1 and points + 10 <= 21:  # noqa: PLR2004
        return points + 10, True
    if points > 21 and soft:  # noqa: PLR2004
        return points - 10, False
    return min(points, BUST), soft and points <= 21  # noqa: PLR2004


@cache
def dealer_totals(total: Total) -> dict[int, float]:
    """Where a dealer's total ends, standing on every 17: {17 … 21, BUST: probability}."""
    if total[0] >= 17:  # noqa: PLR2004
        return {total[0]: 1.0}
    ends: dict[int, float] = {}
    for card, odds in ODDS.items():
        for end, probability in dealer_totals(add(total, card)).items():
            ends[end] = ends.get(end, 0.0) + odds * probability
    return ends


def natural_odds(up: int) -> float:
    """P(the hole card makes a blackjack of this up card)."""
    return {1: ODDS[10], 10: ODDS[1]}.get(up, 0.0)


@dataclass(frozen=True, slots=True)
class Solved:
    """Expected win of each play of one start against one up card, and the best of them."""

    stand: float
    hit: float
    double: float
    split: float | None

    @property
    def best(self) -> float:
        return max(self.stand, self.hit, self.double, self.stand if self.split is None else self.split)

    @property
    def play(self) -> Play:
        if self.split is not None and self.split >= self.best:
            return "P"
        if self.double >= self.best:
            return "D" if self.hit > self.stand else "Ds"
        return "S" if self.stand >= self.hit else "H"


class Solver:
    """The optimum against one up card; `hands_max` is how many hands splitting may make."""

    def __init__(self, up: int, hands_max: int = HANDS_MAX) -> None:
        self.up = up
        self._hands_max = hands_max
        self._hits: dict[Total, float] = {}
        ends: dict[int, float] = {}
        shown = add((0, False), up)
        for hole, odds in ODDS.items():
            if {up, hole} != {1, 10}:
                for end, probability in dealer_totals(add(shown, hole)).items():
                    ends[end] = ends.get(end, 0.0) + odds * probability
        whole = 1 - natural_odds(up)
        self.ends = {end: probability / whole for end, probability in ends.items()}

    def stand(self, total: Total) -> float:
        """Expected win of standing."""
        points = total[0]
        if points == BUST:
            return -1.0
        return sum(
            odds * (1 if end == BUST or points > end else -1 if points < end else 0) for end, odds in self.ends.items()
        )

    def hit(self, total: Total) -> float:
        """Expected win of one card and the best after it."""
        if total not in self._hits:
            self._hits[total] = sum(odds * self._after_hit(add(total, card)) for card, odds in ODDS.items())
        return self._hits[total]

    def _after_hit(self, total: Total) -> float:
        return -1.0 if total[0] == BUST else max(self.stand(total), self.hit(total))

    def double(self, total: Total) -> float:
        """Expected win of twice the stake on one card."""
        return 2 * sum(odds * self.stand(add(total, card)) for card, odds in ODDS.items())

    def split(self, pair: int) -> float:
        """Expected win of splitting two cards of this value, all hands together."""
        single = add((0, False), pair)

        @cache
        def left(waiting: int, hands: int) -> float:
            if not waiting:
                return 0.0
            value = 0.0
            for card, odds in ODDS.items():
                two = add(single, card)
                kept = (self.stand(two) if pair == 1 else self._best_of_two(two)) + left(waiting - 1, hands)
                if card == pair != 1 and hands < self._hands_max:
                    kept = max(kept, left(waiting + 1, hands + 1))
                value += odds * kept
            return value

        return left(2, 2)

    def _best_of_two(self, total: Total) -> float:
        return max(self.stand(total), self.hit(total), self.double(total))

    def start(self, first: int, second: int) -> Solved:
        """Every play of a start of two card values."""
        total = add(add((0, False), first), second)
        split = self.split(first) if first == second else None
        return Solved(self.stand(total), self.hit(total), self.double(total), split)


def optimal_return(hands_max: int = HANDS_MAX) -> float:
    """Expected win of a hand played best on an infinite deck, in first stakes: -0.00511734 with four hands."""
    value = 0.0
    for up, up_odds in ODDS.items():
        solver = Solver(up, hands_max)
        natural = natural_odds(up)
        for first, first_odds in ODDS.items():
            for second, second_odds in ODDS.items():
                if {first, second} == {1, 10}:
                    win = BLACKJACK_PAYS * (1 - natural)
                else:
                    win = solver.start(first, second).best * (1 - natural) - natural
                value += up_odds * first_odds * second_odds * win
    return value


@dataclass(frozen=True)
class Strategy:
    """What to do with a total, by up card. `pairs` go first; a D or Ds needs two cards."""

    hard: dict[int, dict[int, Play]]
    soft: dict[int, dict[int, Play]]
    pairs: dict[int, dict[int, Play]]

    def of(self, total: Total, up: int) -> Play:
        """The play of a total whose pair, if it is one, is not split."""
        return (self.soft if total[1] else self.hard)[total[0]][up]


@cache
def basic_strategy() -> Strategy:
    """The table: hard 4 … 21, soft 12 … 21, pairs of each value, against each up card."""
    hard: dict[int, dict[int, Play]] = {total: {} for total in range(4, 22)}
    soft: dict[int, dict[int, Play]] = {total: {} for total in range(12, 22)}
    pairs: dict[int, dict[int, Play]] = {value: {} for value in range(1, 11)}
    for up in UPCARDS:
        solver = Solver(up)
        for table, is_soft in ((hard, False), (soft, True)):
            for points, row in table.items():
                total = (points, is_soft)
                row[up] = Solved(solver.stand(total), solver.hit(total), solver.double(total), None).play
        for value, row in pairs.items():
            row[up] = solver.start(value, value).play
    return Strategy(hard, soft, pairs)
