"""What notifications tell the rest of the club."""

from typing import Final

POSTED: Final = "notifications.posted.v1"
"""An entry came into a player's centre: `{id, kind, title, body, priority}`, in the player's language."""

READ: Final = "notifications.read.v1"
"""A player read entries: `{unread}`, how many are left."""
