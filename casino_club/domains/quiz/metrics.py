"""What the quiz and the recommendations count."""

from typing import Final

from prometheus_client import Counter

RESULTS: Final = Counter("casino_club_quiz_results_total", "Finished quizzes", ["version", "profile"])
FEEDBACK: Final = Counter(
    "casino_club_quiz_recommendation_feedback_total",
    "Players' words about recommendations",
    ["recommendation", "verdict"],
)
