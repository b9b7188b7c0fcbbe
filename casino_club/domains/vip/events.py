"""What VIP tells the rest of the club."""

from typing import Final

TIER_CHANGED: Final = "vip.tier_changed.v1"
"""A player's tier changed: `{from_tier, to_tier, cause}`."""

GRACE_BEGAN: Final = "vip.grace_began.v1"
"""The monthly review found too little for the tier, which stays until the next one: `{tier, until}` (a date)."""
