"""What may be published, from when, and when an achieved return is an alert."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import sqrt

import numpy as np
import pytest

from casino_club.domains.games.config_rules import (
    ALERT_SIGMAS,
    PUBLISH_LEAD,
    WIN_MAX,
    ConfigRow,
    PlayedSums,
    achieved,
    earliest_start,
    judged,
    problems_of,
)
from casino_club.domains.games.contracts import ConfigFacts, Limits

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
GOOD = ConfigFacts(0.96, Limits(10, 1000, 10), {"max_win": 500.0})


def places(facts: ConfigFacts, *bounds: tuple[float, float]) -> list[str]:
    return [loc for loc, _ in problems_of(facts, *bounds)]


def test_a_sound_table_has_no_problems() -> None:
    assert not problems_of(GOOD)
    assert not problems_of(replace(GOOD, sheet={}))


@pytest.mark.parametrize(
    ("rtp", "problems"), [(0.80, []), (0.995, []), (0.7999, ["rtp"]), (0.9951, ["rtp"]), (float("nan"), ["rtp"])]
)
def test_the_return_stays_in_its_bounds(rtp: float, problems: list[str]) -> None:
    assert places(replace(GOOD, rtp=rtp)) == problems


def test_a_game_may_declare_other_bounds() -> None:
    assert places(replace(GOOD, rtp=0.996)) == ["rtp"]
    assert places(replace(GOOD, rtp=0.996), (0.9, 0.999)) == []


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (Limits(0, 100, 10), "limits"),
        (Limits(200, 100, 10), "limits"),
        (Limits(10, 10**9 + 10, 10), "limits"),
        (Limits(10, 100, 0), "limits.step"),
        (Limits(15, 100, 10), "limits.step"),
        (Limits(10, 105, 10), "limits.step"),
    ],
)
def test_limits_are_sane(limits: Limits, problem: str) -> None:
    assert places(replace(GOOD, limits=limits)) == [problem]


def test_the_largest_win_is_bounded() -> None:
    at_most = WIN_MAX / GOOD.limits.max
    assert places(replace(GOOD, sheet={"max_win": at_most})) == []
    assert places(replace(GOOD, sheet={"max_win": at_most * 1.01})) == ["max_win"]
    assert places(replace(GOOD, sheet={"max_win": float("inf")})) == ["max_win"]


def test_notice_moves_the_start() -> None:
    assert earliest_start(NOW, 0) == NOW + PUBLISH_LEAD
    assert earliest_start(NOW, 24) == NOW + timedelta(hours=24)


def test_the_state_follows_the_clock() -> None:
    hour = timedelta(hours=1)
    row = ConfigRow(1, "slot", "a", 2, "published", "", {}, None, "", 7, NOW, NOW, NOW + hour, NOW + 2 * hour)
    states = [row.state_at(NOW + moment) for moment in (timedelta(), hour, 2 * hour - timedelta(seconds=1), 2 * hour)]
    assert states == ["scheduled", "live", "live", "superseded"]
    assert replace(row, superseded_at=None).state_at(NOW + 9 * hour) == "live"
    for status in ("draft", "validated", "withdrawn"):
        assert replace(row, status=status, effective_at=None).state_at(NOW) == status


def sums(stakes: np.ndarray, payouts: np.ndarray) -> PlayedSums:
    return PlayedSums(
        date(2026, 11, 20),
        1,
        "gold",
        len(stakes),
        int(stakes.sum()),
        int(payouts.sum()),
        float((stakes.astype(float) ** 2).sum()),
        float((stakes.astype(float) * payouts).sum()),
        float((payouts.astype(float) ** 2).sum()),
    )


def coin_days(chance: float, *, seed: int, days: int = 400, rounds: int = 2000) -> list[PlayedSums]:
    """Days of a coin that pays 1.94 with `chance`; published: one half, return 0.97."""
    source = np.random.default_rng(seed)
    found = []
    for _ in range(days):
        stakes = source.choice([100, 200, 1000], rounds)
        found.append(sums(stakes, np.where(source.random(rounds) < chance, stakes * 194 // 100, 0)))
    return found


SHEETS = [{}, {"sigma": 0.97}, {"variance": 0.97**2}]


@pytest.mark.parametrize("sheet", SHEETS)
def test_z_is_standard_when_the_promise_is_kept(sheet: dict[str, float]) -> None:
    scores = np.array([achieved(day, 0.97, sheet).z for day in coin_days(0.5, seed=3)])
    assert abs(scores.mean()) < 4 / sqrt(len(scores))
    assert scores.std() == pytest.approx(1, abs=0.12)
    assert not any(achieved(day, 0.97, sheet).alert for day in coin_days(0.5, seed=4))


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("chance", [0.42, 0.58])
def test_a_broken_promise_is_an_alert_both_ways(sheet: dict[str, float], chance: float) -> None:
    days = coin_days(chance, seed=5, days=50)
    found = [achieved(day, 0.97, sheet) for day in days]
    assert sum(one.alert for one in found) > 40
    assert all((one.z > 0) == (chance > 0.5) for one in found if one.alert)


def test_the_band_covers_the_truth_nineteen_times_in_twenty() -> None:
    found = [achieved(day, 0.97, {}) for day in coin_days(0.5, seed=6, days=1000)]
    covered = sum(one.low <= 0.97 <= one.high for one in found) / len(found)
    assert covered == pytest.approx(0.95, abs=0.025)


def test_a_rare_win_that_has_not_come_is_no_alert() -> None:
    """A thousand to one, in 500 rounds without it: what was seen does not vary, and the published variance knows."""
    stakes = np.full(500, 100)
    day = sums(stakes, np.zeros(500))
    assert achieved(day, 0.9, {"variance": 900.0}).alert is False
    assert abs(achieved(day, 0.9, {}).z) > ALERT_SIGMAS


def test_a_promised_range_deviates_only_outside() -> None:
    sheet = {"rtp_lowest": 0.0, "sigma": 1.0}
    stakes = np.full(10_000, 100)
    poor, rich = sums(stakes, np.full(10_000, 60)), sums(stakes, np.full(10_000, 110))
    assert achieved(poor, 0.99, sheet).z == 0
    assert achieved(rich, 0.99, sheet).alert
    assert achieved(poor, 0.99, {"sigma": 1.0}).alert
    assert achieved(rich, 0.99, {"rtp_highest": 1.2, "sigma": 1.0}).z == 0


def test_without_variance_nothing_may_deviate() -> None:
    assert judged(0.0, 0.0) == (0.0, False)
    assert judged(-5.0, 0.0) == (0.0, True)
