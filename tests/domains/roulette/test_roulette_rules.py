"""The law of roulette: which bets exist, what each returns exactly, and that the pocket knows nothing of the chips."""

import json
from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.domains.roulette.contracts import BET_TYPES, POCKETS, RED, WHEEL, Chip
from casino_club.domains.roulette.errors import IllegalSpotError
from casino_club.domains.roulette.layout import GROUPS, find_spot
from casino_club.domains.roulette.rules import Wanted, best_payout, colour, odds, place, settle, spin
from casino_club.domains.roulette.service import SHIPPED, RouletteGame, settle_chips
from casino_club.domains.roulette.simulate import run
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.rng import Draw
from tests.golden.write import FOLDER, compact
from tests.golden.write_roulette import roulette_vectors
from tests.support.statistics import uniform_z

GAME = RouletteGame()
BODY = json.loads(SHIPPED.read_text())
TABLE = GAME.parse(BODY)
SEED = bytes(range(32))
SPOTS = [(kind, numbers) for kind, groups in GROUPS.items() for numbers in groups]
INSIDE = ("straight", "split", "street", "trio", "corner", "first_four", "six_line")
spots = st.sampled_from(SPOTS)


def test_the_layout_has_157_spots():
    counted = {kind: len(groups) for kind, groups in GROUPS.items()}
    even = dict.fromkeys(("red", "black", "odd", "even", "low", "high"), 1)
    inside = {"straight": 37, "split": 60, "street": 12, "trio": 2, "corner": 22, "first_four": 1, "six_line": 11}
    assert counted == inside | {"column": 3, "dozen": 3} | even
    assert sum(counted.values()) == len(set(SPOTS)) == 157


