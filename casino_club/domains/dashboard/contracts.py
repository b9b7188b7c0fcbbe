"""What the home screen and a fresh live socket show, read in one snapshot."""

from dataclasses import dataclass

from casino_club.domains.account.contracts import OwnUser
from casino_club.domains.games.contracts import GameStats, Round


@dataclass(frozen=True, slots=True)
class Home:
    """A player's state: the user, totals by game (of this UTC day, and of all time), the newest rounds."""

    user: OwnUser
    today: dict[str, GameStats]
    ever: dict[str, GameStats]
    rounds: tuple[Round, ...]
