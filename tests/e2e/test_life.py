"""A week and a day of thirty players on the real product, its clock moved from day to day and its processes killed.

Everything they came to have is counted again from rounds, grants, visits and gifts, by the test's own arithmetic.
Seen failing with one row of each kind put wrong: points, streak, tally, grant, gift sum, participants, level,
protection, and a reward of the pass taken away.
"""

import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.support.life_club import Club, Life
from tests.support.life_judge import problems_of
from tests.support.life_recount import stored_tallies
from tests.support.shifted import NO_FAKETIME, ShiftedProduct, find_library, shifted_product

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

FIRST_DAY = date(2027, 1, 27)
"""A Wednesday: a week and a month end within the eight days, and with the month a season of the pass."""
LIFE = Life(players=30, days=8, rounds_max=3)
AFTER = date(2027, 3, 1)
"""Both seasons, both events and every mission of the life are over by then."""


@pytest.fixture(scope="module")
def faketime() -> Path:
    found = find_library()
    if found is None and os.environ.get("CI"):
        pytest.fail(NO_FAKETIME)
    if found is None:
        pytest.skip(NO_FAKETIME)
    return found


@pytest.fixture(scope="module")
async def club_of_a_week(faketime) -> AsyncIterator[Club]:
    """The club after the life, still running."""
    with shifted_product(datetime.combine(FIRST_DAY, datetime.min.time(), UTC), faketime) as product:
        yield await lived(product, LIFE)


async def lived(product: ShiftedProduct, life: Life) -> Club:
    async with httpx.AsyncClient(base_url=product.product.base_url, trust_env=False, timeout=60) as http:
        club = Club(product, life, http)
        await club.open()
        for number in range(life.days):
            await club.live(number, FIRST_DAY + timedelta(days=number))
        await club.end_season(AFTER)
    return club


def test_it_was_a_life_with_deaths_in_it(club_of_a_week):
    assert club_of_a_week.kills["api"] >= 3
    assert club_of_a_week.kills["worker"] >= LIFE.days
    days = [len(player.attended) for player in club_of_a_week.players]
    assert min(days) < LIFE.days <= max(days)
    assert sum(len(player.gifts) for player in club_of_a_week.players) > 0


def test_everything_is_what_the_days_came_to(club_of_a_week):
    assert problems_of(club_of_a_week) == []


def test_the_audit_is_clean(club_of_a_week):
    audit = club_of_a_week.product.product.run("audit", timeout_s=180)
    assert audit.returncode == 0, audit.stdout + audit.stderr


def test_counting_all_again_changes_nothing(club_of_a_week):
    before = stored_tallies(club_of_a_week.url, versions=True)
    rebuilt = club_of_a_week.product.product.run("progress", "rebuild", timeout_s=180)
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    assert stored_tallies(club_of_a_week.url, versions=True) == before
