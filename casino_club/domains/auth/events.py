"""What auth tells the rest of the club."""

from typing import Final

NEW_DEVICE: Final = "auth.new_device.v1"
"""A player logged in on a device not seen before: `{device}`, as a person would say it."""

PASSWORD_CHANGED: Final = "auth.password_changed.v1"  # noqa: S105 - an event's name
"""A player changed the password, or somebody else did: `{}`."""