def test_inside_spots_are_exactly_the_neighbours_on_the_cloth():
    """Derived a second way: a group is legal when the chip touches all its cells, seen as points of the plane."""
    cell = {n: ((n - 1) // 3, (n - 1) % 3) for n in range(1, 37)}

    def touch(a, b):
        if 0 in (a, b):
            return max(a, b) in {1, 2, 3}
        (r, c), (s, d) = cell[a], cell[b]
        return abs(r - s) + abs(c - d) == 1

    assert set(GROUPS["split"]) == {(a, b) for a, b in combinations(range(37), 2) if touch(a, b)}
    squares = {
        tuple(sorted(n for n, (r, c) in cell.items() if r in {row, row + 1} and c in {col, col + 1}))
        for row in range(11)
        for col in range(2)
    }
    assert set(GROUPS["corner"]) == squares
    rows = [tuple(n for n, (r, _) in cell.items() if r == row) for row in range(12)]
    assert set(GROUPS["street"]) == set(rows)
    assert set(GROUPS["six_line"]) == {a + b for a, b in pairwise(rows)}


@given(kind=st.sampled_from(BET_TYPES), numbers=st.lists(st.integers(-2, 40), max_size=18))
def test_no_other_group_of_numbers_is_a_bet(kind, numbers):
    found = find_spot(kind, numbers)
    assert found is None or found in GROUPS[kind]
    if kind in INSIDE and found is not None:
        assert sorted(numbers) == list(found)


@given(spot=spots, order=st.randoms())
def test_every_spot_is_found_in_any_order_of_its_numbers(spot, order):
    kind, numbers = spot
    shuffled = list(numbers)
    order.shuffle(shuffled)
    assert find_spot(kind, shuffled) == numbers


def test_what_may_be_left_out():
    assert find_spot("red", []) == tuple(sorted(RED))
    assert find_spot("dozen", [2]) == tuple(range(13, 25))
    assert find_spot("column", [3]) == tuple(range(3, 37, 3))
    for kind, numbers in [("dozen", []), ("column", [4]), ("dozen", [0]), ("straight", []), ("first_four", [])]:
        assert find_spot(kind, numbers) is None
    for kind, numbers in [("split", [1, 1]), ("split", [3, 4]), ("split", [0, 4]), ("corner", [0, 1, 2, 3])]:
        assert find_spot(kind, numbers) is None
    assert find_spot("red", [1, 3]) is None


@pytest.mark.parametrize(("kind", "numbers"), SPOTS, ids=str)
def test_every_bet_returns_exactly_36_of_37(kind, numbers):
    chip = Chip(kind, numbers, TABLE.min)
    returns = [settle(TABLE, [chip], pocket)[0].payout for pocket in range(POCKETS)]
    assert Fraction(sum(returns), POCKETS * chip.amount) == Fraction(36, 37)


def test_published_figures():
    rows = {row["label_key"]: row for row in odds(TABLE)["rows"]}
    assert [rows[kind]["pays_to_one"] for kind in ("straight", "split", "street", "corner", "six_line")] == [
        *(35, 17, 11, 8, 5)
    ]
    assert {rows[kind]["pays_to_one"] for kind in ("column", "dozen")} == {2}
    assert {rows[kind]["pays_to_one"] for kind in ("red", "black", "odd", "even", "low", "high")} == {1}
    assert rows["straight"]["sigma"] == pytest.approx(5.838, abs=5e-4)
    assert rows["red"]["sigma"] == pytest.approx(0.9996, abs=5e-5)
    assert all(row["house_edge"] == pytest.approx(1 / 37, abs=1e-15) for row in rows.values())
    assert GAME.facts(TABLE).rtp == pytest.approx(36 / 37, abs=1e-15)


@pytest.mark.parametrize("kind", BET_TYPES)
def test_sigma_is_that_of_the_payouts(kind):
    back = [settle(TABLE, [Chip(kind, GROUPS[kind][0], 10)], pocket)[0].payout / 10 for pocket in range(POCKETS)]
    mean = sum(back) / POCKETS
    row = next(row for row in odds(TABLE)["rows"] if row["label_key"] == kind)
    assert row["sigma"] == pytest.approx(sqrt(sum((one - mean) ** 2 for one in back) / POCKETS), rel=1e-12)


def test_colours_are_those_of_the_wheel():
    assert sorted(WHEEL) == list(range(37))
    assert Counter(map(colour, range(37))) == {"red": 18, "black": 18, "green": 1}
    around = [colour(pocket) for pocket in WHEEL[1:]]
    assert all(a != b for a, b in pairwise(around))


@given(st.lists(st.tuples(spots, st.integers(1, 200)), min_size=1, max_size=30))
def test_chips_of_a_bet_stand_once_and_sum_up(placed):
    wanted = [Wanted(kind, numbers, 10 * n) for (kind, numbers), n in placed]
    try:
        chips = place(TABLE, wanted)
    except StakeOutOfRangeError:
        amounts = Counter()
        for one in wanted:
            amounts[one.type, one.numbers] += one.amount
        over = any(amount > TABLE.max_of[kind] for (kind, _), amount in amounts.items())
        assert over or sum(amounts.values()) > TABLE.round_max
        return
    assert sum(chip.amount for chip in chips) == sum(one.amount for one in wanted)
    assert len({(chip.type, chip.numbers) for chip in chips}) == len(chips)
    payouts = [sum(paid.payout for paid in settle(TABLE, chips, pocket)) for pocket in range(37)]
    assert best_payout(TABLE, chips) == max(payouts)
    assert Fraction(sum(payouts), 37) == Fraction(36, 37) * sum(chip.amount for chip in chips)


@pytest.mark.parametrize("amount", [0, -10, 5, 15, 2_010, 2**60])
def test_amounts_outside_the_limits_are_refused(amount):
    with pytest.raises(StakeOutOfRangeError) as refused:
        place(TABLE, [Wanted("red", [], 10), Wanted("straight", [7], amount)])
    assert refused.value.details == {"index": 1, "type": "straight", "min": 10, "max": 2_000, "step": 10}


def test_one_spot_twice_counts_together_and_the_table_has_a_limit():
    with pytest.raises(StakeOutOfRangeError):
        place(TABLE, [Wanted("straight", [7], 1_500), Wanted("straight", [7], 1_500)])
    with pytest.raises(StakeOutOfRangeError) as refused:
        place(TABLE, [Wanted(kind, [], 40_000) for kind in ("red", "odd", "low")])
    assert refused.value.details["max"] == TABLE.round_max
    with pytest.raises(StakeOutOfRangeError):
        place(TABLE, [])


def test_an_illegal_spot_is_named_by_its_place():
    with pytest.raises(IllegalSpotError) as refused:
        place(TABLE, [Wanted("red", [], 10), Wanted("split", [3, 4], 10)])
    assert refused.value.details == {"index": 1, "type": "split"}


def test_pockets_are_uniform_and_forget():
    pockets = [spin(Draw(SEED, "uniform", nonce)) for nonce in range(40_000)]
    seen, pairs = Counter(pockets), Counter(zip(pockets[::2], pockets[1::2], strict=True))
    assert abs(uniform_z([seen[pocket] for pocket in range(37)])) < 4.5
    assert abs(uniform_z([pairs[a, b] for a in range(37) for b in range(37)])) < 4.5


def test_golden_rounds_are_what_their_writer_writes_and_cover_the_layout():
    vectors = roulette_vectors(TABLE)
    assert (FOLDER / "roulette.json").read_text() == compact(vectors)
    covered = {(bet["type"], tuple(bet["numbers"])) for one in vectors["rounds"] for bet in one["bets"]}
    assert covered == set(SPOTS)
    assert {one["colour"] for one in vectors["rounds"]} == {"red", "black", "green"}


@pytest.mark.parametrize("vector", roulette_vectors(TABLE)["rounds"], ids=lambda one: str(one["nonce"]))
def test_verification_gives_the_round_again(vector):
    draw = Draw(bytes.fromhex(vector["server_seed"]), vector["client_seed"], vector["nonce"])
    bets = [{name: bet[name] for name in ("type", "numbers", "amount")} for bet in vector["bets"]]
    again = GAME.recompute(TABLE, {"bets": bets}, draw)
    assert again == {"win_amount": vector["payout"], **{name: vector[name] for name in ("pocket", "colour", "bets")}}


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({}, FieldError),
        ({"bets": {}}, FieldError),
        ({"bets": [{"type": "straight", "numbers": ["7"], "amount": 10}]}, FieldError),
        ({"bets": [{"type": "straight", "numbers": [7], "amount": 10, "payout": 360}]}, FieldError),
        ({"bets": [{"type": "basket", "numbers": [7], "amount": 10}]}, FieldError),
        ({"bets": [{"type": "straight", "numbers": [37], "amount": 10}]}, IllegalSpotError),
        ({"bets": [{"type": "straight", "numbers": [7], "amount": 0}]}, StakeOutOfRangeError),
    ],
)
def test_verification_refuses_what_was_never_played(params, refusal):
    with pytest.raises(refusal):
        GAME.recompute(TABLE, params, Draw(SEED, "p", 0))


