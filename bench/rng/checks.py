"""Tests of fit on counts and samples. Each answers a `Verdict`: a name and a two-sided p-value.

Cells expected below `CELL_MIN` are pooled with their neighbours, so Pearson's statistic keeps its law.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.rng.pvalues import binomial_p, chi_square_p, kolmogorov_p, normal_p

FAMILY_ALPHA: Final = 1e-3
"""The chance that a whole battery without fault complains once."""
CELL_MIN: Final = 5.0

Counts = Sequence[int] | NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One test's result. Uniform on (0, 1) when nothing is wrong."""

    name: str
    p: float


def suspicious(verdicts: Sequence[Verdict], alpha: float = FAMILY_ALPHA) -> list[Verdict]:
    """Those that Bonferroni's bound over the whole battery rejects, worst first."""
    if not verdicts:
        raise ValueError("a battery without tests proves nothing")
    return sorted((one for one in verdicts if one.p < alpha / len(verdicts)), key=lambda one: one.p)


def fit(name: str, counts: Counts, expected: Sequence[float] | NDArray[np.float64]) -> Verdict:
    """Pearson's chi-square of counts against expected counts of the same total."""
    seen, wanted = np.asarray(counts, float), np.asarray(expected, float)
    if len(seen) != len(wanted) or abs(float(seen.sum() - wanted.sum())) > 1e-6 * max(1.0, float(seen.sum())):
        raise ValueError(f"{name}: counts and expectation disagree in length or total")
    if np.any(seen[wanted == 0] > 0):
        return Verdict(name, 0.0)  # what cannot happen has happened
    seen, wanted = _pooled(seen, wanted)
    if len(seen) < 2:
        raise ValueError(f"{name}: too few observations for a test")
    return Verdict(name, chi_square_p(float(((seen - wanted) ** 2 / wanted).sum()), len(seen) - 1))


