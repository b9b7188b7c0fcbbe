"""What rewards tell the rest of the club."""

from typing import Final

GRANTED: Final = "rewards.granted.v1"
"""Something was given: `{grant_id, key, reason, bundle, reward_items, granted_at}`."""

LEVELLED: Final = "rewards.levelled.v1"
"""A player rose, by one level or several: `{from, to}`. Each level's reward is paid behind it."""
