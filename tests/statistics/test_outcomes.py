"""What each game makes of the draw, against the law it publishes, and with faults that must show."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from bench.rng import checks
from bench.rng.checks import Verdict, suspicious
from casino_club.domains.blackjack.cards import DECK, Shoe, total_of
from casino_club.domains.roulette import rules as roulette
from casino_club.domains.roulette.contracts import POCKETS, RED
from casino_club.domains.rps import rules as rps
from casino_club.domains.slot.catalog import shipped_machines
from casino_club.domains.slot.rules import play as play_slot
from casino_club.domains.slot.sheets import published_sheet
from casino_club.domains.videopoker import rules as videopoker
from casino_club.kernel.rng import Draw
from tests.statistics import faults

SEED = b"the games' own seed".ljust(32)
Judge = Callable[[type[Draw]], list[Verdict]]


def judge_slot(kind: type[Draw]) -> list[Verdict]:
    """Stops of every reel, neighbours, the next bet, hits and the mean win of the machine with the calmest wins."""
    machine = shipped_machines()["ring-fruits"]
    sheet = published_sheet(machine)
    rounds = [play_slot(machine, 100, kind(SEED, "slot", nonce)) for nonce in range(40_000)]
    stops = np.array([one.stops for one in rounds])
    lengths = [len(strip) for strip in machine.strips]
    found = [
        checks.uniform(f"reel {reel}", np.bincount(stops[:, reel], minlength=lengths[reel]))
        for reel in range(machine.reels)
    ]
    found += [
        checks.independence(
            f"reels {reel} and {reel + 1}", stops[:, reel], stops[:, reel + 1], *lengths[reel : reel + 2]
        )
        for reel in range(machine.reels - 1)
    ]
    found.append(checks.serial("next bet", stops[:, 0], lengths[0]))
    wins = [one.payout / 100 for one in rounds]
    found.append(checks.share_z("hits", sum(win > 0 for win in wins), len(wins), sheet.hit_rate))
    found.append(checks.mean("return", sum(wins), len(wins), sheet.rtp, sheet.sigma**2))
    return found


def judge_rps(kind: type[Draw]) -> list[Verdict]:
    """The house's throw: uniform, whatever the player chose and whatever it threw before."""
    table = rps_table()
    found: list[Verdict] = []
    throws: list[int] = []
    for nonce in range(30_000):
        choice = rps.CHOICES[nonce // 7 % 3]
        thrown = rps.play(table, table.limits.step, choice, kind(SEED, "rps", nonce))
        throws.append(rps.CHOICES.index(thrown.house_choice))
    house = np.array(throws)
    chosen = np.arange(len(house)) // 7 % 3
    found += [
        checks.uniform("throws", np.bincount(house, minlength=3)),
        checks.independence("choice and throw", chosen, house, 3, 3),
        checks.serial("next throw", house, 3),
        checks.serial("throw after next", house, 3, lag=2),
        checks.gaps("rocks", house == 0, 1 / 3),
    ]
    return found


@cache
def rps_table() -> rps.Table:
    from casino_club.domains.rps.service import RpsGame

    game = RpsGame()
    return game.parse(game.shipped()[0].body)


def judge_roulette(kind: type[Draw]) -> list[Verdict]:
    """Pockets, the next pocket's dozen, and the runs and gaps that players watch."""
    pockets = np.array([roulette.spin(kind(SEED, "wheel", number)) for number in range(40_000)])
    red = np.isin(pockets, list(RED))
    return [
        checks.uniform("pockets", np.bincount(pockets, minlength=POCKETS)),
        checks.serial("next pocket", pockets, POCKETS),
        checks.gaps("zeros", pockets == 0, 1 / POCKETS),
        checks.gaps("reds", red, len(RED) / POCKETS),
        checks.runs("colours without zero", red[pockets != 0]),
    ]


def judge_blackjack(kind: type[Draw]) -> list[Verdict]:
    """The first four cards of a six-deck shoe: each uniform, naturals and pairs as counted."""
    hands: list[list[int]] = []
    for nonce in range(30_000):
        shoe = Shoe(6, kind(SEED, "shoe", nonce))
        hands.append([shoe.take() for _ in range(4)])
    dealt = np.array(hands)
    cards = 6 * DECK
    aces, tens = 24, 96
    natural = 2 * aces * tens / (cards * (cards - 1))
    found = [checks.uniform(f"card {place}", np.bincount(dealt[:, place], minlength=DECK)) for place in range(4)]
    found.append(checks.share("naturals", sum(total_of(hand[:2]) == (21, True) for hand in hands), len(hands), natural))
    twins = int(np.count_nonzero(dealt[:, 0] == dealt[:, 1]))
    found.append(checks.share("the same card twice", twins, len(hands), 5 / (cards - 1)))
    found.append(checks.serial("next shoe", dealt[:, 0], DECK))
    return found


POKER_DEALS = {
    "royal_flush": 4,
    "straight_flush": 36,
    "four_of_a_kind": 624,
    "full_house": 3744,
    "flush": 5108,
    "straight": 10200,
    "three_of_a_kind": 54912,
    "two_pair": 123552,
    "jacks_or_better": 337920,
    "nothing": 2062860,
}
"""Counts of the 2 598 960 hands of five: the textbook's table, one pair split at jacks."""


def judge_videopoker(kind: type[Draw]) -> list[Verdict]:
    """Dealt hands against the textbook, and the cards under them."""
    seen: Counter[str] = Counter()
    fifth: list[int] = []
    for nonce in range(15_000):
        deck = videopoker.shuffle(kind(SEED, "poker", nonce))
        seen[videopoker.HANDS[videopoker.rank_hand(videopoker.deal(deck))]] += 1
        fifth.append(deck[5])
    total = sum(seen.values())
    counts = [seen.pop(hand, 0) for hand in POKER_DEALS]
    assert not seen, "hands the textbook does not name"
    shares = np.array(list(POKER_DEALS.values())) / 2_598_960
    return [
        checks.fit("dealt hands", counts, shares * total),
        checks.uniform("first card drawn", np.bincount(fifth, minlength=DECK)),
    ]


JUDGES: dict[str, Judge] = {
    "slot": judge_slot,
    "rps": judge_rps,
    "roulette": judge_roulette,
    "blackjack": judge_blackjack,
    "videopoker": judge_videopoker,
}


@pytest.mark.parametrize("game", JUDGES)
def test_outcomes_follow_the_published_law(game: str) -> None:
    assert not suspicious(JUDGES[game](Draw))


PLANTED: list[tuple[str, type[Draw], str]] = [
    ("slot", faults.RoundedDraw, "reel 0"),
    ("slot", faults.ByteModuloDraw, "reel 0"),
    ("slot", faults.StickyDraw, "reels 0 and 1"),
    ("slot", faults.StandingNonceDraw, "next bet"),
    ("slot", faults.RoundedDraw, "hits"),
    ("rps", faults.RoundedDraw, "throws"),
    ("rps", faults.StandingNonceDraw, "next throw"),
    ("roulette", faults.RoundedDraw, "pockets"),
    ("roulette", faults.RoundedDraw, "zeros"),
    ("roulette", faults.ByteModuloDraw, "pockets"),
    ("roulette", faults.FewSeedsDraw, "pockets"),
    ("roulette", faults.StandingNonceDraw, "next pocket"),
    ("blackjack", faults.StickyDraw, "card 1"),
    ("blackjack", faults.FewSeedsDraw, "card 0"),
    ("blackjack", faults.StandingNonceDraw, "next shoe"),
    ("videopoker", faults.NaiveShuffleDraw, "first card drawn"),
    ("videopoker", faults.CutDraw, "dealt hands"),
    ("videopoker", faults.SattoloDraw, "first card drawn"),
]


@pytest.mark.parametrize(("game", "kind", "found_by"), PLANTED)
def test_a_planted_fault_is_found(game: str, kind: type[Draw], found_by: str) -> None:
    found = suspicious(JUDGES[game](kind))
    assert found_by in {one.name for one in found}, found


def test_a_house_that_looks_at_the_choice_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """One throw in twenty is changed to the one that beats the player: uniform throws, and not independent."""
    honest = rps.play

    def play(table: rps.Table, stake: int, choice: Any, draw: Draw) -> rps.Thrown:
        if draw.below(20) == 0:
            beats = rps.CHOICES[(rps.CHOICES.index(choice) + 1) % 3]
            return rps.Thrown(choice, beats, "lose", 0)
        return honest(table, stake, choice, draw)

    monkeypatch.setattr(rps, "play", play)
    assert [one.name for one in suspicious(judge_rps(Draw))] == ["choice and throw"]
