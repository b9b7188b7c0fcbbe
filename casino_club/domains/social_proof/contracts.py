"""The club's activity in numbers, and the windows they are counted in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Activity:
    """What everybody together does: rounds of all games, whatever they were played for; big wins are of gold."""

    online_users: int
    spins_last_hour: int
    big_wins_last_hour: int
    total_plays_today: int
    active_events_count: int
    generated_at: datetime


@dataclass(frozen=True, slots=True)
class Windows:
    """Where counting starts: the last hour to a whole slice, and this UTC day."""

    hour: datetime
    day: datetime

    @property
    def earliest(self) -> datetime:
        """No older round is asked for."""
        return min(self.hour, self.day)


@dataclass(frozen=True, slots=True)
class PlayCounts:
    """Rounds settled since the starts of both windows."""

    plays_hour: int
    big_wins_hour: int
    plays_day: int
