"""The dashboard's body, made of others' shapes. What does not exist yet is null or empty."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from casino_club.domains.account.schemas import UserOut
from casino_club.domains.dashboard.contracts import Home
from casino_club.domains.games.contracts import GameStats, Round
from casino_club.domains.games.schemas import GameOut, GameStatsOut
from casino_club.domains.wallet.schemas import BalanceOut, WalletOut
from casino_club.infra.http.schemas import Amount, Out, UtcTime
from casino_club.kernel.money import Currency


class PeriodsOut(Out):
    """Totals by game: of this UTC day, and of all time."""

    today: dict[str, GameStatsOut]
    all: dict[str, GameStatsOut]

    @classmethod
    def of(cls, home: Home) -> "PeriodsOut":
        """Both periods of a player's state."""

        def shown(stats: dict[str, GameStats]) -> dict[str, GameStatsOut]:
            return {game: GameStatsOut.of(totals) for game, totals in stats.items()}

        return cls(today=shown(home.today), all=shown(home.ever))


class LastRoundOut(Out):
    round_id: UUID
    game_type: str
    game_variant: str
    currency: Currency
    bet_amount: Amount
    win_amount: Amount
    net: Amount
    balance_after: Amount
    win_streak: int
    created_at: UtcTime

    @classmethod
    def of(cls, played: Round) -> "LastRoundOut":
        """A round in the words of the API."""
        return cls(
            round_id=played.id,
            game_type=played.game,
            game_variant=played.variant,
            currency=played.currency,
            bet_amount=played.stake,
            win_amount=played.payout,
            net=played.payout - played.stake,
            balance_after=played.balance_after,
            win_streak=played.win_streak,
            created_at=played.created_at,
        )


class DashboardOut(Out):
    profile: UserOut
    wallet: WalletOut
    stats: PeriodsOut
    last_rounds: list[LastRoundOut]
    games: list[GameOut]
    streak: dict[str, Any] | None = None
    vip: dict[str, Any] | None = None
    missions: list[dict[str, Any]] | None = None
    events: list[dict[str, Any]] | None = None
    battlepass: dict[str, Any] | None = Field(default=None, serialization_alias="pass")
    recommendations: list[dict[str, Any]] = Field(default_factory=list[dict[str, Any]])
    unread: int = 0
    generated_at: UtcTime

    @classmethod
    def of(cls, home: Home, *, games: list[GameOut], now: datetime) -> "DashboardOut":
        """The whole home screen."""
        user = UserOut.model_validate(home.user)
        balances = [
            BalanceOut(currency="gold", balance=user.gold_balance),
            BalanceOut(currency="gem", balance=user.gem_balance),
        ]
        return cls(
            profile=user,
            wallet=WalletOut(balances=balances),
            stats=PeriodsOut.of(home),
            last_rounds=[LastRoundOut.of(played) for played in home.rounds],
            games=games,
            generated_at=now,
        )


class PurchasesOut(Out):
    pending_count: int = 0


class LiveStateOut(Out):
    """`initial_state` of a live socket."""

    profile: UserOut
    stats: PeriodsOut
    streak: dict[str, Any] | None = None
    events: list[dict[str, Any]] | None = None
    purchase: PurchasesOut = Field(default_factory=PurchasesOut)
    unread: int = 0

    @classmethod
    def of(cls, home: Home) -> "LiveStateOut":
        """What a live client starts from."""
        return cls(profile=UserOut.model_validate(home.user), stats=PeriodsOut.of(home))
