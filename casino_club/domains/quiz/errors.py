"""What the quiz refuses."""

from casino_club.kernel.errors import DomainError, Messages


class QuizVersionClosedError(DomainError):
    """A newer version has taken its place; `version` is the one that is open."""

    code = "quiz_version_closed"
    kind = "conflict"
    messages = Messages(
        "The quiz has been renewed meanwhile. Please answer the new one.",
        "그사이 질문이 새로 바뀌었어요. 새 질문에 답해 주세요.",
    )


class QuizTakenError(DomainError):
    """This version was answered less than 30 days ago; `retake_at` says when it opens again."""

    code = "quiz_taken"
    kind = "conflict"
    messages = Messages(
        "You have answered this one. You can take it again after 30 days.",
        "이미 답한 질문이에요. 30일이 지나면 다시 할 수 있어요.",
    )


class RecommendationNotFoundError(DomainError):
    """Nothing of that name is recommended."""

    code = "recommendation_not_found"
    kind = "not_found"
    messages = Messages("We could not find that suggestion.", "추천 항목을 찾을 수 없어요.")
