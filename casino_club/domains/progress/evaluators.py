"""The registry of evaluators: each reads one number out of a tally. Pure; a goal names one and a target."""

from collections.abc import Callable
from typing import Final

from casino_club.domains.progress.contracts import Tally

Evaluator = Callable[[Tally], int]

GIFT_GOLD_A_POINT: Final = 100
"""Gold gifted for one point of the model index; a round played is one point too."""


def cumulative_bet(tally: Tally) -> int:
    """Gold staked."""
    return tally.bet


def total_win(tally: Tally) -> int:
    """Gold won back in all."""
    return tally.win


def daily_win(tally: Tally) -> int:
    """Gold won back in all; a goal that names it counts within one day."""
    return tally.win


def net_win(tally: Tally) -> int:
    """Gold won beyond what was staked."""
    return max(0, tally.win - tally.bet)


def best_win(tally: Tally) -> int:
    """The largest win of one round, in gold."""
    return tally.best_win


def best_multiplier(tally: Tally) -> int:
    """The highest multiple of a stake, whole."""
    return tally.best_multiplier_x100 // 100


def win_streak(tally: Tally) -> int:
    """Most rounds won in a row in one game."""
    return tally.best_streak


def plays(tally: Tally) -> int:
    """Rounds played."""
    return tally.plays


def wins(tally: Tally) -> int:
    """Rounds won."""
    return tally.wins


def distinct_games(tally: Tally) -> int:
    """Different games played."""
    return len(tally.games)


def level(tally: Tally) -> int:
    """The level reached; a beginner's is 1."""
    return max(1, tally.level)


def experience(tally: Tally) -> int:
    """Experience gained."""
    return tally.exp


def attendance(tally: Tally) -> int:
    """Days attended."""
    return tally.days


def streak_length(tally: Tally) -> int:
    """The longest attendance streak, in days."""
    return tally.streak


def claims(tally: Tally) -> int:
    """Rewards taken."""
    return tally.claims


def missions(tally: Tally) -> int:
    """Missions completed and claimed."""
    return tally.missions


def gifts(tally: Tally) -> int:
    """Gifts sent to the stage."""
    return tally.gifts


def gifted(tally: Tally) -> int:
    """Gold gifted to the stage."""
    return tally.gifted


def collection(tally: Tally) -> int:
    """Different items in the gacha collection."""
    return len(tally.collected)


def friends(tally: Tally) -> int:
    """Friendships made."""
    return tally.friends


def model_index_points(tally: Tally) -> int:
    """One point a round played and one for every 100 gold gifted."""
    return tally.plays + tally.gifted // GIFT_GOLD_A_POINT


def reported(tally: Tally) -> int:
    """What the player reported, in events that count on that."""
    return tally.reported


EVALUATORS: Final[dict[str, Evaluator]] = {
    evaluate.__name__: evaluate
    for evaluate in (
        cumulative_bet,
        total_win,
        daily_win,
        net_win,
        best_win,
        best_multiplier,
        win_streak,
        plays,
        wins,
        distinct_games,
        level,
        experience,
        attendance,
        streak_length,
        claims,
        missions,
        gifts,
        gifted,
        collection,
        friends,
        model_index_points,
        reported,
    )
}


def evaluate(name: str, tally: Tally) -> int:
    """The named evaluator's number. Raises KeyError for a name nobody registered."""
    return EVALUATORS[name](tally)
