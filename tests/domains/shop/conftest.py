"""Players with gems, and somebody who runs the shop."""

import pytest

from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from tests.support.http import sign_up, sign_up_staff


@pytest.fixture
async def anna(app, app_client):
    """Somebody with 100 gems."""
    person = await sign_up(app_client)
    async with app.state.database.transaction() as session:
        await rewards.grant(
            session,
            user_id=person.user["id"],
            reason="test",
            bundle=Bundle(gem=100),
            idempotency_key="gems",
            now=app.state.clock.now(),
        )
    return person


@pytest.fixture
async def operator(app, app_client):
    return await sign_up_staff(app, app_client, "operator")
