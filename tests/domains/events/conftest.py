"""Staff and players of the whole API."""

import pytest

from tests.support.access import grant_role
from tests.support.http import PASSWORD, Person, sign_up


@pytest.fixture
def make_staff(app, app_client):
    async def make(role):
        person = await sign_up(app_client)
        await grant_role(app, person.user["id"], role)
        credentials = {"site_id": person.user["site_id"], "password": PASSWORD}
        answer = await app_client.post("/api/auth/login", json=credentials)
        return Person(app_client, answer.json()["access_token"], answer.json()["user"])

    return make


@pytest.fixture
async def operator(make_staff):
    return await make_staff("operator")


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


@pytest.fixture
async def bora(app_client):
    return await sign_up(app_client)
