"""Pure arithmetic of the pass: points, levels, what may be claimed, and what a season must look like."""

from collections.abc import Container, Iterator
from datetime import date
from typing import Final

from casino_club.domains.battlepass.contracts import (
    TRACKS,
    Ladder,
    Reward,
    RewardState,
    Season,
    SeasonDraft,
    Track,
    grant_key,
    scope_of,
)
from casino_club.domains.progress.contracts import Tally
from casino_club.domains.rewards.contracts import Bundle
from casino_club.kernel.calendar import period_end, period_start

MISSION_POINTS: Final = 100
"""Points for a mission whose reward was claimed, besides its experience."""
LEVELS_MAX: Final = 100
POINTS_PER_LEVEL_MAX: Final = 1_000_000
SEASON_DAYS_MAX: Final = 120


def points_of(tally: Tally, ladder: Ladder | Season) -> int:
    """Points of a season: experience gained in it, 100 a mission, and a whole level's worth for each level given."""
    return tally.exp + MISSION_POINTS * tally.missions + tally.pass_levels * ladder.points_per_level


def level_of(points: int, ladder: Ladder | Season) -> int:
    """Levels reached: none before the first, never above the last."""
    return min(ladder.level_count, points // ladder.points_per_level)


def points_to_next(points: int, ladder: Ladder | Season) -> int | None:
    """Points that are missing for the next level; None when there is none."""
    level = level_of(points, ladder)
    return None if level == ladder.level_count else (level + 1) * ladder.points_per_level - points


def reward_state(
    season: Season, track: Track, level: int, *, reached: int, premium: bool, given: Container[str]
) -> RewardState:
    """Whether a reward waits for something, for the player, or for nothing any more."""
    if grant_key(season.id, track, level) in given:
        return "claimed"
    return "claimable" if level <= reached and (premium or track == "free") else "locked"


def rewards_of(season: Season, *, reached: int, premium: bool, given: Container[str]) -> Iterator[Reward]:
    """Every reward of a season as one player has it, by level, the free track first; levels that give nothing omitted.

    `reached` is the player's level, `given` holds the keys of what the player has.
    """
    for level in range(1, season.level_count + 1):
        for track in TRACKS:
            bundle = season.bundle(track, level)
            if not bundle.is_empty:
                state = reward_state(season, track, level, reached=reached, premium=premium, given=given)
                yield Reward(level, track, bundle, state)


def keys_of(season: Season) -> list[str]:
    """The keys of everything a season can give."""
    return [grant_key(season.id, track, level) for level in range(1, season.level_count + 1) for track in TRACKS]


def season_id_of(scope: str) -> int | None:
    """The season whose tally this is; None for other tallies."""
    kind, _, number = scope.partition(":")
    season_id = int(number) if kind == "pass" and number.isdigit() else None
    return season_id if season_id is not None and scope_of(season_id) == scope else None


def gap_around(day: date, *, last_end: date | None, next_start: date | None) -> tuple[date, date]:
    """First day and day after the last of the shipped season that covers `day`: its month, between its neighbours."""
    start, end = period_start("month", day), period_end("month", day)
    assert start is not None  # noqa: S101 - a month has both
    assert end is not None  # noqa: S101
    return max(start, last_end or start), min(end, next_start or end)


def _bundle_problem(bundle: Bundle) -> str | None:
    # A level that gives levels would decide what it is worth by when it is claimed.
    return "gives_pass_levels" if bundle.pass_levels else None


def problems_of(draft: SeasonDraft) -> list[str]:
    """What is wrong with a season, in stable words with the place; nothing when it may run."""
    free, paid = draft.tracks["free"], draft.tracks["paid"]
    found: list[str] = []
    if not 1 <= len(free) <= LEVELS_MAX:
        found.append("levels:out_of_range")
    if len(free) != len(paid):
        found.append("levels:tracks_differ")
    if not 0 < (draft.ends_on - draft.starts_on).days <= SEASON_DAYS_MAX:
        found.append("ends_on:out_of_range")
    if not 1 <= draft.points_per_level <= POINTS_PER_LEVEL_MAX:
        found.append("points_per_level:out_of_range")
    if draft.premium_gem < 1:
        found.append("premium_gem:out_of_range")
    if not all(draft.title.get(language, "").strip() for language in ("en", "ko")):
        found.append("title:missing")
    for track in TRACKS:
        for level, bundle in enumerate(draft.tracks[track], 1):
            if problem := _bundle_problem(bundle):
                found.append(f"levels.{level}.{track}:{problem}")
    found.extend(
        f"levels.{level}:gives_nothing"
        for level, pair in enumerate(zip(free, paid, strict=False), 1)
        if all(bundle.is_empty for bundle in pair)
    )
    return found
