"""Exact odds of a machine, from enumeration alone: no player, no stake, no clock goes in.

    python -m casino_club.domains.slot.odds           checks the published sheets
    python -m casino_club.domains.slot.odds --write   computes and writes them

The return is `mu + sum over awards a of P(a) * E[feature win | a]`, the feature's moments by exact
fractions with its retriggers capped. Variance is of the sum, `E[(B + F)^2] - E[B + F]^2` with the
base pay and the award taken jointly, because a base spin that triggers also pays its scatters.
"""

import argparse
import sys
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from typing import Final

import numpy as np

from casino_club.domains.slot.catalog import config_hash, shipped_machines
from casino_club.domains.slot.contracts import TENTHS, FreeSpins, Machine
from casino_club.domains.slot.enumeration import Combination, SpinLaw, enumerate_spin
from casino_club.domains.slot.feature_law import FeatureLaw
from casino_club.domains.slot.sheets import (
    AwardOdds,
    Bucket,
    CombinationOdds,
    FeatureOdds,
    OddsSheet,
    sheet_path,
    sheet_text,
)

BUCKET_TENTHS: Final = (0, 1, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
"""Lower bounds of the published win classes, in tenths of the stake; the first is "no win"."""


@dataclass(frozen=True, slots=True)
class RoundLaw:
    """A whole round in exact numbers. Wins are multiples of the total stake."""

    base: SpinLaw
    free: SpinLaw | None
    feature: FeatureLaw | None
    rtp_base: Fraction
    rtp: Fraction
    hit_rate: Fraction
    variance: Fraction
    max_win: Fraction

    @property
    def sigma(self) -> float:
        return sqrt(self.variance)


def compute_law(machine: Machine) -> RoundLaw:
    """Enumerates the machine's base strips and, when it has them, its free-spin strips."""
    base = enumerate_spin(machine, machine.strips)
    free = enumerate_spin(machine, machine.free_spins.strips) if machine.free_spins else None
    feature = FeatureLaw(machine.free_spins, free) if machine.free_spins and free else None
    first, second, hits, mean, max_win = Fraction(0), Fraction(0), Fraction(0), Fraction(0), 0
    for award in base.given_awards():
        p, b1, b2 = (Fraction(base.moment(order, award), base.stops) for order in range(3))
        rows = base.awards == award
        zero = Fraction(int(base.weights[rows & (base.pays == 0)].sum()), base.stops)
        top = int(base.pays[rows].max())
        first += b1
        if award and feature:
            after = feature.begin(award)
            mean += b1 + p * after.win
            second += b2 + 2 * b1 * after.win + p * after.win_squared
            hits += p - zero * after.zero
            top += after.win_max
        else:
            mean, second, hits = mean + b1, second + b2, hits + p - zero
        max_win = max(max_win, top)
    return RoundLaw(
        base=base,
        free=free,
        feature=feature,
        rtp_base=first / TENTHS,
        rtp=mean / TENTHS,
        hit_rate=hits,
        variance=(second - mean**2) / TENTHS**2,
        max_win=Fraction(max_win, TENTHS),
    )


def win_distribution(law: RoundLaw) -> list[Bucket]:
    """P(whole win) by class of its multiple of the stake."""
    size = BUCKET_TENTHS[-1]
    total = np.zeros(size)
    for award in law.base.given_awards():
        rows = (law.base.awards == award) & (law.base.pays < size)
        spin = np.zeros(size)
        np.add.at(spin, law.base.pays[rows], law.base.weights[rows] / law.base.stops)
        total += np.convolve(spin, law.feature.distribution(award, size))[:size] if award and law.feature else spin
    buckets = [
        Bucket(low / TENTHS, high / TENTHS, _round(float(total[low:high].sum()), 10))
        for low, high in pairwise(BUCKET_TENTHS)
    ]
    return [*buckets, Bucket(size / TENTHS, None, _round(max(0.0, 1.0 - float(total.sum())), 10))]


def compute_sheet(machine: Machine) -> OddsSheet:
    """The sheet to publish, by enumeration: about a second for a machine of five reels."""
    law = compute_law(machine)
    distribution = win_distribution(law)
    return OddsSheet(
        machine_id=machine.id,
        config_hash=config_hash(machine),
        stops=law.base.stops,
        rtp=_round(law.rtp, 8),
        rtp_base=_round(law.rtp_base, 8),
        rtp_feature=_round(law.rtp - law.rtp_base, 8),
        hit_rate=_round(law.hit_rate, 8),
        win_at_least_stake_rate=_round(1 - sum(bucket.probability for bucket in distribution[:2]), 8),
        variance=_round(law.variance, 6),
        sigma=_round(law.sigma, 6),
        max_win=float(law.max_win),
        max_spin_win=int(law.base.pays.max()) / TENTHS,
        feature=_feature_odds(machine.free_spins, law, law.free, law.feature)
        if machine.free_spins and law.free and law.feature
        else None,
        combinations=_combination_odds(law.base),
        distribution=tuple(distribution),
    )


def _feature_odds(rules: FreeSpins, law: RoundLaw, free: SpinLaw, feature: FeatureLaw) -> FeatureOdds:
    base = law.base
    chances = {award: Fraction(base.moment(0, award), base.stops) for award in base.given_awards() if award}
    trigger = sum(chances.values(), Fraction(0))
    spins = sum((p * feature.begin(award).spins for award, p in chances.items()), Fraction(0)) / trigger
    spin_pay = Fraction(sum(free.moment(1, award) for award in free.given_awards()), free.stops)
    return FeatureOdds(
        stops=free.stops,
        trigger_probability=_round(trigger, 10),
        one_in=_round(1 / trigger, 4),
        awards=tuple(AwardOdds(award, _round(p, 10)) for award, p in chances.items()),
        retriggers_max=rules.retriggers_max,
        multiplier=rules.multiplier,
        spins_mean=_round(spins, 6),
        win_mean=_round((law.rtp - law.rtp_base) / trigger, 6),
        spin_rtp=_round(spin_pay * rules.multiplier / TENTHS, 8),
        combinations=_combination_odds(free),
    )


def _combination_odds(law: SpinLaw) -> tuple[CombinationOdds, ...]:
    return tuple(_one_combination(one, law.stops) for one in law.combinations)


def _one_combination(one: Combination, stops: int) -> CombinationOdds:
    return CombinationOdds(
        symbol=one.symbol,
        count=one.count,
        pay_tenths=one.pay_tenths,
        hits=one.hits,
        per_spin=_round(Fraction(one.hits, stops), 10),
        one_in=_round(Fraction(stops, one.hits), 2) if one.hits else None,
        rtp=_round(Fraction(one.paid_tenths, stops * TENTHS), 8),
    )


def _round(value: Fraction | float, digits: int) -> float:
    """Half-up at `digits` decimals, then the nearest double, for non-negative values."""
    scale = 10**digits
    return (2 * Fraction(value) * scale + 1) // 2 / scale


def main(arguments: list[str]) -> int:
    """Checks the published sheets, or writes them. Answers 1 when a sheet is not what enumeration gives."""
    parser = argparse.ArgumentParser(prog="python -m casino_club.domains.slot.odds")
    parser.add_argument("--write", action="store_true", help="write the sheets instead of checking them")
    write: bool = parser.parse_args(arguments).write
    stale = 0
    for machine in shipped_machines().values():
        sheet = compute_sheet(machine)
        path = sheet_path(machine.id)
        text = sheet_text(sheet)
        if write:
            path.write_text(text)
        fresh = path.exists() and path.read_text() == text
        stale += not fresh
        state = "ok" if fresh else "STALE"
        sys.stdout.write(f"{machine.id}: RTP {sheet.rtp:.6%}  sigma {sheet.sigma}  hit {sheet.hit_rate:.4%}  {state}\n")
    return min(stale, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
