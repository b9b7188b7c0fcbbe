"""What the pass tells the rest of the club."""

from typing import Final

PREMIUM_BOUGHT: Final = "battlepass.premium_bought.v1"
"""A player took the paid track: `{season, level, points, claimable}`, as the message `pass_progress` has them."""
