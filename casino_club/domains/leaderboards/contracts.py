"""What a leaderboard is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from casino_club.kernel.calendar import Period
from casino_club.kernel.money import AMOUNT_MAX

Metric = Literal["net_win", "biggest_multiplier", "wagered", "plays"]
METRICS: Final[tuple[Metric, ...]] = ("plays", "wagered", "net_win", "biggest_multiplier")
"""In the order in which a standing stores them."""

SeasonPeriod = Literal["week", "month"]
ALL_GAMES: Final = "all"
NEVER: Final = 0
"""The moment of what was so from the beginning: it ranks before every later one."""
MOMENT_MAX: Final = AMOUNT_MAX


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one player's game on one UTC day, or before the first day a board counts singly (`day` None).

    Money is gold. `plays`, `wagered` and `net_win` are the totals after the newest round the fact knows, so of two
    facts about one day the one with more plays is the newer. The moments (`rules.moment_of`) name the latest round that
    changed each total, and the first one that reached the best multiplier; `NEVER` where the fact knows of none.
    """

    user_id: int
    game: str
    day: date | None
    plays: int
    wagered: int
    net_win: int
    multiplier_x100: int
    plays_at: int
    wagered_at: int
    net_win_at: int
    multiplier_at: int


@dataclass(frozen=True, slots=True)
class BoardKey:
    """One leaderboard: a game (or `all`), the period around a day, and what is compared."""

    game: str
    period: Period
    today: date
    metric: Metric


@dataclass(frozen=True, slots=True)
class Standing:
    """One line: higher values first, and of equal values the one reached earlier. Multipliers in hundredths."""

    rank: int
    user_id: int
    value: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """A leaderboard as one player sees it: its head, the own line, and the lines around it (own line included)."""

    players: int
    top: Sequence[Standing] = ()
    me: Standing | None = None
    neighbours: Sequence[Standing] = ()


@dataclass(frozen=True, slots=True)
class Prize:
    """Gold for every rank from `first` to `last`."""

    first: int
    last: int
    gold: int


@dataclass(frozen=True, slots=True)
class Season:
    """A contest on one leaderboard over one week or month; `ends_on` is the first day after it."""

    id: int
    game: str
    metric: Metric
    period: SeasonPeriod
    starts_on: date
    ends_on: date
    prizes: tuple[Prize, ...]
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Winner:
    """A prize of a closed season."""

    season_id: int
    rank: int
    user_id: int
    value: int
    gold: int
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PastSeason:
    """A closed season with its best players."""

    season: Season
    winners: Sequence[Winner] = field(default_factory=tuple)
