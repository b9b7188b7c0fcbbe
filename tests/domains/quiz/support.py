"""Answers to the open version."""

from casino_club.domains.quiz.catalog import current_quiz
from casino_club.domains.quiz.contracts import Preference


def answers_for(preference: Preference) -> dict[str, str]:
    """The option of each question that speaks most for a preference."""
    return {
        question.id: max(question.options, key=lambda option: option.prefers.get(preference, 0)).id
        for question in current_quiz().questions
    }


def as_body(answers: dict[str, str], version: int | None = None) -> dict:
    """A submission's body."""
    return {
        "version": current_quiz().version if version is None else version,
        "answers": [{"question_id": question, "option_id": option} for question, option in answers.items()],
    }
