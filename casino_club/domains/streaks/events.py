"""What streaks tell the rest of the club."""

from typing import Final

TICKED: Final = "streaks.ticked.v1"
"""A player attended a day for the first time: `{action_type, day, streak_count}`."""
