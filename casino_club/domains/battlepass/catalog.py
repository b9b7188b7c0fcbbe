"""The season the product brings for a month in which no operator has planned one."""

from calendar import month_name
from datetime import date
from typing import Final

from casino_club.domains.battlepass.contracts import SeasonDraft
from casino_club.domains.rewards.contracts import Bundle

LEVEL_COUNT: Final = 40
POINTS_PER_LEVEL: Final = 500
"""A daily log-in, three missions and a few hundred small rounds are about one level."""
PREMIUM_GEM: Final = 120

LANTERN: Final = "lantern"
"""Item code before the season's first day: the keepsake on the last level, one for each track."""


def _free(level: int, code: str) -> Bundle:
    if level == LEVEL_COUNT:
        return Bundle(gold=10_000, gem=20, items={f"{LANTERN}:{code}": 1})
    if level % 10 == 0:
        return Bundle(gem=5, protections=1)
    if level % 5 == 0:
        return Bundle(gem=3)
    return Bundle(gold=500 + 50 * level)


def _paid(level: int, code: str) -> Bundle:
    if level == LEVEL_COUNT:
        return Bundle(gold=30_000, gem=28, items={f"{LANTERN}:{code}:gold": 1})
    if level % 10 == 0:
        return Bundle(gold=10_000, gem=6)
    if level % 4 == 0:
        return Bundle(gem=4)
    return Bundle(gold=1500 + 150 * level)


def shipped(starts_on: date, ends_on: date) -> SeasonDraft:
    """The product's own season over these days."""
    code = f"{starts_on:%Y-%m-%d}"
    levels = range(1, LEVEL_COUNT + 1)
    return SeasonDraft(
        code=code,
        title={"en": f"{month_name[starts_on.month]} lanterns", "ko": f"{starts_on.month}월의 등불"},
        starts_on=starts_on,
        ends_on=ends_on,
        points_per_level=POINTS_PER_LEVEL,
        premium_gem=PREMIUM_GEM,
        tracks={
            "free": tuple(_free(level, code) for level in levels),
            "paid": tuple(_paid(level, code) for level in levels),
        },
    )
