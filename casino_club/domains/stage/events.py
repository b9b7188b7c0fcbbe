"""What the stage tells the rest of the club."""

from typing import Final

GIFTED: Final = "stage.gifted.v1"
"""A player sent a gift: `{gift_id, amount, currency}`."""
