"""The battery over 32-bit words: fed chunk by chunk, it holds counts only, so 10^8 words take a few megabytes.

Names and sources: equidistribution, serial, gap, permutation, runs, birthday spacings and Kolmogorov-Smirnov tests
as in Knuth, The Art of Computer Programming 2, 3.3.2; Hamming weights as in L'Ecuyer and Simard's TestU01.
"""

from math import comb, factorial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.rng import checks
from bench.rng.checks import Verdict
from bench.rng.pvalues import poisson_p
from bench.rng.stream import Words

LAGS: Final = (1, 2, 7, 8, 16)
"""Eight words are a block: lag 8 compares the same word of neighbouring nonces."""
BELOW: Final = (3, 24, 37, 52, 312, 3 << 30)
BINS: Final = 64
GAP_CHANCE_LOG2: Final = 4
ORDER: Final = 5
SPACING_BITS: Final = 24
SPACING_VALUES: Final = 1 << 17
"""n values of 2 x 24 bits: n^3 / (4 * 2^48) = 2 equal spacings are expected a group."""
SPACING_MEAN: Final = SPACING_VALUES**3 / (4 * 2.0 ** (2 * SPACING_BITS))
SPACING_GROUPS_MAX: Final = 512
"""Beyond, the error of Poisson's approximation would show."""
RUN_MAX: Final = 24
_WORD: Final = 2.0**32


