"""Staff for journeys of play."""

import pytest

from tests.support.access import grant_role
from tests.support.http import sign_up


@pytest.fixture
def make_admin(app, app_client):
    async def make():
        person = await sign_up(app_client)
        await grant_role(app, person.user["id"], "admin")
        from tests.support.http import PASSWORD

        body = {"site_id": person.user["site_id"], "password": PASSWORD}
        person.token = (await app_client.post("/api/auth/login", json=body)).json()["access_token"]
        return person

    return make
