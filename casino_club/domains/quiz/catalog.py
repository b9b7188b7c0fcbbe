"""The quiz's versions and what may be recommended: JSON beside this module, read once, checked whole."""

from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from casino_club.domains.quiz.contracts import Candidate, Candidates, Quiz
from casino_club.domains.quiz.errors import RecommendationNotFoundError
from casino_club.domains.quiz.rules import quiz_problems

VERSIONS_DIR: Final = Path(__file__).parent / "versions"
RECOMMEND_FILE: Final = Path(__file__).parent / "recommend.json"

_quizzes: TypeAdapter[Quiz] = TypeAdapter(Quiz)
_candidates: TypeAdapter[Candidates] = TypeAdapter(Candidates)


def parse_quiz(data: str | bytes) -> Quiz:
    """A quiz from its JSON text. Raises ValueError with every problem found."""
    quiz = _quizzes.validate_json(data)
    if problems := quiz_problems(quiz):
        raise ValueError(f"quiz {quiz.version}: {', '.join(problems)}")
    return quiz


@cache
def quizzes() -> dict[int, Quiz]:
    """Every version ever published; the highest is the one that is open."""
    found = [parse_quiz(path.read_bytes()) for path in VERSIONS_DIR.glob("*.json")]
    return {quiz.version: quiz for quiz in sorted(found, key=lambda quiz: quiz.version)}


def current_quiz() -> Quiz:
    """The version that is open."""
    return quizzes()[max(quizzes())]


@cache
def candidates() -> Candidates:
    """Everything that may be recommended."""
    return _candidates.validate_json(RECOMMEND_FILE.read_bytes())


def get_candidate(recommendation_id: str) -> Candidate:
    """A candidate by id. Raises `RecommendationNotFoundError`."""
    known = candidates()
    for one in (*known.games, *known.today, *known.calm):
        if one.id == recommendation_id:
            return one
    raise RecommendationNotFoundError
