"""How answers become a profile, and a profile becomes recommendations. Odds know nothing of either."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from casino_club.domains.quiz.contracts import (
    PREFERENCES,
    Band,
    Candidate,
    Candidates,
    Preference,
    Quiz,
    Reason,
    Recommendation,
    Score,
    Verdict,
)
from casino_club.kernel.money import half_up

RETAKE_AFTER: Final = timedelta(days=30)
HIDDEN_FOR: Final = timedelta(days=90)
"""How long `not_for_me` keeps a recommendation away."""
GAMES_SHOWN: Final = 3
TODAY_SHOWN: Final = 3
CALM_BELOW: Final = 34
BALANCED_BELOW: Final = 67
OFTEN_PLAYS: Final = 30
NEW_BONUS: Final = 40
HELPFUL_BONUS: Final = 20

REWARD: Final[Mapping[str, int]] = {"gold": 1000, "exp": 50}
"""For the first result of each version."""

Answers = Iterable[tuple[str, str]]
"""(question id, option id)."""


def answer_problems(quiz: Quiz, answers: Answers) -> list[tuple[str, str]]:
    """Why these are not answers to this quiz, as (where, what): every question once, known options."""
    known = {question.id: {option.id for option in question.options} for question in quiz.questions}
    problems: list[tuple[str, str]] = []
    seen: set[str] = set()
    for index, (question, option) in enumerate(answers):
        where = f"body.answers.{index}"
        if question not in known:
            problems.append((f"{where}.question_id", "unknown_question"))
        elif question in seen:
            problems.append((f"{where}.question_id", "answered_twice"))
        elif option not in known[question]:
            problems.append((f"{where}.option_id", "unknown_option"))
        seen.add(question)
    problems += [("body.answers", f"missing:{question}") for question in known if question not in seen]
    return problems


def score(quiz: Quiz, answers: Mapping[str, str]) -> Score:
    """Risk and preferences as shares of what the quiz's answers could come to at least and at most, in percent.

    `answers` have no problems.
    """
    chosen = [
        next(option for option in question.options if option.id == answers[question.id]) for question in quiz.questions
    ]
    least = sum(min(option.risk for option in question.options) for question in quiz.questions)
    most = sum(max(option.risk for option in question.options) for question in quiz.questions)
    risk = half_up(100 * (sum(option.risk for option in chosen) - least), most - least)
    preferences: dict[Preference, int] = {}
    for name in PREFERENCES:
        top = sum(max(option.prefers.get(name, 0) for option in question.options) for question in quiz.questions)
        preferences[name] = half_up(100 * sum(option.prefers.get(name, 0) for option in chosen), top)
    return Score(risk, preferences, max(PREFERENCES, key=lambda name: preferences[name]))


def band_of(risk: int) -> Band:
    """The third of the scale a risk stands in."""
    return "calm" if risk < CALM_BELOW else "balanced" if risk < BALANCED_BELOW else "bold"


def retake_at(taken_at: datetime) -> datetime:
    """When the same version may be answered anew."""
    return taken_at + RETAKE_AFTER


def quiz_problems(quiz: Quiz) -> list[str]:
    """What is wrong with a quiz's data: ids twice, a scale without width, a preference nothing speaks of."""
    problems: list[str] = []
    ids = [question.id for question in quiz.questions]
    if len(set(ids)) != len(ids) or not ids:
        problems.append("question ids")
    for question in quiz.questions:
        options = [option.id for option in question.options]
        if len(set(options)) != len(options) or len(options) < 2:  # noqa: PLR2004 - a question offers a choice
            problems.append(f"{question.id}.options")
        if any(option.risk < 0 or min(option.prefers.values(), default=1) < 1 for option in question.options):
            problems.append(f"{question.id}.points")
    if all(len({option.risk for option in question.options}) == 1 for question in quiz.questions):
        problems.append("risk")
    spoken = {name for question in quiz.questions for option in question.options for name in option.prefers}
    problems += [f"prefers.{name}" for name in PREFERENCES if name not in spoken]
    if set(quiz.profiles) != set(PREFERENCES) or set(quiz.bands) != {"calm", "balanced", "bold"}:
        problems.append("portraits")
    return problems


def is_hidden(verdict: Verdict, said_at: datetime, now: datetime) -> bool:
    """Whether a player's last word about a recommendation keeps it away."""
    return verdict == "not_for_me" and said_at + HIDDEN_FOR > now


def recommend(
    candidates: Candidates,
    *,
    taste: Score | None,
    plays: Mapping[str, int],
    open_games: Iterable[str],
    hidden: Iterable[str],
    helpful: Iterable[str],
    at_risk: bool,
) -> list[Recommendation]:
    """What to try and what to look at. Without a quiz every taste counts alike.

    `plays` are rounds of the last month by game. A player at risk gets nothing to play and nothing with a clock on it.
    """
    away, liked, there = set(hidden), set(helpful), set(open_games)
    if at_risk:
        return [Recommendation(one, "calm", "calm") for one in candidates.calm if one.id not in away]

    def worth(one: Candidate) -> int:
        fit, _ = _fit(one, taste)
        near = 50 if taste is None else 100 - abs(one.risk - taste.risk)
        new = NEW_BONUS if one.game is not None and not plays.get(one.game) else 0
        return 2 * fit + (near if one.game is not None else 0) + new + (HELPFUL_BONUS if one.id in liked else 0)

    games = [one for one in candidates.games if one.game in there and one.id not in away]
    today = [one for one in candidates.today if one.id not in away]
    picked = sorted(games, key=worth, reverse=True)[:GAMES_SHOWN]
    looked = sorted(today, key=worth, reverse=True)[:TODAY_SHOWN]
    return [
        *(Recommendation(one, "game", _why_play(one, taste, plays)) for one in picked),
        *(Recommendation(one, "today", _fit(one, taste)[1] or "club") for one in looked),
    ]


def _fit(one: Candidate, taste: Score | None) -> tuple[int, Preference | None]:
    """How well it suits a taste, 0 to 100, and the preference that speaks for it most."""
    if taste is None:
        return 50, None
    parts = {name: taste.preferences[name] * one.prefers.get(name, 0) for name in PREFERENCES}
    total = sum(taste.preferences.values())
    best = max(PREFERENCES, key=lambda name: parts[name])
    return (sum(parts.values()) // total if total else 0), best if parts[best] else None


def _why_play(one: Candidate, taste: Score | None, plays: Mapping[str, int]) -> Reason:
    count = plays.get(one.game or "", 0)
    if count >= OFTEN_PLAYS:
        return "known"
    _, best = _fit(one, taste)
    if best is not None:
        return best
    return "club" if count else "new"
