"""Writes the golden vectors of the capsules again: `python -m tests.golden.write_gacha`."""

from typing import Any

from casino_club.domains.gacha.catalog import config_hash, shipped_banners
from casino_club.domains.gacha.contracts import Banner, Counters, GachaOutcome
from casino_club.domains.gacha.rules import counters_data, play
from tests.golden.write import FOLDER, compact, inputs

BEFORE = (
    Counters(),
    Counters(5, 5),
    Counters(9, 9),
    Counters(50, 3),
    Counters(60, 9, featured_next=True),
    Counters(69, 2),
    Counters(69, 9, featured_next=True),
)
KEPT = 14


def round_facts(banner: Banner, facts: dict[str, Any], count: int, outcome: GachaOutcome) -> dict[str, Any]:
    return {
        "banner_id": banner.id,
        "config_hash": config_hash(banner),
        **facts,
        "count": count,
        "before": counters_data(outcome.before),
        "owned": list(outcome.owned),
        "items": [pull.item.id for pull in outcome.pulls],
        "converted": [pull.converted for pull in outcome.pulls],
        "after": counters_data(outcome.after),
        "payout": outcome.payout,
    }


def interest(banner: Banner, outcome: GachaOutcome) -> tuple[Any, ...]:
    """What a round shows that another does not; the vectors take rounds of every kind."""
    tiers = {pull.item.tier for pull in outcome.pulls}
    return (
        len(outcome.pulls),
        "SSR" in tiers,
        "SR" in tiers,
        any(pull.is_featured for pull in outcome.pulls),
        any(pull.is_new for pull in outcome.pulls),
        outcome.before.featured_next,
    )


def gacha_vectors() -> dict[str, Any]:
    """Rounds of every banner, from counters at each corner of the guarantees."""
    rounds: list[dict[str, Any]] = []
    for banner in shipped_banners().values():
        seen: set[tuple[Any, ...]] = set()
        ids = [item.id for item in banner.items]
        for nonce in range(400):
            facts, draw = inputs(f"gacha {banner.id}", "golden", nonce)
            count = (1, 10)[nonce % 2]
            owned = ids[: (0, len(ids) // 2, len(ids))[nonce % 3]]
            outcome = play(banner, count, BEFORE[nonce % len(BEFORE)], owned, draw)
            kind = interest(banner, outcome)
            if kind not in seen and len(seen) < KEPT:
                seen.add(kind)
                rounds.append(round_facts(banner, facts, count, outcome))
    return {"rounds": rounds}


if __name__ == "__main__":
    (FOLDER / "gacha.json").write_text(compact(gacha_vectors()))
