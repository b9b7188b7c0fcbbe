"""What responsible play tells the rest of the club."""

from typing import Final

LIMITS_CHANGED: Final = "responsible.limits_changed.v1"
"""A player changed own limits: `{limits: {kind: {value, pending_value, pending_from}}}`, the changed ones."""

LIMIT_NEAR: Final = "responsible.limit_near.v1"
"""Four fifths of a limit are used, told once a window: `{kind, used, value}`."""

COOL_OFF_BEGAN: Final = "responsible.cool_off_began.v1"
"""A player takes a break from bets: `{until}`."""

SELF_EXCLUDED: Final = "responsible.self_excluded.v1"
"""A player left for a time: `{until}`. Nothing may be sent to them before it has passed."""
