"""The daily report over real rounds: what it sums, what it calls an alert, and that a second run changes nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from prometheus_client import REGISTRY
from psycopg.types.json import Jsonb

from casino_club.domains.games import rtp_report
from casino_club.kernel.clock import FrozenClock
from casino_club.kernel.ids import uuid7_floor
from tests.support.access import grant_role
from tests.support.http import PASSWORD, sign_up

DAY = date(2026, 11, 20)
VARIANT = "ring-fruits"


def at(hour: float) -> datetime:
    return datetime(2026, 11, 20, tzinfo=UTC) + timedelta(hours=hour)


class Rounds:
    """Writes rounds of one version of the classic machine as they lie after being settled."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._number = 0

    def add(self, hour: float, count: int, *, stake: int, payout: int, currency: str = "gold") -> None:
        with psycopg.connect(self._url) as connection:
            found = connection.execute(
                "SELECT id FROM game_configs WHERE game = 'slot' AND variant = %s", (VARIANT,)
            ).fetchone()
            assert found is not None
            for _ in range(count):
                self._number += 1
                round_id = type(uuid7_floor(at(hour)))(int=uuid7_floor(at(hour)).int + self._number)
                connection.execute(
                    "INSERT INTO rounds (id, user_id, game, variant, config_id, currency, bet_id, stake, payout,"
                    " balance_after, seed_id, nonce, multiplier_x100, win_streak, outcome)"
                    " VALUES (%s, 7, 'slot', %s, %s, %s, %s, %s, %s, 0, 1, %s, 0, 0, %s)",
                    (
                        *(round_id, VARIANT, found[0], currency, round_id, stake, payout, self._number),
                        Jsonb({}),
                    ),
                )


@pytest.fixture
def rounds(app, settings) -> Rounds:
    return Rounds(settings.database_url)


async def report(app, day: date = DAY) -> int:
    return await rtp_report.report_day(app.state.database, app.state.games, day)


@pytest.fixture
async def lines(app, app_client):
    person = await sign_up(app_client)
    await grant_role(app, person.user["id"], "support")
    body = {"site_id": person.user["site_id"], "password": PASSWORD}
    person.token = (await app_client.post("/api/auth/login", json=body)).json()["access_token"]

    async def read(query: str = "?days=366") -> list[dict[str, Any]]:
        return (await person.call("GET", f"/api/admin/games/report{query}"))["items"]

    return read


async def test_a_day_as_promised(app, rounds, lines) -> None:
    rounds.add(1, 600, stake=100, payout=0)
    rounds.add(23.99, 400, stake=100, payout=241)
    assert await report(app) == 0
    (line,) = await lines()
    assert (line["day"], line["game"], line["variant"], line["version"]) == ("2026-11-20", "slot", VARIANT, 1)
    assert (line["rounds"], line["stake"], line["payout"], line["currency"]) == (1000, 100_000, 96_400, "gold")
    assert line["rtp_observed"] == 0.964
    assert line["rtp_published"] == pytest.approx(0.96493056)
    assert line["rtp_low"] < line["rtp_observed"] < line["rtp_high"]
    # sigma of the machine is 4.5441: (96400 - 96493.06) / (4.5441 * 100 * sqrt(1000))
    assert line["z"] == pytest.approx(-0.00648, abs=1e-4)
    assert (line["alert"], line["version_alert"], line["version_rounds"]) == (False, False, 1000)


async def test_only_the_day_itself_counts(app, rounds, lines) -> None:
    rounds.add(-0.001, 3, stake=100, payout=0)
    rounds.add(0, 5, stake=100, payout=0)
    rounds.add(24, 7, stake=100, payout=0)
    await report(app)
    assert [line["rounds"] for line in await lines()] == [5]


async def test_a_generous_machine_is_an_alert(app, rounds, lines) -> None:
    """Twice the promise over a thousand rounds: z of the published variance is 7."""
    rounds.add(3, 1000, stake=100, payout=200)
    assert await report(app) == 1
    (line,) = await lines()
    assert line["alert"] is True
    assert line["z"] == pytest.approx(7.2, abs=0.1)
    labels = {"game": "slot", "variant": VARIANT, "version": "1", "currency": "gold"}
    assert REGISTRY.get_sample_value("casino_club_rtp_z", labels) == pytest.approx(line["z"])
    assert REGISTRY.get_sample_value("casino_club_rtp_alerts") == 1


async def test_a_miserly_machine_is_an_alert_once_enough_was_played(app, rounds, lines) -> None:
    rounds.add(3, 100, stake=100, payout=0)
    assert await report(app) == 0
    rounds.add(4, 400, stake=100, payout=0)
    assert await report(app) == 1, "500 rounds without any return: z is -4.7"


async def test_a_second_run_replaces_the_first(app, rounds, lines) -> None:
    rounds.add(3, 10, stake=100, payout=50)
    await report(app)
    rounds.add(4, 10, stake=100, payout=50)
    await report(app)
    assert [line["rounds"] for line in await lines()] == [20]


async def test_days_add_up_for_a_version(app, rounds, lines) -> None:
    """Three days within bounds, together outside: small leaks show in the running sum."""
    for day in range(3):
        rounds.add(24 * day + 1, 300, stake=100, payout=180)
        assert await report(app, DAY + timedelta(days=day)) == 0
    found = await lines()
    assert [line["day"] for line in found] == ["2026-11-22", "2026-11-21", "2026-11-20"]
    assert [line["version_rounds"] for line in found] == [900, 600, 300]
    assert [line["version_alert"] for line in found] == [True, True, False]
    assert found[2]["version_z"] == pytest.approx(found[2]["z"])


async def test_currencies_are_judged_apart(app, rounds, lines) -> None:
    rounds.add(3, 10, stake=100, payout=96)
    rounds.add(3, 20, stake=10, payout=9, currency="gem")
    await report(app)
    assert {line["currency"]: line["rounds"] for line in await lines()} == {"gold": 10, "gem": 20}
    assert await lines("?days=366&game=rps") == []


async def test_the_job_reports_on_yesterday(app, rounds, lines) -> None:
    rounds.add(12, 4, stake=100, payout=0)
    clock = FrozenClock(datetime(2026, 11, 21, 0, 20, tzinfo=UTC))
    await rtp_report.run(app.state.database, app.state.games, clock)
    assert [line["day"] for line in await lines()] == ["2026-11-20"]
