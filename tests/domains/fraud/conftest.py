"""A judge on real engines, a clock that moves when told, and the desk over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from casino_club.domains.fraud.public import make_judge
from casino_club.domains.fraud.windows import SINCE, micros
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import FrozenClock
from tests.support.http import sign_up_staff

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    return FrozenClock(NOON)


@pytest.fixture
def rules_settings(engines):
    """Settings by the rules file, or the shipped rules."""

    def make(path=None):
        return Settings(_env_file=None, data_dir=engines.postgres.data_dir, fraud_rules_file=path)

    return make


@pytest.fixture
async def whole(redis_client):
    """Valkey, with windows that miss nothing."""
    await redis_client.set(SINCE, micros(NOON - timedelta(days=2)))
    return redis_client


@pytest.fixture
def judge(rules_settings, whole, clock):
    return make_judge(rules_settings(), whole, clock)


@pytest.fixture
async def desk(app):
    """The judge of the API, whose routes answer."""
    return app.state.fraud


@pytest.fixture
async def operator(app, app_client, desk):
    return await sign_up_staff(app, app_client, "operator")


@pytest.fixture
async def support(app, app_client, desk):
    return await sign_up_staff(app, app_client, "support")
