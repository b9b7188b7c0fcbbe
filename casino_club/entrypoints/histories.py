"""Where what players did is kept: each domain tells it again, for the rebuild of tallies."""

from typing import Final

from casino_club.domains.friends import public as friends
from casino_club.domains.gacha import public as gacha
from casino_club.domains.games import public as games
from casino_club.domains.progress.public import History
from casino_club.domains.rewards import public as rewards
from casino_club.domains.stage import public as stage
from casino_club.domains.streaks import public as streaks

HISTORIES: Final[tuple[History, ...]] = (
    games.history,
    gacha.history,
    rewards.history,
    streaks.history,
    stage.history,
    friends.history,
)
