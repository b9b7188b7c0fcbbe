"""The access routes on an own database and a clock that stands still."""

from tests.support.access import clock, club, new_caller, player, staff

__all__ = ["clock", "club", "new_caller", "player", "staff"]
