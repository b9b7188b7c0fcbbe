"""What payments count."""

from typing import Final

from prometheus_client import Counter, Histogram

CALLS: Final = Histogram("casino_club_payment_calls_seconds", "Calls to the payment provider", ["provider", "call"])
WEBHOOKS: Final = Counter(
    "casino_club_payment_webhooks_total",
    "Webhooks of the payment provider by what came of them",
    ["provider", "result"],
)
