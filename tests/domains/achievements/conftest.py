"""The club with the shipped achievements, on a clock of the test's own."""

from collections.abc import AsyncIterator

import pytest

from tests.domains.missions.support import Goals, make_goals
from tests.support.http import Person, sign_up


@pytest.fixture
async def goals(app, settings) -> AsyncIterator[Goals]:
    async for made in make_goals(app, str(settings.database_url)):
        yield made


@pytest.fixture
async def anna(goals, app_client) -> Person:
    return await sign_up(app_client)
