"""The law of rock-paper-scissors: who beats whom, what it returns exactly, and that the house cannot see the choice."""

import json
from collections import Counter
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.games.contracts import Limits
from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.domains.rps.rules import CHOICES, RESULTS, Table, beat, odds, play
from casino_club.domains.rps.service import SHIPPED, RpsGame
from casino_club.domains.rps.simulate import run
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw
from tests.golden.write import FOLDER, compact
from tests.golden.write_rps import rps_vectors
from tests.support.statistics import uniform_z

GAME = RpsGame()
BODY = json.loads(SHIPPED.read_text())
TABLE = GAME.parse(BODY)
SEED = bytes(range(32))
choices = st.sampled_from(CHOICES)
stakes = st.integers(1, 200).map(lambda n: n * TABLE.limits.step)


def test_who_beats_whom():
    wins = {("rock", "scissors"), ("paper", "rock"), ("scissors", "paper")}
    for mine, theirs in product(CHOICES, repeat=2):
        expected = "draw" if mine == theirs else "win" if (mine, theirs) in wins else "lose"
        assert beat(mine, theirs) == expected


@given(stake=stakes, choice=choices, nonce=st.integers(0, 2**53 - 1))
def test_a_win_pays_194_a_draw_the_stake_and_every_gold_is_whole(stake, choice, nonce):
    thrown = play(TABLE, stake, choice, Draw(SEED, "p", nonce))
    assert Fraction(thrown.payout, stake) == {"win": Fraction(194, 100), "draw": 1, "lose": 0}[thrown.result]


def test_every_choice_returns_exactly_98_percent():
    stake = TABLE.limits.step
    for choice in CHOICES:
        paid = [stake * TABLE.pays_x100(beat(choice, house)) // 100 for house in CHOICES]
        assert Fraction(sum(paid), 3 * stake) == Fraction(98, 100)
    sheet = odds(TABLE)
    assert (sheet["rtp"], sheet["house_edge"]) == (0.98, 0.02)
    assert sum(row["probability"] for row in sheet["rows"]) == pytest.approx(1, abs=1e-15)
    assert sum(row["probability"] * row["pays"] for row in sheet["rows"]) == pytest.approx(0.98, abs=1e-15)


@given(nonce=st.integers(0, 2**53 - 1), client_seed=st.text(st.characters(codec="ascii"), max_size=8))
def test_the_house_throws_the_same_whatever_the_player_chose(nonce, client_seed):
    thrown = {play(TABLE, 50, choice, Draw(SEED, client_seed, nonce)).house_choice for choice in CHOICES}
    assert len(thrown) == 1


def test_the_house_is_uniform_and_forgets():
    thrown = [play(TABLE, 50, "rock", Draw(SEED, "uniform", nonce)).house_choice for nonce in range(9_000)]
    single, pairs = Counter(thrown), Counter(zip(thrown[::2], thrown[1::2], strict=True))
    assert abs(uniform_z([single[one] for one in CHOICES])) < 4.5
    assert abs(uniform_z([pairs[two] for two in product(CHOICES, repeat=2)])) < 4.5


def test_golden_rounds_are_what_their_writer_writes_and_cover_the_law():
    vectors = rps_vectors(TABLE)
    assert (FOLDER / "rps.json").read_text() == compact(vectors)
    rounds = vectors["rounds"]
    assert {one["choice"] for one in rounds} == {one["house_choice"] for one in rounds} == set(CHOICES)
    assert {one["result"] for one in rounds} == set(RESULTS)


@pytest.mark.parametrize("vector", rps_vectors(TABLE)["rounds"], ids=lambda one: str(one["nonce"]))
def test_verification_gives_the_round_again(vector):
    draw = Draw(bytes.fromhex(vector["server_seed"]), vector["client_seed"], vector["nonce"])
    again = GAME.recompute(TABLE, {"bet_amount": vector["stake"], "choice": vector["choice"]}, draw)
    assert again == {
        "win_amount": vector["payout"],
        "choice": vector["choice"],
        "house_choice": vector["house_choice"],
        "result": vector["result"],
    }


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"bet_amount": 50},
        {"bet_amount": "50", "choice": "rock"},
        {"bet_amount": True, "choice": "rock"},
        {"bet_amount": 50, "choice": "lizard"},
        {"bet_amount": 50, "choice": "rock", "nonce": 1},
    ],
)
def test_verification_refuses_what_it_does_not_understand(params):
    with pytest.raises(FieldError):
        GAME.recompute(TABLE, params, Draw(SEED, "p", 0))


@pytest.mark.parametrize("stake", [0, -50, 25, 75, 10_050])
def test_verification_refuses_a_stake_the_table_never_took(stake):
    with pytest.raises(StakeOutOfRangeError):
        GAME.recompute(TABLE, {"bet_amount": stake, "choice": "rock"}, Draw(SEED, "p", 0))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"win_pays_x100": 193}, "win_pays_x100"),
        ({"win_pays_x100": 100}, "win_pays_x100"),
        ({"win_pays_x100": 300}, "win_pays_x100"),
        ({"win_pays_x100": 1.94}, "win_pays_x100"),
        ({"limits": {"min": 50, "max": 25, "step": 50}}, "limits"),
        ({"limits": {"min": 10, "max": 1000, "step": 50}}, "limits"),
        ({"limits": {"min": 0, "max": 1000, "step": 50}}, "limits"),
        ({"limits": {"min": 50, "max": 1000, "step": 50, "odd": 1}}, "limits.odd"),
        ({"presets": [60]}, "presets"),
        ({"rtp": 0.99}, "rtp"),
    ],
)
def test_a_table_that_cannot_be_played_is_refused_where_it_is_wrong(change, where):
    with pytest.raises(ConfigInvalidError) as refused:
        GAME.parse(BODY | change)
    assert where in [problem["loc"] for problem in refused.value.details["problems"]]


def test_another_payout_is_published_as_what_it_is():
    table = Table(Limits(100, 1000, 100), (100,), 188)
    assert GAME.facts(table).rtp == pytest.approx((1.88 + 1) / 3, abs=1e-15)


def test_the_simulation_agrees_with_the_sheet_and_finds_a_planted_edge(monkeypatch):
    assert all(abs(one.z) < 4.5 for one in run("main", 20_000, 7))
    biased = Draw.below

    def below(self, n):
        return 0 if self.word() % 20 == 0 else biased(self, n)

    monkeypatch.setattr(Draw, "below", below)
    assert any(abs(one.z) > 4.5 for one in run("main", 20_000, 7))


def test_the_shipped_table_is_read_from_beside_the_law():
    assert Path(SHIPPED).parent.name == "rps"
    assert GAME.facts(TABLE).limits == TABLE.limits
