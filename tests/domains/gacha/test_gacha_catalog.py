"""The shipped banners' data, and data that describes no banner."""

import json

import pytest

from casino_club.domains.gacha.catalog import BANNERS_DIR, SHIPPED, as_data, config_hash, parse_banner, shipped_banners
from casino_club.domains.gacha.game import GachaGame
from casino_club.domains.games.errors import ConfigInvalidError
from tests.domains.gacha.support import ITEMS, RATE_UP, banner_data, item

BROKEN = {
    "rates below one": ({"rates": {"N": 1}}, "rates"),
    "a rate above one": ({"rates": {"N": 1_605_000, "R": -700_000}}, "rates.N"),
    "hard pity at nothing": ({"pity": {"hard": 0}}, "pity.hard"),
    "hard pity out of reach": ({"pity": {"hard": 201}}, "pity.hard"),
    "soft pity behind the hard one": ({"pity": {"soft_from": 71}}, "pity.soft_from"),
    "a step above one": ({"pity": {"soft_step_ppm": 1_000_001}}, "pity.soft_step_ppm"),
    "no SR guarantee": ({"pity": {"sr_within": 0}}, "pity.sr_within"),
    "no group": ({"pity": {"group": ""}}, "pity.group"),
    "an item twice": ({"items": [*ITEMS, item("moon", "N")]}, "items"),
    "an id of nothing": ({"items": [*ITEMS, item("", "N")]}, "items"),
    "too many items": ({"items": [*ITEMS, *(item(f"i{n}", "N") for n in range(200))]}, "items"),
    "weight of nothing": ({"items": [*ITEMS, item("b", "N", 0)]}, "items"),
    "a tier without items": ({"items": ITEMS[:-1]}, "items"),
    "free of charge": ({"cost": 0}, "cost"),
    "a negative conversion": ({"conversion": {"N": -1, "R": 0, "SR": 0, "SSR": 0}}, "conversion.N"),
    "copies worth more than they cost": ({"conversion": {"N": 90, "R": 90, "SR": 200, "SSR": 900}}, "conversion"),
    "nothing featured": ({"rate_up": RATE_UP | {"featured": []}}, "rate_up.featured"),
    "an R featured": ({"rate_up": RATE_UP | {"featured": ["star"]}}, "rate_up.featured"),
    "a share above one": ({"rate_up": RATE_UP | {"share_ppm": 1_000_001}}, "rate_up.share_ppm"),
    "nothing for the other share": ({"rate_up": RATE_UP | {"featured": ["moon", "crane"]}}, "rate_up.share_ppm"),
    "an unknown field": ({"lucky": True}, "lucky"),
    "a number as text": ({"cost": "100"}, "cost"),
    "a currency we do not have": ({"currency": "won"}, "currency"),
}


@pytest.mark.parametrize(("changes", "loc"), BROKEN.values(), ids=BROKEN)
def test_data_that_describes_no_banner_is_refused_with_its_place(changes, loc):
    with pytest.raises(ConfigInvalidError) as refused:
        GachaGame().parse(banner_data(**changes))
    assert refused.value.details is not None
    assert loc in {problem["loc"] for problem in refused.value.details["problems"]}


def test_shipped_banners_come_back_from_their_data():
    for name, banner in shipped_banners().items():
        assert banner.id == name
        again = parse_banner(json.dumps(as_data(banner)))
        assert as_data(again) == as_data(banner)
        assert config_hash(again) == config_hash(banner)
        assert json.loads((BANNERS_DIR / f"{name}.json").read_text()) == as_data(banner)
    assert {path.stem for path in BANNERS_DIR.glob("*.json")} == set(SHIPPED)


def test_an_item_is_the_same_on_every_banner():
    seen = {}
    for banner in shipped_banners().values():
        for one in banner.items:
            facts = (one.tier, one.name)
            assert seen.setdefault(one.id, facts) == facts


def test_what_ships_is_what_players_are_told_of():
    banners = shipped_banners().values()
    assert {banner.currency for banner in banners} == {"gold", "gem"}
    assert any(banner.rate_up for banner in banners)
    groups = [banner.pity.group for banner in banners]
    assert len(set(groups)) < len(groups), "no two banners carry one pity on"
    for group in set(groups):
        laws = {
            (one.pity.hard, one.pity.soft_from, one.pity.soft_step_ppm, one.pity.sr_within, one.currency)
            for one in banners
            if one.pity.group == group
        }
        assert len(laws) == 1, "banners of a group share one law of pity"
    assert [one.variant for one in GachaGame().shipped()] == list(SHIPPED)
