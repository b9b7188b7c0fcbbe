"""Stories in stages, and what an age check asks and answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, Protocol, get_args
from uuid import UUID

from casino_club.domains.users.contracts import Tier

Stage = Literal["teaser", "partial", "full"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
"""In the order they are unlocked."""

Method = Literal["tier", "level", "gold"]
AgeOutcome = Literal["adult", "minor", "failed"]
AgeStatus = Literal["verified", "pending", "declared", "none"]
"""`declared`: the player gave an adult's birth date, but nobody is set up to check it."""


@dataclass(frozen=True, slots=True)
class Text:
    en: str
    ko: str


@dataclass(frozen=True, slots=True)
class Paragraphs:
    en: tuple[str, ...]
    ko: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryStage:
    """A part of a story: free from `tier` or from `level` on, for anybody else for `gold`."""

    stage: Stage
    tier: Tier
    level: int
    gold: int
    heading: Text
    text: Paragraphs


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its three stages in order. `scene` names the picture that the client draws."""

    id: str
    scene: str
    title: Text
    stages: tuple[StoryStage, ...]

    def stage(self, name: Stage) -> StoryStage:
        return self.stages[STAGES.index(name)]


@dataclass(frozen=True, slots=True)
class Unlock:
    """A stage that a player opened for good. `price` is gold, 0 unless `method` is `gold`."""

    id: UUID
    content_id: str
    stage: Stage
    method: Method
    price: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AgeAsk:
    """What a provider is told: our own id of the attempt, the birth date that was declared, and the page of the web app
    to come back to, with the provider's own `token` added to its query."""

    verification_id: UUID
    birth_date: date
    return_path: str


@dataclass(frozen=True, slots=True)
class AgeStarted:
    """A check under way. Without a `redirect_url` its result is there at once."""

    provider_ref: str
    redirect_url: str | None = None


class AgeVerifier(Protocol):
    """Somebody who checks ages. Both calls may leave this machine, so neither is made inside a transaction.

    They raise `AgeVerifierUnavailableError` when the provider cannot be reached.
    """

    @property
    def name(self) -> str:
        """What verifications are stored under."""
        ...

    async def start(self, ask: AgeAsk) -> AgeStarted:
        """Begin a check."""
        ...

    async def result(self, *, provider_ref: str, token: str | None) -> AgeOutcome:
        """What came of it; `token` is what the provider gave the player's browser."""
        ...


@dataclass(frozen=True, slots=True)
class AgeVerification:
    """One attempt as stored: who checked, under which reference, and what came out."""

    id: UUID
    provider: str
    provider_ref: str | None
    outcome: AgeOutcome | None
    started_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgeState:
    """Where a player stands. Verified until `verified_until`."""

    status: AgeStatus
    birth_date: date | None
    adult_verified_at: datetime | None = None
    verified_until: datetime | None = None
    verification_id: UUID | None = None
    redirect_url: str | None = None
