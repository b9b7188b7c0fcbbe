"""Bodies of the routes every game shares."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from casino_club.domains.fairness.schemas import ClientSeed
from casino_club.domains.games.contracts import GameSession, GameStats
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime
from casino_club.kernel.calendar import Period
from casino_club.kernel.money import AMOUNT_MAX, Currency

Stake = Annotated[int, Field(ge=1, le=AMOUNT_MAX)]


class FairnessOut(Out):
    """What a settled bet was drawn from."""

    server_seed_hash: str
    client_seed: str
    nonce: int


class BetOut(Out):
    """What every settled bet answers with; a game adds its own facts."""

    round_id: UUID
    bet_amount: Amount
    win_amount: Amount
    net: Amount
    balance_after: Amount
    config_version: int
    fairness: FairnessOut
    win_streak: int


class LimitsOut(Out):
    min: Amount
    max: Amount
    step: Amount


class GameOut(Out):
    """One game of the list."""

    game: str
    enabled: bool
    limits: LimitsOut
    rtp: float = Field(description="return to player as a fraction of the stake; the lowest of the game's tables")
    variants: list[str]


class GamesOut(Out):
    items: list[GameOut]


class ChangeOut(Out):
    """One published version of a table."""

    version: int
    hash: str
    effective_at: UtcTime
    note: str


class TableOut(Out):
    """A published table. `hash` is SHA-256 over `body` as JSON with sorted keys and no spaces."""

    game: str
    variant: str
    version: int
    hash: str
    effective_at: UtcTime
    live: bool
    body: dict[str, Any]


class OddsOut(Out):
    """A game's odds, from the tables that play. `items` has one sheet a table; its fields are the game's."""

    game: str
    items: list[dict[str, Any]]


class AllOddsOut(Out):
    items: list[OddsOut]


class RoundOut(Out):
    """One line of the history of rounds."""

    round_id: UUID
    game_type: str
    game_variant: str
    currency: Currency
    bet_amount: Amount
    win_amount: Amount
    net: Amount
    balance_after: Amount
    config_version: int
    created_at: UtcTime


class RoundFairnessOut(FairnessOut):
    server_seed: str | None = Field(description="hex; null until the seed is revealed by rotation")


class RoundDetailOut(RoundOut):
    """A round, whole: `outcome` is what the bet was answered."""

    outcome: dict[str, Any]
    fairness: RoundFairnessOut


class RoundProofOut(Out):
    """Everything that goes into a round's verification, and what came out."""

    round_id: UUID
    game: str
    game_variant: str
    config_version: int
    config_hash: str
    params: dict[str, Any]
    server_seed_hash: str
    server_seed: str | None
    client_seed: str
    nonce: int
    stops: list[int] | None
    outcome: dict[str, Any]


class VerifyIn(In):
    """A draw to be made again."""

    server_seed: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="32 bytes, hex")]
    client_seed: ClientSeed
    nonce: Annotated[int, Field(ge=0, le=AMOUNT_MAX)]
    game: Annotated[str, Field(min_length=1, max_length=32)]
    game_variant: Annotated[str | None, Field(min_length=1, max_length=64)] = None
    config_version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    params: Annotated[
        dict[str, Any], Field(description="what the outcome depends on besides the seeds; the game's own")
    ]


class VerifyOut(Out):
    server_seed_hash: str
    config_hash: str
    outcome: dict[str, Any]


class GameStatsOut(Out):
    plays: int
    wins: int
    losses: int
    pushes: int
    total_bet: Amount
    total_win: Amount
    net: Amount
    win_rate: float
    rtp: float
    highest_multiplier: float
    best_win: Amount
    current_streak: int
    best_streak: int
    play_seconds: int

    @classmethod
    def of(cls, stats: GameStats) -> "GameStatsOut":
        """Totals of a period."""
        return cls.model_validate({**stats.as_shown(), "play_seconds": stats.play_seconds})


class StatsOut(Out):
    user_id: int
    period: Period
    games: dict[str, GameStatsOut]
    total: GameStatsOut
    favourite_game: str | None


class DayStatsOut(Out):
    game: str
    day: str
    stats: GameStatsOut


class RecalculationOut(Out):
    before: list[DayStatsOut]
    after: list[DayStatsOut]
    changed: bool


class SessionStartIn(In):
    game_type: Annotated[str, Field(min_length=1, max_length=32)]
    game_variant: Annotated[str | None, Field(max_length=64)] = None


class SessionEndIn(In):
    session_id: Annotated[UUID, Field(strict=False)]


class SessionOut(Out):
    model_config = ConfigDict(extra="ignore", frozen=True, from_attributes=True)

    session_id: UUID
    user_id: int
    game_type: str
    game_variant: str | None
    started_at: UtcTime
    ended_at: UtcTime | None
    plays: int
    total_bet: Amount
    total_win: Amount
    net: Amount

    @classmethod
    def of(cls, session: GameSession) -> "SessionOut":
        """A session with its totals."""
        return cls(
            session_id=session.id,
            user_id=session.user_id,
            game_type=session.game,
            game_variant=session.variant,
            started_at=session.started_at,
            ended_at=session.ended_at,
            plays=session.plays,
            total_bet=session.total_bet,
            total_win=session.total_win,
            net=session.total_win - session.total_bet,
        )


class NowPlayingOut(Out):
    """What others see of a live session."""

    game_type: str
    game_variant: str | None
    started_at: UtcTime
    session: SessionOut | None = Field(description="with totals, to the player and support only")
