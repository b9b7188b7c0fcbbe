"""What the shop tells the rest of the club."""

from typing import Final

MOVED: Final = "shop.purchase_moved.v1"
"""A purchase came to a status: `{receipt_code, product_id, status, cause, currency, amount, pending_count}`."""
