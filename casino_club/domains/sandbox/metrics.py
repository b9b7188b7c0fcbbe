"""What the sandbox counts."""

from typing import Final

from prometheus_client import Counter

WEBHOOKS: Final = Counter(
    "casino_club_sandbox_webhooks_total",
    "Tries to deliver the sandbox's webhooks: delivered, failed (and tried again), given_up",
    ["result"],
)
