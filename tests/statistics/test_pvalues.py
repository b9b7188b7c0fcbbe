"""The p-values themselves: printed tables, exact sums, and uniformity when nothing is wrong."""

from math import comb, exp, factorial

import numpy as np
import pytest

from bench.rng import checks
from bench.rng.checks import Verdict, suspicious
from bench.rng.pvalues import binomial_p, chi_square_p, gamma_tails, kolmogorov_p, normal_p, poisson_p, two_sided

CHI_SQUARE_TABLE = [
    (1, 3.841459, 0.05),
    (1, 6.634897, 0.01),
    (10, 18.307038, 0.05),
    (36, 67.985, 0.001),
    (36, 50.998460, 0.05),
    (100, 124.342113, 0.05),
    (100, 135.806723, 0.01),
    (100, 77.929465, 0.95),
    (1000, 1074.679, 0.05),
]
KOLMOGOROV_TABLE = [(1.2238, 0.10), (1.3581, 0.05), (1.6276, 0.01), (0.8276, 0.5), (0.5196, 0.95), (0.4410, 0.99)]


@pytest.mark.parametrize(("freedom", "statistic", "upper"), CHI_SQUARE_TABLE)
def test_chi_square_is_the_printed_table(freedom: int, statistic: float, upper: float) -> None:
    assert gamma_tails(freedom / 2, statistic / 2)[1] == pytest.approx(upper, rel=1e-4)
    assert chi_square_p(statistic, freedom) == pytest.approx(2 * min(upper, 1 - upper), rel=2e-3)


def test_gamma_with_a_whole_number_is_a_sum_of_poisson_terms() -> None:
    for a in (1, 2, 7, 40):
        for x in (0.1, 1.0, a + 0.9, a + 1.1, 3.0 * a):
            terms = sum(exp(-x) * x**k / factorial(k) for k in range(a))
            lower, upper = gamma_tails(a, x)
            assert upper == pytest.approx(terms, rel=1e-10)
            assert lower + upper == pytest.approx(1)


def test_gamma_holds_at_the_degrees_of_the_long_run() -> None:
    # Wilson and Hilferty's cube root is good to four digits there.
    freedom = 65_535
    for z in (-3.0, 0.0, 3.0):
        spread = 2 / (9 * freedom)
        statistic = freedom * (1 - spread + z * spread**0.5) ** 3
        assert chi_square_p(statistic, freedom) == pytest.approx(normal_p(z), rel=2e-3)


def test_gamma_refuses_what_it_does_not_define() -> None:
    for a, x in ((0.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, float("nan"))):
        with pytest.raises(ValueError, match="not defined"):
            gamma_tails(a, x)
    assert gamma_tails(3, 0) == (0.0, 1.0)


def test_normal_is_the_printed_table() -> None:
    for z, p in ((0.0, 1.0), (1.959964, 0.05), (2.575829, 0.01), (3.890592, 1e-4)):
        assert normal_p(z) == normal_p(-z) == pytest.approx(p, rel=1e-5)


@pytest.mark.parametrize(("x", "upper"), KOLMOGOROV_TABLE)
def test_kolmogorov_is_the_printed_table(x: float, upper: float) -> None:
    count = 10**8
    assert kolmogorov_p(x / count**0.5, count) == pytest.approx(two_sided(1 - upper, upper), rel=5e-3)
    assert kolmogorov_p(0.0, count) == 0


def test_binomial_and_poisson_are_exact() -> None:
    for hits in range(13):
        at_most = sum(comb(12, k) * 0.3**k * 0.7 ** (12 - k) for k in range(hits + 1))
        at_least = sum(comb(12, k) * 0.3**k * 0.7 ** (12 - k) for k in range(hits, 13))
        assert binomial_p(hits, 12, 0.3) == pytest.approx(two_sided(at_most, at_least))
        at_most = sum(exp(-2) * 2**k / factorial(k) for k in range(hits + 1))
        at_least = 1 - at_most + exp(-2) * 2**hits / factorial(hits)
        assert poisson_p(hits, 2) == pytest.approx(two_sided(at_most, at_least))
    assert binomial_p(5, 5, 1.0) == binomial_p(0, 5, 0.0) == 1
    assert binomial_p(4, 5, 1.0) == binomial_p(1, 5, 0.0) == 0


def test_p_values_are_uniform_when_nothing_is_wrong() -> None:
    """Small, pooled and large tables: the p-values of true samples spread evenly over (0, 1)."""
    source = np.random.default_rng(20261121)
    laws = ([1 / 37] * 37, [0.5, 0.3, 0.15, 0.04, 0.007, 0.002, 0.001], [0.9, 0.1])
    for probabilities in laws:
        expected = np.array(probabilities) * 3000
        found = [checks.fit("", source.multinomial(3000, probabilities), expected).p for _ in range(2000)]
        assert checks.ks_uniform("", np.array(found)).p > 1e-3 or len(probabilities) == 2
        assert np.mean(np.array(found) < 0.05) == pytest.approx(0.05, abs=0.02)


def test_serial_gaps_runs_and_distances_are_uniform_too() -> None:
    source = np.random.default_rng(7)
    found: dict[str, list[float]] = {"serial": [], "gaps": [], "runs": [], "ks": [], "ties": []}
    for _ in range(600):
        digits = source.integers(0, 6, 2000)
        found["serial"].append(checks.serial("", digits, 6, lag=2).p)
        found["gaps"].append(checks.gaps("", digits == 3, 1 / 6).p)
        found["runs"].append(checks.runs("", digits < 3).p)
        found["ks"].append(checks.ks_uniform("", source.random(500)).p)
        found["ties"].append(checks.independence("", digits[:1000], digits[1000:], 6, 6).p)
    for name, sample in found.items():
        assert checks.ks_uniform(name, np.array(sample)).p > 1e-3, name


def test_hazards_know_impossible_and_certain_stages() -> None:
    fine = checks.hazards("pity", [100, 50, 0, 7], [9, 0, 0, 7], [0.1, 0.0, 0.5, 1.0])
    assert [one.name for one in fine] == ["pity[0]", "pity[1]", "pity[3]"]
    assert min(one.p for one in fine) > 0.5
    assert [one.p for one in checks.hazards("pity", [9, 9], [1, 8], [0.0, 1.0])] == [0, 0]


def test_what_cannot_happen_is_a_p_value_of_zero() -> None:
    assert checks.law("outside", "aab", {"a": 1.0}).p == 0
    assert checks.fit("outside", [5, 5, 1], [6.0, 5.0, 0.0]).p == 0


def test_the_family_bound_counts_its_tests() -> None:
    fine, poor = Verdict("fine", 0.5), Verdict("poor", 0.00005)
    assert suspicious([poor, fine]) == [poor]
    assert not suspicious([poor] + [fine] * 99)
    with pytest.raises(ValueError, match="proves nothing"):
        suspicious([])


def test_a_test_without_data_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        checks.fit("few", [2, 1], [1.5, 1.5])
    with pytest.raises(ValueError, match="too few"):
        checks.serial("few", [1, 2, 3, 4], 6)
    with pytest.raises(ValueError, match="disagree"):
        checks.fit("length", [1], [0.5, 0.5])
