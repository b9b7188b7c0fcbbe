"""The shipped stories: JSON files beside this module, read once, checked whole, then immutable."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic import TypeAdapter

from casino_club.domains.content.contracts import Story
from casino_club.domains.content.errors import ContentNotFoundError
from casino_club.domains.content.rules import problems_of

STORIES_DIR: Final = Path(__file__).parent / "stories"
SHIPPED: Final = ("lantern-alley", "rooftop", "backstage")
"""Story ids in the order of the screen."""

_adapter: TypeAdapter[Story] = TypeAdapter(Story)


def parse_story(data: str | bytes) -> Story:
    """A story from its JSON text. Raises ValueError with every problem found."""
    story = _adapter.validate_json(data)
    if problems := problems_of(story):
        raise ValueError(f"story {story.id}: {', '.join(problems)}")
    return story


@cache
def shipped_stories() -> Mapping[str, Story]:
    """Every story by id, in the order of the screen."""
    stories = {name: parse_story((STORIES_DIR / f"{name}.json").read_bytes()) for name in SHIPPED}
    return MappingProxyType(stories)


def get_story(content_id: str) -> Story:
    """A shipped story. Raises `ContentNotFoundError`."""
    story = shipped_stories().get(content_id)
    if story is None:
        raise ContentNotFoundError
    return story
