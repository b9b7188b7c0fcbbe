"""What achievements tell the rest of the club."""

from typing import Final

UNLOCKED: Final = "achievements.unlocked.v1"
"""A player unlocked one: `{achievement_code, tier, badge, title: {ko, en}}`. Told once a player and achievement."""
