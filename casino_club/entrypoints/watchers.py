"""Who looks at players' tallies: each judges its goals in the transaction that counted them."""

from typing import Final

from casino_club.domains.achievements import public as achievements
from casino_club.domains.battlepass import public as battlepass
from casino_club.domains.events import public as live_events
from casino_club.domains.missions import public as missions
from casino_club.domains.progress.public import Watcher

WATCHERS: Final[tuple[Watcher, ...]] = (battlepass.watch, achievements.watch, missions.watch, live_events.watch)
