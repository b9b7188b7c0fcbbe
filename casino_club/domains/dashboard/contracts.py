"""What the home screen and a fresh live socket show, read in one snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass

from casino_club.domains.account.contracts import OwnUser
from casino_club.domains.achievements.contracts import Summary
from casino_club.domains.battlepass.contracts import PassState
from casino_club.domains.events.contracts import PlayerEvent
from casino_club.domains.games.contracts import GameStats, Round
from casino_club.domains.missions.contracts import MissionSet
from casino_club.domains.onboarding.contracts import TourState
from casino_club.domains.quiz.contracts import Suggestions
from casino_club.domains.streaks.contracts import StreakStatus
from casino_club.domains.vip.contracts import VipStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """What a live socket starts from: the user, totals by game (of this UTC day, and of all time), streak, events, and
    how many purchases wait for their payment."""

    user: OwnUser
    today: dict[str, GameStats]
    ever: dict[str, GameStats]
    streak: StreakStatus
    events: Sequence[PlayerEvent]
    pending_purchases: int
    unread: int


@dataclass(frozen=True, slots=True)
class Home:
    """The whole home screen."""

    standing: Standing
    rounds: Sequence[Round]
    vip: VipStatus
    missions: Sequence[MissionSet]
    season: PassState | None
    achievements: Summary
    tour: TourState
    suggestions: Suggestions
