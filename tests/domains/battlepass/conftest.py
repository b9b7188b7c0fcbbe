"""The whole API in November 2026, on a clock the test holds."""

import pytest
from fastapi import FastAPI

from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import FrozenClock
from tests.domains.battlepass.pass_support import START


@pytest.fixture
def clock(app: FastAPI) -> FrozenClock:
    """The API's clock; log-ins keep the machine's."""
    app.state.clock = FrozenClock(START)
    return app.state.clock


@pytest.fixture
def database(app: FastAPI) -> Database:
    return app.state.database
