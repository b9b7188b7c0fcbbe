"""What an operator watches of live events."""

from typing import Final

from prometheus_client import Counter

JOINED: Final = Counter("casino_club_events_joined_total", "Players who joined a live event")
PAID: Final = Counter("casino_club_events_paid_total", "Event rewards given", ["way"])
