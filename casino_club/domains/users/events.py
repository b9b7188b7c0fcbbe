"""What users tells the rest of the club."""

from typing import Final

SIGNED_UP: Final = "users.signed_up.v1"
"""A player came: `{nickname, locale}`."""

PROFILE_CHANGED: Final = "users.profile_changed.v1"
"""Shown facts of a player changed: `{changes: {nickname?, locale?, avatar?, vip_tier?, role?}}`."""
