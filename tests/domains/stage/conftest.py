"""Staff and players of the whole API."""

from tests.domains.events.conftest import anna, bora, make_staff, operator

__all__ = ["anna", "bora", "make_staff", "operator"]