class WordBattery:
    """Call `feed` with chunks in stream order, then `verdicts`."""

    def __init__(self) -> None:
        self.words = 0
        self._bytes = np.zeros((4, 256), np.int64)
        self._bits = np.zeros(32, np.int64)
        self._weights = np.zeros(33, np.int64)
        self._high = np.zeros(1 << 16, np.int64)
        self._low = np.zeros(1 << 16, np.int64)
        self._pairs = {lag: np.zeros(1 << 16, np.int64) for lag in LAGS}
        self._low_pairs = np.zeros(1 << 16, np.int64)
        self._products = dict.fromkeys(LAGS, 0.0)
        self._product_counts = dict.fromkeys(LAGS, 0)
        self._orders = np.zeros(factorial(ORDER), np.int64)
        self._gaps = np.zeros(1, np.int64)
        self._since_hit = 0
        self._runs = np.zeros(RUN_MAX + 1, np.int64)
        self._below = {n: np.zeros(min(n, BINS), np.int64) for n in BELOW}
        self._ks: list[float] = []
        self._spacing_groups = 0
        self._spacings = 0

    def feed(self, words: Words) -> None:
        """Count one chunk."""
        self.words += len(words)
        parts = words.astype("<u4").view(np.uint8).reshape(-1, 4)
        for place in range(4):
            self._bytes[place] += np.bincount(parts[:, place], minlength=256)
        self._weights += np.bincount(np.bitwise_count(words), minlength=33)
        for bit in range(32):
            self._bits[bit] += int(np.count_nonzero(words & np.uint32(1 << bit)))
        self._high += np.bincount(words >> np.uint32(16), minlength=1 << 16)
        self._low += np.bincount(words & np.uint32(0xFFFF), minlength=1 << 16)
        self._count_pairs(words)
        self._count_orders(words)
        self._count_gaps(words)
        self._count_runs(words >> np.uint32(31))
        self._count_below(words)
        self._count_spacings(words)
        self._ks.append(checks.ks_uniform("", (words.astype(np.float64) + 0.5) / _WORD).p)

    def _count_pairs(self, words: Words) -> None:
        high, low = (words >> np.uint32(24)).astype(np.int64), (words & np.uint32(255)).astype(np.int64)
        centred = words / _WORD - 0.5
        for lag in LAGS:
            whole = len(words) // (2 * lag) * 2 * lag
            pairs = high[:whole].reshape(-1, 2, lag)
            self._pairs[lag] += np.bincount((pairs[:, 0] * 256 + pairs[:, 1]).ravel(), minlength=1 << 16)
            self._products[lag] += float(centred[:-lag] @ centred[lag:])
            self._product_counts[lag] += len(words) - lag
        pairs = low[: len(low) // 2 * 2].reshape(-1, 2)
        self._low_pairs += np.bincount(pairs[:, 0] * 256 + pairs[:, 1], minlength=1 << 16)

    def _count_orders(self, words: Words) -> None:
        groups = words[: len(words) // ORDER * ORDER].reshape(-1, ORDER)
        code = np.zeros(len(groups), np.int64)
        for left in range(ORDER):
            smaller = np.zeros(len(groups), np.int64)
            for right in range(left + 1, ORDER):
                smaller += groups[:, right] < groups[:, left]
            code = code * (ORDER - left) + smaller
        self._orders += np.bincount(code, minlength=len(self._orders))

    def _count_gaps(self, words: Words) -> None:
        places = np.flatnonzero(words >> np.uint32(32 - GAP_CHANCE_LOG2) == 0)
        if not len(places):
            self._since_hit += len(words)
            return
        distances = np.diff(np.concatenate([[-1 - self._since_hit], places]))
        self._gaps = _added(self._gaps, np.bincount(distances))
        self._since_hit = len(words) - 1 - int(places[-1])

    def _count_runs(self, signs: NDArray[np.uint32]) -> None:
        changes = np.flatnonzero(signs[1:] != signs[:-1])
        lengths = np.minimum(np.diff(changes), RUN_MAX)
        self._runs += np.bincount(lengths, minlength=RUN_MAX + 1)

    def _count_below(self, words: Words) -> None:
        for n in BELOW:
            size = (1 << 32) // n
            values = words // np.uint32(size)
            values = values[values < n].astype(np.int64)
            cells = values if n <= BINS else values * BINS // n
            self._below[n] += np.bincount(cells, minlength=min(n, BINS))

    def _count_spacings(self, words: Words) -> None:
        top = (words >> np.uint32(32 - SPACING_BITS)).astype(np.int64)
        groups = min(len(top) // 2 // SPACING_VALUES, SPACING_GROUPS_MAX - self._spacing_groups)
        if groups < 1:
            return
        halves = top[: groups * SPACING_VALUES * 2].reshape(groups, SPACING_VALUES, 2)
        values = np.sort(halves[:, :, 0] << SPACING_BITS | halves[:, :, 1], axis=1)
        spacings = np.sort(np.diff(values, axis=1), axis=1)
        self._spacings += int(np.count_nonzero(spacings[:, 1:] == spacings[:, :-1]))
        self._spacing_groups += groups

    def verdicts(self) -> list[Verdict]:
        """Every test's p-value over all that was fed."""
        found = [checks.uniform(f"byte {place}", self._bytes[place]) for place in range(4)]
        found += [checks.share_z(f"bit {bit}", int(self._bits[bit]), self.words, 0.5) for bit in range(32)]
        weights = np.array([comb(32, ones) / _WORD for ones in range(33)])
        found.append(checks.fit("hamming weight", self._weights, weights * self.words))
        found += [checks.uniform("high half", self._high), checks.uniform("low half", self._low)]
        found += [checks.uniform(f"pairs, lag {lag}", self._pairs[lag]) for lag in LAGS]
        found.append(checks.uniform("pairs of low bytes", self._low_pairs))
        found += [
            checks.mean(f"correlation, lag {lag}", self._products[lag], self._product_counts[lag], 0.0, 1 / 144)
            for lag in LAGS
        ]
        found.append(checks.uniform("orders of five", self._orders))
        found.append(checks.gap_lengths("gaps", self._gaps, 2.0**-GAP_CHANCE_LOG2))
        found.append(checks.gap_lengths("runs", self._runs, 0.5))
        found += [checks.fit(f"below {n}", counts, _bin_shares(n) * counts.sum()) for n, counts in self._below.items()]
        if self._spacing_groups:
            found.append(Verdict("birthday spacings", poisson_p(self._spacings, SPACING_MEAN * self._spacing_groups)))
        # One chunk's p is the verdict; of many, their own law is.
        sample = np.array(self._ks)
        found.append(Verdict("uniform", self._ks[0]) if len(sample) == 1 else checks.ks_uniform("uniform", sample))
        return found


def _added(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    total = np.zeros(max(len(left), len(right)), np.int64)
    total[: len(left)] += left
    total[: len(right)] += right
    return total


def _bin_shares(n: int) -> NDArray[np.float64]:
    """The share of 0 … n - 1 that falls into each bin `value * BINS // n`."""
    bins = min(n, BINS)
    edges = [-(-edge * n // bins) for edge in range(bins + 1)]
    return np.diff(np.array(edges, float)) / n


def judge(chunks: "list[Words]") -> list[Verdict]:
    """The battery over words at hand."""
    battery = WordBattery()
    for chunk in chunks:
        battery.feed(chunk)
    return battery.verdicts()