def _pooled(seen: NDArray[np.float64], wanted: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if wanted.min() >= CELL_MIN:
        return seen, wanted
    pools: list[tuple[float, float]] = [(0.0, 0.0)]
    for at in np.argsort(wanted, kind="stable"):
        if pools[-1][1] >= CELL_MIN:
            pools.append((0.0, 0.0))
        pools[-1] = pools[-1][0] + float(seen[at]), pools[-1][1] + float(wanted[at])
    if len(pools) > 1 and pools[-1][1] < CELL_MIN:
        rest = pools.pop()
        pools[-1] = pools[-1][0] + rest[0], pools[-1][1] + rest[1]
    return np.array([pool[0] for pool in pools]), np.array([pool[1] for pool in pools])


def uniform(name: str, counts: Counts) -> Verdict:
    """Pearson's chi-square against equal shares."""
    total = int(np.asarray(counts).sum())
    return fit(name, counts, np.full(len(counts), total / len(counts)))


def law(name: str, outcomes: Iterable[Hashable], probabilities: Mapping[Hashable, float]) -> Verdict:
    """Outcomes against a stated law; one outside it is a p-value of zero."""
    index = {outcome: at for at, outcome in enumerate(probabilities)}
    counts = np.zeros(len(index), np.int64)
    for outcome in outcomes:
        at = index.get(outcome)
        if at is None:
            return Verdict(name, 0.0)
        counts[at] += 1
    shares = np.array(list(probabilities.values()))
    return fit(name, counts, shares / shares.sum() * int(counts.sum()))


def share(name: str, hits: int, tries: int, chance: float) -> Verdict:
    """An exact binomial test: `hits` of `tries` at `chance`."""
    return Verdict(name, binomial_p(hits, tries, chance))


def share_z(name: str, hits: int, tries: int, chance: float) -> Verdict:
    """`share` by the normal approximation, for tries beyond counting."""
    return mean(name, hits, tries, chance, chance * (1 - chance))


def mean(name: str, total: float, count: int, expected: float, variance: float) -> Verdict:
    """A sample mean against its law, by the normal approximation."""
    return Verdict(name, normal_p((total - count * expected) / sqrt(count * variance)))


def serial(name: str, values: Sequence[int] | NDArray[np.int64], cells: int, *, lag: int = 1) -> Verdict:
    """Pairs of values `lag` apart, each value on 0 … cells - 1, against the product of their own margins' law.

    Independence given the margins: (cells - 1)^2 degrees of freedom, so a biased but independent source passes.
    Pairs do not overlap.
    """
    sample = np.asarray(values, np.int64)
    sample = sample[: len(sample) // (2 * lag) * (2 * lag)].reshape(-1, 2, lag)
    return independence(name, sample[:, 0].ravel(), sample[:, 1].ravel(), cells, cells)


def independence(name: str, left: NDArray[np.int64], right: NDArray[np.int64], rows: int, columns: int) -> Verdict:
    """Pearson's test of independence of paired values on 0 … rows - 1 and 0 … columns - 1."""
    table = np.bincount(left * columns + right, minlength=rows * columns).reshape(rows, columns).astype(float)
    table = table[table.sum(1) > 0][:, table.sum(0) > 0]
    wanted = np.outer(table.sum(1), table.sum(0)) / table.sum()
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    if freedom < 1 or wanted.mean() < CELL_MIN:
        raise ValueError(f"{name}: too few observations for a test")
    return Verdict(name, chi_square_p(float(((table - wanted) ** 2 / wanted).sum()), freedom))


def gaps(name: str, hits: Sequence[bool] | NDArray[np.bool_], chance: float) -> Verdict:
    """Distances between one hit and the next: geometric with the hit's chance."""
    places = np.flatnonzero(np.asarray(hits))
    return gap_lengths(name, np.bincount(np.diff(places)), chance)


def gap_lengths(name: str, lengths: NDArray[np.int64], chance: float) -> Verdict:
    """`lengths[d]` gaps of `d`; those beyond the last cell with enough mass are one cell."""
    total = int(lengths.sum())
    longest = 1
    while total * (1 - chance) ** longest * chance >= CELL_MIN:
        longest += 1
    seen = np.zeros(longest + 1, np.int64)
    seen[: min(len(lengths), longest)] = lengths[:longest]
    seen[longest] = int(lengths[longest:].sum())
    wanted = np.array(
        [0.0, *(chance * (1 - chance) ** (d - 1) for d in range(1, longest)), (1 - chance) ** (longest - 1)]
    )
    return fit(name, seen[1:], wanted[1:] * total)


def runs(name: str, signs: Sequence[bool] | NDArray[np.bool_]) -> Verdict:
    """How often a fair yes-or-no changes: Wald and Wolfowitz with a known share of one half."""
    sample = np.asarray(signs)
    changes = int(np.count_nonzero(sample[1:] != sample[:-1]))
    return mean(name, changes, len(sample) - 1, 0.5, 0.25)


def ks_uniform(name: str, sample: NDArray[np.float64]) -> Verdict:
    """Kolmogorov and Smirnov's distance of a sample on [0, 1) from the uniform law."""
    ordered = np.sort(sample)
    steps = np.arange(len(ordered) + 1) / len(ordered)
    distance = float(np.maximum(steps[1:] - ordered, ordered - steps[:-1]).max())
    return Verdict(name, kolmogorov_p(distance, len(ordered)))


def hazards(name: str, at_risk: Sequence[int], events: Sequence[int], chances: Sequence[float]) -> list[Verdict]:
    """One exact binomial test for each stage of a sequential chance: `events[k]` of `at_risk[k]` at `chances[k]`.

    A stage nobody reached has no verdict. An event at chance 0, or a missing one at chance 1, has p = 0.
    """
    facts = zip(at_risk, events, chances, strict=True)
    return [share(f"{name}[{k}]", hit, tried, chance) for k, (tried, hit, chance) in enumerate(facts) if tried]
