"""What is said: never a cheer for a loss, never pressure, always the same for the same facts."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.feedback.contracts import Run
from casino_club.domains.feedback.errors import UnknownActionError, UnknownResultError
from casino_club.domains.feedback.rules import GAME_ACTIONS, OTHER_ACTIONS, occasion_of, outcome_of, run_of, say
from casino_club.domains.feedback.texts import OCCASIONS
from casino_club.domains.games.contracts import Round

NO_CHEER = {"neutral", "calm", "care"}
PRESSURE = re.compile(
    r"지금 바로|서둘|마지막|기회|놓치|한 번 더|더 걸|곧 (이길|터질)"
    r"|hurry up|last chance|don't miss|try again|bet more|due\b",
    re.IGNORECASE,
)


def played(*payouts: int, stake: int = 100) -> list[Round]:
    """Rounds of a stake, newest first."""
    return [
        Round(
            id=UUID(int=number),
            user_id=1,
            game="slot",
            variant="horangi",
            config_id=1,
            currency="gold",
            bet_id=UUID(int=number),
            shared_round=None,
            stake=stake,
            payout=payout,
            balance_after=0,
            seed_id=1,
            nonce=number,
            multiplier_x100=payout * 100 // stake,
            win_streak=0,
            outcome={},
            created_at=datetime(2026, 11, 21, tzinfo=UTC),
        )
        for number, payout in enumerate(payouts, 1)
    ]


@pytest.mark.parametrize(
    ("payout", "outcome"),
    [(0, "lose"), (1, "partial"), (99, "partial"), (100, "draw"), (101, "win"), (1000, "big_win")],
)
def test_only_more_than_the_stake_is_a_win(payout: int, outcome: str) -> None:
    assert outcome_of(100, payout) == outcome


@pytest.mark.parametrize(
    ("payouts", "won", "lost"),
    [
        ((), 0, 0),
        ((200, 200, 200), 3, 0),
        ((200, 100, 200, 0), 2, 0),
        ((100, 200, 0), 1, 0),
        ((0, 50, 0, 200), 0, 3),
        ((100, 100), 0, 0),
    ],
)
def test_draws_neither_end_nor_lengthen_a_run(payouts: tuple[int, ...], won: int, lost: int) -> None:
    run = run_of(played(*payouts))
    assert (run.won, run.lost) == (won, lost)


@given(
    action=st.sampled_from(sorted(GAME_ACTIONS)),
    result=st.sampled_from(["win", "big_win", "draw", "partial", "lose", "LOSS", "push"]),
    payouts=st.lists(st.sampled_from([0, 40, 100, 150, 5000]), min_size=1, max_size=20),
    korean=st.booleans(),
)
def test_a_round_that_paid_no_more_than_its_stake_is_never_cheered(
    action: str, result: str, payouts: list[int], korean: bool
) -> None:
    said = say(action, result, run_of(played(*payouts)), salt="x", korean=korean)
    if payouts[0] <= 100 or result not in {"win", "big_win"}:
        assert said.tone in NO_CHEER
        assert said.animation_key not in {"burst", "glow"}
    assert "{" not in said.message


def test_runs_change_the_occasion() -> None:
    assert occasion_of("slot_spin", "win", Run(won=2, last="win"))[0] == "win"
    assert occasion_of("slot_spin", "win", Run(won=3, last="win")) == ("win_run", 3)
    assert occasion_of("slot_spin", "lose", Run(lost=2, last="lose"))[0] == "lose"
    assert occasion_of("slot_spin", "lose", Run(lost=3, last="lose")) == ("lose_run", 3)
    assert occasion_of("rps_play", "partial", Run(lost=6, last="partial"))[0] == "lose_long"
    assert occasion_of("slot_spin", "big_win", Run(won=1, last="win"))[0] == "win"


def test_every_action_has_its_words_and_strange_ones_are_refused() -> None:
    for action, results in OTHER_ACTIONS.items():
        for result, occasion in results.items():
            assert occasion_of(action, result, Run()) == (occasion, 0)
        assert occasion_of(action, None, Run())[0] == next(iter(results.values()))
        with pytest.raises(UnknownResultError):
            say(action, "nonsense", Run(), salt="", korean=True)
    for strange in ("", "slot", "slot_spin2", "drop_table"):
        with pytest.raises(UnknownActionError):
            say(strange, "win", Run(), salt="", korean=True)
    for result in (None, "success", "winner"):
        with pytest.raises(UnknownResultError):
            say("slot_spin", result, Run(), salt="", korean=True)


def test_all_lines_are_spoken_kindly_in_both_languages() -> None:
    spoken = {occasion for results in OTHER_ACTIONS.values() for occasion in results.values()}
    spoken |= {"win", "win_run", "big_win", "draw", "partial", "lose", "lose_run", "lose_long"}
    assert spoken == set(OCCASIONS)
    for occasion, (_, _, lines) in OCCASIONS.items():
        assert len(set(lines)) == len(lines) >= 2, occasion
        for korean, english in lines:
            assert re.search(r"(요|죠)[.!?]", korean), korean
            assert not re.search(r"[가-힣]", english), english
            assert not PRESSURE.search(korean), korean
            assert not PRESSURE.search(english), english
            assert ("{count}" in korean) == ("{count}" in english)
            assert "{count}" not in korean or occasion.endswith("_run")


def test_the_same_round_says_the_same_and_others_say_something_else() -> None:
    lines = {say("slot_spin", "lose", Run(), salt=str(number), korean=True).message for number in range(40)}
    assert len(lines) == len(OCCASIONS["lose"][2])
    assert say("slot_spin", "lose", Run(), salt="7", korean=True) == say(
        "slot_spin", "lose", Run(), salt="7", korean=True
    )
