"""How much of everything, and how a pair is named."""

from datetime import timedelta
from typing import Final

FRIENDS_MAX: Final = 200
OPEN_REQUESTS_MAX: Final = 50
REQUESTS_A_DAY: Final = 20
REQUEST_DAY: Final = timedelta(hours=24)
BLOCKS_MAX: Final = 500
INBOX_SHOWN_MAX: Final = 100
"""How many open requests to a player are listed, newest first."""


def pair_of(one: int, other: int) -> tuple[int, int]:
    """The two ids, the lower one first. Raises ValueError for one and the same."""
    if one == other:
        raise ValueError("a pair is two players")
    return (one, other) if one < other else (other, one)
