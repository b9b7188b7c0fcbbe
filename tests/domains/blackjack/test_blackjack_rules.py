"""The law of blackjack: what each rule says, and what no cards and no play can break."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casino_club.domains.blackjack.cards import Recorded, Shoe, card_name, card_value, is_natural, total_of
from casino_club.domains.blackjack.contracts import HANDS_MAX
from casino_club.domains.blackjack.errors import ActionRefusedError
from casino_club.domains.blackjack.rules import act, cost_of, play, present, restore, stand_pat, stored
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw
from tests.domains.blackjack.support import TABLE, card, deal_of, net

SEED = bytes(range(32))
dice = st.lists(st.integers(0, 59), max_size=40)
nonces = st.integers(0, 2**53 - 1)


def wander(nonce: int, choices: list[int]):
    """A whole hand by arbitrary actions; answers it and its shoe."""
    shoe = Shoe(TABLE.decks, Draw(SEED, "walk", nonce))
    deal = play(TABLE, 100, (), shoe)
    for choice in choices:
        if deal.settled:
            break
        act(deal, deal.actions[choice % len(deal.actions)], shoe)
    stand_pat(deal, shoe)
    return deal, shoe


@pytest.mark.parametrize(
    ("cards", "total", "soft"),
    [
        ("A", 11, True),
        ("A A", 12, True),
        ("A 9", 20, True),
        ("A K", 21, True),
        ("A 6 9", 16, False),
        ("A A 9", 21, True),
        ("A A K", 12, False),
        ("T J", 20, False),
        ("T 6 7", 23, False),
        ("2 3 4", 9, False),
    ],
)
def test_totals(cards, total, soft):
    assert total_of([card(name) for name in cards.split()]) == (total, soft)


@pytest.mark.parametrize(
    ("cards", "actions", "expected"),
    [
        ("A 9 K 5", [], 150),  # a blackjack pays 3:2 and ends the hand
        ("T A J Q", ["stand"], -100),  # a dealer's blackjack under an ace
        ("T K J A", [], -100),  # … and under a ten, before the player acts
        ("A K K A", [], 0),  # two blackjacks push
        ("7 7 7 T 7", ["hit"], 100),  # three sevens win like any 21
        ("T 9 9 9", ["stand"], 100),  # 19 against 18
        ("T 9 9 T", ["stand"], 0),
        ("T 9 8 T", ["stand"], -100),
        ("T 9 6 8 T", ["hit"], -100),  # bust: the dealer does not draw
        ("T 6 2 A", ["stand"], -100),  # the dealer stands on soft 17
        ("T 6 8 A", ["stand"], 100),
        ("6 6 5 T T T", ["double"], 200),  # the dealer busts
        ("6 6 5 T 2 2", ["double"], -200),
        ("8 6 8 T T T T", ["split", "stand", "stand"], 200),
        ("A 6 A T K K T", ["split"], 200),  # 21 after a split is no blackjack
        ("A 6 A T A 5 2", ["split"], -200),  # split aces get one card each and are not split again
        ("T 6 K T A A 5", ["split"], 0),  # ten and ace after a split, against a dealer's 21
        ("8 6 8 T 3 T 8 K T", ["split", "double", "stand"], 300),  # double after a split
    ],
)
def test_hands(cards, actions, expected):
    assert net(deal_of(cards, *actions)) == expected


@pytest.mark.parametrize(
    ("cards", "actions", "expected"),
    [
        ("T A 9 K", ["insurance"], 0),  # the stake is lost, half of it pays 2:1
        ("T A 9 7", ["insurance", "stand"], 50),  # insurance is lost, the hand wins
        ("A A K K", ["insurance"], 100),  # an insured blackjack: a push and 2:1 on half
        ("A A K 5", ["insurance"], 100),
        ("A A K 5", ["stand"], 150),
        ("A A K K", ["stand"], 0),
    ],
)
def test_insurance(cards, actions, expected):
    assert net(deal_of(cards, *actions)) == expected


@pytest.mark.parametrize("action", ["hit", "stand", "double"])
def test_an_action_under_an_ace_declines_insurance_and_loses_only_the_first_stake_to_a_blackjack(action):
    deal = deal_of("6 A 5 K", action)
    assert (deal.stake, net(deal), len(deal.dealt)) == (100, -100, 4)
    assert deal.hands[0].cards == [card("6"), card("5")]


def test_insurance_is_offered_under_an_ace_only_and_once():
    assert "insurance" in deal_of("T A 6 9").actions
    assert "insurance" not in deal_of("T K 6 9").actions
    assert "insurance" not in deal_of("T A 6 9", "insurance").actions
    assert "insurance" not in deal_of("T A 2 9 2", "hit").actions


def test_a_blackjack_under_an_ace_may_only_be_insured_or_stood():
    assert deal_of("A A K 5").actions == ("stand", "insurance")


def test_splitting_goes_to_four_hands_and_second_cards_come_in_turn():
    deal = deal_of("8 6 8 T 8 8 2", "split", "split", "split")
    assert [len(hand.cards) for hand in deal.hands] == [2, 1, 1, 1]
    assert len(deal.hands) == HANDS_MAX
    deal = deal_of("8 6 8 T 8 8 8", "split", "split", "split")
    assert total_of(deal.hands[0].cards)[0] == 16
    assert "split" not in deal.actions


def test_any_two_cards_double_but_three_do_not():
    assert "double" in deal_of("T 6 2 9").actions
    assert "double" not in deal_of("T 6 2 9 2", "hit").actions
    assert "double" in deal_of("8 6 8 T 2", "split").actions


def test_cards_of_one_value_split_and_others_do_not():
    assert "split" in deal_of("T 6 K 9").actions
    assert "split" not in deal_of("T 6 9 9").actions


def test_twenty_one_stands_by_itself():
    deal = deal_of("6 6 5 T T T", "hit")
    assert deal.settled
    assert deal.taken == ["hit"]


def test_actions_that_the_hand_does_not_have_change_nothing():
    deal = deal_of("T 6 9 9")
    before = stored(deal)
    for action in ("split", "insurance"):
        with pytest.raises(ActionRefusedError) as refused:
            act(deal, action, Recorded([]))
        assert refused.value.details == {"actions": ["hit", "stand", "double"]}
    assert stored(deal) == before


def test_a_stake_off_the_table_is_refused():
    for stake in (0, 5, 15, -10, TABLE.stakes.max + TABLE.stakes.step):
        with pytest.raises(ValueError, match="does not take"):
            play(TABLE, stake, (), Recorded([]))


@given(nonce=nonces, count=st.integers(0, 60))
def test_the_shoe_is_a_fisher_yates_shuffle_dealt_from_its_end(nonce, count):
    order = list(range(52 * TABLE.decks))
    Draw(SEED, "shoe", nonce).shuffle(order)
    shoe = Shoe(TABLE.decks, Draw(SEED, "shoe", nonce))
    assert [shoe.take() for _ in range(count)] == [place % 52 for place in order[::-1][:count]]


def test_a_shoe_holds_six_of_each_card():
    shoe = Shoe(6, Draw(SEED, "whole", 0))
    assert set(Counter(shoe.take() for _ in range(312)).values()) == {6}
    assert len({card_name(one) for one in shoe.taken}) == 52


@settings(max_examples=400, deadline=None)
@given(nonce=nonces, choices=dice)
def test_no_play_breaks_the_money(nonce, choices):
    deal, _ = wander(nonce, choices)
    assert deal.settled
    assert deal.actions == ()
    dealer = total_of(deal.dealer)[0]
    paid = 0
    for hand in deal.hands:
        total = total_of(hand.cards)[0]
        share = Fraction(hand.payout, hand.stake)
        paid += hand.payout
        assert share in (0, 1, 2, Fraction(5, 2))
        assert hand.stake in (100, 200)
        if total > 21:
            assert share == 0
        if share == Fraction(5, 2):
            assert is_natural(hand.cards)
            assert (len(deal.hands), hand.stake, len(deal.taken) <= 1) == (1, 100, True)
        if share == 2:
            assert total <= 21
            assert dealer > 21 or total > dealer
        if share == 1:
            assert total == dealer
    insured = deal.insurance.payout if deal.insurance else 0
    if deal.insurance:
        assert deal.insurance.stake == 50
        assert insured == (150 if is_natural(deal.dealer) else 0)
    assert deal.payout == paid + insured
    assert deal.stake <= 2 * HANDS_MAX * 100 + 50


@settings(max_examples=400, deadline=None)
@given(nonce=nonces, choices=dice)
def test_cards_are_conserved_and_the_dealer_keeps_the_rules(nonce, choices):
    deal, shoe = wander(nonce, choices)
    held = [one for hand in deal.hands for one in hand.cards] + deal.dealer
    assert Counter(held) == Counter(shoe.taken)
    assert max(Counter(held).values()) <= TABLE.decks
    alive = any(total_of(hand.cards)[0] <= 21 for hand in deal.hands)
    if len(deal.dealer) > 2:
        assert alive
        assert total_of(deal.dealer[:-1])[0] < 17
    elif alive and not is_natural(deal.hands[0].cards):
        assert total_of(deal.dealer)[0] >= 17
    for hand in deal.hands:
        if hand.from_split and card_value(hand.cards[0]) == 1:
            assert len(hand.cards) == 2
            assert hand.stake == 100


@settings(max_examples=200, deadline=None)
@given(nonce=nonces, choices=dice)
def test_what_is_kept_gives_the_same_deal_again_at_every_step(nonce, choices):
    shoe = Shoe(TABLE.decks, Draw(SEED, "kept", nonce))
    deal = play(TABLE, 100, (), shoe)
    for choice in [*choices, *[1] * 40]:
        assert present(restore(TABLE, stored(deal))) == present(deal)
        again = play(TABLE, 100, deal.taken, Shoe(TABLE.decks, Draw(SEED, "kept", nonce)))
        assert (again.dealt, present(again)) == (deal.dealt, present(deal))
        if deal.settled:
            return
        action = deal.actions[choice % len(deal.actions)]
        before, price = deal.stake, cost_of(deal, action)
        act(deal, action, shoe)
        assert deal.stake - before in ({0, price} if is_natural(deal.dealer) else {price})


def test_facts_that_were_tampered_with_are_refused():
    deal = deal_of("T 9 9 9", "stand")
    for change in ({"payout": 0}, {"cards": [*deal.dealt, 3]}, {"cards": deal.dealt[:3]}, {"actions": []}):
        with pytest.raises(InvariantError):
            restore(TABLE, stored(deal) | change)


@settings(max_examples=200, deadline=None)
@given(nonce=nonces, choices=dice, hole=st.integers(0, 51))
def test_an_open_hand_says_nothing_of_the_hole_card(nonce, choices, hole):
    """The same hand with another hole card, as long as neither is a blackjack, looks the same to its player."""
    shoe = Shoe(TABLE.decks, Draw(SEED, "hidden", nonce))
    deal = play(TABLE, 100, (), shoe)
    for choice in choices:
        if deal.settled:
            return
        if deal.insurance_offered or not (is_natural(deal.dealer) or is_natural([deal.dealer[0], hole])):
            other = stored(deal)
            other["cards"][3] = hole
            assert present(restore(TABLE, other)) == present(deal)
            assert present(deal)["dealer"]["cards"][1:] == [None]
        act(deal, deal.actions[choice % len(deal.actions)], shoe)
