"""Pure arithmetic of statistics: how rounds make days, and days make periods."""

from collections.abc import Iterable
from datetime import date

from casino_club.domains.games.contracts import DayStats, GameStats


def combine(days: Iterable[GameStats]) -> GameStats:
    """Totals over days given in date order; the current streak is the last day's."""
    total = GameStats()
    for day in days:
        total = GameStats(
            plays=total.plays + day.plays,
            wins=total.wins + day.wins,
            losses=total.losses + day.losses,
            pushes=total.pushes + day.pushes,
            total_bet=total.total_bet + day.total_bet,
            total_win=total.total_win + day.total_win,
            highest_multiplier_x100=max(total.highest_multiplier_x100, day.highest_multiplier_x100),
            best_win=max(total.best_win, day.best_win),
            current_streak=day.current_streak,
            best_streak=max(total.best_streak, day.best_streak),
            play_seconds=total.play_seconds + day.play_seconds,
        )
    return total


def after_round(day: GameStats, *, stake: int, payout: int, multiplier_x100: int) -> GameStats:
    """A day's statistics after one more round: what `games_settle_bets` does in SQL, stated once more for the audit.

    A win pays more than the stake, a push exactly the stake. A push leaves the streak as it is, a loss ends it.
    """
    won, pushed = payout > stake, payout == stake
    streak = day.current_streak + 1 if won else day.current_streak if pushed else 0
    return GameStats(
        plays=day.plays + 1,
        wins=day.wins + won,
        losses=day.losses + (not won and not pushed),
        pushes=day.pushes + pushed,
        total_bet=day.total_bet + stake,
        total_win=day.total_win + payout,
        highest_multiplier_x100=max(day.highest_multiplier_x100, multiplier_x100),
        best_win=max(day.best_win, payout),
        current_streak=streak,
        best_streak=max(day.best_streak, streak),
        play_seconds=day.play_seconds,
    )


def rebuild(rounds: Iterable[tuple[str, date, int, int, int]]) -> list[DayStats]:
    """Statistics from rounds alone: (game, UTC day, stake, payout, multiplier in hundredths), in order of play."""
    days: dict[tuple[str, date], GameStats] = {}
    streaks: dict[str, int] = {}
    for game, day, stake, payout, multiplier_x100 in rounds:
        before = days.get((game, day)) or GameStats(current_streak=streaks.get(game, 0))
        after = after_round(before, stake=stake, payout=payout, multiplier_x100=multiplier_x100)
        days[game, day] = after
        streaks[game] = after.current_streak
    return [DayStats(game, day, stats) for (game, day), stats in days.items()]
