"""Gacha pull by pull: the chance of an SSR at every count since the last, stated from the banner's own numbers."""

from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

from bench.rng import checks
from bench.rng.checks import Verdict, suspicious
from casino_club.domains.gacha import rules
from casino_club.domains.gacha.catalog import shipped_banners
from casino_club.domains.gacha.contracts import PPM, Banner, Counters
from casino_club.kernel.rng import Draw
from tests.statistics import faults

SEED = b"the capsules' own seed".ljust(32)
PULLS = 60_000
BANNERS = shipped_banners()


@dataclass
class Tally:
    """What came out, by the state before it."""

    at_risk: Counter[int] = field(default_factory=Counter)
    ssr: Counter[int] = field(default_factory=Counter)
    sr_due: int = 0
    sr_missed: int = 0
    early: Counter[str] = field(default_factory=Counter)
    featured_due: int = 0
    featured_missed: int = 0
    open_ssr: int = 0
    open_featured: int = 0
    items: Counter[str] = field(default_factory=Counter)


def pull_many(banner: Banner, kind: type[Draw]) -> Tally:
    """`PULLS` pulls of one player, ten a bet."""
    tally, counters = Tally(), Counters()
    for nonce in range(PULLS // 10):
        outcome = rules.play(banner, 10, counters, (), kind(SEED, banner.id, nonce))
        for pull in outcome.pulls:
            _count(tally, banner, counters, pull.item.id, pull.item.tier, featured=pull.is_featured)
            counters = rules.advance(banner, counters, pull.item)
        assert counters == outcome.after
    return tally


def _count(tally: Tally, banner: Banner, before: Counters, item_id: str, tier: str, *, featured: bool) -> None:
    tally.at_risk[before.since_ssr] += 1
    tally.items[item_id] += 1
    if before.since_sr + 1 >= banner.pity.sr_within:
        tally.sr_due += 1
        tally.sr_missed += tier not in {"SR", "SSR"}
    elif before.since_ssr + 1 < banner.pity.soft_from:
        tally.early[tier] += 1
    if tier != "SSR":
        return
    tally.ssr[before.since_ssr] += 1
    if banner.rate_up is None:
        return
    if before.featured_next:
        tally.featured_due += 1
        tally.featured_missed += not featured
    else:
        tally.open_ssr += 1
        tally.open_featured += featured


def promised_hazard(banner: Banner, since_ssr: int) -> float:
    """The published rule, written once more: base, then steps from `soft_from` on, then certainty at `hard`."""
    pull, pity = since_ssr + 1, banner.pity
    if pull > pity.hard:
        return 0.0  # nobody gets that far
    if pull == pity.hard:
        return 1.0
    steps = pull - pity.soft_from + 1 if pull >= pity.soft_from else 0
    return min(1.0, (banner.rates.SSR + steps * pity.soft_step_ppm) / PPM)


def judge(banner: Banner, kind: type[Draw]) -> list[Verdict]:
    """Hazards, base rates away from pity, guarantees, and the share of the featured."""
    tally = pull_many(banner, kind)
    stages = range(max(tally.at_risk) + 1)
    found = checks.hazards(
        "hazard",
        [tally.at_risk[k] for k in stages],
        [tally.ssr[k] for k in stages],
        [promised_hazard(banner, k) for k in stages],
    )
    rates = {tier: banner.rates.of(tier) / PPM for tier in ("N", "R", "SR", "SSR")}
    found.append(checks.law("base rates", tally.early.elements(), rates))
    if tally.sr_due:
        found.append(checks.share("SR guarantee", tally.sr_missed, tally.sr_due, 0.0))
    if banner.rate_up is not None:
        found.append(checks.share("featured guarantee", tally.featured_missed, tally.featured_due, 0.0))
        share = banner.rate_up.share_ppm / PPM
        found.append(checks.share("featured share", tally.open_featured, tally.open_ssr, share))
    commons = [item for item in banner.items if item.tier == "N"]
    weight = sum(item.weight for item in commons)
    seen = {item.id: tally.items[item.id] for item in commons}
    if len(commons) > 1:
        law = {item.id: item.weight / weight for item in commons}
        found.append(checks.law("common items", Counter(seen).elements(), law))
    return found


def names_of(verdicts: list[Verdict]) -> set[str]:
    return {one.name for one in suspicious(verdicts)}


@pytest.mark.parametrize("banner", BANNERS.values(), ids=list(BANNERS))
def test_every_hazard_is_the_promised_one(banner: Banner) -> None:
    verdicts = judge(banner, Draw)
    assert not suspicious(verdicts)
    assert f"hazard[{banner.pity.soft_from}]" in {one.name for one in verdicts}, "soft pity was never reached"


def rate_up_banner() -> Banner:
    return next(banner for banner in BANNERS.values() if banner.rate_up and banner.rate_up.share_ppm < PPM)


@pytest.mark.parametrize("step", [-1, 1])
def test_a_pity_off_by_one_is_found(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = rules.ssr_ppm
    monkeypatch.setattr(rules, "ssr_ppm", lambda banner, since_ssr: honest(banner, since_ssr + step))
    banner = rate_up_banner()
    found = names_of(judge(banner, Draw))
    assert f"hazard[{banner.pity.soft_from}]" in found, found


def test_a_hard_pity_one_late_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reaches it with soft pity in front, so the table is one without."""
    banner = without_soft_pity()
    honest = rules.ssr_ppm
    monkeypatch.setattr(
        rules, "ssr_ppm", lambda one, since: one.rates.SSR if since + 1 == one.pity.hard else honest(one, since)
    )
    assert f"hazard[{banner.pity.hard - 1}]" in names_of(judge(banner, Draw))


def test_a_hard_pity_in_time_passes() -> None:
    banner = without_soft_pity()
    verdicts = judge(banner, Draw)
    assert f"hazard[{banner.pity.hard - 1}]" in {one.name for one in verdicts}
    assert not suspicious(verdicts)


def without_soft_pity() -> Banner:
    banner = rate_up_banner()
    return replace(banner, pity=replace(banner.pity, soft_step_ppm=0, hard=60))


def test_a_guarantee_that_is_forgotten_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    banner = rate_up_banner()
    monkeypatch.setattr(rules, "_pull", _pull_without_guarantee)
    assert "featured guarantee" in names_of(judge(banner, Draw))


def _pull_without_guarantee(banner: Banner, counters: Counters, draw: Draw) -> object:
    return _honest_pull(banner, Counters(counters.since_ssr, counters.since_sr, False), draw)


_honest_pull = rules._pull


@pytest.mark.parametrize(
    ("kind", "found_by"),
    [(faults.RoundedDraw, "common items"), (faults.StickyDraw, "common items")],
)
def test_a_faulty_draw_is_found(kind: type[Draw], found_by: str) -> None:
    found = set[str]()
    for banner in BANNERS.values():
        found |= names_of(judge(banner, kind))
    assert found_by in found
