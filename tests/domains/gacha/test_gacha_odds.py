"""Published rates are exact: the closed form against reference figures, brute force and simulation."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casino_club.domains.gacha.catalog import shipped_banners
from casino_club.domains.gacha.contracts import PPM, TIERS, Banner
from casino_club.domains.gacha.errors import UnknownBannerError
from casino_club.domains.gacha.odds import base_chance, effective_rate, full_return, law, sheet, ssr_chance_within
from casino_club.domains.gacha.rules import ssr_ppm, tier_row
from casino_club.domains.gacha.simulate import compare, cycles, run
from tests.domains.gacha.support import RATE_UP, banner

SHIPPED = list(shipped_banners().values())


def pitied(ssr: int, soft_from: int, step: int, hard: int) -> Banner:
    rates = {"SSR": ssr, "N": 615_000 - ssr}
    return banner(rates=rates, pity={"soft_from": soft_from, "soft_step_ppm": step, "hard": hard})


@pytest.mark.parametrize(
    ("one", "percent"),
    [
        (pitied(10_000, 51, 50_000, 70), 2.3475),
        (pitied(10_000, 100, 0, 100), 1.5774),
        (pitied(30_000, 50, 0, 50), 3.8366),
        (pitied(6_000, 74, 60_000, 90), 1.6052),
    ],
)
def test_the_reference_figures(one, percent):
    assert round(float(law(one).rates["SSR"]) * 100, 4) == percent


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.id)
def test_the_shipped_banners_keep_the_default_law(one):
    assert [one.rates.of(tier) for tier in TIERS] == [605_000, 300_000, 85_000, 10_000]
    assert round(float(law(one).rates["SSR"]) * 100, 4) == 2.3475
    assert round(float(law(one).mean_pulls_ssr), 2) == 42.60
    assert sum(law(one).rates.values()) == 1
    assert 0 < full_return(one) < 1


def test_without_guarantees_the_effective_rates_are_the_base_rates():
    plain = banner(pity={"hard": 200, "soft_from": 200, "soft_step_ppm": 0, "sr_within": 50})
    never = banner(rates={"SSR": 999_999, "N": 1, "R": 0, "SR": 0}, pity={"hard": 200, "soft_from": 200})
    assert float(law(never).rates["SSR"]) == pytest.approx(0.999999, abs=1e-9)
    base = Fraction(10_000, PPM)
    assert law(plain).rates["SSR"] == base / (1 - (1 - base) ** 200)


@given(
    ssr=st.integers(1_000, 60_000),
    hard=st.integers(1, 14),
    soft=st.integers(1, 14),
    step=st.integers(0, 200_000),
    sr_within=st.integers(1, 6),
)
@settings(max_examples=20, deadline=None)
def test_the_closed_form_is_the_stationary_distribution_of_the_chain(ssr, hard, soft, step, sr_within):
    """By power iteration over every pair of counters, in floats: nothing in common with the renewal argument."""
    pity = {"soft_from": min(soft, hard), "soft_step_ppm": step, "hard": hard, "sr_within": sr_within}
    one = banner(rates={"SSR": ssr, "N": 615_000 - ssr}, pity=pity)
    weights = {(0, 0): 1.0}
    total = dict.fromkeys(TIERS, 0.0)
    rounds = 2000
    for _ in range(rounds):
        after: dict[tuple[int, int], float] = {}
        for (since_ssr, since_sr), weight in weights.items():
            for tier, ppm in zip(TIERS, tier_row(one, since_ssr, since_sr), strict=True):
                share = weight * ppm / PPM
                total[tier] += share
                state = (
                    (0, 0) if tier == "SSR" else (since_ssr + 1, 0) if tier == "SR" else (since_ssr + 1, since_sr + 1)
                )
                if share:
                    after[state] = after.get(state, 0.0) + share
        weights = after
    for tier in TIERS:
        assert total[tier] / rounds == pytest.approx(float(law(one).rates[tier]), abs=1.5 / rounds * hard)


@pytest.mark.parametrize("share", [1, 250_000, 500_000, 750_000, PPM])
def test_the_featured_rate_is_the_rate_over_two_minus_the_share(share):
    one = banner(rate_up={"featured": ["moon"], "share_ppm": share})
    moon, crane = one.items[0], one.items[1]
    rate, f = law(one).rates["SSR"], Fraction(share, PPM)
    assert effective_rate(one, moon) == rate / (2 - f)
    assert effective_rate(one, moon) + effective_rate(one, crane) == rate
    assert base_chance(one, moon) == Fraction(10_000, PPM) * f


@pytest.mark.parametrize("one", [*SHIPPED, banner(rate_up=RATE_UP)], ids=lambda one: one.id)
def test_every_item_is_published_and_the_chances_add_up(one):
    assert sum(base_chance(one, item) for item in one.items) == 1
    assert sum(effective_rate(one, item) for item in one.items) == 1
    odds = sheet(one)
    assert [row["item_id"] for row in odds["rows"]] == [item.id for item in one.items]
    assert odds["hazard_ppm"] == [ssr_ppm(one, since) for since in range(one.pity.hard)]
    assert odds["rtp"] + odds["house_edge"] == pytest.approx(1)
    chances = [line["probability"] for line in odds["ssr_within"]]
    assert chances == sorted(chances)
    assert chances[-1] == 1
    assert odds["ssr_within"][-1]["pulls"] == one.pity.hard


def test_the_chance_of_an_ssr_within_some_pulls():
    one = SHIPPED[0]
    assert ssr_chance_within(one, 1) == Fraction(1, 100)
    assert ssr_chance_within(one, 10) == 1 - Fraction(99, 100) ** 10
    assert all(ssr_chance_within(one, a) < ssr_chance_within(one, b) for a, b in pairwise(range(71)))
    waits = sum(1 - ssr_chance_within(one, pulls) for pulls in range(70))
    assert waits == law(one).mean_pulls_ssr


def test_the_simulation_agrees_and_its_seed_fixes_it():
    found = run("moonrise", 120_000, 7)
    assert found == run("moonrise", 120_000, 7)
    assert all(abs(one.z) < 4 for one in found), [(one.name, one.z) for one in found if abs(one.z) >= 4]
    assert {"SSR rate", "SR rate", "R rate", "N rate", "moon"} <= {one.name for one in found}


def test_the_simulation_would_see_a_wrong_law():
    """A soft pity one pull late, and a rate-up without its guarantee, are both far outside the error."""
    late = banner(rate_up=RATE_UP, pity={"soft_from": 53})
    assert abs(compare(banner(rate_up=RATE_UP), list(cycles(late, 120_000, 7)))[0].z) > 4
    missing = banner(rate_up=RATE_UP | {"share_ppm": 400_000})
    seen = compare(banner(rate_up=RATE_UP), list(cycles(missing, 120_000, 7)))
    assert abs(next(one for one in seen if one.name == "moon").z) > 4


def test_a_banner_that_does_not_ship_is_not_simulated():
    with pytest.raises(UnknownBannerError):
        run("nowhere", 10, 1)
