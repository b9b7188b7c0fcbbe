"""The profile quiz, what it says about a player, and what is recommended from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

Preference = Literal["collecting", "competing", "relaxing", "social"]
PREFERENCES: Final[tuple[Preference, ...]] = get_args(Preference)
"""In the order that breaks ties."""

Band = Literal["calm", "balanced", "bold"]
Verdict = Literal["opened", "helpful", "not_for_me"]
Reason = Literal["collecting", "competing", "relaxing", "social", "new", "known", "calm", "club"]
"""Why something is recommended: a preference it fits, never or often played, or nothing but that it is there."""


@dataclass(frozen=True, slots=True)
class Text:
    en: str
    ko: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: points of risk, and points for each preference it speaks of."""

    id: str
    text: Text
    risk: int
    prefers: Mapping[Preference, int]


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A named profile, or a band of risk, in words."""

    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Quiz:
    """One version of the quiz. A published version never changes: results name it."""

    version: int
    title: Text
    intro: Text
    questions: tuple[Question, ...]
    profiles: Mapping[Preference, Portrait]
    bands: Mapping[Band, Portrait]


@dataclass(frozen=True, slots=True)
class Score:
    """What answers come to: `risk` and each preference from 0 to 100; `profile` is the strongest preference."""

    risk: int
    preferences: Mapping[Preference, int]
    profile: Preference


@dataclass(frozen=True, slots=True)
class Result:
    """A finished quiz as stored."""

    id: UUID
    version: int
    answers: Mapping[str, str]
    score: Score
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be recommended. `game` is the code of a game, None for everything that is not play."""

    id: str
    target: str
    title: Text
    text: Text
    prefers: Mapping[Preference, int]
    risk: int = 50
    game: str | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything there is to recommend: games, things of the club, and what is left when nobody should be drawn in."""

    games: tuple[Candidate, ...]
    today: tuple[Candidate, ...]
    calm: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    candidate: Candidate
    kind: Literal["game", "today", "calm"]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`calm`: the player is left in peace, and nothing here leads to play."""

    items: Sequence[Recommendation]
    calm: bool
    taken: bool
    played: Sequence[str]
