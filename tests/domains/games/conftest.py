"""Staff for journeys of play."""

import pytest

from tests.support.http import sign_up_staff


@pytest.fixture
def make_admin(app, app_client):
    return lambda: sign_up_staff(app, app_client, "admin")
