"""What missions tell the rest of the club."""

from typing import Final

COMPLETED: Final = "missions.completed.v1"
"""A mission reached its target: `{id, kind, scope, title: {ko, en}}`. Told once a player, mission and scope."""

CLAIMED: Final = "missions.claimed.v1"
"""Its reward was taken by the player: `{id, scope, progress, target, progress_version}`."""

SWAPPED: Final = "missions.swapped.v1"
"""A mission came in exchange: `{id, removed, scope, progress, target, progress_version}`."""
