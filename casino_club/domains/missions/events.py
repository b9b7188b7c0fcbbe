"""What missions tell the rest of the club."""

from typing import Final

COMPLETED: Final = "missions.completed.v1"
"""A mission reached its target: `{id, kind, scope, title: {ko, en}}`. Told once a player, mission and scope."""
