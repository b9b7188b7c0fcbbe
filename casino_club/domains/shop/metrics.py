"""What the shop counts."""

from typing import Final

from prometheus_client import Counter, Gauge

PURCHASES: Final = Counter(
    "casino_club_purchases_total", "Purchases by the status they came to", ["currency", "status", "cause"]
)
REFUNDS: Final = Counter("casino_club_purchase_refunds_total", "Refunds by what the provider said", ["result"])
PENDING: Final = Gauge(
    "casino_club_purchases_pending", "Purchases that wait for their payment too long", multiprocess_mode="mostrecent"
)
