"""The dashboard's body, made of others' shapes."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from casino_club.domains.account.schemas import UserOut
from casino_club.domains.battlepass.contracts import PassState
from casino_club.domains.dashboard.contracts import Home, Standing
from casino_club.domains.events.contracts import PlayerEvent
from casino_club.domains.events.schemas import EventOut
from casino_club.domains.games.contracts import GameStats, Round
from casino_club.domains.games.schemas import GameOut, GameStatsOut
from casino_club.domains.missions.schemas import MissionOut
from casino_club.domains.onboarding.schemas import OnboardingOut
from casino_club.domains.quiz.schemas import RecommendationOut
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.rewards.schemas import BundleOut
from casino_club.domains.streaks.schemas import StreakStatusOut
from casino_club.domains.vip.schemas import VipStatusOut
from casino_club.domains.wallet.schemas import BalanceOut, WalletOut
from casino_club.infra.http.schemas import Amount, Out, UtcTime
from casino_club.kernel.money import Currency


class PeriodsOut(Out):
    """Totals by game: of this UTC day, and of all time."""

    today: dict[str, GameStatsOut]
    all: dict[str, GameStatsOut]

    @classmethod
    def of(cls, standing: Standing) -> "PeriodsOut":
        """Both periods of a player's state."""

        def shown(stats: dict[str, GameStats]) -> dict[str, GameStatsOut]:
            return {game: GameStatsOut.of(totals) for game, totals in stats.items()}

        return cls(today=shown(standing.today), all=shown(standing.ever))


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


class HomeEventOut(Out):
    """A running event in a few words. `participation_count` is on its own page."""

    id: UUID
    title: str
    event_type: str
    end_date: UtcTime
    rewards: BundleOut
    joined: bool
    progress: Amount
    target: Amount
    completed: bool
    claimed: bool
    claimable: bool
    progress_version: int

    @classmethod
    def of(cls, seen: PlayerEvent, *, language: str, now: datetime) -> "HomeEventOut":
        """An event in the reader's language."""
        shown = EventOut.of(seen, language=language, now=now)
        facts = {name: getattr(shown, name) for name in cls.model_fields if name != "rewards"}
        return cls(**facts, rewards=BundleOut.of(Bundle.of(shown.rewards)))


class HomePassOut(Out):
    """The season of the pass in a few numbers."""

    season_id: int
    title: str
    ends_at: UtcTime
    level: int
    level_count: int
    points: Amount
    points_to_next: Amount | None
    premium_owned: bool
    claimable: int

    @classmethod
    def of(cls, state: PassState, language: str) -> "HomePassOut":
        """The pass in the reader's language."""
        facts = {name: getattr(state, name) for name in cls.model_fields if name != "title"}
        return cls(**facts, title=state.title[language])


class HomeAchievementsOut(Out):
    """How many badges the player has, and how many rewards for them wait."""

    unlocked: int
    total: int
    claimable: int


class ClaimableOut(Out):
    """Rewards that wait to be taken, by where: what the navigation's badges count."""

    streak: int
    vip: int
    missions: int
    events: int
    battlepass: int = Field(serialization_alias="pass")
    achievements: int
    onboarding: int

    @classmethod
    def of(cls, home: Home, events: list[HomeEventOut], missions: list[MissionOut]) -> "ClaimableOut":
        """Counted from the same facts that the home screen shows."""
        return cls(
            streak=int(not home.standing.streak.claimed_today),
            vip=int(not home.vip.claimed_today),
            missions=sum(one.completed and not one.claimed for one in missions),
            events=sum(one.claimable for one in events),
            battlepass=0 if home.season is None else home.season.claimable,
            achievements=home.achievements.claimable,
            onboarding=int(home.tour.claimable),
        )


class PurchasesOut(Out):
    """How many purchases wait for their payment: what the shop's badge counts."""

    pending_count: int


class DashboardOut(Out):
    profile: UserOut
    wallet: WalletOut
    stats: PeriodsOut
    last_rounds: list[LastRoundOut]
    games: list[GameOut]
    streak: StreakStatusOut
    vip: VipStatusOut
    missions: list[MissionOut]
    events: list[HomeEventOut]
    battlepass: HomePassOut | None = Field(serialization_alias="pass")
    achievements: HomeAchievementsOut
    onboarding: OnboardingOut
    recommendations: list[RecommendationOut]
    claimable: ClaimableOut
    purchase: PurchasesOut
    unread: int
    generated_at: UtcTime

    @classmethod
    def of(cls, home: Home, *, games: list[GameOut], language: str, now: datetime) -> "DashboardOut":
        """The whole home screen."""
        user = UserOut.model_validate(home.standing.user)
        balances = [
            BalanceOut(currency="gold", balance=user.gold_balance),
            BalanceOut(currency="gem", balance=user.gem_balance),
        ]
        missions = [MissionOut.of(view, language) for one in home.missions for view in one.missions]
        events = [HomeEventOut.of(seen, language=language, now=now) for seen in home.standing.events]
        return cls(
            profile=user,
            wallet=WalletOut(balances=balances),
            stats=PeriodsOut.of(home.standing),
            last_rounds=[LastRoundOut.of(played) for played in home.rounds],
            games=games,
            streak=StreakStatusOut.of(home.standing.streak),
            vip=VipStatusOut.of(home.vip),
            missions=missions,
            events=events,
            battlepass=None if home.season is None else HomePassOut.of(home.season, language),
            achievements=HomeAchievementsOut.model_validate(home.achievements),
            onboarding=OnboardingOut.of(home.tour),
            recommendations=[RecommendationOut.of(one) for one in home.suggestions.items],
            claimable=ClaimableOut.of(home, events, missions),
            purchase=PurchasesOut(pending_count=home.standing.pending_purchases),
            unread=home.standing.unread,
            generated_at=now,
        )


class LiveStateOut(Out):
    """`initial_state` of a live socket, in the player's own language."""

    profile: UserOut
    stats: PeriodsOut
    streak: StreakStatusOut
    events: list[HomeEventOut]
    purchase: PurchasesOut
    unread: int

    @classmethod
    def of(cls, standing: Standing, now: datetime) -> "LiveStateOut":
        """What a live client starts from."""
        return cls(
            profile=UserOut.model_validate(standing.user),
            stats=PeriodsOut.of(standing),
            streak=StreakStatusOut.of(standing.streak),
            events=[HomeEventOut.of(seen, language=standing.user.locale, now=now) for seen in standing.events],
            purchase=PurchasesOut(pending_count=standing.pending_purchases),
            unread=standing.unread,
        )
