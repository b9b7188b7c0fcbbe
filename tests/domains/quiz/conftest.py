"""A player, and the clock of the routes in the test's hand."""

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from casino_club.kernel.clock import FrozenClock
from tests.support.http import Person, sign_up


@pytest.fixture
async def anna(app_client) -> Person:
    return await sign_up(app_client)


@pytest.fixture
def frozen(app: FastAPI) -> FrozenClock:
    app.state.clock = FrozenClock(datetime.now(UTC))
    return app.state.clock
