"""What a season of the pass is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, Literal

from casino_club.domains.rewards.contracts import Bundle

Track = Literal["free", "paid"]
TRACKS: Final[tuple[Track, ...]] = ("free", "paid")
RewardState = Literal["locked", "claimable", "claimed"]

REASON: Final = "battlepass"
"""Why a reward of the pass was given, in the player's history."""
PROGRESS: Final = "pass_progress"
"""The live message `{season, level, points, claimable}`: rewards that became claimable by what it tells of."""


def midnight(day: date) -> datetime:
    """The moment a UTC day begins."""
    return datetime.combine(day, time(), UTC)


@dataclass(frozen=True, slots=True)
class SeasonDraft:
    """A season's terms: from `starts_on` to before `ends_on` (UTC days); `tracks` hold one bundle a level, from 1."""

    code: str
    title: Mapping[str, str]
    starts_on: date
    ends_on: date
    points_per_level: int
    premium_gem: int
    tracks: Mapping[Track, tuple[Bundle, ...]]

    @property
    def level_count(self) -> int:
        """The highest level."""
        return len(self.tracks["free"])

    @property
    def starts_at(self) -> datetime:
        return midnight(self.starts_on)

    @property
    def ends_at(self) -> datetime:
        return midnight(self.ends_on)


@dataclass(frozen=True, slots=True)
class Season(SeasonDraft):
    """A season that is known; `settled_at` when all that was earned in it has been given."""

    id: int
    settled_at: datetime | None = None

    @property
    def scope(self) -> str:
        """The tally its points are counted in."""
        return scope_of(self.id)

    def bundle(self, track: Track, level: int) -> Bundle:
        """What a level of a track gives; possibly nothing."""
        return self.tracks[track][level - 1]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The part of a season that turns points into levels."""

    season_id: int
    starts_on: date
    ends_on: date
    points_per_level: int
    level_count: int


@dataclass(frozen=True, slots=True)
class Reward:
    """One level of one track, as one player has it."""

    level: int
    track: Track
    bundle: Bundle
    state: RewardState


@dataclass(frozen=True, slots=True)
class PassView:
    """A season as one player has it. `points_to_next` is None on the highest level."""

    season: Season
    points: int
    level: int
    points_to_next: int | None
    premium_owned: bool
    rewards: tuple[Reward, ...]

    @property
    def claimable(self) -> int:
        """Rewards that wait to be taken."""
        return sum(reward.state == "claimable" for reward in self.rewards)


@dataclass(frozen=True, slots=True)
class PassState:
    """The pass in a few numbers, for the home screen."""

    season_id: int
    title: Mapping[str, str]
    ends_at: datetime
    level: int
    level_count: int
    points: int
    points_to_next: int | None
    premium_owned: bool
    claimable: int


def scope_of(season_id: int) -> str:
    """The tally a season's points are counted in."""
    return f"pass:{season_id}"


def grant_key(season_id: int, track: Track, level: int) -> str:
    """The key a reward is given under, once a player."""
    return f"pass:{season_id}:{track}:{level}"
