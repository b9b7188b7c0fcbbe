"""A player who knows nothing but basic strategy, playing the rules by the thousand from a fast generator."""

from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import Final

from casino_club.domains.blackjack.cards import DECK, card_value, is_natural, total_of
from casino_club.domains.blackjack.contracts import HANDS_MAX, Action, Deal, Stakes, Table
from casino_club.domains.blackjack.rules import act, play
from casino_club.domains.blackjack.strategy import Play, Strategy, basic_strategy

UNIT: Final = 2
_STAKES: Final = Stakes(UNIT, UNIT, UNIT, (UNIT,))
_ACTIONS: Final[dict[Play, Action]] = {"H": "hit", "S": "stand", "P": "split"}


class QuickShoe:
    """A fresh shoe from a fast generator: cards are drawn by place, a place that was taken is drawn again."""

    def __init__(self, decks: int, source: Random) -> None:
        self._places = DECK * decks
        self._source = source
        self._gone: set[int] = set()
        self.taken: list[int] = []

    def take(self) -> int:
        """The next card."""
        place = int(self._source.random() * self._places)
        while place in self._gone:
            place = int(self._source.random() * self._places)
        self._gone.add(place)
        card = place % DECK
        self.taken.append(card)
        return card


def advised(deal: Deal, strategy: Strategy) -> Action:
    """What basic strategy does now; it never insures."""
    hand = deal.hands[deal.active or 0]
    if hand.status == "blackjack":
        return "stand"
    up = card_value(deal.dealer[0])
    if "split" in deal.actions and len(deal.hands) < HANDS_MAX:
        pair = strategy.pairs[card_value(hand.cards[0])][up]
        if pair == "P":
            return "split"
    what = strategy.of(total_of(hand.cards), up)
    if what in ("D", "Ds"):
        return "double" if "double" in deal.actions else "hit" if what == "D" else "stand"
    return _ACTIONS[what]


@dataclass(slots=True)
class Tally:
    """Sums over hands; wins in half stakes, which 3:2 keeps whole."""

    hands: int = 0
    net: int = 0
    net_squared: int = 0
    wins: int = 0
    pushes: int = 0
    losses: int = 0
    naturals: int = 0
    dealer_naturals: int = 0

    @property
    def mean(self) -> float:
        """Win in first stakes."""
        return self.net / self.hands / UNIT

    @property
    def sigma(self) -> float:
        """Standard deviation of one hand's win, in first stakes."""
        return sqrt(self.net_squared / self.hands / UNIT**2 - self.mean**2)


def play_basic(table: Table, shoe: QuickShoe, strategy: Strategy) -> Deal:
    """One hand by the book."""
    deal = play(table, UNIT, (), shoe)
    while not deal.settled:
        act(deal, advised(deal, strategy), shoe)
    return deal


def simulate(decks: int, hands: int, *, seed: int) -> Tally:
    """Play hands of basic strategy from fresh shoes."""
    source, table, strategy = Random(seed), Table(decks, _STAKES), basic_strategy()  # noqa: S311 - not for play
    tally = Tally(hands=hands)
    for _ in range(hands):
        deal = play_basic(table, QuickShoe(decks, source), strategy)
        net = deal.payout - deal.stake
        tally.net += net
        tally.net_squared += net * net
        tally.wins += net > 0
        tally.pushes += net == 0
        tally.losses += net < 0
        tally.naturals += deal.hands[0].status == "blackjack"
        tally.dealer_naturals += is_natural(deal.dealer)
    return tally
