"""Tail probabilities of the tests, in the standard library alone.

Regularised incomplete gamma by its series below `a + 1` and by Lentz's continued fraction above (Numerical
Recipes, 3rd ed., 6.2); Kolmogorov's distribution by its two classical series (Marsaglia, Tsang and Wang 2003
give both) with Stephens' correction for finite samples. Relative error stays below 1e-10 for the gamma
functions and below 1e-3 for Kolmogorov's from 100 observations on, both held by tests against printed tables.
"""

from math import erfc, exp, lgamma, log, pi, sqrt
from typing import Final

_TINY: Final = 1e-300
_PRECISION: Final = 1e-15
_TERMS_MAX: Final = 1_000_000
_THETA_SWITCH: Final = 1.18
"""Where both series of Kolmogorov's distribution converge within five terms."""


def gamma_tails(a: float, x: float) -> tuple[float, float]:
    """(P(a, x), Q(a, x)): the lower and upper regularised incomplete gamma functions, a > 0, x ≥ 0."""
    if not (a > 0 and x >= 0):
        raise ValueError(f"gamma_tails({a}, {x}) is not defined")
    if x == 0:
        return 0.0, 1.0
    scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        lower = scale * _series(a, x)
        return lower, 1 - lower
    upper = scale * _fraction(a, x)
    return 1 - upper, upper


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, _TERMS_MAX):
        term *= x / (a + n)
        total += term
        if term < total * _PRECISION:
            return total
    raise ArithmeticError("the series does not converge")


def _fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c = 1 / _TINY
    d = 1 / b
    value = d
    for n in range(1, _TERMS_MAX):
        factor = -n * (n - a)
        b += 2
        d = 1 / _away_from_zero(factor * d + b)
        c = _away_from_zero(b + factor / c)
        value *= c * d
        if abs(c * d - 1) < _PRECISION:
            return value
    raise ArithmeticError("the continued fraction does not converge")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def two_sided(lower: float, upper: float) -> float:
    """The p-value that mistrusts both ends: a misfit, and a fit too good to be chance."""
    return min(1.0, 2 * min(lower, upper))


def chi_square_p(statistic: float, freedom: int) -> float:
    """Two-sided p-value of Pearson's statistic."""
    return two_sided(*gamma_tails(freedom / 2, statistic / 2))


def normal_p(z: float) -> float:
    """Two-sided p-value of a standard normal deviate."""
    return erfc(abs(z) / sqrt(2))


def poisson_p(seen: int, mean: float) -> float:
    """Two-sided exact p-value of a count whose law is Poisson: P(X ≥ k) = P(k, mean), P(X ≤ k) = Q(k + 1, mean)."""
    at_most = gamma_tails(seen + 1, mean)[1]
    at_least = gamma_tails(seen, mean)[0] if seen else 1.0
    return two_sided(at_most, at_least)


def kolmogorov_p(distance: float, count: int) -> float:
    """Two-sided p-value of the largest distance between `count` observations' steps and their continuous law."""
    root = sqrt(count)
    x = (root + 0.12 + 0.11 / root) * distance
    if x <= 0:
        return 0.0
    if x < _THETA_SWITCH:
        lower = sqrt(2 * pi) / x * sum(exp(-(((2 * k - 1) * pi) ** 2) / (8 * x * x)) for k in range(1, 6))
        return two_sided(lower, 1 - lower)
    upper = 2 * sum((-1) ** (k - 1) * exp(-2 * (k * x) ** 2) for k in range(1, 6))
    return two_sided(1 - upper, upper)


def binomial_p(hits: int, tries: int, chance: float) -> float:
    """Two-sided exact p-value of `hits` in `tries` at a known chance, summed in logarithms; tries up to some 10^6."""
    if not 0 < chance < 1:
        certain = hits == (tries if chance >= 1 else 0)
        return 1.0 if certain else 0.0
    at_most = _binomial_sum(0, hits, tries, chance)
    at_least = _binomial_sum(hits, tries, tries, chance)
    return two_sided(at_most, at_least)


def _binomial_sum(first: int, last: int, tries: int, chance: float) -> float:
    mean, spread = tries * chance, sqrt(tries * chance * (1 - chance))
    # Beyond forty deviations a term is below 1e-300.
    first = max(first, int(mean - 40 * spread - 40))
    last = min(last, int(mean + 40 * spread + 40))
    logs, log_odds = lgamma(tries + 1) + tries * log(1 - chance), log(chance) - log(1 - chance)
    terms = (exp(logs - lgamma(k + 1) - lgamma(tries - k + 1) + k * log_odds) for k in range(max(first, 0), last + 1))
    return min(1.0, sum(terms))
