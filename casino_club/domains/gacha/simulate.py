"""Simulation against the closed form: the code that plays, fed by the product's own draw, one player without end.

A cycle runs from one featured SSR (on a banner without a rate-up: from one SSR) to the next. Cycles are independent
and alike, so a rate is a ratio of their sums and its standard error follows from their spread.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from typing import Final

from casino_club.domains.gacha.catalog import shipped_banners
from casino_club.domains.gacha.contracts import TIERS, Banner, Counters, Item
from casino_club.domains.gacha.errors import UnknownBannerError
from casino_club.domains.gacha.odds import effective_rate, full_return, law
from casino_club.domains.gacha.rules import play
from casino_club.domains.games.contracts import Comparison
from casino_club.kernel.rng import Draw

TEN: Final = 10
Cycle = Counter[str]
"""How often each item came in one cycle."""


def run(variant: str, rounds: int, seed: int) -> list[Comparison]:
    """About `rounds` pulls of a shipped banner: observed rates against `odds.law`. Raises `UnknownBannerError`."""
    banner = shipped_banners().get(variant)
    if banner is None:
        raise UnknownBannerError
    return compare(banner, list(cycles(banner, rounds, seed)))


def cycles(banner: Banner, pulls: int, seed: int) -> Iterator[Cycle]:
    """Whole cycles of at least `pulls` pulls together, ten pulls from each nonce."""
    server_seed = hashlib.sha256(f"simulate {banner.id} {seed}".encode()).digest()
    ends = set(banner.featured) or {item.id for item in banner.items if item.tier == "SSR"}
    counters, cycle, played, nonce = Counters(), Cycle(), 0, 0
    while True:
        outcome = play(banner, TEN, counters, (), Draw(server_seed, "simulate", nonce))
        counters = outcome.after
        nonce += 1
        for pull in outcome.pulls:
            cycle[pull.item.id] += 1
            if pull.item.id in ends:
                yield cycle
                played += cycle.total()
                if played >= pulls:
                    return
                cycle = Cycle()


def compare(banner: Banner, seen: Sequence[Cycle]) -> list[Comparison]:
    """Rates by tier and by item, the mean wait for an SSR, and the return of a full collection."""
    whole = law(banner)
    by_tier = {tier: [item for item in banner.items if item.tier == tier] for tier in TIERS}
    found = [_ratio(f"{tier} rate", seen, _count(by_tier[tier]), float(whole.rates[tier])) for tier in reversed(TIERS)]
    ssr = found[0]
    mean = float(whole.mean_pulls_ssr)
    error = ssr.standard_error / ssr.observed**2 if ssr.observed else 0.0
    found.append(Comparison("mean pulls to an SSR", 1 / ssr.observed if ssr.observed else 0.0, mean, error))
    found += [_ratio(item.id, seen, _count([item]), float(effective_rate(banner, item))) for item in banner.items]
    values = {item.id: banner.conversion.of(item.tier) / banner.cost for item in banner.items}
    found.append(
        _ratio(
            "return of a full collection",
            seen,
            lambda cycle: sum(values[item_id] * times for item_id, times in cycle.items()),
            float(full_return(banner)),
        )
    )
    return found


def _count(items: Sequence[Item]) -> Callable[[Cycle], float]:
    ids = [item.id for item in items]
    return lambda cycle: sum(cycle[item_id] for item_id in ids)


def _ratio(name: str, seen: Sequence[Cycle], value: Callable[[Cycle], float], exact: float) -> Comparison:
    """The ratio estimator of renewal theory: sum of values over sum of lengths."""
    lengths = [cycle.total() for cycle in seen]
    values = [value(cycle) for cycle in seen]
    observed = sum(values) / sum(lengths)
    spread = sum((v - observed * n) ** 2 for v, n in zip(values, lengths, strict=True))
    return Comparison(name, observed, exact, sqrt(spread) / sum(lengths))
