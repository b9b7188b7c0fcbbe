"""Blackjack behind the games' contract: configurations, verification, golden hands."""

import inspect
import json

import pytest

from casino_club.domains.blackjack import rules
from casino_club.domains.blackjack.cards import Shoe
from casino_club.domains.blackjack.rules import play
from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw
from tests.domains.blackjack.support import GAME, TABLE
from tests.golden.write import FOLDER, compact
from tests.golden.write_blackjack import blackjack_vectors

BODY = GAME.shipped()[0].body
HANDS = json.loads((FOLDER / "blackjack.json").read_text())["hands"]


def test_golden_hands_are_what_their_writer_writes_and_cover_the_law():
    assert (FOLDER / "blackjack.json").read_text() == compact(blackjack_vectors(TABLE))
    shown = [one["shown"] for one in HANDS]
    assert {len(one["hands"]) for one in shown} == {1, 2, 3, 4}
    assert {hand["result"] for one in shown for hand in one["hands"]} == {"blackjack", "win", "push", "lose"}
    assert {one["insurance"] and bool(one["insurance"]["win_amount"]) for one in shown} == {None, True, False}


@pytest.mark.parametrize("hand", HANDS, ids=lambda one: str(one["nonce"]))
def test_verification_gives_the_hand_again(hand):
    draw = Draw(bytes.fromhex(hand["server_seed"]), hand["client_seed"], hand["nonce"])
    again = GAME.recompute(TABLE, {"bet_amount": hand["stake"], "actions": hand["actions"]}, draw)
    assert again == {"win_amount": hand["payout"], **hand["shown"]}


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({}, "missing"),
        ({"bet_amount": "100", "actions": []}, "int_type"),
        ({"bet_amount": True, "actions": []}, "int_type"),
        ({"bet_amount": 100, "actions": ["fold"]}, "literal_error"),
        ({"bet_amount": 100, "actions": ["split"] * 20}, "action_not_allowed"),
        ({"bet_amount": 100, "actions": [], "seed": 1}, "extra_forbidden"),
        ({"bet_amount": 100, "actions": ["stand"] * 101}, "too_long"),
    ],
)
def test_verification_refuses_what_is_no_hand(params, problem):
    with pytest.raises(FieldError) as refused:
        GAME.recompute(TABLE, params, Draw(bytes(32), "x", 0))
    assert problem in {one["type"] for one in refused.value.fields}


def test_an_unfinished_hand_has_no_result_to_verify():
    nonce = next(n for n in range(50) if not play(TABLE, 100, (), Shoe(6, Draw(bytes(32), "x", n))).settled)
    with pytest.raises(FieldError):
        GAME.recompute(TABLE, {"bet_amount": 100, "actions": []}, Draw(bytes(32), "x", nonce))
    with pytest.raises(StakeOutOfRangeError):
        GAME.recompute(TABLE, {"bet_amount": 15, "actions": []}, Draw(bytes(32), "x", nonce))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"decks": 1}, "decks"),
        ({"decks": 9}, "decks"),
        ({"decks": "6"}, "decks"),
        ({"soft_17": True}, "soft_17"),
        ({"stakes": {**BODY["stakes"], "step": 5}}, "stakes.step"),
        ({"stakes": {**BODY["stakes"], "step": 0}}, "stakes.step"),
        ({"stakes": {**BODY["stakes"], "min": 15}}, "stakes.min"),
        ({"stakes": {**BODY["stakes"], "max": 0}}, "stakes.max"),
        ({"stakes": {**BODY["stakes"], "max": 2**53}}, "stakes.max"),
        ({"stakes": {**BODY["stakes"], "presets": []}}, "stakes.presets"),
        ({"stakes": {**BODY["stakes"], "presets": [11]}}, "stakes.presets"),
    ],
)
def test_tables_that_cannot_be_played_are_refused(change, where):
    with pytest.raises(ConfigInvalidError) as refused:
        GAME.parse(BODY | change)
    assert where in {one["loc"] for one in refused.value.details["problems"]}


def test_every_shoe_that_may_be_published_has_its_own_return():
    sheets = {decks: GAME.facts(GAME.parse(BODY | {"decks": decks})) for decks in range(2, 9)}
    assert len({one.rtp for one in sheets.values()}) == 7
    assert all(facts.sheet["decks"] == decks for decks, facts in sheets.items())


def test_the_rules_know_no_player():
    """Odds cannot depend on who plays: no rule takes a player, a balance, a clock or a session."""
    for function in (rules.play, rules.act, rules.stand_pat):
        assert set(inspect.signature(function).parameters) <= {
            "table",
            "bet_amount",
            "actions",
            "source",
            "deal",
            "action",
        }
