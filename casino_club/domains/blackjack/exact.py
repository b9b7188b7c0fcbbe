"""The exact return of basic strategy from a fresh shoe of whole decks: no sampling, every card's removal counted.

The cards that nobody has seen are exchangeable, so the hole card may be thought of as drawn after the player is done,
and a hand's expectation does not change with cards other hands drew unseen. Payoffs are carried together with the
indicator that the dealer has no blackjack, which makes the look at the hole card exact too.

Splits. The second cards of all hands are thought of as drawn first. Only whether each one is another card of the pair
(P) or not (N) decides how many hands there are. For a hand with a known second card among `p` further pair cards and
`n` hands known to be N only, with `A` the expectation of its payoff times the indicator of those N:

    A(n, p) = A(n-1, p) - P(a given unseen card is P | p removed) * A(n-1, p+1),   A(0, p) = the hand played after p

Sum over all P/N patterns, over second cards, over hands. `decks` of many thousand gives the infinite deck.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.blackjack.contracts import HANDS_MAX
from casino_club.domains.blackjack.strategy import BLACKJACK_PAYS, BUST, Strategy, Total, add

VALUES: Final = range(1, 11)
ENDS: Final = (17, 18, 19, 20, 21, BUST)
DEALER_CARDS_MAX: Final = 12
Counts = tuple[int, ...]
"""Cards left of each value, aces first."""


def full_shoe(decks: int) -> Counts:
    """A whole shoe."""
    return (4 * decks,) * 9 + (16 * decks,)


def without(counts: Counts, value: int) -> Counts:
    """One card of a value less."""
    return (*counts[: value - 1], counts[value - 1] - 1, *counts[value:])


@cache
def _hands_of_dealer(up: int) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.intp], NDArray[np.intp]]:
    """All ways the dealer ends without a blackjack: drawn cards by value, number of orders, how many, index in ENDS."""
    found: dict[tuple[Counts, int], int] = {}

    def draw(total: Total, drawn: Counts) -> None:
        for value in VALUES:
            after = add(total, value)
            cards = (*drawn[: value - 1], drawn[value - 1] + 1, *drawn[value:])
            if after[0] < ENDS[0]:
                draw(after, cards)
            elif not (sum(cards) == 1 and after[0] == 21):  # noqa: PLR2004
                found[cards, after[0]] = found.get((cards, after[0]), 0) + 1

    draw(add((0, False), up), (0,) * 10)
    return (
        np.array([cards for cards, _ in found], dtype=np.intp).T,
        np.array(list(found.values()), dtype=np.float64),
        np.array([sum(cards) for cards, _ in found], dtype=np.intp),
        np.array([ENDS.index(end) for _, end in found], dtype=np.intp),
    )


def _falling(n: int) -> NDArray[np.float64]:
    """n (n-1) … (n-m+1) for each m up to DEALER_CARDS_MAX."""
    return np.concatenate(([1.0], np.cumprod(np.maximum(n - np.arange(DEALER_CARDS_MAX), 0.0))))


class Exact:
    """Basic strategy against one up card, from a shoe that lacks nothing but the cards in sight."""

    def __init__(self, decks: int, up: int, strategy: Strategy) -> None:
        self._up = up
        self._strategy = strategy
        self._shoe = without(full_shoe(decks), up)
        self._falling = cache(_falling)
        self.ends = cache(self._ends)
        self._play = cache(self._play_uncached)

    def _ends(self, left: Counts) -> tuple[float, ...]:
        """P(the dealer ends so, without a blackjack), along ENDS."""
        drawn, orders, lengths, ends = _hands_of_dealer(self._up)
        weight = orders / self._falling(sum(left))[lengths]
        for count, of_value in zip(left, drawn, strict=True):
            weight *= self._falling(count)[of_value]
        return tuple(np.bincount(ends, weight, len(ENDS)).tolist())

    def blackjack(self, left: Counts) -> float:
        """P(the dealer has a blackjack)."""
        missing = {1: 10, 10: 1}.get(self._up)
        return left[missing - 1] / sum(left) if missing else 0.0

    def stand(self, left: Counts, points: int) -> float:
        """Expected win of a finished hand, 0 where the dealer has a blackjack."""
        if points == BUST:
            return self.blackjack(left) - 1
        return sum(
            odds * (1 if end == BUST or points > end else -1 if points < end else 0)
            for end, odds in zip(ENDS, self.ends(left), strict=True)
        )

    def _play_uncached(self, left: Counts, total: Total, *, two_cards: bool) -> float:
        """Expected win of a hand played on, 0 where the dealer has a blackjack."""
        play = "S" if total[0] >= 21 else self._strategy.of(total, self._up)  # noqa: PLR2004
        if play == "S" or (play == "Ds" and not two_cards):
            return self.stand(left, total[0])
        doubled = two_cards and play in ("D", "Ds")
        value = 0.0
        for card in VALUES:
            if odds := left[card - 1] / sum(left):
                rest, after = without(left, card), add(total, card)
                value += odds * (
                    2 * self.stand(rest, after[0]) if doubled else self._play(rest, after, two_cards=False)
                )
        return value

    def start(self, first: int, second: int) -> float:
        """Expected win of a start that is no blackjack, the dealer's blackjack included."""
        left = without(without(self._shoe, first), second)
        if first == second and self._strategy.pairs[first][self._up] == "P":
            value = self._split(left, first)
        else:
            value = self._play(left, add(add((0, False), first), second), two_cards=True)
        return value - self.blackjack(left)

    def _split(self, left: Counts, pair: int) -> float:
        value = 0.0
        for p, n, rest in _patterns(pair):
            chance, removed = 1.0, left
            for _ in range(p):
                chance *= removed[pair - 1] / sum(removed)
                removed = without(removed, pair)
            for card in VALUES:
                odds = chance * removed[card - 1] / sum(removed)
                if n and card != pair:
                    value += n * odds * self._among(without(removed, card), pair, card, n - 1)
                if rest:
                    value += rest * odds * self._among(without(removed, card), pair, card, n)
        return value

    def _among(self, left: Counts, pair: int, card: int, others: int) -> float:
        """`A`: the hand (pair, card) times the indicator that `others` unseen second cards are not the pair's."""
        if others:
            chance = left[pair - 1] / sum(left)
            fewer = self._among(left, pair, card, others - 1)
            return fewer - chance * self._among(without(left, pair), pair, card, others - 1)
        two = add(add((0, False), pair), card)
        return self.stand(left, two[0]) if pair == 1 else self._play(left, two, two_cards=True)

    def total(self) -> float:
        """Expected win over all starts against this up card, basic strategy and no insurance."""
        value = 0.0
        for first in VALUES:
            odds = self._shoe[first - 1] / sum(self._shoe)
            after = without(self._shoe, first)
            for second in VALUES:
                both = odds * after[second - 1] / sum(after)
                if {first, second} == {1, 10}:
                    value += both * BLACKJACK_PAYS * (1 - self.blackjack(without(after, second)))
                else:
                    value += both * self.start(first, second)
        return value


