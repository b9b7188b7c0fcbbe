"""What the shop counts."""

from typing import Final

from prometheus_client import Counter

PURCHASES: Final = Counter(
    "casino_club_purchases_total", "Purchases by the status they came to", ["currency", "status", "cause"]
)
