"""How a banner plays: a tier from the counters' row of odds, a lantern from the tier. Pure, and blind to who plays.

What a pull depends on is in its arguments: the banner, the counters and the owned lanterns a player brings, and the
draw. Counters and owned lanterns are kept with the round, so every round can be played again.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from casino_club.domains.gacha.contracts import PPM, Banner, Counters, GachaOutcome, Item, Pull, Tier
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import Draw

Row = tuple[int, int, int, int]
"""Chances of N, R, SR and SSR in parts per million; they add up to a million."""


def ssr_ppm(banner: Banner, since_ssr: int) -> int:
    """The chance that the next pull is an SSR after `since_ssr` pulls without one."""
    pity = banner.pity
    pull = since_ssr + 1
    if pull >= pity.hard:
        return PPM
    return min(PPM, banner.rates.SSR + max(0, pull - pity.soft_from + 1) * pity.soft_step_ppm)


def tier_row(banner: Banner, since_ssr: int, since_sr: int) -> Row:
    """The odds of the next pull. What soft pity adds to the SSR is taken from N first, then R, then SR.

    When SR or better is due, all that is not SSR is SR.
    """
    ssr = ssr_ppm(banner, since_ssr)
    if since_sr + 1 >= banner.pity.sr_within:
        return 0, 0, PPM - ssr, ssr
    sr = min(banner.rates.SR, PPM - ssr)
    r = min(banner.rates.R, PPM - ssr - sr)
    return PPM - ssr - sr - r, r, sr, ssr


def advance(banner: Banner, counters: Counters, item: Item) -> Counters:
    """The counters after `item` came out. Only an SSR sets the SSR counter back; an SR leaves it counting."""
    if item.tier == "SSR":
        missed = item.id not in banner.featured if banner.rate_up else counters.featured_next
        return Counters(0, 0, missed)
    since_sr = 0 if item.tier == "SR" else counters.since_sr + 1
    return Counters(counters.since_ssr + 1, since_sr, counters.featured_next)


def play(banner: Banner, count: int, before: Counters, owned: Collection[str], draw: Draw) -> GachaOutcome:
    """`count` pulls in a row from one draw.

    A pull reads `below(1 000 000)` for its tier (SSR lowest, then SR, R, N); an SSR of a rate-up that is not due reads
    another for featured or not; then every pull reads `below(total weight)` for the item, in the banner's order.
    """
    counters = before
    items: list[Item] = []
    for _ in range(count):
        item = _pull(banner, counters, draw)
        counters = advance(banner, counters, item)
        items.append(item)
    return _outcome(banner, items, before, owned)


def stored(banner: Banner, outcome: GachaOutcome) -> dict[str, Any]:
    """What a round keeps: the items, the counters on both sides, and what was owned before."""
    return {
        "items": [pull.item.id for pull in outcome.pulls],
        "group": banner.pity.group,
        "before": counters_data(outcome.before),
        "after": counters_data(outcome.after),
        "owned": list(outcome.owned),
    }


def restore(banner: Banner, facts: dict[str, Any]) -> GachaOutcome:
    """The outcome again from what `stored` kept; no draw.

    Raises InvariantError when the facts do not belong to this banner.
    """
    known = {item.id: item for item in banner.items}
    if not known.keys() >= set(facts["items"]):
        raise InvariantError(f"a stored round of {banner.id} holds items of another")
    items = [known[item_id] for item_id in facts["items"]]
    outcome = _outcome(banner, items, Counters(**facts["before"]), facts["owned"])
    if counters_data(outcome.after) != facts["after"]:
        raise InvariantError(f"a stored round of {banner.id} counts to another pity")
    return outcome


def counters_data(counters: Counters) -> dict[str, Any]:
    """Counters as plain JSON data."""
    return {
        "since_ssr": counters.since_ssr,
        "since_sr": counters.since_sr,
        "featured_next": counters.featured_next,
    }


@cache
def pool(banner: Banner, tier: Tier, *, featured: bool) -> tuple[Item, ...]:
    """The items a tier draws from, in the banner's order; the SSRs of a rate-up stand in two pools."""
    return tuple(item for item in banner.items if item.tier == tier and (item.id in banner.featured) == featured)


def _pull(banner: Banner, counters: Counters, draw: Draw) -> Item:
    _, r, sr, ssr = tier_row(banner, counters.since_ssr, counters.since_sr)
    at = draw.below(PPM)
    if at >= ssr:
        tier: Tier = "SR" if at < ssr + sr else "R" if at < ssr + sr + r else "N"
        return _item(pool(banner, tier, featured=False), draw)
    rate_up = banner.rate_up
    featured = rate_up is not None and (counters.featured_next or draw.below(PPM) < rate_up.share_ppm)
    return _item(pool(banner, "SSR", featured=featured), draw)


def _item(items: Sequence[Item], draw: Draw) -> Item:
    at = draw.below(sum(item.weight for item in items))
    for item in items:
        at -= item.weight
        if at < 0:
            return item
    raise InvariantError("a draw past the weights of its pool")


def _outcome(banner: Banner, items: Sequence[Item], before: Counters, owned: Collection[str]) -> GachaOutcome:
    seen = set(owned)
    counters = before
    pulls: list[Pull] = []
    for item in items:
        is_new = item.id not in seen
        seen.add(item.id)
        counters = advance(banner, counters, item)
        pulls.append(Pull(item, item.id in banner.featured, is_new, 0 if is_new else banner.conversion.of(item.tier)))
    return GachaOutcome(
        pulls=tuple(pulls),
        before=before,
        after=counters,
        owned=tuple(item.id for item in banner.items if item.id in owned),
        payout=sum(pull.converted for pull in pulls),
    )
