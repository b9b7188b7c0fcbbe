"""What the shop tells the rest of the club."""

from typing import Final

MOVED: Final = "shop.purchase_moved.v1"
"""A purchase came to a status: `{receipt_code, product_id, status, cause, currency, amount, pending_count}`."""
REPEATED: Final = "shop.purchase_repeated.v1"
"""A buy was asked again under a key that was answered already: `{receipt_code, product_id, pending_count}`."""
CHANGED: Final = "shop.package_changed.v1"
"""An operator made or changed a limited package: `{package_id}`. Of no player."""
TOPIC: Final = "shop"
"""The broadcast topic of `package_stock`."""
