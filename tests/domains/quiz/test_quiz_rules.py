"""Scores and recommendations, as pure rules over the shipped data.

Seen failing: with the minimum left out of the risk's scale, with ties broken by the last preference, with a player at
risk given the list of games.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.quiz import rules
from casino_club.domains.quiz.catalog import candidates, current_quiz, get_candidate, parse_quiz, quizzes
from casino_club.domains.quiz.contracts import PREFERENCES, Score
from casino_club.domains.quiz.errors import RecommendationNotFoundError
from tests.domains.quiz.support import answers_for

QUIZ = current_quiz()
GAMES = [one.game for one in candidates().games]
ALL = st.fixed_dictionaries({q.id: st.sampled_from([o.id for o in q.options]) for q in QUIZ.questions})
NOBODY = {"plays": {}, "open_games": GAMES, "hidden": [], "helpful": [], "at_risk": False}


def ids(found):
    return [one.candidate.id for one in found]


@given(ALL)
def test_every_score_stands_on_its_scale_and_names_the_strongest(answers):
    score = rules.score(QUIZ, answers)
    assert 0 <= score.risk <= 100
    assert all(0 <= score.preferences[name] <= 100 for name in PREFERENCES)
    best = max(score.preferences.values())
    assert score.profile == next(name for name in PREFERENCES if score.preferences[name] == best)
    assert QUIZ.profiles[score.profile].name.ko
    assert QUIZ.bands[rules.band_of(score.risk)].text.ko


@pytest.mark.parametrize("preference", PREFERENCES)
def test_every_profile_can_be_reached(preference):
    score = rules.score(QUIZ, answers_for(preference))
    assert score.profile == preference
    assert score.preferences[preference] == 100


def test_risk_goes_from_nought_to_a_hundred():
    least = {q.id: min(q.options, key=lambda o: o.risk).id for q in QUIZ.questions}
    most = {q.id: max(q.options, key=lambda o: o.risk).id for q in QUIZ.questions}
    assert (rules.score(QUIZ, least).risk, rules.score(QUIZ, most).risk) == (0, 100)
    # A quiz whose every answer is worth points still begins at nought.
    raised = replace(
        QUIZ,
        questions=tuple(
            replace(q, options=tuple(replace(o, risk=o.risk + 5) for o in q.options)) for q in QUIZ.questions
        ),
    )
    assert rules.score(raised, least).risk == 0
    assert [rules.band_of(risk) for risk in (0, 33, 34, 66, 67, 100)] == [
        "calm",
        "calm",
        "balanced",
        "balanced",
        "bold",
        "bold",
    ]


def test_answers_are_every_question_once_with_known_options():
    good = list(answers_for("social").items())
    assert rules.answer_problems(QUIZ, good) == []
    (first, option), *rest = good
    assert rules.answer_problems(QUIZ, rest) == [("body.answers", f"missing:{first}")]
    assert rules.answer_problems(QUIZ, [*good, (first, option)]) == [
        (f"body.answers.{len(good)}.question_id", "answered_twice")
    ]
    assert rules.answer_problems(QUIZ, [(first, "never"), *rest]) == [("body.answers.0.option_id", "unknown_option")]
    assert rules.answer_problems(QUIZ, [*good, ("never", "x")]) == [
        (f"body.answers.{len(good)}.question_id", "unknown_question")
    ]


def test_shipped_versions_are_whole_and_in_both_languages():
    assert len(QUIZ.questions) >= 8
    for version, quiz in quizzes().items():
        assert quiz.version == version
        for question in quiz.questions:
            assert all(text.en and text.ko for text in (question.text, *(o.text for o in question.options)))
    broken = '{"version": 9, "title": {"en": "", "ko": ""}, "intro": {"en": "", "ko": ""}, "questions": [],'
    with pytest.raises(ValueError, match="question ids"):
        parse_quiz(broken + ' "profiles": {}, "bands": {}}')


def test_a_taste_picks_its_games_and_says_why():
    collector = rules.score(QUIZ, answers_for("collecting"))
    found = rules.recommend(candidates(), taste=collector, **NOBODY)
    assert ids(found)[0] == "play-gacha"
    assert found[0].reason == "collecting"
    assert [one.kind for one in found] == ["game"] * 3 + ["today"] * 3
    assert "see-missions" in ids(found)


def test_without_a_quiz_new_games_come_first():
    found = rules.recommend(candidates(), taste=None, **NOBODY | {"plays": dict.fromkeys(GAMES[:4], 50)})
    assert [one.candidate.game for one in found if one.kind == "game"] == GAMES[4:7]
    assert {one.reason for one in found if one.kind == "game"} == {"new"}
    known = rules.recommend(candidates(), taste=None, **NOBODY | {"plays": dict.fromkeys(GAMES, 50)})
    assert {one.reason for one in known if one.kind == "game"} == {"known"}


def test_what_is_closed_or_unwanted_is_not_shown():
    found = rules.recommend(
        candidates(), taste=None, **NOBODY | {"open_games": ["slot"], "hidden": ["see-stage", "play-gacha"]}
    )
    assert [one.candidate.game for one in found if one.kind == "game"] == ["slot"]
    assert "see-stage" not in ids(found)
    said = datetime(2026, 11, 1, tzinfo=UTC)
    assert rules.is_hidden("not_for_me", said, said + timedelta(days=89))
    assert not rules.is_hidden("not_for_me", said, said + timedelta(days=90))
    assert not rules.is_hidden("helpful", said, said)


@given(
    st.builds(
        Score,
        st.integers(0, 100),
        st.fixed_dictionaries({name: st.integers(0, 100) for name in PREFERENCES}),
        st.sampled_from(PREFERENCES),
    ),
    st.dictionaries(st.sampled_from(GAMES), st.integers(0, 10_000)),
)
def test_a_player_at_risk_gets_nothing_to_play(taste, plays):
    found = rules.recommend(candidates(), taste=taste, **NOBODY | {"plays": plays, "at_risk": True})
    assert {one.kind for one in found} == {"calm"}
    assert all(one.candidate.game is None for one in found)
    played = {one.target for one in candidates().games} | {"/missions", "/events", "/pass", "/stage"}
    assert not {one.candidate.target for one in found} & played


def test_unknown_recommendations_are_refused():
    with pytest.raises(RecommendationNotFoundError):
        get_candidate("play-everything")
