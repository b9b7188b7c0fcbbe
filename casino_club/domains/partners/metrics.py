"""What operators watch."""

from typing import Final

from prometheus_client import Counter, Gauge

REFUSED_CALLS: Final = Counter(
    "casino_club_partner_calls_refused_total", "Partner calls whose signature proved nothing", ["reason"]
)
CREDITED: Final = Counter("casino_club_partner_credited_gold_total", "Gold that partners credited", ["partner"])
DELIVERIES: Final = Counter(
    "casino_club_partner_webhooks_total", "Tries to deliver a webhook by what came of them", ["partner", "outcome"]
)
DISABLED: Final = Gauge(
    "casino_club_partner_webhooks_disabled",
    "Partners whose endpoint answered 410 and is called no more",
    multiprocess_mode="mostrecent",
)
PENDING: Final = Gauge(
    "casino_club_partner_webhooks_pending", "Webhooks that wait to be delivered", multiprocess_mode="mostrecent"
)
