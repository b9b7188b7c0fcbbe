"""Banners of the tests: the shipped ones, and one to bend."""

import json
from typing import Any

from casino_club.domains.gacha.catalog import parse_banner
from casino_club.domains.gacha.contracts import Banner
from casino_club.kernel.rng import Draw


def text(value: str) -> dict[str, str]:
    return {"en": value, "ko": value}


def item(name: str, tier: str, weight: int = 1) -> dict[str, Any]:
    return {"id": name, "name": text(name), "tier": tier, "weight": weight}


ITEMS = [item("moon", "SSR"), item("crane", "SSR"), item("lotus", "SR"), item("star", "R"), item("paper", "N")]


def banner_data(*, rates: dict[str, int] | None = None, pity: dict[str, Any] | None = None, **fields: Any) -> Any:
    """A small banner's data, changed."""
    return {
        "id": "test",
        "name": text("test"),
        "tagline": text("test"),
        "currency": "gold",
        "cost": 100,
        "rates": {"N": 605_000, "R": 300_000, "SR": 85_000, "SSR": 10_000} | (rates or {}),
        "pity": {"group": "test", "sr_within": 10, "soft_from": 51, "soft_step_ppm": 50_000, "hard": 70} | (pity or {}),
        "rate_up": None,
        "conversion": {"N": 1, "R": 2, "SR": 5, "SSR": 20},
        "items": ITEMS,
        **fields,
    }


def banner(**fields: Any) -> Banner:
    return parse_banner(json.dumps(banner_data(**fields)))


RATE_UP = {"featured": ["moon"], "share_ppm": 500_000}


class ScriptedDraw(Draw):
    """Answers what it is told, and refuses a question out of order: (range, answer) pairs."""

    __slots__ = ("_script",)

    def __init__(self, script: list[tuple[int, int]]) -> None:
        super().__init__(b"", "", 0)
        self._script = list(script)

    def below(self, n: int) -> int:
        wanted, answer = self._script.pop(0)
        assert n == wanted
        return answer
