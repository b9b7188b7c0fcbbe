"""What the capsules tell the rest of the club."""

from typing import Final

COLLECTED: Final = "gacha.collected.v1"
"""A bet gave items: `{round_id, items}`, item ids without repetition."""