def test_a_wheel_round_is_verified_without_a_bet_too():
    draw = Draw(SEED, "salt", 7)
    assert GAME.recompute(TABLE, {"bets": []}, draw)["pocket"] == spin(Draw(SEED, "salt", 7))


def test_what_a_round_keeps():
    chips = place(TABLE, [Wanted("straight", [7], 10), Wanted("red", [], 20)])
    drawn = settle_chips(TABLE, chips, 7)
    assert (drawn.payout, drawn.multiplier_x100) == (400, 400 * 100 // 30)
    assert json.loads(drawn.stored) == drawn.shown
    assert [bet["win_amount"] for bet in drawn.shown["bets"]] == [360, 40]
    assert settle_chips(TABLE, chips, 0).payout == 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"min": 15}, "min"),
        ({"step": 0}, "step"),
        ({"pays": {**BODY["pays"], "straight": 37}}, "pays.straight"),
        ({"pays": {**BODY["pays"], "red": 0}}, "pays.red"),
        ({"pays": {kind: pay for kind, pay in BODY["pays"].items() if kind != "red"}}, "pays.red"),
        ({"max_of": {**BODY["max_of"], "street": 200_000}}, "max_of.street"),
        ({"max_of": {**BODY["max_of"], "street": 5_555}}, "max_of.street"),
        ({"chips": []}, "chips"),
        ({"chips": [15]}, "chips"),
        ({"spots_max": 0}, "spots_max"),
        ({"betting_ms": 0}, "betting_ms"),
        ({"pause_ms": 10**7}, "pause_ms"),
        ({"tilt": 1}, "tilt"),
    ],
)
def test_a_table_that_cannot_be_played_is_refused_where_it_is_wrong(change, where):
    with pytest.raises(ConfigInvalidError) as refused:
        GAME.parse(BODY | change)
    assert where in [problem["loc"] for problem in refused.value.details["problems"]]


def test_the_simulation_agrees_with_the_sheet_and_finds_a_planted_bias(monkeypatch):
    found = run("main", 20_000, 7)
    assert len(found) == 1 + len(BET_TYPES)
    assert all(abs(one.z) < 5 for one in found)
    fair = Draw.below
    monkeypatch.setattr(Draw, "below", lambda self, n: 17 if self.word() % 50 == 0 else fair(self, n))
    assert any(abs(one.z) > 5 for one in run("main", 20_000, 7))
