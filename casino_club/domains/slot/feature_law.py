"""The free-spin feature as a law: moments, distribution and maximum of its whole win, retriggers capped.

State (left, retriggers): spins still to play and retriggers still allowed. One spin pays x and
awards a with the joint law of `SpinLaw`; the state moves to (left - 1 + a, retriggers - 1) when
it awards and a retrigger is left, else to (left - 1, retriggers). Every moment is an exact fraction.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

from casino_club.domains.slot.contracts import FreeSpins
from casino_club.domains.slot.enumeration import SpinLaw

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FeatureMoments:
    """Of one feature that began with some award: E[spins], E[win], E[win^2], P(win = 0), the largest win.

    Wins are in tenths of the stake, the multiplier included.
    """

    spins: Fraction
    win: Fraction
    win_squared: Fraction
    zero: Fraction
    win_max: int


class FeatureLaw:
    """The law of a feature for each number of spins it may begin with."""

    def __init__(self, feature: FreeSpins, spin: SpinLaw) -> None:
        self._retriggers_max = feature.retriggers_max
        self._spin = spin
        self._multiplier = feature.multiplier
        self._awards = sorted(set(spin.awards.tolist()))
        self.moments = cache(self._moments)
        self._step = {award: self._step_facts(award) for award in self._awards}

    def _step_facts(self, award: int) -> tuple[Fraction, Fraction, Fraction, Fraction, int]:
        spin, m = self._spin, self._multiplier
        rows = spin.awards == award
        zero = int(spin.weights[rows & (spin.pays == 0)].sum())
        moment = [Fraction(spin.moment(order, award) * m**order, spin.stops) for order in range(3)]
        return moment[0], moment[1], moment[2], Fraction(zero, spin.stops), int(spin.pays[rows].max()) * m

    def begin(self, award: int) -> FeatureMoments:
        """Of a feature that begins with `award` spins."""
        return self.moments(award, self._retriggers_max)

    def _moments(self, left: int, retriggers: int) -> FeatureMoments:
        if left == 0:
            return FeatureMoments(Fraction(0), Fraction(0), Fraction(0), Fraction(1), 0)
        spins, win, squared, zero = Fraction(1), Fraction(0), Fraction(0), Fraction(0)
        win_max = 0
        for award in self._awards:
            p, p_win, p_squared, p_zero, spin_max = self._step[award]
            then = self.moments(*self._next(left, retriggers, award))
            spins += p * then.spins
            win += p_win + p * then.win
            squared += p_squared + 2 * p_win * then.win + p * then.win_squared
            zero += p_zero * then.zero
            win_max = max(win_max, spin_max + then.win_max)
        return FeatureMoments(spins, win, squared, zero, win_max)

    def _next(self, left: int, retriggers: int, award: int) -> tuple[int, int]:
        if award and retriggers:
            return left - 1 + award, retriggers - 1
        return left - 1, retriggers

    def distribution(self, award: int, size: int) -> Floats:
        """P(win = i tenths) for i < size of a feature that begins with `award` spins; the rest is `1 - sum`.

        In doubles, by Fourier transforms of twice the size: absolute error below 1e-12.
        """
        length = 2 * size
        steps: dict[int, NDArray[np.complex128]] = {}
        for given in self._awards:
            rows = (self._spin.awards == given) & (self._spin.pays * self._multiplier < size)
            law = np.zeros(length)
            np.add.at(law, self._spin.pays[rows] * self._multiplier, self._spin.weights[rows] / self._spin.stops)
            steps[given] = np.fft.rfft(law)

        @cache
        def after(left: int, retriggers: int) -> Floats:
            law = np.zeros(length)
            if left == 0:
                law[0] = 1.0
                return law
            total = np.zeros(length // 2 + 1, dtype=np.complex128)
            for given, step in steps.items():
                total += step * np.fft.rfft(after(*self._next(left, retriggers, given)))
            law[:size] = np.fft.irfft(total, length)[:size]
            return law

        return np.maximum(after(award, self._retriggers_max)[:size], 0.0)
