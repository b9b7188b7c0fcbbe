"""What operators watch."""

from typing import Final

from prometheus_client import Counter

RECIPIENTS: Final = Counter(
    "casino_club_campaigns_recipients_total", "Recipients of campaigns by what became of them", ["state"]
)
STARTED: Final = Counter("casino_club_campaigns_started_total", "Campaigns whose sending began")
