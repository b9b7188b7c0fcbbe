"""What operators watch of judgements."""

from typing import Final

from prometheus_client import Counter, Histogram

VERDICTS: Final = Counter("casino_club_fraud_verdicts_total", "Attempts to pay by the tier they were judged", ["tier"])
MATCHES: Final = Counter("casino_club_fraud_matches_total", "Rules that matched", ["rule", "shadow"])
SECONDS: Final = Histogram(
    "casino_club_fraud_judgement_seconds",
    "Time to judge one attempt, its statements included",
    buckets=(0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.1, 0.25, 1),
)
FALLBACKS: Final = Counter(
    "casino_club_fraud_fallbacks_total", "Judgements that counted in PostgreSQL, by why Valkey could not", ["cause"]
)
RELOADS_FAILED: Final = Counter(
    "casino_club_fraud_reloads_failed_total", "Rule files that could not be used; the last good rules stay in force"
)
