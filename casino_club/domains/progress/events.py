"""What progress tells the rest of the club."""

from typing import Final

MOVED: Final = "progress.moved.v1"
"""A player came closer to something: `{told: [{kind, data}]}`, live messages in the order they are sent."""