@cache
def _patterns(pair: int) -> tuple[tuple[int, int, int], ...]:
    """Every course of the second cards of a split: (more pair cards, hands that are not a pair, hands of any kind)."""
    if pair == 1:
        return ((0, 0, 2),)
    found: list[tuple[int, int, int]] = []

    def draw(waiting: int, hands: int, p: int, n: int) -> None:
        if not waiting or hands == HANDS_MAX:
            found.append((p, n, waiting))
            return
        draw(waiting + 1, hands + 1, p + 1, n)
        draw(waiting - 1, hands, p, n + 1)

    draw(2, 2, 0, 0)
    return tuple(found)


def exact_return(decks: int, strategy: Strategy) -> float:
    """Expected win of one hand, in first stakes."""
    shoe = full_shoe(decks)
    return sum(shoe[up - 1] / sum(shoe) * Exact(decks, up, strategy).total() for up in VALUES)


def natural_chance(decks: int) -> float:
    """P(two cards of a fresh shoe are a blackjack)."""
    shoe = full_shoe(decks)
    return 2 * shoe[0] * shoe[9] / (sum(shoe) * (sum(shoe) - 1))


def insurance_return(decks: int) -> float:
    """Expected win of one unit of insurance, on what the player knows of it: an ace in sight."""
    left = without(full_shoe(decks), 1)
    return 3 * left[9] / sum(left) - 1


def dealer_ends(decks: int) -> dict[str, float]:
    """Where the dealer ends from a fresh shoe when a hand is left to beat: 17 … 21, bust, blackjack."""
    shoe = full_shoe(decks)
    found = dict.fromkeys(("17", "18", "19", "20", "21", "bust"), 0.0)
    for up in VALUES:
        odds = shoe[up - 1] / sum(shoe)
        ends = Exact(decks, up, Strategy({}, {}, {})).ends(without(shoe, up))
        for name, probability in zip(found, ends, strict=True):
            found[name] += odds * probability
    return found | {"blackjack": natural_chance(decks)}
