"""Stories' data and the law of unlocking.

Seen failing: with a later stage cheaper than the one before it, and with a tier compared by name.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casino_club.domains.content import rules
from casino_club.domains.content.catalog import get_story, parse_story, shipped_stories
from casino_club.domains.content.contracts import STAGES
from casino_club.domains.content.errors import ContentNotFoundError

STORY = get_story("lantern-alley")


def test_stages_open_in_order():
    assert rules.next_stage(set()) == "teaser"
    assert rules.next_stage({"teaser", "partial"}) == "full"
    assert rules.next_stage(set(STAGES)) is None
    assert [rules.is_in_order(stage, {"teaser"}) for stage in STAGES] == [True, True, False]


@pytest.mark.parametrize(
    ("stage", "tier", "level", "method"),
    [
        ("teaser", "STANDARD", 1, "tier"),
        ("partial", "STANDARD", 4, None),
        ("partial", "STANDARD", 5, "level"),
        ("partial", "PREMIUM", 1, "tier"),
        ("partial", "VIP", 1, "tier"),
        ("full", "PREMIUM", 14, None),
        ("full", "PREMIUM", 15, "level"),
        ("full", "VIP", 1, "tier"),
    ],
)
def test_tier_or_level_open_for_free(stage, tier, level, method):
    assert rules.free_by(STORY.stage(stage), tier=tier, level=level) == method


def test_shipped_stories_are_whole():
    for id_, story in shipped_stories().items():
        assert story.id == id_
        assert rules.problems_of(story) == []
        for stage in story.stages:
            assert all(stage.text.en)
            assert all(stage.text.ko)
    with pytest.raises(ContentNotFoundError):
        get_story("attic")


def test_broken_stories_are_found():
    teaser, partial, full = STORY.stages
    assert rules.problems_of(replace(STORY, stages=(teaser, full, partial))) == ["stages"]
    cheap = replace(STORY, stages=(teaser, partial, replace(full, gold=partial.gold)))
    assert rules.problems_of(cheap) == ["full.requirement"]
    given = replace(STORY, stages=(teaser, replace(partial, gold=0), full))
    assert rules.problems_of(given) == ["partial.requirement", "partial.gold"]
    with pytest.raises(ValueError, match="stages"):
        parse_story('{"id": "x", "scene": "x", "title": {"en": "x", "ko": "x"}, "stages": []}')


def test_a_check_holds_a_year():
    assert rules.verified_until(datetime(2026, 1, 1, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)
