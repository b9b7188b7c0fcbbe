"""The club on a clock of the test's own, with a pool of missions that is easy to reckon with."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from casino_club.domains.missions import repository
from casino_club.domains.missions.catalog import FIRST_DAY
from casino_club.domains.missions.contracts import Mission
from casino_club.domains.rewards.contracts import Bundle
from tests.domains.missions.support import NOON, Goals, make_goals
from tests.support.http import Person, sign_up

PLAYS = Mission("d-plays", "daily", "plays", 3, Bundle(gold=300), 10, "3판", "Play 3", True, FIRST_DAY)
POOL = (
    PLAYS,
    replace(PLAYS, code="d-wins", evaluator="wins", target=2, bundle=Bundle(gold=500, exp=50)),
    replace(PLAYS, code="d-stakes", evaluator="cumulative_bet", target=1000),
    replace(PLAYS, code="d-games", evaluator="distinct_games", target=2),
    replace(PLAYS, code="w-plays", kind="weekly", target=5, bundle=Bundle(gold=2000)),
    replace(PLAYS, code="w-wins", kind="weekly", evaluator="wins"),
    replace(PLAYS, code="w-stakes", kind="weekly", evaluator="cumulative_bet", target=5000),
)
"""Four daily missions and three weekly ones: everybody has all weekly ones and three of the daily ones."""


@pytest.fixture
async def goals(app, settings) -> AsyncIterator[Goals]:
    async for made in make_goals(app, str(settings.database_url)):
        made.run("TRUNCATE mission_versions")
        async with made.database.transaction() as session:
            for one in POOL:
                await repository.put_version(session, one, changed_by=None, now=NOON)
        yield made


@pytest.fixture
async def anna(goals, app_client) -> Person:
    return await sign_up(app_client)
