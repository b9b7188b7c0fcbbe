"""What operators watch."""

from typing import Final

from prometheus_client import Counter, Gauge

POSTED: Final = Counter("casino_club_notifications_posted_total", "Messages written to players", ["kind"])
DELIVERIES: Final = Counter(
    "casino_club_notifications_deliveries_total",
    "E-mails and push messages by what became of them",
    ["channel", "outcome"],
)
PENDING: Final = Gauge(
    "casino_club_notifications_pending",
    "E-mails and push messages that wait",
    ["channel"],
    multiprocess_mode="mostrecent",
)
