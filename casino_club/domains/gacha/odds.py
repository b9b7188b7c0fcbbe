"""The exact long-run odds of a banner, by renewal: a cycle runs from one SSR to the next and starts from nothing.

Inside a cycle the only state is (pulls since the SSR, pulls since an SR), at most `hard * sr_within` of them. Walking
them with whole numbers gives the expected pulls and SRs of a cycle without rounding; a rate is the one over the other.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, Final

from casino_club.domains.gacha.contracts import PPM, TIERS, Banner, Item, Tier
from casino_club.domains.gacha.rules import pool, ssr_ppm, tier_row

CHANCE_PULLS: Final = (1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


@dataclass(frozen=True, slots=True)
class Law:
    """What a banner gives in the long run, exactly. Rates are per pull, over pulls without end on this banner."""

    rates: dict[Tier, Fraction]
    mean_pulls_ssr: Fraction
    featured_share: Fraction
    """Of the SSRs: 1 / (2 - share), because a miss makes the next one certain."""


@cache
def law(banner: Banner) -> Law:
    """The stationary law. The mean cycle is the inverse of the effective SSR rate."""
    expected: dict[Tier, Fraction] = dict.fromkeys(TIERS, Fraction(0))
    reached = {0: Fraction(1)}
    for since_ssr in range(banner.pity.hard):
        following: dict[int, Fraction] = {}
        for since_sr, weight in reached.items():
            row = tier_row(banner, since_ssr, since_sr)
            for tier, ppm in zip(TIERS, row, strict=True):
                share = weight * Fraction(ppm, PPM)
                expected[tier] += share
                if tier != "SSR" and share:
                    after = 0 if tier == "SR" else since_sr + 1
                    following[after] = following.get(after, Fraction(0)) + share
        reached = following
    pulls = sum(expected.values(), Fraction(0))
    share = Fraction(banner.rate_up.share_ppm, PPM) if banner.rate_up else Fraction(0)
    return Law(
        rates={tier: expected[tier] / pulls for tier in TIERS},
        mean_pulls_ssr=pulls / expected["SSR"],
        featured_share=1 / (2 - share) if banner.rate_up else Fraction(0),
    )


def base_chance(banner: Banner, item: Item) -> Fraction:
    """The chance of `item` at the base rates: the first pull, nothing due."""
    featured = Fraction(banner.rate_up.share_ppm, PPM) if banner.rate_up else Fraction(0)
    return Fraction(banner.rates.of(item.tier), PPM) * _within_tier(banner, item, featured)


def effective_rate(banner: Banner, item: Item) -> Fraction:
    """How often `item` comes in the long run, pity and rate-up guarantee included."""
    whole = law(banner)
    return whole.rates[item.tier] * _within_tier(banner, item, whole.featured_share)


def full_return(banner: Banner) -> Fraction:
    """What comes back of the cost, in the long run, to a player who owns every item of the banner.

    It is the most a banner returns: the first copy of an item converts to nothing.
    """
    rates = law(banner).rates
    return sum((rates[tier] * banner.conversion.of(tier) for tier in TIERS), Fraction(0)) / banner.cost


def ssr_chance_within(banner: Banner, pulls: int) -> Fraction:
    """The chance of at least one SSR in `pulls` pulls that begin right after an SSR."""
    none = Fraction(1)
    for since_ssr in range(min(pulls, banner.pity.hard)):
        none *= Fraction(PPM - ssr_ppm(banner, since_ssr), PPM)
    return 1 - none


@cache
def sheet(banner: Banner) -> dict[str, Any]:
    """The banner's odds as plain data: base and effective rates of tiers and items, the guarantees, what copies give.

    Fractions of 1 as the doubles nearest to the exact values; `_ppm` are the integers that play.
    """
    whole = law(banner)
    returned = full_return(banner)
    pity = banner.pity
    return {
        "currency": banner.currency,
        "cost": banner.cost,
        "rtp": float(returned),
        "rtp_lowest": 0.0,
        "house_edge": float(1 - returned),
        "tiers": [_tier_line(banner, whole, tier) for tier in reversed(TIERS)],
        "rows": [_item_line(banner, item) for item in banner.items],
        "pity": {
            "group": pity.group,
            "sr_within": pity.sr_within,
            "soft_from": pity.soft_from,
            "soft_step_ppm": pity.soft_step_ppm,
            "hard": pity.hard,
        },
        "rate_up": None
        if banner.rate_up is None
        else {
            "featured": list(banner.rate_up.featured),
            "share_ppm": banner.rate_up.share_ppm,
            "featured_share": float(whole.featured_share),
            "mean_pulls_featured": float(whole.mean_pulls_ssr / whole.featured_share),
        },
        "mean_pulls_ssr": float(whole.mean_pulls_ssr),
        "hazard_ppm": [ssr_ppm(banner, since_ssr) for since_ssr in range(pity.hard)],
        "ssr_within": [
            {"pulls": pulls, "probability": float(ssr_chance_within(banner, pulls))}
            for pulls in (*(pulls for pulls in CHANCE_PULLS if pulls < pity.hard), pity.hard)
        ],
    }


def _within_tier(banner: Banner, item: Item, featured_share: Fraction) -> Fraction:
    featured = item.id in banner.featured
    weight = sum(one.weight for one in pool(banner, item.tier, featured=featured))
    share = Fraction(item.weight, weight)
    if item.tier != "SSR" or banner.rate_up is None:
        return share
    return share * (featured_share if featured else 1 - featured_share)


def _tier_line(banner: Banner, whole: Law, tier: Tier) -> dict[str, Any]:
    return {
        "tier": tier,
        "base": banner.rates.of(tier) / PPM,
        "effective": float(whole.rates[tier]),
        "converts_to": banner.conversion.of(tier),
    }


def _item_line(banner: Banner, item: Item) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "name": {"en": item.name.en, "ko": item.name.ko},
        "tier": item.tier,
        "is_rate_up": item.id in banner.featured,
        "probability": float(base_chance(banner, item)),
        "effective": float(effective_rate(banner, item)),
        "pays": banner.conversion.of(item.tier),
    }
